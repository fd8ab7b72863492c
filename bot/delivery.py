"""Makes the Bot API calls that the outbox holds, by whoever has the lease.

Invariant: a call is marked started before it is made and settled in the transaction of what its result brings about,
so that after a kill it is known which calls may have been made. A lane has one call under way at a time; the unordered
lane has no order. What must not be doubled is never made twice (see bot.verdicts).
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.leasing import Leases
from bot.messenger import DeliveryFailed, Messenger
from bot.pace import NONE, Pace, Pacer
from bot.plain_text import is_bad_markup, plain
from bot.router import Router
from bot.verdicts import Again, Outcome, Redirected, Settled, verdict
from inbox.calls import Call
from inbox.errors import DatabaseProblem
from inbox.events import CallSettled, ChatMigrated
from inbox.ids import TelegramId
from storage import Connection, outbox
from storage.database import Database
from storage.outbox import Waiting

log = logging.getLogger(__name__)

IDLE = timedelta(seconds=0.5)  # until another process's calls are looked for
SIDE_BY_SIDE = 30
LOOKED_AT = 500
PATIENCE = 8.0  # seconds, within what process supervisors grant before they kill
INTERRUPTED = DeliveryFailed("the program was stopped while the call was being made", ambiguous=True)


Then = Callable[[Connection, datetime], tuple[timedelta, list[Waiting]]]
"""What a turn does after it has settled: how long it may rest, and which calls to start."""


@dataclass(frozen=True, slots=True)
class Made:
    """A call that has come back."""

    waiting: Waiting
    result: Any = None
    failure: DeliveryFailed | None = None


class Delivery:
    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        router: Router,
        clock: Callable[[], datetime],
        pace: Pace,
        leases: Leases,
        tell: Callable[[], None],
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._router = router
        self._clock = clock
        self._pacer = Pacer(pace)
        self._tell = tell
        self._leases = leases
        self._knows_what_was_left = False
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._made: list[Made] = []

    async def turn(self) -> float:
        """Settle what has come back and start what may start; returns how long to rest."""
        rest, to_start = await self._settle_and(self._start)
        for waiting in to_start:
            self._under_way[waiting.id] = asyncio.create_task(self._make(waiting))
        return rest.total_seconds()

    @property
    def is_calling(self) -> bool:
        """Calls are being made, or have come back and are not settled."""
        return bool(self._under_way or self._made)

    async def finish(self) -> None:
        """Let what is under way come to its end and settle it; the rest is the next holder's."""
        await self.come_back()
        await self._leases.turn()  # it may have lapsed meanwhile
        await self.settle()

    async def come_back(self) -> None:
        """Wait for what is under way, as long as a supervisor would."""
        if self._under_way:
            _, endless = await asyncio.wait(self._under_way.values(), timeout=PATIENCE)
            for task in endless:
                task.cancel()

    async def settle(self) -> None:
        """Settle what has come back and start nothing."""
        await self._settle_and(lambda _connection, _now: (NONE, []))

    # --- the transaction of a turn ------------------------------------------------------------------------------------

    async def _settle_and(self, then: Then) -> tuple[timedelta, list[Waiting]]:
        made = self._made[:]
        try:
            return await self._transaction(made, then)
        except DatabaseProblem:
            raise
        except Exception:
            if not made:
                raise
            for one in made:  # to find out whose fault it was
                await self._settle_alone(one)
            return NONE, []

    async def _transaction(self, made: Sequence[Made], then: Then) -> tuple[timedelta, list[Waiting]]:
        if not self._leases.holds("delivery"):
            self._knows_what_was_left = False
            return IDLE, []  # nobody else may have taken over: settled when it is held again
        now = self._clock()
        mine = self._under_way.keys() | {one.waiting.id for one in self._made}
        knows = self._knows_what_was_left
        self._knows_what_was_left = False  # until this is known to be committed: it may mark calls as started

        def work(connection: Connection) -> tuple[timedelta, list[Waiting]]:
            for one in made:
                self._settle(connection, one, now)
            if not knows:
                self._take_over(connection, mine, now)
            return then(connection, now)

        result = await self._database.run(work)
        for one in made:
            self._made.remove(one)
        self._knows_what_was_left = True
        return result

    def _take_over(self, connection: Connection, mine: AbstractSet[int], now: datetime) -> None:
        """Whoever begins to deliver settles what his forerunner was at when he was stopped.

        `mine`: the ids of the calls that he is making himself, back meanwhile or not.
        """
        for waiting in outbox.started(connection):
            if waiting.id not in mine:
                self._settle(connection, Made(waiting, failure=INTERRUPTED), now)

    def _start(self, connection: Connection, now: datetime) -> tuple[timedelta, list[Waiting]]:
        self._pacer.forget(now)
        admitted: list[Waiting] = []
        rest = IDLE
        for waiting in outbox.next_calls(connection, now, LOOKED_AT):
            if len(admitted) + len(self._under_way) >= SIDE_BY_SIDE:
                break
            wait = self._pacer.admit(waiting.call.lane, now)
            if wait == NONE:
                admitted.append(waiting)
            rest = min(rest, wait or IDLE)
        if admitted:
            outbox.mark_started(connection, [waiting.id for waiting in admitted], now)
        return rest, admitted

    # --- what has come back -------------------------------------------------------------------------------------------

    def _settle(self, connection: Connection, made: Made, now: datetime) -> None:
        waiting, failure = made.waiting, made.failure
        if failure is None:
            self._settled(connection, waiting, "ok", made.result, "", now)
            return
        match verdict(waiting.call, failure, waiting.attempts):
            case Settled(outcome):
                self._settled(connection, waiting, outcome, None, failure.reason, now)
            case Again(after):
                outbox.postpone(connection, waiting.id, now + after, failure.reason)
            case Redirected(to):
                self._redirect(connection, waiting, TelegramId(to), now)

    def _settled(
        self, connection: Connection, waiting: Waiting, outcome: Outcome, result: Any, reason: str, now: datetime
    ) -> None:
        is_news = outbox.settle(connection, waiting.id, outcome, now, reason)
        call = waiting.call
        if call.purpose and is_news:
            event = CallSettled(call.purpose, call.subject, outcome, result, now, reason, waiting.id)
            outbox.put(connection, self._router.handle(connection, event, now), now)

    def _redirect(self, connection: Connection, waiting: Waiting, after: TelegramId, now: datetime) -> None:
        before = TelegramId(waiting.call.params.get("chat_id", waiting.call.lane))
        outbox.put(connection, self._router.handle(connection, ChatMigrated(before, after), now), now)
        outbox.redirect(connection, before, after)
        outbox.postpone(connection, waiting.id, now, "the group has become a supergroup")

    async def _settle_alone(self, made: Made) -> None:
        """Whatever the handlers make of its result, a call that was made is settled."""
        try:
            await self._transaction([made], lambda _connection, _now: (NONE, []))
        except DatabaseProblem:
            raise
        except Exception:
            log.exception("The result of call %s (%s) could not be handled", made.waiting.id, made.waiting.call.method)
            now = self._clock()
            await self._database.run(lambda connection: outbox.settle(connection, made.waiting.id, "bug", now))
            self._made.remove(made)

    # --- one call -----------------------------------------------------------------------------------------------------

    async def _make(self, waiting: Waiting) -> None:
        try:
            made = Made(waiting, await self._call(waiting.call))
            self._pacer.accepted()
        except DeliveryFailed as failure:
            made = Made(waiting, failure=failure)
            if failure.retry_after is not None:
                until = self._clock() + timedelta(seconds=failure.retry_after)
                self._pacer.refused(waiting.call.lane, until)
        except Exception as bug:
            log.exception("Call %s (%s) could not be made", waiting.id, waiting.call.method)
            made = Made(waiting, failure=DeliveryFailed(type(bug).__name__, ambiguous=True))
        finally:
            del self._under_way[waiting.id]
        self._made.append(made)
        self._tell()

    async def _call(self, call: Call) -> Any:
        if call.method == "download":
            return await self._messenger.download(call.params["file_id"])
        upload = None if call.upload is None else (call.upload_name, call.upload)
        try:
            return await self._messenger.call(call.method, call.params, upload)
        except DeliveryFailed as failure:
            if not is_bad_markup(failure.reason):
                raise
            return await self._messenger.call(call.method, plain(call.params), upload)
