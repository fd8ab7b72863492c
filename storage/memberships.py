"""Who came to a brand's chats and who left, one row a stay; how many there are, day by day.

Invariant: a person has at most one open stay in a chat. Telegram tells of one join twice (as a change and as a service
message), of which the change knows the link. Who was there before us has no row until they leave.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, select, update

from inbox.ids import BrandId, ChatId, TelegramId
from storage.inserts import insert_into, insert_row
from storage.tables import brands, chats, member_counts, memberships


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A chat whose members were not counted yet on its brand's present day."""

    brand: BrandId
    chat: ChatId
    telegram_id: TelegramId
    zone: str
    last_on: date | None


def join(
    connection: Connection,
    brand: BrandId,
    chat: ChatId,
    person: TelegramId,
    at: datetime,
    placement: int | None = None,
    link_name: str = "",
) -> None:
    """`link_name`: of a link that is none of ours."""
    told = {"placement_id": placement, "link_name": link_name}
    present = connection.scalar(select(memberships.c.id).where(_is_open(chat, person)))
    if present is None:
        insert_row(connection, memberships, brand_id=brand, chat_id=chat, person_id=person, joined_at=at, **told)
    elif placement is not None or link_name:
        connection.execute(update(memberships).where(memberships.c.id == present).values(**told))


def leave(connection: Connection, brand: BrandId, chat: ChatId, person: TelegramId, at: datetime) -> None:
    ended = connection.execute(update(memberships).where(_is_open(chat, person)).values(left_at=at))
    if not ended.rowcount:
        insert_row(connection, memberships, brand_id=brand, chat_id=chat, person_id=person, left_at=at)


def uncounted(connection: Connection) -> list[Uncounted]:
    """The brands' communities and channels with the last day on which each was counted."""
    last = (
        select(member_counts.c.counted_on)
        .where(member_counts.c.chat_id == chats.c.id)
        .order_by(member_counts.c.counted_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(brands.c.id, chats.c.id, chats.c.telegram_id, brands.c.time_zone, last)
        .join(brands, brands.c.id == chats.c.brand_id)
        .where(
            chats.c.purpose.in_(("community", "channel")),
            chats.c.business_connection == "",
            chats.c.kind != "private",
            chats.c.is_direct_messages.is_(False),
            chats.c.standing.not_in(("left", "kicked")),
        )
    )
    return [Uncounted(*row) for row in rows]


def begin_count(connection: Connection, chat: Uncounted, day: date) -> None:
    """Telegram is being asked; until it answers the number is unknown."""
    row = insert_into(connection, member_counts).values(brand_id=chat.brand, chat_id=chat.chat, counted_on=day)
    connection.execute(row.on_conflict_do_nothing())


def keep_count(connection: Connection, chat: ChatId, day: date, members: int) -> None:
    row = (member_counts.c.chat_id == chat) & (member_counts.c.counted_on == day)
    connection.execute(update(member_counts).where(row).values(members=members))


def counts(connection: Connection, brand: BrandId, first: date, last: date) -> Sequence[tuple[ChatId, date, int]]:
    """Known numbers of members between two days, both included, oldest first."""
    rows = connection.execute(
        select(member_counts.c.chat_id, member_counts.c.counted_on, member_counts.c.members)
        .where(
            member_counts.c.brand_id == brand,
            member_counts.c.counted_on.between(first, last),
            member_counts.c.members.is_not(None),
        )
        .order_by(member_counts.c.counted_on, member_counts.c.chat_id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _is_open(chat: ChatId, person: TelegramId) -> ColumnElement[bool]:
    return (
        (memberships.c.chat_id == chat)
        & (memberships.c.person_id == person)
        & memberships.c.joined_at.is_not(None)
        & memberships.c.left_at.is_(None)
    )
