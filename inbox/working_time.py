"""Time counted only while a brand's calendar is open.

Invariant: `working_time` is the sum of all instants at which `is_open` says yes; it adds up over adjoining spans, to
the microsecond, through clock changes and changes of calendar. Each version governs from midnight of its date.
Deliberately absent: targets, waits, and whatever else is counted in this time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from inbox.calendars import DAY, EPOCH, Calendar, CalendarVersion, OpenDay, microseconds

HORIZON = 3 * 366 * DAY  # how far ahead an opening is looked for: a calendar closed so long is closed for good


def working_time(versions: Sequence[CalendarVersion], start: datetime, end: datetime) -> timedelta:
    """How much of [start, end) lies inside the calendar; zero when it ends before it starts."""
    parts = _governed(versions, microseconds(start), microseconds(end))
    return timedelta(microseconds=sum(_open_between(*part) for part in parts))


def is_open(versions: Sequence[CalendarVersion], at: datetime) -> bool:
    return working_time(versions, at, at + timedelta(microseconds=1)) > timedelta(0)


def next_opening(versions: Sequence[CalendarVersion], at: datetime) -> datetime | None:
    """`at` itself while open, else the first opening after it; None when there is none in the next years."""
    start = microseconds(at)
    return next((_instant(opens) for opens, _ in _open_spans(versions, start)), None)


def add_working_time(versions: Sequence[CalendarVersion], start: datetime, duration: timedelta) -> datetime | None:
    """The first instant by which `duration` of working time has passed; None when that never comes."""
    left = duration // timedelta(microseconds=1)
    if left <= 0:
        return start
    for opens, closes in _open_spans(versions, microseconds(start)):
        if left <= closes - opens:
            return _instant(opens + left)
        left -= closes - opens
    return None


def _governed(versions: Sequence[CalendarVersion], start: int, end: int) -> Iterator[tuple[Calendar, int, int]]:
    """The parts of [start, end), each with the calendar that governs it, in order."""
    if len(versions) == 1:
        yield versions[0].calendar, start, end
        return
    ordered = sorted(versions, key=lambda version: version.effective_on)
    starts = [start, *(version.effective_from for version in ordered[1:]), end]
    for version, (since, until) in zip(ordered, pairwise(starts), strict=True):
        yield version.calendar, max(since, start), min(until, end)


def _open_between(calendar: Calendar, start: int, end: int) -> int:
    if start >= end:
        return 0
    first, last = start // DAY, end // DAY
    whole_days = sum(calendar.open_day(day).total for day in range(first, last))
    return whole_days + _open_before(calendar.open_day(last), end) - _open_before(calendar.open_day(first), start)


def _open_before(day: OpenDay, instant: int) -> int:
    return sum(min(closes, instant) - opens for opens, closes in day.spans if opens < instant)


def _open_spans(versions: Sequence[CalendarVersion], start: int) -> Iterator[tuple[int, int]]:
    """The open spans from `start` on, cut at UTC midnights."""
    for calendar, since, until in _governed(versions, start, start + HORIZON):
        for day in range(since // DAY, -(-until // DAY)):
            for opens, closes in calendar.open_day(day).spans:
                if max(opens, since) < min(closes, until):
                    yield max(opens, since), min(closes, until)


def _instant(instant: int) -> datetime:
    return EPOCH + timedelta(microseconds=instant)
