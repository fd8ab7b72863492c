"""How a set of waits is spread: percentiles that cannot flatter.

Invariant: a spread always carries how many waits had no answer; they are never dropped from `n` or from `p50_all`.
Seconds are floats; `math.inf` means "not answered", None means "unknown" and prints as a dash, never as 0.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, isinf
from typing import Literal

from inbox.facts import WaitFact
from inbox.ids import WaitId

Seconds = float
Ids = tuple[int, ...]
"""Of the rows behind a figure: of waits, unless something else is said."""

MINUTE: Seconds = 60.0
HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, and what both are made of, where that is known."""

    part: int
    whole: int
    ids: Ids = ()
    among: Ids = ()

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class Spread:
    """`p50`, `p90` and `mean` are over `answered`; `p50_all` counts the unanswered ones as infinitely long."""

    answered: Ids = ()
    unanswered: Ids = ()
    p50: Seconds | None = None
    p90: Seconds | None = None
    mean: Seconds | None = None
    p50_all: Seconds | None = None

    @property
    def n(self) -> int:
        return len(self.answered) + len(self.unanswered)

    @property
    def waits(self) -> Ids:
        return self.answered + self.unanswered

    @property
    def rate(self) -> Share:
        return Share(len(self.answered), self.n, self.answered, self.waits)


@dataclass(frozen=True, slots=True)
class Working:
    """The clock runs inside the brand's hours only. Asked and answered outside them counts apart, in `off_hours`."""

    spread: Spread
    off_hours: Ids


@dataclass(frozen=True, slots=True)
class Target:
    """Pending waits are neither hit nor missed: their time is not over yet."""

    hit: Ids
    missed: Ids
    pending: Ids

    @property
    def rate(self) -> Share:
        return Share(len(self.hit), len(self.hit) + len(self.missed), self.hit, self.hit + self.missed)

    @property
    def late(self) -> Share:
        return Share(len(self.missed), len(self.hit) + len(self.missed), self.missed, self.hit + self.missed)


def percentile(ordered: Sequence[Seconds], share: float) -> Seconds | None:
    """Linear interpolation between the nearest ranks of a sorted sequence (Hyndman and Fan's type 7)."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    low = ordered[below]
    high = ordered[min(below + 1, len(ordered) - 1)]
    if place == below or low == high:
        return low
    return inf if isinf(high) else low + (high - low) * (place - below)


def elapsed(wait: WaitFact) -> Seconds | None:
    """By the calendar's clock; None while there is no answer."""
    return None if wait.answered_at is None else (wait.answered_at - wait.asked_at).total_seconds()


def spread(waits: Iterable[WaitFact]) -> Spread:
    return _spread((wait.id, elapsed(wait)) for wait in waits)


def _spread(times: Iterable[tuple[WaitId, Seconds | None]]) -> Spread:
    answered, unanswered, known = [], [], []
    for wait, seconds in times:
        if seconds is None:
            unanswered.append(wait)
        else:
            answered.append(wait)
            known.append(seconds)
    known.sort()
    return Spread(
        answered=tuple(answered),
        unanswered=tuple(unanswered),
        p50=percentile(known, 0.5),
        p90=percentile(known, 0.9),
        mean=sum(known) / len(known) if known else None,
        p50_all=percentile([*known, *[inf] * len(unanswered)], 0.5),
    )


def is_off_hours(wait: WaitFact) -> bool:
    """Asked and answered outside the brand's hours."""
    return (
        wait.answered_at is not None
        and wait.working is not None
        and not wait.working
        and wait.answered_at > wait.asked_at
    )


def working(waits: Sequence[WaitFact], *, has_hours: bool) -> Working | None:
    """None without hours. Waits without known working time are left out: `n` says how many it was known of."""
    if not has_hours:
        return None
    times = (
        (wait.id, wait.working.total_seconds() if wait.working is not None else None)
        for wait in waits
        if (wait.answered_at is None or wait.working is not None) and not is_off_hours(wait)
    )
    return Working(_spread(times), tuple(wait.id for wait in waits if is_off_hours(wait)))


def within(waits: Sequence[WaitFact], limit: Seconds) -> Share:
    """Answered within `limit`, of *all* waits."""
    ids = tuple(wait.id for wait in waits if (seconds := elapsed(wait)) is not None and seconds <= limit)
    return Share(len(ids), len(waits), ids, tuple(wait.id for wait in waits))


Verdict = Literal["hit", "missed", "pending"]


def target(waits: Iterable[WaitFact]) -> Target:
    """Waits without a promise are in none of the three."""
    found: dict[Verdict, list[WaitId]] = {"hit": [], "missed": [], "pending": []}
    for wait in waits:
        if (judged := verdict(wait)) is not None:
            found[judged].append(wait.id)
    return Target(tuple(found["hit"]), tuple(found["missed"]), tuple(found["pending"]))


def verdict(wait: WaitFact) -> Verdict | None:
    """None where nothing was promised."""
    if wait.is_late is None:
        return None
    if wait.is_late:
        return "missed"
    return "pending" if wait.answered_at is None else "hit"
