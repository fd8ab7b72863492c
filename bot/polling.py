"""Long polling on raw JSON, with whichever library speaks.

Invariant: the offset moves, and so Telegram forgets an update, only after it is stored. Pending updates are never
dropped. Of several processes on one database the holder of the lease polls; the others stand by.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from bot.intake import Intake
from bot.leasing import Leases
from bot.messenger import DeliveryFailed, Messenger
from bot.reader import KINDS

log = logging.getLogger(__name__)

HELD = 30  # seconds that Telegram holds a poll without updates
STANDING_BY = 1.0
LONGEST_PAUSE = 30.0
WORDS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "Telegram does not accept the token: it is wrong or was revoked. "
    "@BotFather shows the current one",
    HTTPStatus.CONFLICT: "Another program receives this bot's updates. A token has one receiver: stop the other, or "
    "plug Otklik into it",
    HTTPStatus.TOO_MANY_REQUESTS: "Telegram asks to poll less often",
}  # fmt: skip


class Poller:
    def __init__(self, messenger: Messenger, intake: Intake, clock: Callable[[], datetime], leases: Leases) -> None:
        self._messenger = messenger
        self._intake = intake
        self._clock = clock
        self._leases = leases
        self._offset = 0
        self._failures = 0
        self._heard_at = clock()

    def heard_at(self) -> datetime:
        """When Telegram last answered."""
        return self._heard_at

    async def open(self) -> None:
        """Telegram refuses polls while a webhook is set. Raises `DeliveryFailed`."""
        await self._messenger.call("deleteWebhook", {"drop_pending_updates": False})

    async def turn(self) -> float:
        if not self._leases.holds("polling"):
            return STANDING_BY
        asked = {"offset": self._offset, "limit": 100, "timeout": HELD, "allowed_updates": KINDS}
        try:
            updates = await self._messenger.call("getUpdates", asked)
        except DeliveryFailed as failure:
            return self._pause(failure)
        await self._take(updates)
        return 0

    async def _take(self, updates: list[dict[str, Any]]) -> None:
        if self._failures:
            log.info("Telegram is reached again")
        self._failures = 0
        self._heard_at = self._clock()
        if updates:
            await self._intake.take(raw(update) for update in updates)
            self._offset = updates[-1]["update_id"] + 1

    def _pause(self, failure: DeliveryFailed) -> float:
        """Told once, until it is over."""
        if self._failures == 0:
            words = WORDS.get(failure.code, "Telegram is not reached; trying again")
            log.warning("%s (%s)", words, failure.reason)
        self._failures += 1
        return failure.retry_after or min(2.0 ** (self._failures - 1), LONGEST_PAUSE)


def raw(update: dict[str, Any]) -> bytes:
    """The update's JSON again, whatever a lenient parser has let through (the reader then sets it aside)."""
    return json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
