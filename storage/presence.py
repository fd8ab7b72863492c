"""When the program listened to Telegram: one row a run, extended while it listens.

Telegram keeps updates for 24 hours, so a shorter gap loses nothing; whoever reports gaps decides which matter.
"""

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from storage.tables import presence


def begin(connection: Connection, now: datetime) -> int:
    """A new run; returns its row."""
    row = insert(presence).values(starts_at=now, ends_at=now).returning(presence.c.id)
    number: int = connection.execute(row).scalar_one()
    return number


def extend(connection: Connection, row: int, now: datetime) -> None:
    connection.execute(update(presence).where(presence.c.id == row).values(ends_at=now))


def gaps(connection: Connection, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """When nobody listened between two instants, oldest first; before the very first run is no gap."""
    columns = (presence.c.starts_at, presence.c.ends_at)
    found: list[tuple[datetime, datetime]] = []
    listened_until: datetime | None = None
    for starts_at, ends_at in connection.execute(select(*columns).order_by(presence.c.starts_at)):
        if listened_until is not None and starts_at > listened_until:
            found.append((listened_until, starts_at))
        listened_until = max(ends_at, listened_until or ends_at)
    if listened_until is not None and listened_until < end:
        found.append((listened_until, end))
    return [(max(first, start), min(last, end)) for first, last in found if last > start and first < end]
