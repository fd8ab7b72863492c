"""Waits: how long a member waited for the team, folded from the turns of one conversation.

A wait starts with the member's *first* unanswered message that needs an answer and ends with the first public answer of
the team after it. Several questions in a row are one wait; several answers in a row end it once. Bots, automatic
replies and notes never end it, nor does an answer that was on its way already when the question was asked. Invariant: a
pure function of the turns in the order of Telegram's dates, so that a message told late, an edit or a correction of the
team only means folding again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from inbox.ids import MessageId, TelegramId


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation, as far as waits go. An album is one turn: its first part. `ordered_at`: when an
    answer was given on the desk, some time before it stood in the chat.
    """

    message: MessageId
    at: datetime
    sender: TelegramId
    is_team: bool
    needs_answer: bool = False
    is_automatic: bool = False
    ordered_at: datetime | None = None

    def answers(self, question: "Turn") -> bool:
        return self.is_team and not self.is_automatic and question.at <= (self.ordered_at or self.at)


@dataclass(frozen=True, slots=True)
class Wait:
    """`is_first`: the first wait of a conversation that the member began (first response time counts only these)."""

    question: MessageId
    asked_at: datetime
    is_first: bool
    answer: MessageId | None = None
    answered_at: datetime | None = None
    answered_by: TelegramId | None = None


def fold(turns: Iterable[Turn]) -> tuple[Wait, ...]:
    """The waits of one conversation, oldest first; at most the last is unanswered."""
    ordered = sorted(turns, key=lambda turn: (turn.at, turn.message))
    waits: list[Wait] = []
    asked: list[Turn] = []
    begun_by_member = bool(ordered) and not ordered[0].is_team
    for turn in ordered:
        if turn.needs_answer and not turn.is_team:
            asked.append(turn)
        elif asked and turn.answers(asked[0]):
            waits.append(_wait(asked[0], turn, is_first=begun_by_member and not waits))
            asked = [question for question in asked if not turn.answers(question)]
    if asked:
        waits.append(_wait(asked[0], None, is_first=begun_by_member and not waits))
    return tuple(waits)


def _wait(question: Turn, answer: Turn | None, *, is_first: bool) -> Wait:
    if answer is None:
        return Wait(question.message, question.at, is_first)
    return Wait(question.message, question.at, is_first, answer.message, answer.at, answer.sender)
