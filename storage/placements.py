"""Placements: each use of a promotion tool, with the invite link by which its members come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update

from inbox.ids import BrandId, ChatId, TelegramId
from inbox.placements import Wanted
from storage.inserts import insert_row
from storage.tables import memberships, placements


@dataclass(frozen=True, slots=True)
class Placement:
    """`cost` is in hundredths of `currency`. `link` is empty until Telegram has made it."""

    id: int
    brand: BrandId
    chat: ChatId | None
    name: str
    cost: int | None
    currency: str
    is_paid: bool
    link: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


COLUMNS = (
    placements.c.id, placements.c.brand_id, placements.c.chat_id, placements.c.name, placements.c.cost,
    placements.c.currency, placements.c.is_paid, placements.c.link, placements.c.created_at, placements.c.expires_at,
    placements.c.revoked_at,
)  # fmt: skip


def add(
    connection: Connection, brand: BrandId, wanted: Wanted, expires_at: datetime | None, now: datetime, by: TelegramId
) -> int:
    """A placement whose link is yet to be made."""
    return insert_row(
        connection, placements, brand_id=brand, name=wanted.name, cost=wanted.cost, currency=wanted.currency,
        is_paid=wanted.is_paid, expires_at=expires_at, created_at=now, created_by=by,
    )  # fmt: skip


def find(connection: Connection, brand: BrandId, placement: int) -> Placement | None:
    return _first(connection, _all().where(placements.c.id == placement, placements.c.brand_id == brand))


def find_by_link(connection: Connection, brand: BrandId, link: str) -> Placement | None:
    """Telegram shows us our own links in full."""
    return _first(connection, _all().where(placements.c.link == link, placements.c.brand_id == brand)) if link else None


def find_by_name(connection: Connection, brand: BrandId, name: str) -> Placement | None:
    """The one of this name whose link may still work."""
    named = (placement for placement in of_brand(connection, brand) if placement.name.casefold() == name.casefold())
    return next((placement for placement in named if placement.revoked_at is None), None)


def of_brand(connection: Connection, brand: BrandId) -> list[Placement]:
    """The newest first; those without a link are left out."""
    rows = connection.execute(
        _all().where(placements.c.brand_id == brand, placements.c.link != "").order_by(placements.c.id.desc())
    )
    return [Placement(*tuple(row)) for row in rows]


def joined(connection: Connection, brand: BrandId) -> dict[int, tuple[int, int]]:
    """By placement: how many have joined, and how many of these are still there."""
    rows = connection.execute(
        select(memberships.c.placement_id, func.count(), func.count() - func.count(memberships.c.left_at))
        .where(memberships.c.brand_id == brand, memberships.c.placement_id.is_not(None))
        .group_by(memberships.c.placement_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def choose_chat(connection: Connection, placement: int, chat: ChatId) -> None:
    connection.execute(update(placements).where(placements.c.id == placement).values(chat_id=chat))


def keep_link(connection: Connection, placement: int, link: str) -> None:
    connection.execute(update(placements).where(placements.c.id == placement).values(link=link))


def revoke(connection: Connection, placement: int, now: datetime) -> None:
    connection.execute(update(placements).where(placements.c.id == placement).values(revoked_at=now))


def drop(connection: Connection, placement: int) -> None:
    """Its link was not made."""
    connection.execute(delete(placements).where(placements.c.id == placement, placements.c.link == ""))


def _all() -> Select[Any]:
    return select(*COLUMNS)


def _first(connection: Connection, statement: Select[Any]) -> Placement | None:
    row = connection.execute(statement).first()
    return None if row is None else Placement(*tuple(row))
