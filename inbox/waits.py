"""Waits: how long a member waited for the team, folded from the turns of one conversation.

A wait starts with the member's *first* unanswered message that needs an answer and ends with the first public answer of
the team after it. Several questions in a row are one wait; several answers in a row end it once. Bots, automatic
replies and notes never end it. Invariant: a pure function of the turns in the order of Telegram's dates, so that a
message told late, an edit or a correction of the team only means folding again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from inbox.ids import MessageId, TelegramId


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation, as far as waits go. An album is one turn: its first part."""

    message: MessageId
    at: datetime
    sender: TelegramId
    is_team: bool
    needs_answer: bool = False
    is_automatic: bool = False


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
    opened: Turn | None = None
    begun_by_member = bool(ordered) and not ordered[0].is_team
    for turn in ordered:
        if opened is None and turn.needs_answer and not turn.is_team:
            opened = turn
        elif opened is not None and turn.is_team and not turn.is_automatic:
            waits.append(_wait(opened, turn, is_first=begun_by_member and not waits))
            opened = None
    if opened is not None:
        waits.append(_wait(opened, None, is_first=begun_by_member and not waits))
    return tuple(waits)


def _wait(question: Turn, answer: Turn | None, *, is_first: bool) -> Wait:
    if answer is None:
        return Wait(question.message, question.at, is_first)
    return Wait(question.message, question.at, is_first, answer.message, answer.at, answer.sender)
