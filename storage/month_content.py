"""A month's posts as the report counts them: albums as one, with their reactions and comments; and what they repeat."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from inbox.content_plan import DAYS_AROUND, held_against
from inbox.evidence import Kept, Published, Repeat
from inbox.ids import BrandId, ChatId
from inbox.links import message_link
from inbox.uniqueness import comparable, likest
from storage import plans
from storage.tables import chats, messages, posts, reactions

COMPARED = timedelta(days=365)
"""How far back a post may have been said before."""
BESIDE = timedelta(days=2 * DAYS_AROUND)
"""As far from a line may stand another that has the better claim to its post."""
SEEING = ("administrator", "creator")
Reacted = Mapping[tuple[ChatId, int], int]


def published(connection: Connection, brand: BrandId, start: datetime, end: datetime) -> list[Published]:
    """Between two instants, oldest first. Reactions are known only in channels where the bot is an administrator."""
    return _gathered(
        _rows(connection, brand, start, end), _reactions(connection, brand, start), _comments(connection, brand, start)
    )


def kept(connection: Connection, brand: BrandId, first: date, last: date, zone: ZoneInfo, now: datetime) -> Kept:
    """How the plan of some days (both included) stands, and their unplanned posts, judged beside their neighbours."""
    start, end = (datetime.combine(day, time(), zone) for day in (first - BESIDE, last + BESIDE))
    beside = plans.between(connection, brand, first - BESIDE, last + BESIDE)
    found = held_against(beside, published(connection, brand, start, end), zone, now)
    return Kept(
        tuple(line for line in found.lines if first <= line.planned.on <= last),
        tuple(post for post in found.unplanned if first <= post.posted_at.astimezone(zone).date() <= last),
    )


def repeats(connection: Connection, brand: BrandId, month: Sequence[Published], start: datetime) -> list[Repeat]:
    """For each of the month's posts the likest of those before it, where there is one."""
    earlier = _gathered(_rows(connection, brand, start - COMPARED, start), {}, {})
    texts = [comparable(post.text) for post in earlier]
    found = []
    for post in month:
        text = comparable(post.text)
        like = likest(text, texts)
        if like is not None:
            before = earlier[like.earlier]
            found.append(Repeat(post.id, like.alike, before.text, before.link, before.posted_at))
        earlier.append(post)
        texts.append(text)
    return found


def _rows(connection: Connection, brand: BrandId, start: datetime, end: datetime) -> Iterable[Any]:
    return connection.execute(
        select(
            posts.c.id, posts.c.chat_id, posts.c.message_id, posts.c.posted_at, posts.c.text, posts.c.album_id,
            posts.c.origin, posts.c.discussion_id, posts.c.thread_id, chats.c.telegram_id, chats.c.kind,
            chats.c.username, chats.c.standing,
        )
        .join(chats, chats.c.id == posts.c.chat_id)
        .where(posts.c.brand_id == brand, posts.c.posted_at >= start, posts.c.posted_at < end)
        .order_by(posts.c.posted_at, posts.c.message_id)
    ).all()  # fmt: skip


def _gathered(rows: Iterable[Any], reacted: Reacted, commented: Mapping[int, int]) -> list[Published]:
    """An album is one post: the first of its parts with the words of whichever has them."""
    found: dict[object, Published] = {}
    for row in rows:
        key = (row.chat_id, row.album_id) if row.album_id else row.id
        post = _post(row, reacted, commented)
        found[key] = _joined(found[key], post) if key in found else post
    return list(found.values())


def _post(row: Any, reacted: Reacted, commented: Mapping[int, int]) -> Published:
    own = reacted.get((row.chat_id, row.message_id), 0)
    below = reacted.get((row.discussion_id, row.thread_id), 0) if row.thread_id is not None else 0
    return Published(
        id=row.id,
        chat=row.chat_id,
        posted_at=row.posted_at,
        text=row.text,
        link=message_link(row.telegram_id, row.kind, row.username, row.message_id),
        reactions=own + below if row.standing in SEEING else None,
        comments=commented.get(row.id, 0) if row.discussion_id is not None else None,
        forwarded_from=(row.origin or {}).get("name", ""),
    )


def _joined(album: Published, part: Published) -> Published:
    return replace(
        album,
        text=album.text or part.text,
        reactions=_sum(album.reactions, part.reactions),
        comments=_sum(album.comments, part.comments),
        forwarded_from=album.forwarded_from or part.forwarded_from,
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other


def _reactions(connection: Connection, brand: BrandId, start: datetime) -> Reacted:
    """Under posts and under their copies in the discussion groups."""
    rows = connection.execute(
        select(reactions.c.chat_id, reactions.c.message_id, func.sum(reactions.c.count))
        .where(reactions.c.brand_id == brand, reactions.c.at >= start)
        .group_by(reactions.c.chat_id, reactions.c.message_id)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _comments(connection: Connection, brand: BrandId, start: datetime) -> dict[int, int]:
    rows = connection.execute(
        select(messages.c.post_id, func.count())
        .where(
            messages.c.brand_id == brand,
            messages.c.sent_at >= start,
            messages.c.post_id.is_not(None),
            messages.c.direction == "incoming",
            messages.c.reason != "album",
        )
        .group_by(messages.c.post_id)
    )
    return {row[0]: row[1] for row in rows}
