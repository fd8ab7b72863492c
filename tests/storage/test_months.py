"""A month's facts agree with a slow and obvious recomputation from the raw stored messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from inbox.calendar_spec import parse_calendar
from inbox.conversations import Standing, State
from inbox.entries import Entry
from inbox.facts import Gap, MonthFacts
from inbox.ids import BrandId, ConversationId, TelegramId
from inbox.messages import Message, Origin, Person, Place
from inbox.targets import Clock, Target
from inbox.working_time import working_time
from storage import (
    Connection,
    brands,
    chats,
    conversations,
    evidence,
    library,
    messages,
    months,
    people,
    posts,
    presence,
    suggestions,
    waits,
)  # fmt: skip
from storage.conversations import Spot
from storage.database import Database
from storage.messages import Reading
from storage.suggestions import Offer
from storage.tables import conversations as conversation_rows
from storage.tables import messages as message_rows
from tests.cast import ALICE, BOB, CAROL

STARTS = datetime(2026, 10, 25, tzinfo=UTC)
"""New York changes its clock on 1 November 2026, Berlin on 25 October."""
NOW = datetime(2026, 12, 10, tzinfo=UTC)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kathmandu")
PLACES = (
    Place(TelegramId(-1001), "supergroup", "Coffee lovers", "coffee_lovers"),
    Place(TelegramId(-1005), "supergroup", "Closed circle"),
    Place(ALICE.id, "private"),
    Place(CAROL.id, "private"),
)


@dataclass(frozen=True)
class Said:
    """`who`: ask, chat, answer, auto, album; `later`: minutes since the message before."""

    who: str
    conversation: int
    later: int


SAID = st.builds(
    Said,
    st.sampled_from(["ask", "ask", "chat", "answer", "answer", "auto", "album"]),
    st.integers(0, 3),
    st.integers(0, 4000) | st.integers(0, 90),
)
HISTORIES = st.lists(SAID, min_size=1, max_size=40)


class History:
    """A brand of its own with what was said in it, kept as the handlers keep it."""

    def __init__(self, connection: Connection, zone: str, said: Sequence[Said], spam: set[int], target: Target) -> None:
        self.connection = connection
        self.brand = brands.create(
            connection, "Кофейня", STARTS, time_zone=zone,
            target_minutes=target.within // timedelta(minutes=1), target_clock=target.clock,
        )  # fmt: skip
        hours = parse_calendar("пн-пт 10-19", ZoneInfo(zone))
        brands.keep_calendar(connection, self.brand, hours, date(2026, 10, 1), STARTS, None)
        self.conversations: dict[int, ConversationId] = {}
        at = STARTS
        for number, one in enumerate(said):
            at += timedelta(minutes=one.later)
            self._keep(one, number, at)
        for key, conversation in self.conversations.items():
            locked = conversations.lock(connection, conversation)
            assert locked is not None
            waits.refold(connection, locked, target)
            if key in spam:
                conversations.keep_standing(connection, conversation, Standing(State.SPAM))

    def _keep(self, one: Said, number: int, at: datetime) -> None:
        known = PLACES[one.conversation]
        place = replace(known, id=TelegramId(known.id * 1000 - self.brand))  # its own, as each brand's chats are
        chat = chats.remember(self.connection, place, STARTS)
        if one.conversation not in self.conversations:
            spot = Spot(self.brand, chat.id, ALICE.id, None)
            self.conversations[one.conversation] = conversations.open_new(self.connection, spot, ALICE.name, at).id
        is_team = one.who in ("answer", "auto")
        message = Message(
            place, self.brand * 1000 + number, at, BOB if is_team else ALICE, text=f"Слово {number}",
            is_automatic=one.who == "auto", album_id="album" if one.who == "album" else "",
        )  # fmt: skip
        reading = Reading(
            self.brand,
            chat.id,
            "outgoing" if is_team else "incoming",
            conversation=self.conversations[one.conversation],
            needs_answer=one.who == "ask",
            reason="album" if one.who == "album" else "",
        )
        messages.add(self.connection, message, reading, at)


Span = tuple[datetime, datetime | None, bool, timedelta | None, bool]
"""A wait: asked, answered, whether it is the first, its working time, whether it is late."""


@dataclass
class Recomputed:
    """The same month from all rows in memory, one after the other."""

    connection: Connection
    brand: BrandId
    zone: ZoneInfo
    month: int
    cut_off: datetime

    def rows(self) -> list[Any]:
        spam = {
            row.id
            for row in self.connection.execute(
                select(conversation_rows).where(conversation_rows.c.brand_id == self.brand)
            )
            if row.state == State.SPAM
        }
        rows = self.connection.execute(select(message_rows).where(message_rows.c.brand_id == self.brand)).all()
        return sorted((row for row in rows if row.conversation_id not in spam), key=lambda row: (row.sent_at, row.id))

    def is_in(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        return (local.year, local.month) == (2026, self.month) and at < self.cut_off

    def incoming(self) -> Counter[tuple[date, int]]:
        asked = [row.sent_at for row in self.rows() if row.needs_answer and self.is_in(row.sent_at)]
        return Counter((at.astimezone(self.zone).date(), at.astimezone(self.zone).hour) for at in asked)

    def messages(self) -> int:
        return sum(
            row.direction == "incoming" and row.reason != "album" and self.is_in(row.sent_at) for row in self.rows()
        )

    def answers(self) -> Counter[int]:
        return Counter(row.sender_id for row in self.rows() if is_answer(row) and self.is_in(row.sent_at))

    def waits(self) -> list[Span]:
        rows = self.rows()
        found = [
            wait
            for conversation in {row.conversation_id for row in rows}
            for wait in self._waits_of([row for row in rows if row.conversation_id == conversation])
        ]
        return sorted((wait for wait in found if self.is_in(wait[0])), key=lambda wait: wait[0])

    def _waits_of(self, rows: list[Any]) -> list[Span]:
        found: list[Span] = []
        asked = None
        for row in rows:
            if row.needs_answer and asked is None:
                asked = row.sent_at
            elif is_answer(row) and asked is not None:
                found.append(self._wait(asked, row.sent_at, is_first=not found and rows[0].direction == "incoming"))
                asked = None
        if asked is not None:
            found.append(self._wait(asked, None, is_first=not found and rows[0].direction == "incoming"))
        return found

    def _wait(self, asked: datetime, answered: datetime | None, *, is_first: bool) -> Span:
        target = brands.get(self.connection, self.brand).target
        versions = brands.calendar_versions(self.connection, self.brand)
        until = max(asked, min(answered or self.cut_off, self.cut_off))
        passed = working_time(versions, asked, until) if target.clock is Clock.WORKING else until - asked
        worked = None if answered is None else working_time(versions, asked, answered)
        return asked, answered, is_first, worked, passed > target.within


def is_answer(row: Any) -> bool:
    return row.direction == "outgoing" and not row.is_automatic


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=HISTORIES,
    zone=st.sampled_from(ZONES),
    month=st.sampled_from([10, 11]),
    spam=st.sets(st.integers(0, 3), max_size=1),
    target=st.builds(Target, st.sampled_from([timedelta(minutes=15), timedelta(hours=4)]), st.sampled_from(Clock)),
    now=st.sampled_from([NOW, datetime(2026, 11, 3, 12, tzinfo=UTC)]),
)
async def test_facts_agree_with_the_raw_messages(
    database: Database, said: list[Said], zone: str, month: int, spam: set[int], target: Target, now: datetime
) -> None:
    def steps(connection: Connection) -> None:
        brand = History(connection, zone, said, spam, target).brand
        facts = months.month_facts(connection, brand, 2026, month, now)
        slow = Recomputed(connection, brand, ZoneInfo(zone), month, facts.cut_off)
        found = [(w.asked_at, w.answered_at, w.is_first, w.working, w.is_late) for w in facts.waits]
        assert found == slow.waits()
        assert dict(facts.incoming) == dict(slow.incoming())
        assert facts.messages == slow.messages()
        assert Counter(answer.by for answer in facts.answers) == slow.answers()

    await database.run(steps)


async def test_a_month_with_everything_in_it(database: Database) -> None:
    """Links, categories, suggestions, entries, posts, entered items, gaps, and the conditions in words."""

    def steps(connection: Connection) -> MonthFacts:
        history = History(
            connection, "Europe/Berlin", [Said("ask", 0, 20_000), Said("answer", 0, 30)], set(),
            Target(timedelta(hours=1), Clock.WORKING),
        )  # fmt: skip
        brand, conversation = history.brand, history.conversations[0]
        for person in (ALICE, BOB):
            people.remember(connection, Person(person.id, person.name))
        rows = connection.execute(select(message_rows).where(message_rows.c.brand_id == brand)).all()
        asked, answered = sorted(rows, key=lambda row: row.sent_at)
        entry = library.add(connection, brand, Entry(0, "Доставка?", "Есть", category="Доставка"), STARTS, None)
        other = library.add(connection, brand, Entry(0, "Оплата?", "Картой", category="Оплата"), STARTS, None)
        offers = [Offer(other, 0.8, {}), Offer(entry, 0.6, {})]
        suggestions.keep(connection, brand, conversation, asked.id, offers, asked.sent_at)
        suggestions.decide(connection, conversation, "as_is", answered.sent_at, BOB.id, entry)
        suggestions.decide(connection, conversation, "ignored", answered.sent_at, BOB.id)
        suggestions.record_use(connection, brand, entry, answered.id, asked.id, answered.sent_at, BOB.id, edited=False)
        channel = chats.remember(connection, Place(TelegramId(-1009), "channel", "News", "news"), STARTS)
        copy = Message(
            PLACES[0], 55, asked.sent_at, text="Пост", is_automatic_forward=True, origin=Origin("News", asked.sent_at)
        )
        post = posts.keep(connection, channel.id, brand, copy, 7)
        posts.tie_to_thread(connection, post, asked.chat_id, 55)
        messages.change(connection, asked.id, post_id=post)
        evidence.add(
            connection, brand, date(2026, 11, 20), 3, "Репост с разрешением", NOW, BOB.id, link="https://t.me/x/1"
        )
        for starts, ends in ((STARTS, datetime(2026, 11, 5, tzinfo=UTC)), (datetime(2026, 11, 8, tzinfo=UTC), NOW)):
            presence.extend(connection, presence.begin(connection, starts), ends)
        return months.month_facts(connection, brand, 2026, 11, NOW)

    facts = await database.run(steps)
    (wait,) = facts.waits
    assert (wait.category, wait.member, wait.link, wait.answer_text) == (
        "Доставка", "Alice", "https://t.me/coffee_lovers/1000", "Слово 1",
    )  # fmt: skip
    (suggestion,) = facts.suggestions
    assert (suggestion.outcome, suggestion.rank, len(suggestion.shown)) == ("as_is", 2, 2)
    assert (suggestion.question.text, suggestion.question.link) == ("Слово 0", "https://t.me/coffee_lovers/1000")
    assert [entry.question for entry in facts.entries] == ["Доставка?", "Оплата?"]
    (use,) = facts.uses
    assert (use.entry, use.by, use.text, use.link) == (
        facts.entries[0].id,
        BOB.id,
        "Слово 0",
        "https://t.me/coffee_lovers/1001",
    )
    (answer,) = facts.answers
    assert (answer.by, answer.member, answer.text, answer.link) == (BOB.id, "Alice", "Слово 1", use.link)
    (talk,) = facts.conversations
    assert (talk.member, talk.text, talk.link) == ("Alice", "Слово 0", suggestion.question.link)
    assert [(post.link, post.comments) for post in facts.posts] == [("https://t.me/news/7", 1)]
    assert [(item.item, item.text, item.author) for item in facts.items] == [(3, "Репост с разрешением", "Bob")]
    assert facts.gaps == (
        Gap(
            datetime(2026, 11, 5, tzinfo=UTC), datetime(2026, 11, 8, tzinfo=UTC),
            "программа не работала дольше суток: сообщения за это время Telegram не хранит",
        ),
    )  # fmt: skip
    assert (facts.calendar, facts.target) == ("пн-пт 10:00-19:00", "1 час, рабочее время")
    assert facts.people == {BOB.id: "Bob"}
    assert list(facts.chats.values()) == ["Coffee lovers"]


async def test_private_chats_count_as_one(database: Database) -> None:
    def steps(connection: Connection) -> MonthFacts:
        said = [Said("ask", 2, 20_000), Said("ask", 3, 5)]
        brand = History(connection, "Europe/Berlin", said, set(), Target(timedelta(hours=1), Clock.WORKING)).brand
        return months.month_facts(connection, brand, 2026, 11, NOW)

    facts = await database.run(steps)
    assert len({wait.chat for wait in facts.waits}) == 1
    assert list(facts.chats.values()) == ["Личные сообщения"]


async def test_a_month_without_a_message_is_empty(database: Database) -> None:
    def steps(connection: Connection) -> MonthFacts:
        return months.month_facts(connection, brands.create(connection, "Кофейня", STARTS), 2026, 11, NOW)

    facts = await database.run(steps)
    assert (facts.waits, facts.messages, dict(facts.incoming), facts.calendar) == ((), 0, {}, "")
