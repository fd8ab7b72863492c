"""The waits of a month's cohort, with their words and links.

Invariant: the cohort is dated by the question; what lies in conversations marked as spam is not here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, select

from inbox.calendars import CalendarVersion
from inbox.facts import Month, WaitFact
from inbox.ids import BrandId, ChatId, MessageId
from inbox.links import message_link
from inbox.targets import Clock, Standing, Target, standing
from inbox.working_time import working_time
from storage.month_activity import IS_NO_SPAM, within
from storage.month_library import categories_of, outcome_by
from storage.tables import chats, conversations, messages, suggestions, uses, waits


def cohort(
    connection: Connection,
    brand: BrandId,
    month: Month,
    cut_off: datetime,
    versions: Sequence[CalendarVersion],
    chat_of: Mapping[ChatId, ChatId],
    *,
    has_hours: bool,
) -> tuple[WaitFact, ...]:
    """Oldest first, working times by the hours as they are set. `chat_of`: under which chat each is counted. Waits
    asked after the cut-off are not yet here.
    """
    categories = _categories(connection, brand, month, cut_off)
    found = []
    for row in connection.execute(_waits(brand, month, cut_off)):
        category = categories.get(row.answer_id) or categories.get(row.question_id)
        working = _working(row, versions) if has_hours else None
        found.append(_wait(row, category, chat_of, working=working, is_late=_is_late(row, cut_off, versions)))
    return tuple(found)


def targets(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> list[tuple[datetime, Target]]:
    """What was promised to the cohort, oldest first: each target with the question from which on it was promised."""
    rows = connection.execute(
        select(waits.c.target_minutes, waits.c.target_clock, waits.c.asked_at)
        .join(conversations, conversations.c.id == waits.c.conversation_id)
        .where(waits.c.brand_id == brand, within(waits.c.asked_at, month, cut_off), IS_NO_SPAM)
        .order_by(waits.c.asked_at, waits.c.id)
    )
    return [
        (next(promised).asked_at, Target(timedelta(minutes=minutes), Clock(clock)))
        for (minutes, clock), promised in groupby(rows, key=itemgetter(0, 1))
    ]


def _waits(brand: BrandId, month: Month, cut_off: datetime) -> Any:
    asked, answer = messages.alias("asked"), messages.alias("answer")
    asked_in, answered_in = chats.alias("asked_in"), chats.alias("answered_in")
    return (
        select(
            waits.c.id, waits.c.conversation_id, waits.c.question_id, waits.c.asked_at, waits.c.is_first,
            waits.c.answer_id, waits.c.answered_at, waits.c.answered_by, waits.c.target_minutes, waits.c.target_clock,
            conversations.c.chat_id, conversations.c.member_name,
            asked.c.text, asked.c.post_id, asked.c.message_id,
            asked_in.c.telegram_id, asked_in.c.kind, asked_in.c.username,
            answer.c.text.label("answer_text"), answer.c.message_id.label("answer_message_id"),
            answered_in.c.telegram_id.label("answer_chat"), answered_in.c.kind.label("answer_kind"),
            answered_in.c.username.label("answer_username"),
        )
        .join(conversations, conversations.c.id == waits.c.conversation_id)
        .join(asked, asked.c.id == waits.c.question_id)
        .join(asked_in, asked_in.c.id == asked.c.chat_id)
        .outerjoin(answer, answer.c.id == waits.c.answer_id)
        .outerjoin(answered_in, answered_in.c.id == answer.c.chat_id)
        .where(
            waits.c.brand_id == brand,
            within(waits.c.asked_at, month, cut_off),
            IS_NO_SPAM,
        )
        .order_by(waits.c.asked_at, waits.c.id)
    )  # fmt: skip


def _wait(
    row: Row[Any],
    category: str | None,
    chat_of: Mapping[ChatId, ChatId],
    *,
    working: timedelta | None,
    is_late: bool,
) -> WaitFact:
    return WaitFact(
        id=row.id,
        conversation=row.conversation_id,
        chat=chat_of.get(row.chat_id, row.chat_id),
        post=row.post_id,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        is_first=row.is_first,
        working=working,
        is_late=is_late,
        category=category,
        member=row.member_name,
        text=row.text,
        link=message_link(row.telegram_id, row.kind, row.username, row.message_id),
        answer_text=row.answer_text or "",
        answer_link=_answer_link(row),
    )


def _answer_link(row: Row[Any]) -> str:
    if row.answer_id is None:
        return ""
    return message_link(row.answer_chat, row.answer_kind, row.answer_username, row.answer_message_id)


def _working(row: Row[Any], versions: Sequence[CalendarVersion]) -> timedelta | None:
    return None if row.answered_at is None else working_time(versions, row.asked_at, row.answered_at)


def _is_late(row: Row[Any], cut_off: datetime, versions: Sequence[CalendarVersion]) -> bool:
    target = Target(timedelta(minutes=row.target_minutes), Clock(row.target_clock))
    until = cut_off if row.answered_at is None else min(row.answered_at, cut_off)
    return standing(target, row.asked_at, until, versions) is Standing.BREACHED


def _categories(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> dict[MessageId, str]:
    """By message: the category of the standard reply that it was answered with, else of the first one suggested."""
    categories = categories_of(connection, brand, cut_off)
    suggested = connection.execute(
        select(suggestions.c.message_id, suggestions.c.entry_id)
        .join(messages, messages.c.id == suggestions.c.message_id)
        .where(
            suggestions.c.brand_id == brand,
            suggestions.c.rank == 1,
            outcome_by(cut_off) != "dismissed",
            within(messages.c.sent_at, month, cut_off),
        )
    )
    used = connection.execute(
        select(uses.c.message_id, uses.c.question_id, uses.c.entry_id).where(
            uses.c.brand_id == brand, within(uses.c.used_at, month, cut_off)
        )
    ).all()
    by_message = {MessageId(message): categories[entry] for message, entry in suggested}
    by_message |= {MessageId(row.question_id): categories[row.entry_id] for row in used if row.question_id is not None}
    return by_message | {MessageId(row.message_id): categories[row.entry_id] for row in used}
