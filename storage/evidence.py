"""Lines of the checklist that people entered or imported for a month: what, by whom, and where it can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, select, update

from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_row
from storage.tables import evidence, people

Mark = Literal["imported", "manual"]


@dataclass(frozen=True, slots=True)
class Line:
    """`item` is one of the nine; `file_id` is a file that Telegram keeps for us."""

    id: int
    item: int
    mark: Mark
    text: str
    source: str
    link: str
    file_id: str
    at: datetime
    author: str


def add(
    connection: Connection,
    brand: BrandId,
    month: date,
    item: int,
    text: str,
    now: datetime,
    by: TelegramId | None,
    *,
    mark: Mark = "manual",
    source: str = "",
    link: str = "",
    file_id: str = "",
    network: str = "",
    reach: float | None = None,
) -> int:
    """`month` is any of its days."""
    return insert_row(
        connection, evidence, brand_id=brand, month_on=month.replace(day=1), item=item, mark=mark, text=text,
        source=source, link=link, file_id=file_id, at=now, author_id=by, network=network, reach=reach,
    )  # fmt: skip


def lift_imported(connection: Connection, brand: BrandId, month: date, source: str) -> list[dict[str, Any]]:
    """Take out what a table said before it is imported anew; as it may be put back."""
    mine = (
        (evidence.c.brand_id == brand)
        & (evidence.c.month_on == month.replace(day=1))
        & (evidence.c.mark == "imported")
        & (evidence.c.source == source)
    )
    columns = (
        evidence.c.item, evidence.c.text, evidence.c.at, evidence.c.author_id, evidence.c.network, evidence.c.reach,
    )  # fmt: skip
    rows = connection.execute(select(*columns).where(mine).order_by(evidence.c.id)).mappings().all()
    connection.execute(delete(evidence).where(mine))
    return [{**row, "at": row["at"].isoformat()} for row in rows]


def put_back(connection: Connection, brand: BrandId, month: date, source: str, lines: Sequence[dict[str, Any]]) -> None:
    """Lines as they were lifted."""
    for line in lines:
        at, by = datetime.fromisoformat(line["at"]), line["author_id"]
        beside = {"network": line["network"], "reach": line["reach"]}
        add(connection, brand, month, line["item"], line["text"], at, by, mark="imported", source=source, **beside)


def attach(connection: Connection, brand: BrandId, line: int, file_id: str, link: str) -> bool:
    """A file for a line; False when the brand has no such line (any more)."""
    mine = (evidence.c.id == line) & (evidence.c.brand_id == brand)
    changed = connection.execute(update(evidence).where(mine).values(file_id=file_id, link=link))
    return changed.rowcount > 0


def of_month(connection: Connection, brand: BrandId, month: date) -> list[Line]:
    """By item, then as they came."""
    rows = connection.execute(
        select(
            evidence.c.id, evidence.c.item, evidence.c.mark, evidence.c.text, evidence.c.source, evidence.c.link,
            evidence.c.file_id, evidence.c.at, people.c.name,
        )
        .outerjoin(people, people.c.id == evidence.c.author_id)
        .where(evidence.c.brand_id == brand, evidence.c.month_on == month.replace(day=1))
        .order_by(evidence.c.item, evidence.c.id)
    )  # fmt: skip
    return [Line(*row[:-1], author=row[-1] or "") for row in rows]


def reaches(connection: Connection, brand: BrandId, month: date) -> list[tuple[str, float]]:
    """What tables said of networks' reach in the month, the latest line last."""
    rows = connection.execute(
        select(evidence.c.network, evidence.c.reach)
        .where(
            evidence.c.brand_id == brand,
            evidence.c.month_on == month.replace(day=1),
            evidence.c.reach.is_not(None),
        )
        .order_by(evidence.c.id)
    )
    return [(row.network, row.reach) for row in rows]


def take_back(connection: Connection, brand: BrandId, line: int) -> date | None:
    """The month that it was of; None when the brand has no such line (any more)."""
    mine = (evidence.c.id == line) & (evidence.c.brand_id == brand)
    return connection.scalar(delete(evidence).where(mine).returning(evidence.c.month_on))
