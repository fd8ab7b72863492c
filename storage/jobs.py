"""Long work that an update asked for: an export, a report, the check of an imported file.

Invariant: a job is put down in the transaction that decided it, and is done when its answers stand in the outbox: a
kill between makes it start again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import jobs


@dataclass(frozen=True, slots=True)
class Job:
    id: int
    kind: str
    params: Mapping[str, Any]
    created_at: datetime


def put(connection: Connection, kind: str, params: Mapping[str, Any], now: datetime) -> None:
    connection.execute(insert(jobs).values(kind=kind, params=dict(params), created_at=now))


def next_job(connection: Connection) -> Job | None:
    """The oldest that is not done."""
    columns = (jobs.c.id, jobs.c.kind, jobs.c.params, jobs.c.created_at)
    row = connection.execute(select(*columns).where(jobs.c.done_at.is_(None)).order_by(jobs.c.id).limit(1)).first()
    return None if row is None else Job(*row)


def mark_done(connection: Connection, row: int, now: datetime, failure: str = "") -> bool:
    """False when it has been done already."""
    unfinished = update(jobs).where(jobs.c.id == row, jobs.c.done_at.is_(None))
    return connection.execute(unfinished.values(done_at=now, failure=failure)).rowcount > 0


def forget(connection: Connection, before: datetime) -> int:
    return connection.execute(delete(jobs).where(jobs.c.done_at < before)).rowcount
