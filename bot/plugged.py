"""Otklik inside a bot that a community already has: its host begins it, hands updates over, and ends it.

Invariant: what is handed over is stored before the host's own handlers see it. When the host confirms it to Telegram
is the host's affair: a kill of a host that confirms first can lose what it had not handed over yet.
"""

from contextlib import AsyncExitStack

from bot.app import Otklik
from bot.messenger import Messenger
from bot.running import Handlers, alive

DEFAULT = "sqlite:///otklik.db"


class Plugged:
    def __init__(self, database: str, handlers: Handlers) -> None:
        self._database = database
        self._handlers = handlers
        self._begun = AsyncExitStack()
        self._otklik: Otklik | None = None

    async def begin(self, messenger: Messenger) -> None:
        """Raises `DatabaseProblem` when the database cannot be used."""
        self._otklik = await self._begun.enter_async_context(alive(self._database, messenger, self._handlers))

    async def take(self, update: str) -> None:
        assert self._otklik is not None, "the host hands over before it has begun"
        await self._otklik.intake.take([update.encode()])

    async def end(self) -> None:
        await self._begun.aclose()
