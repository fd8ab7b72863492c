"""Growth and promotion agree with a slow recomputation from the raw updates."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from inbox.evidence import Counted, Measure, Placed, Published, Seen, Stay
from inbox.facts import Month
from inbox.ids import BrandId, ChatId, PostId, TelegramId
from inbox.messages import Place
from report.growth import growth
from report.promotion import Promotion, promotion
from report.spread import Share
from storage import Connection, chats
from storage.database import Database
from storage.month_seen import seen
from storage.tables import placements
from tests.cast import set_stage
from tests.evidence.raw import CHANNEL, LINKS, STARTS, Update, month_of_updates, play

OCTOBER = Month(2026, 10, ZoneInfo("Asia/Vladivostok"))
CUT_OFF = OCTOBER.ends_at
ONE, OTHER = ChatId(1), ChatId(2)


def prepare(connection: Connection, brand: BrandId) -> None:
    place = Place(TelegramId(CHANNEL["id"]), "channel", CHANNEL["title"], CHANNEL["username"])
    channel = chats.remember(connection, place, STARTS)
    chats.bind(connection, channel.id, "channel", brand)
    for name, link, cost in (("A", LINKS[0], 10_000), ("B", LINKS[1], None)):
        row = {"brand_id": brand, "chat_id": channel.id, "name": name, "link": link, "cost": cost, "currency": "RUB"}
        connection.execute(placements.insert().values(created_at=STARTS, is_paid=cost is not None, **row))


class Slow:
    """Who was where and when, from the raw updates alone."""

    def __init__(self, updates: list[Update]) -> None:
        told = [update["chat_member"] for update in updates if "chat_member" in update]
        self.said = [update["message"] for update in updates if "text" in update.get("message", {})]
        self.stays: list[tuple[str, int, datetime, datetime | None, str | None]] = []
        for number, one in enumerate(told):
            if one["new_chat_member"]["status"] != "member":
                continue
            ends = [
                later["date"]
                for later in told[number + 1 :]
                if later["chat"] == one["chat"]
                and later["from"] == one["from"]
                and later["new_chat_member"]["status"] != "member"
            ]
            left = datetime.fromtimestamp(ends[0], UTC) if ends and self._before(ends[0]) else None
            link = one.get("invite_link", {}).get("invite_link")
            joined = datetime.fromtimestamp(one["date"], UTC)
            if joined < CUT_OFF:
                self.stays.append((one["chat"]["title"], one["from"]["id"], joined, left, link))

    @staticmethod
    def _before(unix: int) -> bool:
        return unix < CUT_OFF.timestamp()

    def joined(self, title: str) -> int:
        return sum(stay[0] == title and stay[2] >= OCTOBER.starts_at for stay in self.stays)

    def left(self, title: str) -> int:
        return sum(stay[0] == title and stay[3] is not None and stay[3] >= OCTOBER.starts_at for stay in self.stays)

    def kept(self, link: str, days: int) -> Share:
        span = timedelta(days=days)
        due = [stay for stay in self.stays if stay[4] == link and stay[2] + span <= CUT_OFF]
        return Share(sum(stay[3] is None or stay[3] - stay[2] >= span for stay in due), len(due))

    def messages(self, link: str, text: str = "") -> int:
        return sum(
            message["from"]["id"] == person
            and joined.timestamp() <= message["date"] < (left or CUT_OFF).timestamp()
            and text in message["text"]
            for _, person, joined, left, by in self.stays
            if by == link
            for message in self.said
        )


@pytest.mark.parametrize("seed", range(3))
async def test_it_agrees_with_the_raw_updates(database: Database, seed: int) -> None:
    stage = await set_stage(database)
    updates = month_of_updates(seed)

    def work(connection: Connection) -> Seen:
        prepare(connection, stage.brand)
        play(connection, updates)
        return seen(connection, stage.brand, OCTOBER, CUT_OFF)

    found = await database.run(work)
    slow = Slow(updates)
    told = growth(found, OCTOBER, CUT_OFF)
    assert {found.chats[chat.chat]: (chat.joined, chat.left) for chat in told.chats} == {
        title: (slow.joined(title), slow.left(title)) for title in ("Coffee lovers", "Coffee news")
    }
    assert told.largest is not None
    largest = max(("Coffee lovers", "Coffee news"), key=slow.joined)
    assert found.chats[told.largest.chat] == largest
    came = [stay[2] for stay in slow.stays if stay[2] >= OCTOBER.starts_at and stay[0] == largest]
    days = Counter(joined.astimezone(OCTOBER.zone).date() for joined in came)
    assert {day.on: day.organic + day.linked for day in told.days if day.organic + day.linked} == days
    led, organic = (
        {person for _, person, joined, _, link in slow.stays if joined >= OCTOBER.starts_at and link in of}
        for of in (LINKS, (None,))
    )
    sides = {side.key: side.joined for side in promoted(found).sides}
    assert (promoted(found).people, sides["organic"]) == (len(led), len(organic))
    tools = {tool.placed.name: tool for tool in promoted(found).tools}
    for name, link in zip("AB", LINKS, strict=True):
        tool = tools[name]
        assert tool.joined == sum(stay[4] == link for stay in slow.stays)
        assert (tool.retention.week, tool.retention.month) == (slow.kept(link, 7), slow.kept(link, 30))
        assert (tool.placed.messages, tool.placed.questions) == (slow.messages(link), slow.messages(link, "?"))


def promoted(found: Seen) -> Promotion:
    return promotion(found.placements, found.stays, OCTOBER, CUT_OFF)


def october(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def test_members_stand_on_the_counts_of_the_first_and_the_last_day() -> None:
    counted = [(ONE, date(2026, 9, 30), 100), (ONE, date(2026, 10, 2), 90), (ONE, date(2026, 10, 30), 130)]
    counted.append((OTHER, date(2026, 10, 20), 7))
    found = Seen(chats={ONE: "A", OTHER: "B"}, counted=tuple(Counted(*one) for one in counted))
    chats_told = growth(found, OCTOBER, CUT_OFF).chats
    assert [(chat.before, chat.now, chat.change) for chat in chats_told] == [(100, 130, 30), (7, 7, 0)]


def test_people_of_several_chats_are_not_added_up() -> None:
    counted = (Counted(ONE, date(2026, 10, 2), 100), Counted(OTHER, date(2026, 10, 2), 40))
    both = tuple(Stay(chat, TelegramId(n), october(2 + n)) for chat in (ONE, OTHER) for n in range(3))
    more = Stay(OTHER, TelegramId(7), october(9))
    wanted: dict[Measure, int] = {"members": 150, "joined": 5}
    found = growth(
        Seen(chats={ONE: "A", OTHER: "B"}, stays=(*both, more), counted=counted, goals=wanted), OCTOBER, CUT_OFF
    )
    assert found.goals == (("members", 150, 100), ("joined", 5, 3))
    assert sum(day.organic for day in found.days) == 3
    sides = promotion((), (*both, more), OCTOBER, CUT_OFF).sides
    assert [(side.key, side.joined) for side in sides] == [("organic", 4)]


def test_an_er_without_reactions_or_members_is_unknown() -> None:
    post = Published(PostId(1), ONE, october(3), "x", "", reactions=4, comments=1)
    unseen = Published(PostId(2), OTHER, october(3), "x", "", reactions=None, comments=1)
    counted = (Counted(ONE, date(2026, 10, 2), 100), Counted(OTHER, date(2026, 10, 2), 100))
    found = Seen(chats={ONE: "A", OTHER: "B"}, posts=(post, unseen), counted=counted)
    shares = [chat.engagement.value for chat in growth(found, OCTOBER, CUT_OFF).chats]
    assert shares == [0.05, None]
    uncounted = growth(Seen(chats={ONE: "A"}, posts=(post,), goals={"er": 450, "members": 50}), OCTOBER, CUT_OFF)
    assert uncounted.goals == (("members", 50, None), ("er", 0.045, None))


def stays(count: int, stayed: int) -> tuple[Stay, ...]:
    """So many joined on the second of October, so many of them stayed."""
    joined = october(2)
    return tuple(
        Stay(ONE, TelegramId(n), joined, None if n < stayed else joined + timedelta(days=3), 1) for n in range(count)
    )


def placed(name: str, cost: int | None, people: tuple[Stay, ...], currency: str = "RUB") -> Placed:
    return Placed(1, name, ONE, cost, currency, cost is not None, october(1), stays=people)


def test_verdicts_compare_what_can_be_compared() -> None:
    found = promotion(
        (
            placed("cheap", 100_00, stays(20, 20)),
            placed("dear", 900_00, stays(20, 10)),
            placed("usual", 400_00, stays(20, 20)),
            placed("dollars", 10_00, stays(20, 20), "USD"),
            placed("few", 100_00, stays(9, 9)),
            placed("nobody", 100_00, ()),
            placed("gift", None, stays(20, 2)),
        ),
        (),
        OCTOBER,
        CUT_OFF,
    )  # fmt: skip
    assert [(tool.placed.name, tool.verdict, tool.per_retained) for tool in found.tools] == [
        ("cheap", "cheaper", 500.0),
        ("dear", "dearer", 9000.0),
        ("usual", "cheaper", 2000.0),
        ("dollars", "alone", 50.0),
        ("few", "few", 1111.111111111111),
        ("nobody", "nobody", None),
        ("gift", "leave", None),
    ]
    paid, free = found.sides
    assert (paid.joined, paid.costs, paid.per_joined) == (89, (("RUB", 1600_00), ("USD", 10_00)), None)
    assert (free.joined, free.retention.week) == (20, Share(2, 20))


def test_nobody_is_judged_before_the_week_is_over() -> None:
    late = tuple(Stay(ONE, TelegramId(n), october(28), None, 1) for n in range(30))
    tool = promotion((placed("late", 100_00, late),), (), OCTOBER, CUT_OFF).tools[0]
    assert (tool.verdict, tool.retention.week, tool.per_joined, tool.per_retained) == (
        "few",
        Share(0, 0),
        100_00 / 30,
        None,
    )
