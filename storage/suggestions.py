"""Suggestions shown for a message, what the team made of them, and the standard replies that were sent.

Invariant: each suggestion of a message gets one outcome at most, given when the team answers, chooses or dismisses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from inbox.ids import BrandId, ConversationId, EntryId, MessageId, TelegramId
from storage.tables import entries, suggestions, uses

Outcome = Literal["as_is", "edited", "other", "dismissed", "ignored"]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as kept; `score` is a probability from 0 to 1; `outcome` is empty while it is open."""

    message: MessageId
    entry: EntryId
    question: str
    rank: int
    score: float
    reason: dict[str, Any]
    outcome: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry to be kept as a suggestion."""

    entry: EntryId
    score: float
    reason: dict[str, Any]


def keep(
    connection: Connection,
    brand: BrandId,
    conversation: ConversationId,
    message: MessageId,
    offers: Sequence[Offer],
    now: datetime,
) -> None:
    """The suggestions for a message, in place of earlier open ones for it."""
    connection.execute(delete(suggestions).where(suggestions.c.message_id == message, suggestions.c.outcome == ""))
    if offers:
        common = {"brand_id": brand, "conversation_id": conversation, "message_id": message, "suggested_at": now}
        rows = [
            common
            | {
                "entry_id": offer.entry,
                "rank": rank,
                "score_permille": round(offer.score * 1000),
                "reason": offer.reason,
            }
            for rank, offer in enumerate(offers, 1)
        ]
        connection.execute(insert(suggestions), rows)


def open_of(connection: Connection, conversation: ConversationId) -> list[Suggested]:
    """The open suggestions of a conversation's newest message that has any, best first."""
    rows = [
        Suggested(
            row.message_id, row.entry_id, row.question, row.rank, row.score_permille / 1000, row.reason, row.outcome
        )
        for row in connection.execute(
            select(
                suggestions.c.message_id, suggestions.c.entry_id, entries.c.question, suggestions.c.rank,
                suggestions.c.score_permille, suggestions.c.reason, suggestions.c.outcome,
            )
            .join(entries, entries.c.id == suggestions.c.entry_id)
            .where(suggestions.c.conversation_id == conversation, suggestions.c.outcome == "")
            .order_by(suggestions.c.message_id.desc(), suggestions.c.rank)
        )
    ]  # fmt: skip
    return [row for row in rows if row.message == rows[0].message]


def decide(
    connection: Connection,
    conversation: ConversationId,
    outcome: Outcome,
    now: datetime,
    by: TelegramId | None,
    entry: EntryId | None = None,
) -> None:
    """Give the open suggestions of a conversation (or only that of one entry) their outcome."""
    condition = (suggestions.c.conversation_id == conversation) & (suggestions.c.outcome == "")
    if entry is not None:
        condition &= suggestions.c.entry_id == entry
    connection.execute(update(suggestions).where(condition).values(outcome=outcome, decided_at=now, decided_by=by))


def record_use(
    connection: Connection,
    brand: BrandId,
    entry: EntryId,
    answer: MessageId,
    question: MessageId | None,
    now: datetime,
    by: TelegramId | None,
    *,
    edited: bool,
) -> None:
    """A standard reply was sent to a member."""
    connection.execute(
        insert(uses).values(
            brand_id=brand, entry_id=entry, message_id=answer, question_id=question, used_at=now, used_by=by,
            edited=edited,
        )
    )  # fmt: skip
