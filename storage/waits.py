"""Waits, folded anew from a conversation's messages whenever one of them changes.

Invariant: the rows of a conversation are exactly `inbox.waits.fold` of its messages; a wait keeps the target.
Deliberately absent: the working time, which follows from the hours and changes with them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from inbox.conversations import State
from inbox.ids import BrandId, ConversationId, MessageId, TelegramId, WaitId
from inbox.targets import Clock, Target
from inbox.waits import Turn, Wait, fold
from storage.conversations import AT_SPOT, Conversation
from storage.inserts import insert_row
from storage.prepared import Prepared
from storage.replies import GIVEN_ON_DESK
from storage.tables import conversations, messages, replies, waits

KNOWN = Prepared(select(waits).where(waits.c.conversation_id == bindparam("conversation")))
CHANGE = Prepared(update(waits).where(waits.c.id == bindparam("row")))
WAITING_SINCE = Prepared(update(conversations).where(conversations.c.id == bindparam("row")))
SPEAKERS = select(conversations.c.id).where(
    AT_SPOT, conversations.c.id != bindparam("conversation"), conversations.c.last_at >= bindparam("opened_at")
)
TURNS = Prepared(select(
    messages.c.id, messages.c.sent_at, messages.c.sender_id, messages.c.direction, messages.c.needs_answer,
    messages.c.is_automatic, replies.c.created_at.label("ordered_at"),
).outerjoin_from(messages, replies, GIVEN_ON_DESK).where(
    (messages.c.conversation_id == bindparam("conversation"))
    | (
        messages.c.conversation_id.in_(SPEAKERS)
        & (messages.c.direction == "outgoing")
        & (messages.c.sent_at >= bindparam("opened_at"))
    ),
    messages.c.direction != "note",
    messages.c.deleted_at.is_(None),
))  # fmt: skip
"""The conversation's own messages, and the team's words to the same member there later on: whoever asked and was left
alone has waited until these, though silence had ended the conversation.
"""


@dataclass(frozen=True, slots=True)
class KeptWait:
    """A wait as it lies in the database; `warned` is the standing that the desk has been told of."""

    id: WaitId
    conversation: ConversationId
    question: MessageId
    asked_at: datetime
    answered_at: datetime | None
    answered_by: TelegramId | None
    answer: MessageId | None
    target: Target
    warned: str


LATEST = Prepared(
    select(waits)
    .where(waits.c.conversation_id == bindparam("conversation"))
    .order_by(waits.c.asked_at.desc(), waits.c.id.desc())
    .limit(1)
)


def latest(connection: Connection, conversation: ConversationId) -> KeptWait | None:
    row = LATEST.first(connection, conversation=conversation)
    return None if row is None else _kept(row)


def warn(connection: Connection, wait: WaitId, standing: str) -> None:
    """The desk has been told how the wait stands."""
    connection.execute(update(waits).where(waits.c.id == wait).values(warned=standing))


def asked_since(connection: Connection, brand: BrandId, start: datetime) -> list[KeptWait]:
    """The brand's waits that began at an instant or later, without those of spam."""
    rows = connection.execute(
        select(waits)
        .join(conversations, conversations.c.id == waits.c.conversation_id)
        .where(waits.c.brand_id == brand, waits.c.asked_at >= start, conversations.c.state != State.SPAM)
        .order_by(waits.c.asked_at)
    )
    return [_kept(row) for row in rows]


def refold(connection: Connection, conversation: Conversation, target: Target) -> datetime | None:
    """Bring the waits of a conversation in line with its messages; returns since when it waits, if it does."""
    found = fold(_turns(connection, conversation))
    known = {row.question_id: row for row in KNOWN.all(connection, conversation=conversation.id)}
    gone = set(known) - {wait.question for wait in found}
    if gone:
        connection.execute(delete(waits).where(waits.c.question_id.in_(gone)))
    for wait in found:
        row = known.get(wait.question)
        if row is None:
            insert_row(connection, waits, **_of(conversation, target), **_row(wait))
        elif _differs(row, wait):
            CHANGE.write(connection, row=row.id, **_row(wait))
    since = found[-1].asked_at if found and found[-1].answered_at is None else None
    if since != conversation.waiting_since:
        WAITING_SINCE.write(connection, row=conversation.id, waiting_since=since)
    return since


def _kept(row: Any) -> KeptWait:
    target = Target(timedelta(minutes=row.target_minutes), Clock(row.target_clock))
    return KeptWait(
        row.id, row.conversation_id, row.question_id, row.asked_at, row.answered_at, row.answered_by, row.answer_id,
        target, row.warned,
    )  # fmt: skip


def _differs(row: Any, wait: Wait) -> bool:
    return (row.asked_at, row.is_first, row.answer_id, row.answered_at) != (
        wait.asked_at, wait.is_first, wait.answer, wait.answered_at,
    )  # fmt: skip


def _of(conversation: Conversation, target: Target) -> dict[str, Any]:
    return {
        "brand_id": conversation.brand,
        "conversation_id": conversation.id,
        "target_minutes": target.within // timedelta(minutes=1),
        "target_clock": target.clock,
    }


def _turns(connection: Connection, conversation: Conversation) -> list[Turn]:
    values = {"conversation": conversation.id, "opened_at": conversation.opened_at}
    return [
        Turn(
            row.id, row.sent_at, row.sender_id, row.direction == "outgoing", row.needs_answer, row.is_automatic,
            row.ordered_at,
        )
        for row in TURNS.all(connection, **conversation.spot.values, **values)
    ]  # fmt: skip


def _row(wait: Wait) -> dict[str, Any]:
    return {
        "question_id": wait.question,
        "asked_at": wait.asked_at,
        "is_first": wait.is_first,
        "answer_id": wait.answer,
        "answered_at": wait.answered_at,
        "answered_by": wait.answered_by,
    }
