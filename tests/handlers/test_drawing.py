"""Whatever people write, a card stays within Telegram's limits and its markup is read, in every state and language."""

from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.markup import length, markup_problem
from handlers.desk.buttons import more, snoozing
from handlers.desk.drawing import draw
from handlers.desk.later import CHOICES
from handlers.desk.sight import Condition, Sight
from handlers.moments import duration
from inbox.conversations import Standing, State
from inbox.ids import BrandId, ChatId, ConversationId, MessageId, PostId, TelegramId, WaitId
from inbox.messages import Content
from inbox.targets import Clock, Target
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation
from storage.messages import Direction, Kept
from storage.people import KnownPerson
from storage.posts import Post
from storage.replies import Reply
from storage.suggestions import Suggested
from storage.waits import KeptWait
from tests.cast import ALICE, BOB, NINE, at
from texts import LANGUAGES, Language, catalogue

HUGE = 2**53
TARGET = Target(timedelta(hours=1), Clock.CALENDAR)
WILD = st.sampled_from(
    ["", "Где заказ?", "<b>", "&amp; </a>", "a" * 5000, "<" * 5000, "🙂" * 4096, "\u202e\0\n\n\n", "слово " * 900]
)
BRAND = Brand(
    BrandId(1), "Кофейня", "ru", "Europe/Moscow", timedelta(hours=24), TARGET, keywords=(), colour="",
    library_version=0, greeting="",
)  # fmt: skip


def kept(number: int, direction: Direction, text: str, content: Content = "text", minutes: float = 0) -> Kept:
    return Kept(
        MessageId(number), BrandId(1), ChatId(1), number, None, ConversationId(HUGE), None, direction, BOB.id, text,
        at(minutes), text, content, {"name": text}, "", needs_answer=direction == "incoming", reason="question",
        corrected_by=BOB.id, is_automatic=False, direct_topic_id=None,
    )  # fmt: skip


def sight(condition: Condition, wild: str, content: Content = "text") -> Sight:
    states = {Condition.SNOOZED: State.SNOOZED, Condition.RESOLVED: State.RESOLVED, Condition.SPAM: State.SPAM}
    answered = condition in (Condition.ANSWERED, Condition.RESOLVED)
    standing = Standing(states.get(condition, State.OPEN), snoozed_until=NINE, resolved_by=BOB.id)
    conversation = Conversation(
        ConversationId(HUGE), BrandId(1), ChatId(1), None, None, PostId(1), ALICE.id, wild, standing, NINE, NINE,
        BOB.id, NINE if condition is Condition.WAITING else None, 0,
    )  # fmt: skip
    chat = Chat(
        ChatId(1), TelegramId(-1001), "", BrandId(1), "community", "supergroup", wild, "", is_forum=False,
        is_direct_messages=False, linked_id=None, topic_id=None, standing="member", rights=None,
    )  # fmt: skip
    said = [kept(number, "incoming", wild, content) for number in range(1, 9)]
    said += [kept(number, "note", wild, content, 1) for number in range(9, 15)]
    said += [kept(15, "outgoing", wild, content, 5)] if answered else []
    said = [replace(one, needs_answer=False) for one in said] if condition is Condition.NEEDLESS else said
    reply = Reply(
        HUGE, BrandId(1), ConversationId(HUGE), MessageId(1), BOB.id, 1 if answered else None, "sendMessage", {}, wild,
        "", None, None, "", {Condition.SENDING: "sending", Condition.UNCERTAIN: "uncertain"}.get(condition, "refused"),  # type: ignore[arg-type]
        wild, NINE, MessageId(15) if answered else None, None,
    )  # fmt: skip
    wait: KeptWait | None = KeptWait(
        WaitId(1), ConversationId(HUGE), MessageId(1), NINE, at(5) if answered else None, BOB.id, None, TARGET, ""
    )
    if condition is Condition.WITHDRAWN:
        said, wait = [one for one in said if one.direction != "incoming"], None
    return Sight(
        conversation, BRAND, chat, Post(PostId(1), BrandId(1), ChatId(2), TelegramId(-1003), "", 5, NINE, wild),
        tuple(said), wait, replace(reply, state="sent") if answered else reply,
        tuple(Suggested(MessageId(1), NINE, HUGE, wild, rank, 0.5, {}, "") for rank in (1, 2, 3)),
        {person.id: KnownPerson(person.id, wild, "", "ru", None, has_blocked_bot=False) for person in (ALICE, BOB)},
        (), replace(reply, state="sent") if answered else None, None, None, wild,
    )  # fmt: skip


@given(st.sampled_from(Condition), WILD, st.sampled_from(get_args(Content)), st.sampled_from(LANGUAGES))
def test_a_card_can_be_sent_whatever_people_wrote(
    condition: Condition, wild: str, content: Content, language: Language
) -> None:
    texts = catalogue(language)
    seen = sight(condition, wild, content)
    picture = draw(seen, texts, at(90))
    assert seen.condition is condition
    assert length(picture.text) <= 4096
    assert markup_problem(picture.text) is None
    rows = [*picture.rows, *more(seen, texts, has_dismissed=True), *snoozing(seen, texts, CHOICES)]
    assert [words for row in rows for words, _ in row if not words] == []
    assert [carried for row in rows for _, carried in row if len(carried.encode()) > 64] == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.5, "меньше минуты"), (1, "1 мин"), (59.9, "59 мин"), (60, "1 ч"), (135, "2 ч 15 мин"),
        (24 * 60, "1 дн."), (25 * 60 + 5, "1 дн. 1 ч"), (10 * 24 * 60 + 59, "10 дн."),
    ],
)  # fmt: skip
def test_lengths_of_time_in_words(minutes: float, words: str) -> None:
    assert duration(catalogue("ru"), timedelta(minutes=minutes)) == words
