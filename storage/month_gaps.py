"""A month's questions for which the library had no answer to show: none was suggested that stood, none was taken.

Invariant: a question is no gap because the team put an answer in words of its own: what was shown counts, and only a
suggestion that was dismissed as wrong is as good as none.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from inbox.facts import Asked, Month
from inbox.ids import BrandId, ConversationId, MessageId
from inbox.links import message_link
from storage.month_activity import IS_NO_SPAM, within
from storage.tables import chats, conversations, messages, suggestions, uses, waits

ANSWERS = messages.alias("answers")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """`answer`: what a person wrote to it, empty when nobody did."""

    asked: Asked
    conversation: ConversationId
    answer: str

    @property
    def message(self) -> MessageId:
        return self.asked.id

    @property
    def text(self) -> str:
        return self.asked.text

    @property
    def link(self) -> str:
        return self.asked.link


def unanswered(connection: Connection, brand: BrandId, month: Month, cut_off: datetime, limit: int) -> list[Unanswered]:
    """The newest of the month's questions that the library left alone, oldest first."""
    shown = select(suggestions.c.message_id).where(
        suggestions.c.brand_id == brand, suggestions.c.outcome != "dismissed"
    )
    used = select(uses.c.question_id).where(uses.c.brand_id == brand, uses.c.question_id.is_not(None))
    rows = connection.execute(
        select(
            messages.c.id, messages.c.conversation_id, messages.c.text, messages.c.message_id, messages.c.chat_id,
            messages.c.sent_at, conversations.c.member_name, chats.c.telegram_id, chats.c.kind, chats.c.username,
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
            messages.c.id.not_in(shown),
            messages.c.id.not_in(used),
        )
        .order_by(messages.c.sent_at.desc(), messages.c.id.desc())
        .limit(limit)
    )  # fmt: skip
    found = [
        Unanswered(
            Asked(
                row.id, row.chat_id, row.sent_at, row.member_name, row.text,
                message_link(row.telegram_id, row.kind, row.username, row.message_id),
            ),
            ConversationId(row.conversation_id),
            row.answer or "",
        )
        for row in rows
    ]  # fmt: skip
    return found[::-1]
