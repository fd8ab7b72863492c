"""The one way in: raw updates are stored, and only then may they be confirmed to Telegram.

Invariant: when `take` returns, its updates are on the disk. Calls that come while one is being stored share the next
transaction, so that many webhook requests cost one commit.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.reader import lane_of
from storage import received
from storage.database import Database
from storage.received import RawUpdate


@dataclass(slots=True)
class _Batch:
    rows: list[RawUpdate] = field(default_factory=list)
    is_stored: bool = False


class Intake:
    def __init__(self, database: Database, clock: Callable[[], datetime], tell: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._tell = tell
        self._gathering = _Batch()
        self._storing = asyncio.Lock()

    async def take(self, updates: Iterable[bytes]) -> None:
        """Raises `Unreadable` for what has no update_id, `DatabaseProblem` when it cannot be stored."""
        rows = [RawUpdate(*lane_of(raw), raw) for raw in updates]
        batch = self._gathering
        batch.rows += rows
        async with self._storing:
            if not batch.is_stored:
                await self._store(batch)

    async def _store(self, batch: _Batch) -> None:
        if self._gathering is batch:
            self._gathering = _Batch()
        now = self._clock()
        await self._database.run(lambda connection: received.store(connection, batch.rows, now))
        batch.is_stored = True
        self._tell()
