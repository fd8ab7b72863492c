"""getUpdates: one poller at a time, held until something comes.

Invariant: a second poller ends the first one's wait with 409, as Telegram does it, and a webhook excludes both.
"""

import contextlib

from bot.standin.calls import Call
from bot.standin.refusals import OTHER_POLLER, WEBHOOK_IS_SET, WEBHOOK_WAS_SET, Refusal
from bot.standin.webhook import Webhook
from bot.standin.wire import Json
from bot.standin.world import World

LONGEST_POLL = 50  # seconds


class Polling:
    """Who polls now."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        self._world = world
        self._webhook = webhook
        self._latest = 0

    async def poll(self, call: Call) -> list[Json]:
        if self._webhook.url:
            raise Refusal(*WEBHOOK_IS_SET)
        updates = self._world.ground.updates
        updates.ask_for(call.object("allowed_updates"))
        self._latest += 1
        mine = self._latest
        self._world.ground.bell.ring()  # an earlier poller wakes and finds that it is not the latest
        limit = min(max(call.number("limit", 100), 1), 100)
        taken = updates.take(call.number("offset"), limit)
        if not taken:
            await self._news(mine, min(max(call.number("timeout"), 0), LONGEST_POLL))
            taken = updates.take(call.number("offset"), limit)
        return taken

    async def _news(self, mine: int, seconds: int) -> None:
        ground = self._world.ground

        def ends() -> bool:
            return len(ground.updates) > 0 or mine != self._latest or bool(self._webhook.url)

        with contextlib.suppress(TimeoutError):
            await ground.bell.until(ends, seconds)
        if self._webhook.url:
            raise Refusal(*WEBHOOK_WAS_SET)
        if mine != self._latest:
            raise Refusal(*OTHER_POLLER)
