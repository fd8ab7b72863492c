"""What the columns of a brand's tables mean, as people said it once: for the next table of the same kind."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from inbox.ids import BrandId
from storage.inserts import insert_into
from storage.tables import column_meanings


def remember(connection: Connection, brand: BrandId, kind: str, meanings: Mapping[str, str]) -> None:
    values = {"meanings": dict(meanings)}
    row = insert_into(connection, column_meanings).values(brand_id=brand, kind=kind, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["brand_id", "kind"], set_=values))


def remembered(connection: Connection, brand: BrandId, kind: str) -> dict[str, str]:
    found = select(column_meanings.c.meanings).where(
        column_meanings.c.brand_id == brand, column_meanings.c.kind == kind
    )
    return dict(connection.scalar(found) or {})
