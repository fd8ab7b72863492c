"""Suggestions shown for a message, what the team made of them, and the standard replies that were sent.

Invariant: each suggestion of a message gets one outcome at most, given when the team answers, chooses or dismisses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from inbox.ids import BrandId, ConversationId, EntryId, MessageId, TelegramId
from storage.prepared import Prepared
from storage.tables import brands, entries, messages, suggestions, uses

Outcome = Literal["as_is", "edited", "other", "dismissed", "ignored"]
_Fate: TypeAlias = tuple[str, EntryId, Literal["accepted", "chosen", "dismissed"], float | None]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion as kept, for what was asked at `asked_at`; `score` is a probability from 0 to 1; `outcome` is empty
    while it is open.
    """

    message: MessageId
    asked_at: datetime
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


ADD = Prepared(insert(suggestions))
TAKE_BACK = Prepared(
    delete(suggestions).where(suggestions.c.message_id == bindparam("message"), suggestions.c.outcome == "")
)

KEPT = Prepared(select(suggestions.c.entry_id).where(suggestions.c.message_id == bindparam("message")))


def keep(
    connection: Connection,
    brand: BrandId,
    conversation: ConversationId,
    message: MessageId,
    offers: Sequence[Offer],
    now: datetime,
) -> None:
    """The suggestions for a message, in place of earlier open ones for it; what the team has decided stays so."""
    TAKE_BACK.write(connection, message=message)
    decided = {row.entry_id for row in KEPT.all(connection, message=message)} if offers else set()
    offers = [offer for offer in offers if offer.entry not in decided]
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
        ADD.write_all(connection, rows)


OF_CONVERSATION = (
    select(
        suggestions.c.message_id, messages.c.sent_at, suggestions.c.entry_id, entries.c.question, suggestions.c.rank,
        suggestions.c.score_permille, suggestions.c.reason, suggestions.c.outcome,
    )
    .join(entries, entries.c.id == suggestions.c.entry_id)
    .join(messages, messages.c.id == suggestions.c.message_id)
    .where(suggestions.c.conversation_id == bindparam("conversation"))
    .order_by(suggestions.c.message_id.desc(), suggestions.c.rank)
)  # fmt: skip
SHOWN = Prepared(OF_CONVERSATION)
OPEN = Prepared(
    OF_CONVERSATION.where(
        suggestions.c.outcome == "",
        entries.c.state == "approved",
        messages.c.needs_answer,
        messages.c.deleted_at.is_(None),
    )
)


def open_of(connection: Connection, conversation: ConversationId) -> list[Suggested]:
    """The open suggestions for a conversation's messages that still ask, the newest message's first, best first;
    retired entries left out.
    """
    return _all(connection, OPEN, conversation)


def shown_for(connection: Connection, conversation: ConversationId, message: MessageId) -> list[Suggested]:
    """The suggestions of a message, best first, whatever became of them."""
    return [one for one in _all(connection, SHOWN, conversation) if one.message == message]


def decide(
    connection: Connection,
    conversation: ConversationId,
    outcome: Outcome,
    now: datetime,
    by: TelegramId | None,
    entry: EntryId | None = None,
    until: datetime | None = None,
) -> None:
    """Give the open suggestions of a conversation (or only that of one entry, or those for what was asked `until` then)
    their outcome.
    """
    condition = (suggestions.c.conversation_id == conversation) & (suggestions.c.outcome == "")
    if entry is not None:
        condition &= suggestions.c.entry_id == entry
    if until is not None:
        asked = select(messages.c.id).where(messages.c.conversation_id == conversation, messages.c.sent_at <= until)
        condition &= suggestions.c.message_id.in_(asked)
    brand_ids = connection.scalars(
        update(suggestions)
        .where(condition)
        .values(outcome=outcome, decided_at=now, decided_by=by)
        .returning(suggestions.c.brand_id)
    ).all()
    if outcome == "dismissed":
        _count(connection, brand_ids)


def accept(connection: Connection, offer: Suggested, now: datetime, by: TelegramId, *, edited: bool) -> None:
    """The suggestion was accepted; the same entry may stand open for another message."""
    it = (suggestions.c.message_id == offer.message) & (suggestions.c.entry_id == offer.entry)
    outcome: Outcome = "edited" if edited else "as_is"
    connection.execute(update(suggestions).where(it).values(outcome=outcome, decided_at=now, decided_by=by))


