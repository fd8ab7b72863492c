"""What a brand wants of a month's growth."""

from datetime import date

from sqlalchemy import Connection, select

from inbox.evidence import Measure
from inbox.ids import BrandId
from storage.inserts import insert_into
from storage.tables import goals


def put(connection: Connection, brand: BrandId, month: date, measure: Measure, value: int) -> None:
    """`month` is its first day; an earlier goal for the same measure is replaced."""
    row = insert_into(connection, goals).values(brand_id=brand, month_on=month, measure=measure, value=value)
    connection.execute(
        row.on_conflict_do_update(index_elements=["brand_id", "month_on", "measure"], set_={"value": value})
    )


def of_month(connection: Connection, brand: BrandId, month: date) -> dict[Measure, int]:
    rows = connection.execute(
        select(goals.c.measure, goals.c.value).where(goals.c.brand_id == brand, goals.c.month_on == month)
    )
    return {row.measure: row.value for row in rows}
