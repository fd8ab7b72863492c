"""Background loops: one turn after another, resting between them until something wakes them.

Invariant: a loop ends only when it is told to. A database that cannot be used and a bug of ours are told once in the
log, and the turn is tried again: this is the one place where a bug is caught whatever it is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from inbox.errors import DatabaseProblem

log = logging.getLogger(__name__)

AFTER_TROUBLE = 1.0  # seconds


class Loop:
    """`turn` does what there is to do and returns how many seconds it may rest: 0 when there is more."""

    def __init__(self, name: str, turn: Callable[[], Awaitable[float]]) -> None:
        self._name = name
        self._turn = turn
        self._woken = asyncio.Event()
        self._stopping = False
        self._resting = False
        self.in_trouble = False

    @property
    def is_resting(self) -> bool:
        """Between two turns, and nothing has woken it."""
        return self._resting and not self._woken.is_set()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """After the turn in hand."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            rest = await self._guarded_turn()
            if rest > 0 and not self._stopping:
                await self._rest(rest)

    async def _guarded_turn(self) -> float:
        try:
            rest = await self._turn()
        except DatabaseProblem as problem:
            self._tell_once("%s waits for the database: %s", problem)
            return AFTER_TROUBLE
        except Exception as bug:  # noqa: BLE001 # see the module's invariant
            self._tell_once("%s has met a bug: %s", bug)
            return AFTER_TROUBLE
        self.in_trouble = False
        return rest

    def _tell_once(self, words: str, trouble: Exception) -> None:
        if not self.in_trouble:
            bug = None if isinstance(trouble, DatabaseProblem) else trouble
            log.error(words, self._name, trouble, exc_info=bug)
        self.in_trouble = True

    async def _rest(self, seconds: float) -> None:
        self._resting = True
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        finally:
            self._resting = False
