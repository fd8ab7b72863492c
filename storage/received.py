"""Raw updates between Telegram and their effects.

Invariant: an update is stored before it is confirmed, and marked done in the transaction of its effects, so a kill at
any instant loses nothing and doubles nothing. A chat is a lane: one process at a time works on it, in order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.inserts import insert_for
from storage.prepared import Prepared
from storage.tables import lanes, received

IS_WAITING = received.c.done_at.is_(None) & received.c.parked_at.is_(None)

FREE_LANES = (
    select(lanes.c.lane)
    .where(lanes.c.lane.in_(select(received.c.lane).where(IS_WAITING)))
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
OF_LANES = (
    select(received.c.id, received.c.update_id, received.c.raw, received.c.received_at)
    .where(IS_WAITING, received.c.lane.in_(bindparam("mine", expanding=True)))
    .order_by(received.c.id)
    .limit(bindparam("limit"))
)
DONE = Prepared(update(received).where(received.c.id == bindparam("row")))


class RawUpdate(NamedTuple):
    update_id: int
    lane: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Claimed:
    id: int
    update_id: int
    raw: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Parked:
    id: int
    update_id: int
    reason: str
    parked_at: datetime
    raw: bytes


def store(connection: Connection, updates: Sequence[RawUpdate], now: datetime) -> None:
    """Keep raw updates; those already known (Telegram repeats what was not confirmed) are passed over."""
    keep, keep_lane = _keeping(connection.dialect.name)
    rows = [{"update_id": u.update_id, "lane": u.lane, "raw": u.raw, "received_at": now} for u in updates]
    keep.write_all(connection, rows)
    keep_lane.write_all(connection, [{"lane": lane} for lane in sorted({update.lane for update in updates})])


@cache
def _keeping(dialect: str) -> tuple[Prepared, Prepared]:
    update = insert_for(dialect, received).on_conflict_do_nothing(index_elements=["update_id"])
    return Prepared(update), Prepared(insert_for(dialect, lanes).on_conflict_do_nothing())


def claim(connection: Connection, limit: int) -> list[Claimed]:
    """The next updates, oldest first; on PostgreSQL their lanes stay locked until the transaction ends."""
    mine = connection.scalars(FREE_LANES, {"limit": limit}).all()
    if not mine:
        return []
    return [Claimed(*row) for row in connection.execute(OF_LANES, {"mine": mine, "limit": limit})]


def mark_done(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    DONE.write_all(connection, [{"row": row, "done_at": now} for row in ids])


def park(connection: Connection, row: int, reason: str, now: datetime) -> None:
    """Set an update aside that cannot be handled, for `otklik doctor` to show; the rest goes on."""
    connection.execute(update(received).where(received.c.id == row, IS_WAITING).values(parked_at=now, reason=reason))


def unpark(connection: Connection) -> int:
    """Give all parked updates another try; returns how many."""
    return connection.execute(
        update(received).where(received.c.parked_at.is_not(None)).values(parked_at=None, reason="")
    ).rowcount


def parked(connection: Connection, limit: int = 20) -> list[Parked]:
    columns = (received.c.id, received.c.update_id, received.c.reason, received.c.parked_at, received.c.raw)
    rows = connection.execute(
        select(*columns).where(received.c.parked_at.is_not(None)).order_by(received.c.id).limit(limit)
    )
    return [Parked(*row) for row in rows]


def count_waiting(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(received).where(IS_WAITING)) or 0


def forget(connection: Connection, before: datetime) -> int:
    """Drop raw updates that were done before an instant (they hold people's words); returns how many."""
    return connection.execute(delete(received).where(received.c.done_at < before)).rowcount
