"""Closed months as they were frozen: the newest version counts, every older one stays."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from inbox.ids import BrandId, TelegramId
from storage.tables import closings, people


@dataclass(frozen=True, slots=True)
class Closing:
    version: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who closed the month, or counted it anew, and when."""

    version: int
    at: datetime
    by: str


def keep(
    connection: Connection,
    brand: BrandId,
    month: date,
    version: int,
    content: bytes,
    now: datetime,
    by: TelegramId,
    why: str = "",
) -> None:
    """`month` is its first day."""
    connection.execute(
        insert(closings).values(
            brand_id=brand, month_on=month, version=version, content=content, why=why, at=now, by_id=by
        )
    )


def newest(connection: Connection, brand: BrandId, month: date) -> Closing | None:
    row = connection.execute(_newest(select(closings.c.version, closings.c.content), brand, month)).first()
    return None if row is None else Closing(row.version, row.content)


def stamp(connection: Connection, brand: BrandId, month: date) -> Stamp | None:
    """Of the newest version, which is not read."""
    columns = select(closings.c.version, closings.c.at, people.c.name)
    joined = columns.outerjoin(people, people.c.id == closings.c.by_id)
    row = connection.execute(_newest(joined, brand, month)).first()
    return None if row is None else Stamp(row.version, row.at, row.name or "")


def is_closed(connection: Connection, brand: BrandId, month: date) -> bool:
    return connection.execute(_newest(select(closings.c.version), brand, month)).first() is not None


def _newest(columns: Select[Any], brand: BrandId, month: date) -> Select[Any]:
    of_month = columns.where(closings.c.brand_id == brand, closings.c.month_on == month)
    return of_month.order_by(closings.c.version.desc()).limit(1)
