"""A month in a dozen numbers: what months are compared by, and what a closed month keeps.

Invariant: small, plain and complete: the six-month line and every "against last month" are drawn from these alone.
"""

from dataclasses import dataclass, fields
from math import isinf

BETTER_WHEN_LOWER = frozenset({"first_p50", "first_p90", "response_p50", "response_p90", "working_p50", "p50_all",
                               "unanswered", "open_now"})  # fmt: skip
BETTER_WHEN_HIGHER = frozenset({"response_rate", "within_hour", "target_rate", "coverage", "acceptance", "time_saved"})


@dataclass(frozen=True, slots=True)
class Headline:
    """Durations in seconds (`inf`: most had no answer), shares from 0 to 1, counts; None is unknown."""

    year: int
    month: int
    messages: float | None = None
    incoming: float | None = None
    waits: float | None = None
    first_p50: float | None = None
    first_p90: float | None = None
    response_p50: float | None = None
    response_p90: float | None = None
    working_p50: float | None = None
    p50_all: float | None = None
    response_rate: float | None = None
    unanswered: float | None = None
    within_hour: float | None = None
    target_rate: float | None = None
    open_now: float | None = None
    coverage: float | None = None
    acceptance: float | None = None
    time_saved: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """`ratio` is now by before, less one; None where either is unknown, endless or was nothing."""

    key: str
    now: float | None
    before: float | None
    ratio: float | None
    is_better: bool | None


COMPARED = tuple(field.name for field in fields(Headline) if field.name not in {"year", "month"})


def changes(now: Headline, before: Headline | None) -> tuple[Change, ...]:
    return tuple(_change(key, getattr(now, key), getattr(before, key, None)) for key in COMPARED)


def _change(key: str, now: float | None, before: float | None) -> Change:
    if now is None or before is None:
        return Change(key, now, before, None, None)
    ratio = now / before - 1 if before and not isinf(before) and not isinf(now) else None
    return Change(key, now, before, ratio, _is_better(key, now, before))


def _is_better(key: str, now: float, before: float) -> bool | None:
    if now == before:
        return None
    if key in BETTER_WHEN_LOWER:
        return now < before
    return now > before if key in BETTER_WHEN_HIGHER else None
