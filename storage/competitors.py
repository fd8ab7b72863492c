"""What tables said of competitors, month by month, so that the months can stand side by side.

Invariant: a file's rows for a month are in once; where two files speak of one competitor, the later import counts.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, ScalarSelect, delete, func, insert, select

from inbox.evidence import Competitor
from inbox.ids import BrandId
from storage.tables import competitor_figures, people, table_imports

FIGURES = (
    competitor_figures.c.name, competitor_figures.c.network, competitor_figures.c.followers,
    competitor_figures.c.posts, competitor_figures.c.er, competitor_figures.c.er_is_share, competitor_figures.c.note,
)  # fmt: skip
AUTHOR = func.coalesce(people.c.name, "")
Figures = dict[str, Any]
"""A row as it may be put back."""


def put(connection: Connection, brand: BrandId, month: date, source: str, rows: Sequence[Figures]) -> None:
    """`month` is its first day."""
    if rows:
        beside = {"brand_id": brand, "month_on": month, "source": source}
        connection.execute(insert(competitor_figures), [{**row, **beside} for row in rows])


def lift(connection: Connection, brand: BrandId, month: date, source: str) -> list[Figures]:
    """Take out what a file said of a month."""
    mine = (
        (competitor_figures.c.brand_id == brand)
        & (competitor_figures.c.month_on == month)
        & (competitor_figures.c.source == source)
    )
    rows = connection.execute(select(*FIGURES).where(mine).order_by(competitor_figures.c.id)).mappings().all()
    connection.execute(delete(competitor_figures).where(mine))
    return [dict(row) for row in rows]


def between(connection: Connection, brand: BrandId, first: date, last: date) -> tuple[Competitor, ...]:
    """By month, then as they were imported; the later import of the same takes the earlier one's place."""
    rows = connection.execute(
        select(competitor_figures.c.month_on, *FIGURES, competitor_figures.c.source, AUTHOR, table_imports.c.at)
        .outerjoin(table_imports, table_imports.c.id == _import_of_it())
        .outerjoin(people, people.c.id == table_imports.c.person_id)
        .where(
            competitor_figures.c.brand_id == brand,
            competitor_figures.c.month_on >= first,
            competitor_figures.c.month_on <= last,
        )
        .order_by(competitor_figures.c.month_on, competitor_figures.c.id)
    )
    found = (Competitor(*row) for row in rows)
    return tuple({(one.month, one.name, one.network): one for one in found}.values())


def _import_of_it() -> ScalarSelect[int]:
    """The newest import of the row's file for its month."""
    kept, mine = table_imports.c, competitor_figures.c
    same = (kept.brand_id == mine.brand_id) & (kept.month_on == mine.month_on) & (kept.source == mine.source)
    return select(func.max(kept.id)).where(same).correlate(competitor_figures).scalar_subquery()
