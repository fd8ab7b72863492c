"""Reads what came in and hands it to the handlers, a chat's updates in order.

Invariant: an update's effects, its answers and its "done" are one transaction. A batch is optimistic: if one of its
updates fails, the whole is undone and each is done alone, the failing one set aside with its reason for
`otklik doctor`. The log names updates by their number, never by what they hold.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.reader import Unreadable, read
from bot.router import Router
from inbox.calls import Call
from inbox.errors import DatabaseProblem
from storage import Connection, outbox, received
from storage.database import Database
from storage.received import Claimed

log = logging.getLogger(__name__)

BATCH = 100
IDLE = 1.0  # seconds until another process's updates are looked for


class Worker:
    def __init__(
        self, database: Database, router: Router, clock: Callable[[], datetime], tell: Callable[[], None]
    ) -> None:
        self._database = database
        self._router = router
        self._clock = clock
        self._tell = tell

    async def turn(self) -> float:
        """Work on the next batch; returns how long to rest."""
        try:
            number = await self._database.run(self._batch)
        except DatabaseProblem:
            raise
        except Exception:  # noqa: BLE001 # whose fault it was is found by doing each alone
            number = await self._one_by_one()
        if number:
            self._tell()
        return 0 if number else IDLE

    def _batch(self, connection: Connection) -> int:
        claimed = received.claim(connection, BATCH)
        if claimed:
            self._do(connection, claimed)
        return len(claimed)

    def _do(self, connection: Connection, claimed: Sequence[Claimed]) -> None:
        now = self._clock()
        calls: list[Call] = []
        for update in claimed:
            calls += self._answers(connection, update, now)
        outbox.put(connection, calls, now)
        received.mark_done(connection, [update.id for update in claimed], now)

    def _answers(self, connection: Connection, update: Claimed, now: datetime) -> Sequence[Call]:
        try:
            event = read(update.raw)
        except Unreadable as fault:
            log.warning("Update %s is unreadable and set aside: %s", update.update_id, fault)
            received.park(connection, update.id, str(fault), now)
            return ()
        return () if event is None else self._router.handle(connection, event, now)

    async def _one_by_one(self) -> int:
        for done in range(BATCH):
            if not await self._alone():
                return done
        return BATCH

    async def _alone(self) -> bool:
        claimed: list[Claimed] = []

        def one(connection: Connection) -> None:
            claimed[:] = received.claim(connection, 1)
            self._do(connection, claimed)

        try:
            await self._database.run(one)
        except DatabaseProblem:
            raise
        except Exception as bug:
            if not claimed:
                raise  # no update is to blame
            await self._set_aside(claimed[0], bug)
        return bool(claimed)

    async def _set_aside(self, update: Claimed, bug: Exception) -> None:
        log.error("Update %s could not be handled and is set aside", update.update_id, exc_info=bug)
        reason = f"{type(bug).__name__}: {bug}"[:500]
        now = self._clock()
        await self._database.run(lambda connection: received.park(connection, update.id, reason, now))
