"""The facts of one brand's month (see inbox.facts), read from the database that groups and counts.

Invariant: nothing is concluded here, and no message is loaded that no figure shows: a month of a hundred thousand
messages is a few thousand rows. Direct messages count as one chat, and so do those of Business accounts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, case, func, select

from inbox.facts import ConversationFact, ItemLine, Month, MonthFacts, PostFact, month_before
from inbox.ids import BrandId, ChatId
from inbox.links import message_link
from storage import brands, evidence, month_activity, month_library, month_seen, month_waits, month_words, verdicts
from storage.brands import Brand
from storage.tables import chats, conversations, messages, posts, reopenings, waits
from texts import Catalogue, catalogue

RESOLVED_AT = func.coalesce(reopenings.c.resolved_at, conversations.c.resolved_at).label("resolved_at")
RESOLVED_BY = case(
    (reopenings.c.resolved_at.is_not(None), reopenings.c.resolved_by), else_=conversations.c.resolved_by
).label("resolved_by")


def month_facts(connection: Connection, brand_id: BrandId, year: int, number: int, now: datetime) -> MonthFacts:
    brand, first = brands.get(connection, brand_id), date(year, number, 1)
    counted = headline_facts(connection, brand_id, year, number, now)
    month, cut_off, cohort = counted.month, counted.cut_off, counted.waits
    chat_of, titles = _chats(connection, brand)
    answers, names = month_activity.answers(connection, brand_id, month, cut_off)
    senders = {answer.by for answer in answers} | {one.answered_by for one in cohort if one.answered_by is not None}
    say = catalogue(brand.language)
    return replace(
        counted,
        posts=_posts(connection, brand_id, month, {wait.post for wait in cohort if wait.post is not None}, chat_of),
        items=_items(connection, brand_id, month, say),
        reviews=verdicts.of_month(connection, brand_id, first),
        recommendations=tuple(verdicts.advised(connection, brand_id, month_before(first)).values()),
        gaps=month_words.gaps(connection, brand_id, month, cut_off, say),
        answers=answers,
        people=names | month_activity.names(connection, senders),
        chats=titles,
        seen=month_seen.seen(connection, brand_id, month, now),
    )


def headline_facts(connection: Connection, brand_id: BrandId, year: int, number: int, now: datetime) -> MonthFacts:
    """Only what the headline is counted from, for a month that another one is held against."""
    brand = brands.get(connection, brand_id)
    month = Month(year, number, ZoneInfo(brand.time_zone))
    cut_off = min(month.ends_at, now)
    versions, has_hours = brands.calendar_versions(connection, brand_id), brands.has_hours(connection, brand_id)
    chat_of, _ = _chats(connection, brand)
    in_month = conversations.c.opened_at.between(month.starts_at, cut_off) & (conversations.c.opened_at < month.ends_at)
    still_open = conversations.c.resolved_at.is_(None) | (conversations.c.resolved_at >= month.starts_at)
    before = (conversations.c.opened_at < month.starts_at) & still_open
    return MonthFacts(
        brand=brand.name,
        language=brand.language,
        month=month,
        cut_off=cut_off,
        made_at=now,
        waits=month_waits.cohort(connection, brand_id, month, cut_off, versions, chat_of, has_hours=has_hours),
        conversations=_conversations(connection, brand_id, in_month, chat_of, cut_off),
        open_before=_conversations(connection, brand_id, before, chat_of, cut_off),
        suggestions=month_library.suggested(connection, brand_id, month, cut_off, chat_of),
        entries=month_library.entries_of(connection, brand_id, month, cut_off),
        uses=month_library.used(connection, brand_id, month, cut_off),
        incoming=month_activity.incoming(connection, brand_id, month, cut_off),
        messages=month_activity.count_messages(connection, brand_id, month, cut_off),
        calendar=month_words.calendar(versions, month, brand) if has_hours else "",
        target=month_words.target(
            month_waits.targets(connection, brand_id, month, cut_off), month, brand, has_hours=has_hours
        ),
        silence=brand.silence,
    )


def checklist_facts(connection: Connection, brand_id: BrandId, year: int, number: int, now: datetime) -> MonthFacts:
    """Only what the marks of the nine items stand on, for whoever wants no figures."""
    brand = brands.get(connection, brand_id)
    month = Month(year, number, ZoneInfo(brand.time_zone))
    cut_off = min(month.ends_at, now)
    return MonthFacts(
        brand=brand.name,
        language=brand.language,
        month=month,
        cut_off=cut_off,
        made_at=now,
        messages=month_activity.count_messages(connection, brand_id, month, cut_off),
        items=_items(connection, brand_id, month, catalogue(brand.language)),
        reviews=verdicts.of_month(connection, brand_id, date(year, number, 1)),
        seen=month_seen.seen(connection, brand_id, month, now),
    )


def first_message_on(connection: Connection, brand: BrandId) -> date | None:
    """The day of the brand's oldest message, in its time zone."""
    oldest = connection.scalar(select(func.min(messages.c.sent_at)).where(messages.c.brand_id == brand))
    return None if oldest is None else oldest.astimezone(ZoneInfo(brands.get(connection, brand).time_zone)).date()


