"""How fast Telegram lets a bot write: 1 message a second in a chat, 20 a minute in a group, 30 a second overall.

Invariant: lanes are Telegram ids, groups and channels are negative; the unordered lane is not paced. A refusal to one
chat holds up that chat alone; refusals to `FLOOD` chats in a row, with nothing accepted between, are a flood: then
everything waits until fewer of them last.
"""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox.calls import UNORDERED

NONE = timedelta()
FLOOD = 3


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `number` calls in any `period`."""

    number: int
    period: timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    chat: Limit | None = None
    group: Limit | None = None
    overall: Limit | None = None


TELEGRAM = Pace(Limit(1, timedelta(seconds=1)), Limit(20, timedelta(minutes=1)), Limit(30, timedelta(seconds=1)))
UNLIMITED = Pace()


class Pacer:
    """Remembers what was sent when."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._overall: deque[datetime] = deque()
        self._lanes: defaultdict[int, deque[datetime]] = defaultdict(deque)
        self._refused: dict[int, datetime] = {}

    def admit(self, lane: int, now: datetime) -> timedelta:
        """Let a call to this lane start now and count it; otherwise how long it has to wait."""
        flood = sorted(self._refused.values())[-FLOOD] - now if len(self._refused) >= FLOOD else NONE
        wait = max(flood, NONE) if lane == UNORDERED else max(flood, NONE, *self._waits(lane, now))
        if wait == NONE and lane != UNORDERED:
            self._overall.append(now)
            self._lanes[lane].append(now)
        return wait

    def _waits(self, lane: int, now: datetime) -> list[timedelta]:
        sent = self._lanes[lane]
        return [
            _wait(self._pace.overall, self._overall, now),
            _wait(self._pace.chat, sent, now),
            _wait(self._pace.group if lane < 0 else None, sent, now),
        ]

    def refused(self, lane: int, until: datetime) -> None:
        """Telegram asked this lane to wait."""
        self._refused[lane] = until

    def accepted(self) -> None:
        self._refused.clear()

    def forget(self, now: datetime) -> None:
        """Drop what no limit looks at any more, and what a clock that was set back has left in the future."""
        periods = [limit.period for limit in (self._pace.chat, self._pace.group, self._pace.overall) if limit]
        since = now - max(periods, default=NONE)
        self._overall = deque(at for at in self._overall if since < at <= now)
        lanes = {lane: deque(at for at in sent if since < at <= now) for lane, sent in self._lanes.items()}
        self._lanes = defaultdict(deque, {lane: sent for lane, sent in lanes.items() if sent})


def _wait(limit: Limit | None, sent: deque[datetime], now: datetime) -> timedelta:
    if limit is None or len(sent) < limit.number:
        return NONE
    return max(NONE, sent[-limit.number] + limit.period - now)
