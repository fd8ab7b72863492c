"""Where all is put together: one program over a database, a way out, and the handlers.

Invariant: `stop` finishes what is in hand and leaves the rest to the next start. Nothing here knows a Telegram library,
and nothing opens the database or judges its version (see bot.running).
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.delivery import Delivery
from bot.intake import Intake
from bot.jobs import Jobs
from bot.leasing import Leases
from bot.loops import Loop
from bot.messenger import Messenger
from bot.pace import TELEGRAM, Pace
from bot.polling import Poller
from bot.router import Router
from bot.schedule import TICK, Schedule
from bot.worker import Worker
from handlers.scene import Me
from storage.database import Database


def utc_now() -> datetime:
    return datetime.now(UTC)


class Otklik:
    """`start`, then hand raw updates to `intake` (or `poll`), then `stop`."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        router: Router,
        *,
        me: Me,
        clock: Callable[[], datetime] = utc_now,
        pace: Pace = TELEGRAM,
        tick: timedelta = TICK,
    ) -> None:
        self.me = me
        self.database = database
        self.messenger = messenger
        self.clock = clock
        self.leases = Leases(database, clock)
        self.intake = Intake(database, clock, self._tell_worker)
        self.poller = Poller(messenger, self.intake, clock, self.leases)
        self.worker = Worker(database, router, clock, self._tell_senders)
        self.delivery = Delivery(database, messenger, router, clock, pace, self.leases, self._tell_delivery)
        self.jobs = Jobs(database, router, clock, self.leases, self._tell_delivery)
        self.schedule = Schedule(database, router, clock, self.leases, self._tell_delivery, tick)
        self._loops = {
            "leases": Loop("leases", self.leases.turn),
            "worker": Loop("worker", self.worker.turn),
            "delivery": Loop("delivery", self.delivery.turn),
            "jobs": Loop("jobs", self.jobs.turn),
            "schedule": Loop("schedule", self.schedule.turn),
        }
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        await self.leases.turn()
        self._tasks |= {name: asyncio.create_task(loop.run(), name=name) for name, loop in self._loops.items()}

    async def poll(self) -> None:
        """Receive by long polling from now on. Raises `DeliveryFailed` when Telegram does not let us."""
        await self.poller.open()
        self.schedule.heard_at = self.poller.heard_at
        self._tasks["polling"] = asyncio.create_task(Loop("polling", self.poller.turn).run(), name="polling")

    def is_well(self) -> bool:
        """Whether everything moves: nothing waits for the database or trips over a bug."""
        return bool(self._tasks) and not any(loop.in_trouble for loop in self._loops.values())

    def is_resting(self) -> bool:
        """Whether nothing that has come in or is to go out is in hand; what others left in the database may wait."""
        working = (self._loops[name].is_resting for name in ("worker", "delivery", "jobs"))
        return all(working) and not self.delivery.is_calling

    async def stop(self) -> None:
        """What has been received and not confirmed, decided and not sent, is found again at the next start."""
        for loop in self._loops.values():
            loop.stop()
        for name in ("polling", "jobs"):  # either may take long; a poll is not confirmed, a job starts again
            if name in self._tasks:
                self._tasks[name].cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()
        await self.delivery.finish()
        await self.schedule.finish()
        await self.leases.give_back()

    def _tell_worker(self) -> None:
        self._loops["worker"].wake()

    def _tell_delivery(self) -> None:
        self._loops["delivery"].wake()

    def _tell_senders(self) -> None:
        self._loops["delivery"].wake()
        self._loops["jobs"].wake()