def _chats(connection: Connection, brand: Brand) -> tuple[dict[ChatId, ChatId], dict[ChatId, str]]:
    """Under which chat each is counted, and how those are called."""
    say = catalogue(brand.language)
    chat_of: dict[ChatId, ChatId] = {}
    titles: dict[ChatId, str] = {}
    shared: dict[str, ChatId] = {}
    rows = connection.execute(
        select(chats.c.id, chats.c.kind, chats.c.title, chats.c.business_connection)
        .where(chats.c.id.in_(select(conversations.c.chat_id).where(conversations.c.brand_id == brand.id)))
        .order_by(chats.c.id)
    )
    for row in rows:
        key = "business" if row.business_connection else "direct" if row.kind == "private" else ""
        counted = shared.setdefault(key, row.id) if key else row.id
        chat_of[row.id] = counted
        titles[counted] = say(f"month-chats-{key}") if key else row.title
    return chat_of, titles


def _conversations(
    connection: Connection,
    brand: BrandId,
    condition: ColumnElement[bool],
    chat_of: Mapping[ChatId, ChatId],
    cut_off: datetime,
) -> tuple[ConversationFact, ...]:
    """Those in which a member waited at all, oldest first, each with its first question, closed as at the cut-off."""
    first = (
        select(waits.c.question_id)
        .where(waits.c.conversation_id == conversations.c.id)
        .order_by(waits.c.asked_at, waits.c.id)
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            conversations.c.id, conversations.c.chat_id, conversations.c.opened_at, RESOLVED_AT, RESOLVED_BY,
            conversations.c.member_name, month_activity.EXCERPT, messages.c.message_id,
            chats.c.telegram_id, chats.c.kind, chats.c.username,
        )
        .select_from(conversations)
        .join(messages, messages.c.id == first)
        .join(chats, chats.c.id == messages.c.chat_id)
        .outerjoin(reopenings, _was_closed(cut_off))
        .where(conversations.c.brand_id == brand, condition, month_activity.IS_NO_SPAM)
        .order_by(conversations.c.opened_at, conversations.c.id)
    )  # fmt: skip
    return tuple(
        ConversationFact(
            row.id, chat_of.get(row.chat_id, row.chat_id), row.opened_at, row.resolved_at, row.resolved_by,
            row.member_name, row.excerpt, message_link(row.telegram_id, row.kind, row.username, row.message_id),
        )
        for row in rows
    )  # fmt: skip


def _was_closed(cut_off: datetime) -> ColumnElement[bool]:
    """By a close that was cancelled only later."""
    is_then = (reopenings.c.resolved_at <= cut_off) & (reopenings.c.reopened_at > cut_off)
    return (reopenings.c.conversation_id == conversations.c.id) & is_then


def _posts(
    connection: Connection, brand: BrandId, month: Month, asked_about: set[Any], chat_of: Mapping[ChatId, ChatId]
) -> tuple[PostFact, ...]:
    """Published in the month, or asked about in it; comments of members are counted where their group is watched."""
    in_month = (posts.c.posted_at >= month.starts_at) & (posts.c.posted_at < month.ends_at)
    chosen = (posts.c.brand_id == brand) & (in_month | posts.c.id.in_(asked_about))
    counted = (
        select(messages.c.post_id, func.count().label("times"))
        .where(
            messages.c.post_id.in_(select(posts.c.id).where(chosen)),
            messages.c.direction == "incoming",
            messages.c.reason != "album",
        )
        .group_by(messages.c.post_id)
        .subquery()
    )
    rows = connection.execute(
        select(posts, counted.c.times, chats.c.telegram_id, chats.c.kind, chats.c.username)
        .join(chats, chats.c.id == posts.c.chat_id)
        .outerjoin(counted, counted.c.post_id == posts.c.id)
        .where(chosen)
        .order_by(posts.c.posted_at, posts.c.id)
    )
    return tuple(_post(row, chat_of) for row in rows)


def _post(row: Row[Any], chat_of: Mapping[ChatId, ChatId]) -> PostFact:
    link = message_link(row.telegram_id, row.kind, row.username, row.message_id)
    comments = None if row.discussion_id is None else row.times or 0
    return PostFact(row.id, chat_of.get(row.chat_id, row.chat_id), row.posted_at, row.text, link, comments)


def _items(connection: Connection, brand: BrandId, month: Month, say: Catalogue) -> tuple[ItemLine, ...]:
    lines = evidence.of_month(connection, brand, date(month.year, month.number, 1))
    return tuple(
        ItemLine(
            line.item, line.mark, line.text or say("month-file"), line.source or say(_entered(line)), line.at,
            line.author, line.link,
        )
        for line in lines
    )  # fmt: skip


def _entered(line: evidence.Line) -> str:
    """A file in a private chat has no link by which a reader could open it."""
    return "month-entered-file" if line.file_id and not line.link else "month-entered"
