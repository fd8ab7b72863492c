"""What only one of several processes may do: poll, deliver, keep the schedule, do the long jobs.

Invariant: each is held by one process at a time; whoever is killed loses it after `LENGTH`. A database that only this
process uses (SQLite) needs no leases: there everything is always held.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args
from uuid import uuid4

from storage import Connection, leases
from storage.database import Database

Name = Literal["polling", "delivery", "schedule", "jobs"]
LENGTH = timedelta(seconds=6)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
RENEWED = 2.0  # seconds


class Leases:
    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._holder = uuid4().hex
        self._until: dict[str, datetime] = {}

    def holds(self, name: Name) -> bool:
        return not self._database.is_shared or self._until.get(name, NEVER) > self._clock()

    async def turn(self) -> float:
        """Take what is free and renew what is held."""
        if self._database.is_shared:
            now = self._clock()
            self._until = await self._database.run(lambda connection: self._taken(connection, now))
        return RENEWED

    def _taken(self, connection: Connection, now: datetime) -> dict[str, datetime]:
        names = [name for name in get_args(Name) if leases.take(connection, name, self._holder, now, LENGTH)]
        return dict.fromkeys(names, now + LENGTH)

    async def give_back(self) -> None:
        """Let another process go on at once."""
        if self._database.is_shared:
            now = self._clock()
            await self._database.run(lambda connection: leases.give_back(connection, self._holder, now))
        self._until = {}
