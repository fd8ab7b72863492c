"""getUpdates: one poller at a time, held until something comes.

Invariant: a second poller ends the first one's wait with 409, as Telegram does it, and a webhook excludes both.
"""

import asyncio

from bot.standin.calls import Call
from bot.standin.refusals import OTHER_POLLER, WEBHOOK_IS_SET, WEBHOOK_WAS_SET, Refusal
from bot.standin.wire import Json
from bot.standin.world import World

LONGEST_POLL = 50


class Polling:
    """Who polls now."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._latest = 0
        self.webhook_url = ""

    async def poll(self, call: Call) -> list[Json]:
        if self.webhook_url:
            raise Refusal(*WEBHOOK_IS_SET)
        updates = self._world.ground.updates
        updates.ask_for(call.object("allowed_updates"))
        self._latest += 1
        mine = self._latest
        self._world.ground.bell.ring()  # an earlier poller wakes and finds that it is not the latest
        limit = min(max(call.number("limit", 100), 1), 100)
        taken = updates.take(call.number("offset"), limit)
        if not taken:
            await self._news(mine, min(call.number("timeout"), LONGEST_POLL))
            taken = updates.take(call.number("offset"), limit)
        return taken

    async def _news(self, mine: int, seconds: int) -> None:
        ground = self._world.ground
        try:
            async with asyncio.timeout(seconds):
                while not ground.updates.pending and mine == self._latest and not self.webhook_url:
                    await ground.bell.rung()
        except TimeoutError:
            pass
        if self.webhook_url:
            raise Refusal(*WEBHOOK_WAS_SET)
        if mine != self._latest:
            raise Refusal(*OTHER_POLLER)
