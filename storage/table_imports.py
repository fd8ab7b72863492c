"""Tables that were sent to the desk, with what each took the place of, so that one tap brings it back.

Invariant: only the newest import of a file for a month can be taken back, and once.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_row
from storage.tables import table_imports


@dataclass(frozen=True, slots=True)
class TableImport:
    """`before` is what the same file had said of the month until then."""

    month: date
    source: str
    before: dict[str, Any]


def put(connection: Connection, brand: BrandId, made: TableImport, now: datetime, by: TelegramId | None) -> int:
    return insert_row(
        connection, table_imports, brand_id=brand, month_on=made.month, source=made.source, before=made.before, at=now,
        person_id=by,
    )  # fmt: skip


def take(connection: Connection, brand: BrandId, number: int) -> TableImport | None:
    """The import, which is forgotten with this; None when it is no longer the newest of its file."""
    kept = table_imports.c
    of_it = select(kept.month_on, kept.source, kept.before).where(kept.id == number, kept.brand_id == brand)
    row = connection.execute(of_it.with_for_update()).first()
    if row is None:
        return None
    found = TableImport(*row)
    same = (kept.brand_id == brand) & (kept.month_on == found.month) & (kept.source == found.source)
    if connection.scalar(select(kept.id).where(same, kept.id > number).limit(1)) is not None:
        return None
    connection.execute(delete(table_imports).where(kept.id == number))
    return found
