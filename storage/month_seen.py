"""What Telegram itself showed of a brand's month, gathered from its tables (see inbox.evidence)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from inbox.evidence import Seen
from inbox.facts import Month
from inbox.ids import BrandId, ChatId
from inbox.networks import channel_meant
from storage import chats, competitors, evidence, goals, month_content, month_growth, month_rights, observations
from storage.chats import Chat

HALF_A_YEAR = timedelta(days=155)
"""At least the five months before."""


def seen(connection: Connection, brand: BrandId, month: Month, now: datetime) -> Seen:
    cut_off = min(month.ends_at, now)
    watched = [chat for chat in chats.of_brand(connection, brand) if _is_shared(chat)]
    discussed = any(chat.purpose == "community" and chat.linked_id is not None for chat in watched)
    commenters, returning = month_growth.commenters(connection, brand, month, cut_off) if discussed else (None, None)
    first = date(month.year, month.number, 1)
    posts = month_content.published(connection, brand, month.starts_at, cut_off)
    return Seen(
        chats={chat.id: chat.title for chat in watched},
        blind=tuple(chat.title for chat in watched if not chat.can_see_all),
        posts=tuple(posts),
        plan=month_content.kept(connection, brand, first, _last_day(month), month.zone, now),
        repeats=tuple(month_content.repeats(connection, brand, posts, month.starts_at)),
        stays=month_growth.stays(connection, brand, month, cut_off),
        counted=month_growth.counted(connection, brand, month, cut_off),
        reach=_reach(connection, brand, first, watched),
        commenters=commenters,
        returning=returning,
        goals=goals.of_month(connection, brand, first),
        placements=month_growth.placed(connection, brand, month, cut_off),
        shared=month_rights.shared(connection, brand, month, cut_off),
        activated=month_rights.activated(connection, brand, month, cut_off),
        observed=observations.between(connection, brand, month.starts_at - HALF_A_YEAR, cut_off),
        competitors=competitors.between(connection, brand, (first - HALF_A_YEAR).replace(day=1), first),
    )


def _reach(connection: Connection, brand: BrandId, month_on: date, watched: Sequence[Chat]) -> dict[ChatId, float]:
    """The later line of a channel counts."""
    channels = [chat for chat in watched if chat.purpose == "channel"]
    ours = {chat.id: {chat.title.casefold(), chat.username.casefold()} - {""} for chat in channels}
    told = ((channel_meant(network, ours), reach) for network, reach in evidence.reaches(connection, brand, month_on))
    return {channel: reach for channel, reach in told if channel is not None}


def _last_day(month: Month) -> date:
    return (month.ends_at.astimezone(month.zone) - timedelta(microseconds=1)).date()


def _is_shared(chat: Chat) -> bool:
    """A chat of many: a private one has no members to count."""
    is_watched = chat.purpose in ("community", "channel") and not chat.business_connection
    return is_watched and chat.kind != "private" and not chat.is_direct_messages
