"""What Telegram itself showed of a brand's month, gathered from its tables (see inbox.evidence)."""

from datetime import date, datetime

from sqlalchemy import Connection

from inbox.evidence import Seen
from inbox.facts import Month
from inbox.ids import BrandId
from storage import chats, goals, month_growth
from storage.chats import Chat


def seen(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> Seen:
    watched = [chat for chat in chats.of_brand(connection, brand) if _is_shared(chat)]
    discussed = any(chat.purpose == "community" and chat.linked_id is not None for chat in watched)
    commenters, returning = month_growth.commenters(connection, brand, month, cut_off) if discussed else (None, None)
    return Seen(
        chats={chat.id: chat.title for chat in watched},
        blind=tuple(chat.title for chat in watched if not chat.can_see_all),
        stays=month_growth.stays(connection, brand, month, cut_off),
        counted=month_growth.counted(connection, brand, month, cut_off),
        commenters=commenters,
        returning=returning,
        goals=goals.of_month(connection, brand, date(month.year, month.number, 1)),
        placements=month_growth.placed(connection, brand, month, cut_off),
    )


def _is_shared(chat: Chat) -> bool:
    """A chat of many: a private one has no members to count."""
    is_watched = chat.purpose in ("community", "channel") and not chat.business_connection
    return is_watched and chat.kind != "private" and not chat.is_direct_messages
