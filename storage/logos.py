"""Brands' logos: one each, as the report shows it."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_into
from storage.tables import logos


def keep(connection: Connection, brand: BrandId, content: bytes, now: datetime, by: TelegramId) -> None:
    """An earlier one is replaced."""
    values = {"content": content, "at": now, "by_id": by}
    row = insert_into(connection, logos).values(brand_id=brand, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["brand_id"], set_=values))


def find(connection: Connection, brand: BrandId) -> bytes:
    """Empty when there is none."""
    return connection.scalar(select(logos.c.content).where(logos.c.brand_id == brand)) or b""


def is_there(connection: Connection, brand: BrandId) -> bool:
    return connection.scalar(select(logos.c.brand_id).where(logos.c.brand_id == brand)) is not None


def drop(connection: Connection, brand: BrandId) -> bool:
    return connection.execute(delete(logos).where(logos.c.brand_id == brand)).rowcount > 0