def verdicts(connection: Connection, brand: BrandId, limit: int = 1000) -> list[_Fate]:
    """What the team made of suggestions, the newest last: the member's words, the entry, its fate, the score shown.

    An entry that was sent though it had not been suggested, or after it had been dismissed, was chosen by hand, and has
    no score.
    """
    same = (suggestions.c.message_id == uses.c.question_id) & (suggestions.c.entry_id == uses.c.entry_id)
    accepted, dismissed = suggestions.c.outcome.in_(("as_is", "edited")), suggestions.c.outcome == "dismissed"
    judged = connection.execute(
        select(
            suggestions.c.decided_at, messages.c.text, suggestions.c.entry_id, suggestions.c.outcome,
            suggestions.c.score_permille,
        )
        .join(messages, messages.c.id == suggestions.c.message_id)
        .where(suggestions.c.brand_id == brand, accepted | (dismissed & ~select(uses.c.id).where(same).exists()))
        .order_by(suggestions.c.decided_at.desc(), suggestions.c.id.desc())
        .limit(limit)
    ).all()  # fmt: skip
    chosen = connection.execute(
        select(uses.c.used_at, messages.c.text, uses.c.entry_id)
        .join(messages, messages.c.id == uses.c.question_id)
        .where(uses.c.brand_id == brand, ~select(suggestions.c.id).where(same, accepted).exists())
        .order_by(uses.c.used_at.desc(), uses.c.id.desc())
        .limit(limit)
    ).all()
    fates: list[tuple[datetime, _Fate]] = [(at, (text, entry, "chosen", None)) for at, text, entry in reversed(chosen)]
    fates += [
        (at, (text, entry, "dismissed" if outcome == "dismissed" else "accepted", permille / 1000))
        for at, text, entry, outcome, permille in reversed(judged)
    ]
    return [fate for _, fate in sorted(fates, key=lambda each: each[0])]


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
    _count(connection, [brand])


def has_dismissed(connection: Connection, conversation: ConversationId, since: datetime) -> bool:
    """Whether a suggestion for what was asked since then was dismissed."""
    return connection.scalar(select(suggestions.c.id).where(_dismissed(conversation, since)).limit(1)) is not None


def restore(connection: Connection, conversation: ConversationId, since: datetime) -> bool:
    """Those are open again, and the matcher hears of it; False without any."""
    brand_ids = connection.scalars(
        update(suggestions)
        .where(_dismissed(conversation, since))
        .values(outcome="", decided_at=None, decided_by=None)
        .returning(suggestions.c.brand_id)
    ).all()
    _count(connection, brand_ids)
    return bool(brand_ids)


def take_back(connection: Connection, question: MessageId | None, answer: MessageId) -> None:
    """The answer is gone from the chat: what it decided about the suggestions for its question is open again, and the
    standard reply was not sent. What was dismissed stays so.
    """
    unused = delete(uses).where(uses.c.message_id == answer).returning(uses.c.brand_id)
    _count(connection, connection.scalars(unused).all())
    decided = (suggestions.c.message_id == question) & suggestions.c.outcome.not_in(("", "dismissed"))
    connection.execute(update(suggestions).where(decided).values(outcome="", decided_at=None, decided_by=None))


def _dismissed(conversation: ConversationId, since: datetime) -> ColumnElement[bool]:
    asked = select(messages.c.id).where(messages.c.conversation_id == conversation, messages.c.sent_at >= since)
    return suggestions.c.message_id.in_(asked) & (suggestions.c.outcome == "dismissed")


def _count(connection: Connection, brand_ids: Sequence[BrandId]) -> None:
    """The matcher hears that there are verdicts it does not know, or some no more: all of one brand."""
    if brand_ids:
        known = brands.c.verdicts + len(brand_ids)
        connection.execute(update(brands).where(brands.c.id == brand_ids[0]).values(verdicts=known))


def _all(connection: Connection, statement: Prepared, conversation: ConversationId) -> list[Suggested]:
    return [
        Suggested(
            row.message_id, row.sent_at, row.entry_id, row.question, row.rank, row.score_permille / 1000, row.reason,
            row.outcome,
        )
        for row in statement.all(connection, conversation=conversation)
    ]  # fmt: skip
