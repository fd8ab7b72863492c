"""A month's questions for which no standard reply was taken: asked in the library's silence, or in spite of it.

Invariant: a question whose suggestions still wait for the team's word is not here yet.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from inbox.facts import Month
from inbox.ids import BrandId, MessageId
from inbox.links import message_link
from storage.month_activity import IS_NO_SPAM, within
from storage.tables import chats, conversations, messages, suggestions, uses, waits

ANSWERS = messages.alias("answers")
TAKEN = ("", "as_is", "edited")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """`answer`: what a person wrote to it, empty when nobody did."""

    message: MessageId
    text: str
    link: str
    answer: str


def unanswered(connection: Connection, brand: BrandId, month: Month, cut_off: datetime, limit: int) -> list[Unanswered]:
    """The newest of the month's questions without a standard reply, oldest first."""
    suggested = select(suggestions.c.id).where(
        suggestions.c.message_id == messages.c.id, suggestions.c.outcome.in_(TAKEN)
    )
    used = select(uses.c.id).where(uses.c.question_id == messages.c.id)
    rows = connection.execute(
        select(
            messages.c.id, messages.c.text, messages.c.message_id, chats.c.telegram_id, chats.c.kind, chats.c.username,
            ANSWERS.c.text.label("answer"),
        )
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(chats, chats.c.id == messages.c.chat_id)
        .outerjoin(waits, waits.c.question_id == messages.c.id)
        .outerjoin(ANSWERS, ANSWERS.c.id == waits.c.answer_id)
        .where(
            messages.c.brand_id == brand,
            within(messages.c.sent_at, month, cut_off),
            messages.c.direction == "incoming",
            messages.c.needs_answer,
            messages.c.text != "",
            messages.c.deleted_at.is_(None),
            IS_NO_SPAM,
            ~suggested.exists(),
            ~used.exists(),
        )
        .order_by(messages.c.sent_at.desc(), messages.c.id.desc())
        .limit(limit)
    )  # fmt: skip
    found = [
        Unanswered(
            MessageId(row.id),
            row.text,
            message_link(row.telegram_id, row.kind, row.username, row.message_id),
            row.answer or "",
        )
        for row in rows
    ]
    return found[::-1]
