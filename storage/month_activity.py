"""What was said in a month: by members, counted by the database, and by the team, as it was sent.

Invariant: what lies in conversations marked as spam or was deleted counts nowhere, and an album is one message.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, ColumnElement, Connection, func, select, type_coerce

from inbox.conversations import State
from inbox.facts import AnswerFact, Month
from inbox.ids import BrandId, TelegramId
from inbox.links import message_link
from storage.tables import EPOCH, chats, conversations, messages, people

QUARTER = 15 * 60 * 1000
"""Milliseconds: every time zone's offset is a multiple of it, so that what shares one shares its local hour."""
IS_NO_SPAM = conversations.c.state != State.SPAM
SHOWN = 200
"""So many letters of a text are shown in a list."""


def excerpt(text: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(text, 1, SHOWN + 1).label("excerpt")


EXCERPT = excerpt(messages.c.text)


def within(column: ColumnElement[datetime], month: Month, cut_off: datetime) -> ColumnElement[bool]:
    return (column >= month.starts_at) & (column < min(month.ends_at, cut_off))


def incoming(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> Mapping[tuple[date, int], int]:
    """Messages that need an answer by local day and hour, grouped by the database into quarters of an hour."""
    quarter = type_coerce(messages.c.sent_at, BigInteger) // QUARTER
    rows = connection.execute(
        select(quarter, func.count())
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .where(
            messages.c.brand_id == brand,
            within(messages.c.sent_at, month, cut_off),
            messages.c.direction == "incoming",
            messages.c.needs_answer,
            messages.c.deleted_at.is_(None),
            IS_NO_SPAM,
        )
        .group_by(quarter)
    )
    counts: Counter[tuple[date, int]] = Counter()
    for number, count in rows:
        local = (EPOCH + timedelta(milliseconds=int(number) * QUARTER)).astimezone(month.zone)
        counts[local.date(), local.hour] += count
    return counts


def count_messages(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> int:
    """Of members, an album as one; not those of conversations marked as spam."""
    counted = (
        select(func.count())
        .select_from(messages)
        .outerjoin(conversations, conversations.c.id == messages.c.conversation_id)
        .where(
            messages.c.brand_id == brand,
            within(messages.c.sent_at, month, cut_off),
            messages.c.direction == "incoming",
            messages.c.reason != "album",
            messages.c.deleted_at.is_(None),
            conversations.c.state.is_(None) | IS_NO_SPAM,
        )
    )
    return connection.scalar(counted) or 0


def answers(
    connection: Connection, brand: BrandId, month: Month, cut_off: datetime
) -> tuple[tuple[AnswerFact, ...], dict[TelegramId, str]]:
    """Answers to members, oldest first, and under what names they were written."""
    rows = connection.execute(
        select(
            messages.c.id, messages.c.sent_at, messages.c.sender_id, conversations.c.member_name, EXCERPT,
            messages.c.message_id, messages.c.sender_name, chats.c.telegram_id, chats.c.kind, chats.c.username,
        )
        .select_from(messages)
        .join(conversations, conversations.c.id == messages.c.conversation_id)
        .join(chats, chats.c.id == messages.c.chat_id)
        .where(
            messages.c.brand_id == brand,
            within(messages.c.sent_at, month, cut_off),
            messages.c.direction == "outgoing",
            messages.c.reason != "album",
            messages.c.is_automatic.is_(False),
            messages.c.deleted_at.is_(None),
            IS_NO_SPAM,
        )
        .order_by(messages.c.sent_at, messages.c.id)
    ).all()  # fmt: skip
    found = tuple(
        AnswerFact(
            row.id, row.sent_at, row.sender_id, row.member_name, row.excerpt,
            message_link(row.telegram_id, row.kind, row.username, row.message_id),
        )
        for row in rows
    )  # fmt: skip
    return found, {row.sender_id: row.sender_name for row in rows}


def names(connection: Connection, ids: set[TelegramId]) -> dict[TelegramId, str]:
    rows = connection.execute(select(people.c.id, people.c.name).where(people.c.id.in_(ids), people.c.name != ""))
    return {TelegramId(row.id): row.name for row in rows}
