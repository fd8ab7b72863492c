"""A bell that rings whenever anything in the stand-in changes, so that a test waits for a fact and never sleeps.

Invariant: a wait ends by the fact, or fails loudly when `patience` is spent.
"""

import asyncio
from collections.abc import Callable

PATIENCE = 10.0  # seconds of real time: only a hanging test ever spends them


class Bell:
    """Wakes everyone who waits, at each ring."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for sleeper in waiting:
            if not sleeper.done():
                sleeper.set_result(None)

    async def rung(self) -> None:
        sleeper = asyncio.get_running_loop().create_future()
        self._waiting.add(sleeper)
        try:
            await sleeper
        finally:
            self._waiting.discard(sleeper)

    async def until(self, holds: Callable[[], object], patience: float = PATIENCE) -> None:
        """Return when `holds()` is true; TimeoutError when it never is."""
        async with asyncio.timeout(patience):
            while not holds():
                await self.rung()
