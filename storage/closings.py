"""Closed months as they were frozen: the newest version counts, every older one stays."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from inbox.ids import BrandId, TelegramId
from storage.tables import closings, people


@dataclass(frozen=True, slots=True)
class Closing:
    """`why` is empty for the first version."""

    version: int
    content: bytes
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
    row = connection.execute(
        select(closings.c.version, closings.c.content, closings.c.at, people.c.name)
        .outerjoin(people, people.c.id == closings.c.by_id)
        .where(closings.c.brand_id == brand, closings.c.month_on == month)
        .order_by(closings.c.version.desc())
        .limit(1)
    ).first()
    return None if row is None else Closing(row.version, row.content, row.at, row.name or "")


def is_closed(connection: Connection, brand: BrandId, month: date) -> bool:
    found = select(closings.c.version).where(closings.c.brand_id == brand, closings.c.month_on == month)
    return connection.scalar(found.limit(1)) is not None
