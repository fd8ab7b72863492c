"""Otklik inside a bot that a community already has: its host begins it, hands updates over, and ends it.

Invariant: what is handed over is stored before the host's own handlers see it. When the host confirms it to Telegram
is the host's affair, so what the database cannot store is kept in memory, in order, until it can. A kill can lose that,
and of a host that confirms first what it had not handed over yet.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from bot.intake import Intake
from bot.loops import Loop
from bot.messenger import Messenger
from bot.router import Router
from bot.running import Handlers, alive, show_owner_link
from bot.spoken import spoken
from handlers.scene import Me
from inbox.errors import DatabaseProblem

DEFAULT = "sqlite:///otklik.db"
IDLE = 60.0  # seconds, unless something is kept
BEGINNING = (
    "the host hands over before Otklik has begun: started by hand, it awaits application.post_init(application) first "
    "and post_stop in the end, or dispatcher.emit_startup(bot=bot) and emit_shutdown"
)


class Plugged:
    def __init__(self, database: str, handlers: Handlers) -> None:
        self._database = database
        self._handlers = handlers
        self._begun = AsyncExitStack()
        self._handed: _Handed | None = None

    async def begin(self, messenger: Messenger) -> None:
        """Raises `DatabaseProblem` when the database cannot be used."""
        otklik = await self._begun.enter_async_context(alive(self._database, messenger, self._plugged_in))
        self._handed = await self._begun.enter_async_context(_handed(otklik.intake))
        await show_owner_link(otklik, spoken())

    def _plugged_in(self, me: Me) -> Router:
        return self._handlers(replace(me, is_plugged=True))

    async def take(self, update: str) -> None:
        assert self._handed is not None, BEGINNING
        await self._handed.take(update.encode())

    async def end(self) -> None:
        """Raises `DatabaseProblem` when what is kept cannot be stored: it is lost."""
        await self._begun.aclose()


class _Handed:
    """What the host has handed over and is not stored yet."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._kept: list[bytes] = []
        self._storing = asyncio.Lock()
        self.loop = Loop("intake", self.store)

    async def take(self, update: bytes) -> None:
        """Returns when it is stored, or kept because the database is in trouble."""
        self._kept.append(update)
        if self.loop.in_trouble:
            return
        try:
            await self.store()
        except DatabaseProblem:
            self.loop.wake()

    async def store(self) -> float:
        async with self._storing:
            kept = self._kept[:]
            if kept:
                await self._intake.take(kept)
                del self._kept[: len(kept)]
        return 0 if self._kept else IDLE


@asynccontextmanager
async def _handed(intake: Intake) -> AsyncIterator[_Handed]:
    handed = _Handed(intake)
    storing = asyncio.create_task(handed.loop.run(), name="intake")
    try:
        yield handed
    finally:
        handed.loop.stop()
        await storing
        await handed.store()
