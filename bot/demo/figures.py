"""The month's main figures, worked out of the ledger the slow and plain way, to be held against the program's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.demo.ledger import Ledger

WITHIN = (15 * 60, 60 * 60, 4 * 60 * 60, 24 * 60 * 60)
"""Seconds: a quarter of an hour, an hour, four, a day."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds; `within` are the shares of all waits answered that quickly."""

    waits: int
    unanswered: int
    p50: float | None
    p90: float | None
    within: tuple[float, ...]


def figures_of(ledger: Ledger, cut_off: datetime) -> Figures:
    waits = ledger.waits()
    answered = sorted(
        wait.seconds for wait in waits if wait.seconds is not None and wait.answered_at and wait.answered_at < cut_off
    )
    within = tuple(sum(seconds <= limit for seconds in answered) / len(waits) if waits else 0.0 for limit in WITHIN)
    return Figures(
        len(waits), len(waits) - len(answered), _percentile(answered, 0.5), _percentile(answered, 0.9), within
    )


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    """Between neighbours, in proportion."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
