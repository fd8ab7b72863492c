"""Waits by their definition: first unanswered question to the next public answer of the team."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from inbox.ids import MessageId, TelegramId
from inbox.waits import Turn, Wait, fold

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ALICE, BOB = TelegramId(1), TelegramId(11)


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def asks(number: int, minutes: int) -> Turn:
    return Turn(MessageId(number), at(minutes), ALICE, is_team=False, needs_answer=True)


def chats(number: int, minutes: int) -> Turn:
    return Turn(MessageId(number), at(minutes), ALICE, is_team=False)


def answers(number: int, minutes: int, *, automatic: bool = False) -> Turn:
    return Turn(MessageId(number), at(minutes), BOB, is_team=True, is_automatic=automatic)


def answers_from_desk(number: int, minutes: int, ordered: int) -> Turn:
    return Turn(MessageId(number), at(minutes), BOB, is_team=True, ordered_at=at(ordered))


def closed(question: int, asked: int, answer: int, answered: int, *, is_first: bool) -> Wait:
    return Wait(MessageId(question), at(asked), is_first, MessageId(answer), at(answered), BOB)


def test_several_questions_are_one_wait_and_several_answers_end_it_once() -> None:
    turns = [asks(1, 0), asks(2, 5), answers(3, 10), answers(4, 11)]
    assert fold(turns) == (closed(1, 0, 3, 10, is_first=True),)


def test_each_further_question_is_a_wait_of_its_own() -> None:
    turns = [asks(1, 0), answers(2, 10), asks(3, 20), answers(4, 50)]
    assert fold(turns) == (closed(1, 0, 2, 10, is_first=True), closed(3, 20, 4, 50, is_first=False))


def test_an_automatic_reply_does_not_stop_the_clock() -> None:
    assert fold([asks(1, 0), answers(2, 1, automatic=True)]) == (Wait(MessageId(1), at(0), is_first=True),)


def test_what_is_asked_while_an_answer_is_on_its_way_waits_for_the_next() -> None:
    turns = [asks(1, 0), asks(2, 5), asks(3, 8), answers_from_desk(4, 10, ordered=6), answers(5, 20)]
    assert fold(turns) == (closed(1, 0, 4, 10, is_first=True), closed(3, 8, 5, 20, is_first=False))


def test_chatter_opens_no_wait_and_thanks_after_an_answer_neither() -> None:
    turns = [chats(1, 0), asks(2, 1), answers(3, 2), chats(4, 3)]
    assert fold(turns) == (closed(2, 1, 3, 2, is_first=True),)


def test_a_conversation_begun_by_the_team_has_no_first_response() -> None:
    assert fold([answers(1, 0), asks(2, 5), answers(3, 9)]) == (closed(2, 5, 3, 9, is_first=False),)


def test_a_message_told_late_takes_its_place_by_its_own_date() -> None:
    told_late = [asks(5, 20), answers(6, 30), asks(9, 0), answers(8, 4)]
    assert fold(told_late) == (closed(9, 0, 8, 4, is_first=True), closed(5, 20, 6, 30, is_first=False))


some_turns = some.lists(
    some.builds(
        Turn,
        message=some.integers(1, 40).map(MessageId),
        at=some.integers(0, 30).map(at),
        sender=some.sampled_from([ALICE, BOB]),
        is_team=some.booleans(),
        needs_answer=some.booleans(),
        is_automatic=some.booleans(),
    ),
    unique_by=lambda turn: turn.message,
)


@given(some_turns)
def test_waits_follow_one_another_and_only_the_last_is_open(turns: list[Turn]) -> None:
    waits = fold(turns)
    assert all(wait.answered_at is not None for wait in waits[:-1])
    ends = [(wait.asked_at, wait.answered_at or datetime.max.replace(tzinfo=UTC)) for wait in waits]
    assert all(asked <= answered for asked, answered in ends)
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


@given(some_turns, some.randoms())
def test_the_order_in_which_messages_are_told_does_not_matter(turns: list[Turn], chance: object) -> None:
    told = list(turns)
    chance.shuffle(told)  # type: ignore[attr-defined]
    assert fold(told) == fold(turns)
