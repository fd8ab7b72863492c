"""The content plan, line by line. Absent: how each line stands, which the posts say (see inbox.content_plan)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from inbox.evidence import Planned
from inbox.ids import BrandId, TelegramId
from inbox.networks import is_elsewhere
from storage.inserts import insert_row
from storage.tables import chats, plan_entries


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that is to be planned; `at` is the instant of its minute."""

    on: date
    title: str
    at: datetime | None = None
    network: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Unreminded:
    brand: BrandId
    planned: Planned


COLUMNS = (
    plan_entries.c.id, plan_entries.c.due_on, plan_entries.c.title, plan_entries.c.due_at, plan_entries.c.network,
    plan_entries.c.format,
)  # fmt: skip


def add(
    connection: Connection, brand: BrandId, drafts: Sequence[Draft], source: str, now: datetime, by: TelegramId | None
) -> list[Draft]:
    """Those that are not planned already (the same day, minute and title); returns them."""
    known = {(row.due_on, row.due_at, row.title.casefold()) for row in _rows(connection, brand, drafts)}
    added = []
    for draft in drafts:
        key = (draft.on, draft.at, draft.title.casefold())
        if key not in known:
            known.add(key)
            values = {"due_on": draft.on, "due_at": draft.at, "title": draft.title, "network": draft.network}
            insert_row(
                connection, plan_entries, brand_id=brand, **values, format=draft.format, source=source, created_at=now,
                created_by=by,
            )  # fmt: skip
            added.append(draft)
    return added


def between(connection: Connection, brand: BrandId, first: date, last: date) -> list[Planned]:
    """Both days included, in the plan's order."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(plan_entries.c.brand_id == brand, plan_entries.c.due_on.between(first, last))
        .order_by(plan_entries.c.due_on, plan_entries.c.due_at, plan_entries.c.id)
    )
    ours = channel_names(connection, brand)
    return [Planned(*row, elsewhere=is_elsewhere(row.network, ours)) for row in rows]


def unreminded(connection: Connection, first: date, last: date) -> list[Unreminded]:
    """Of all brands: lines of these days of which the desk was not told."""
    rows = connection.execute(
        select(plan_entries.c.brand_id, *COLUMNS)
        .where(plan_entries.c.due_on.between(first, last), plan_entries.c.reminded_at.is_(None))
        .order_by(plan_entries.c.brand_id, plan_entries.c.due_on, plan_entries.c.id)
    )
    return [Unreminded(row[0], Planned(*row[1:])) for row in rows]


def mark_reminded(connection: Connection, rows: Collection[int], now: datetime) -> None:
    connection.execute(update(plan_entries).where(plan_entries.c.id.in_(rows)).values(reminded_at=now))


def remove(connection: Connection, brand: BrandId, row: int) -> date | None:
    """The day that it was planned for; None when there is no such line (any more)."""
    mine = (plan_entries.c.id == row) & (plan_entries.c.brand_id == brand)
    return connection.scalar(delete(plan_entries).where(mine).returning(plan_entries.c.due_on))


def remove_import(connection: Connection, brand: BrandId, at: datetime) -> Sequence[date]:
    """What was planned at one instant, by one file; returns the day of each line."""
    of_file = (plan_entries.c.brand_id == brand) & (plan_entries.c.created_at == at)
    return connection.scalars(delete(plan_entries).where(of_file).returning(plan_entries.c.due_on)).all()


def channel_names(connection: Connection, brand: BrandId) -> frozenset[str]:
    """How a plan may call the brand's own channels."""
    rows = connection.execute(
        select(chats.c.title, chats.c.username).where(chats.c.brand_id == brand, chats.c.purpose == "channel")
    )
    return frozenset(name.casefold() for row in rows for name in row if name)


def _rows(connection: Connection, brand: BrandId, drafts: Sequence[Draft]) -> Sequence[Any]:
    days = {draft.on for draft in drafts}
    return connection.execute(
        select(plan_entries.c.due_on, plan_entries.c.due_at, plan_entries.c.title).where(
            plan_entries.c.brand_id == brand, plan_entries.c.due_on.in_(days)
        )
    ).all()
