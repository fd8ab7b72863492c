"""What time brings about: the handlers' own tick, the note that we are listening, and forgetting what is long done.

Invariant: of several processes one ticks and forgets, the holder of the lease; each notes its own presence.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.leasing import Leases
from bot.router import Router
from storage import Connection, jobs, outbox, presence, received
from storage.database import Database

TICK = timedelta(seconds=2)
NOTED = timedelta(seconds=30)
FORGOTTEN = timedelta(hours=1)
UPDATES_KEPT = timedelta(days=2)
"""Twice as long as Telegram repeats an update; update ids may start anew after a week."""
CALLS_KEPT = timedelta(days=7)


class Schedule:
    def __init__(
        self,
        database: Database,
        router: Router,
        clock: Callable[[], datetime],
        leases: Leases,
        tell: Callable[[], None],
        tick: timedelta = TICK,
    ) -> None:
        self._database = database
        self._router = router
        self._clock = clock
        self._leases = leases
        self._rest = tick.total_seconds()
        self.heard_at = clock
        """When Telegram was last known to reach us: always, unless whoever polls knows better."""
        self._tell = tell
        self._presence: int | None = None
        self._noted_at: datetime | None = None
        self._forgot_at: datetime | None = None

    async def turn(self) -> float:
        if await self._database.run(self._tick):
            self._tell()
        return self._rest

    async def finish(self) -> None:
        await self._database.run(self._note)

    def _tick(self, connection: Connection) -> int:
        now = self._clock()
        if self._noted_at is None or now - self._noted_at >= NOTED:
            self._note(connection)
            self._noted_at = now
        if not self._leases.holds("schedule"):
            return 0
        if self._forgot_at is None or now - self._forgot_at >= FORGOTTEN:
            self._forget(connection, now)
            self._forgot_at = now
        calls = self._router.tick(connection, now)
        outbox.put(connection, calls, now)
        return len(calls)

    def _note(self, connection: Connection) -> None:
        heard_at = self.heard_at()
        if self._presence is None:
            self._presence = presence.begin(connection, heard_at)
        presence.extend(connection, self._presence, heard_at)

    def _forget(self, connection: Connection, now: datetime) -> None:
        received.forget(connection, now - UPDATES_KEPT)
        outbox.forget(connection, now - CALLS_KEPT)
        jobs.forget(connection, now - CALLS_KEPT)
