"""Telegram's limits on sending: about one message a second to a chat, 20 a minute to a group, 30 a second overall.

Invariant: time is the world's clock; a call over a limit is refused with 429 and the whole seconds to wait, and
counts for nothing.
"""

from collections import deque
from datetime import datetime, timedelta
from math import ceil

from bot.standin.calls import Call
from bot.standin.refusals import too_many_requests

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
EVERYWHERE = "everywhere"


class Limits:
    """When what was sent where, as far back as a limit looks."""

    def __init__(self) -> None:
        self._sent: dict[object, deque[datetime]] = {}

    def pass_through(self, call: Call, now: datetime) -> None:
        """Count a call that sends, or refuse it."""
        if not call.is_sending:
            return
        chat_id = call.params.get("chat_id")
        rules: list[tuple[object, int, timedelta]] = [(EVERYWHERE, 30, SECOND), (("chat", chat_id), 1, SECOND)]
        if isinstance(chat_id, int) and chat_id < 0:
            rules.append((("group", chat_id), 20, MINUTE))
        if waits := [wait for rule in rules if (wait := self._wait(*rule, now)) is not None]:
            raise too_many_requests(max(waits))
        for key, _, _ in rules:
            self._sent[key].append(now)

    def _wait(self, key: object, allowed: int, window: timedelta, now: datetime) -> int | None:
        """The whole seconds to wait until one more is allowed, if not now."""
        sent = self._sent.setdefault(key, deque())
        while sent and sent[0] <= now - window:
            sent.popleft()
        return max(1, ceil((sent[0] + window - now).total_seconds())) if len(sent) >= allowed else None
