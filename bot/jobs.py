"""Long work, beside the pipeline: on a connection that only reads, then step by step in a thread without one.

Invariant: a job's answers, its writes and its "done" are one transaction; after a kill it starts again. One that fails
is set aside with its reason.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from bot.leasing import Leases
from bot.router import Router
from inbox.calls import Call
from inbox.errors import DatabaseProblem
from storage import Connection, jobs, outbox
from storage.database import Database

log = logging.getLogger(__name__)

IDLE = 0.5  # seconds until new jobs are looked for


class Jobs:
    def __init__(
        self,
        database: Database,
        router: Router,
        clock: Callable[[], datetime],
        leases: Leases,
        tell: Callable[[], None],
    ) -> None:
        self._database = database
        self._router = router
        self._clock = clock
        self._leases = leases
        self._tell = tell

    async def turn(self) -> float:
        job = await self._database.run(jobs.next_job) if self._leases.holds("jobs") else None
        if job is None:
            return IDLE
        await self._do(job)
        self._tell()
        return 0

    def _set_aside(self, connection: Connection, job: jobs.Job, reason: str) -> None:
        if jobs.mark_done(connection, job.id, self._clock(), reason):
            outbox.put(connection, self._router.job_failed(connection, job.params, self._clock()), self._clock())

    async def _say(self, call: Call) -> None:
        """How far it is, for whoever waits."""
        await self._database.run(lambda c: outbox.put(c, [call], self._clock()))
        self._tell()

    async def _do(self, job: jobs.Job) -> None:
        now = self._clock()
        try:
            effects = await self._database.read(lambda c: self._router.job(c, job.kind, job.params, now))
            for step in effects.steps:
                if step.say is not None:
                    await self._say(step.say)
                await asyncio.to_thread(step.work)
        except DatabaseProblem:
            raise
        except Exception as bug:
            log.exception("Job %s (%s) failed", job.id, job.kind)
            reason = f"{type(bug).__name__}: {bug}"
            await self._database.run(lambda c: self._set_aside(c, job, reason))
            return

        def done(connection: Connection) -> None:
            if jobs.mark_done(connection, job.id, self._clock()):
                for write in effects.writes:
                    write(connection)
                outbox.put(connection, effects.calls, self._clock())

        await self._database.run(done)
