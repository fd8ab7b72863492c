"""Targets: the response time that a brand promises, and how one wait stands against it.

Invariant: a wait keeps its target when its time on the target's clock is at most `within`, answered or not; so what the
card shows while the wait runs and what the report counts afterwards never disagree.
Deliberately absent: which target applies to a chat (the brand's settings say), and who is warned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inbox.calendars import CalendarVersion
from inbox.working_time import add_working_time, working_time


class Clock(StrEnum):
    """Whether time counts always, or only while the brand's calendar is open."""

    CALENDAR = "calendar"
    WORKING = "working"


class Standing(StrEnum):
    """Where a wait stands; `SOON` is the last quarter of the time promised."""

    ON_TIME = "on_time"
    SOON = "soon"
    BREACHED = "breached"


@dataclass(frozen=True, slots=True)
class Target:
    within: timedelta
    clock: Clock


def elapsed(target: Target, asked_at: datetime, at: datetime, versions: Sequence[CalendarVersion]) -> timedelta:
    """How long a wait had lasted at an instant, on the target's clock."""
    if target.clock is Clock.WORKING:
        return working_time(versions, asked_at, at)
    return max(at - asked_at, timedelta(0))


def due_at(target: Target, asked_at: datetime, versions: Sequence[CalendarVersion]) -> datetime | None:
    """The instant at which the time promised has passed; None when the brand never opens again."""
    if target.clock is Clock.WORKING:
        return add_working_time(versions, asked_at, target.within)
    return asked_at + target.within


def standing(target: Target, asked_at: datetime, at: datetime, versions: Sequence[CalendarVersion]) -> Standing:
    """How a wait stands now (`at` = now), or stood when it was answered."""
    passed = elapsed(target, asked_at, at, versions)
    if passed > target.within:
        return Standing.BREACHED
    return Standing.SOON if passed * 4 >= target.within * 3 else Standing.ON_TIME
