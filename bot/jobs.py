"""Long work, beside the pipeline: on a connection that only reads, in a thread of its own.

Invariant: a job's answers and its "done" are one transaction; after a kill it starts again. One that fails is set
aside with its reason.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from bot.leasing import Leases
from bot.router import Router
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

    async def _do(self, job: jobs.Job) -> None:
        now = self._clock()
        try:
            calls = await self._database.read(lambda c: self._router.job(c, job.kind, job.params, now))
        except DatabaseProblem:
            raise
        except Exception as bug:
            log.exception("Job %s (%s) failed", job.id, job.kind)
            reason = f"{type(bug).__name__}: {bug}"
            await self._database.run(lambda c: self._set_aside(c, job, reason))
            return

        def done(connection: Connection) -> None:
            if jobs.mark_done(connection, job.id, self._clock()):
                outbox.put(connection, calls, self._clock())

        await self._database.run(done)
