"""Working hours of a brand: weekdays, public holidays, exceptions by date, and versions with effective dates.

Invariant: whether a calendar is open at an instant depends only on what the clock on the wall shows there, in its zone:
an hour that a clock change skips is never open, an hour that it repeats is open twice. Hours belong to the day on which
they begin, so a night that runs past midnight is kept though the next day be a holiday.
Deliberately absent: durations (see `working_time`), how people write a calendar (see `calendar_spec`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from inbox.errors import CalendarInvalid
from inbox.public_holidays import Country, public_year

MINUTE = 60_000_000  # microseconds, the unit of every int instant and length here: sums are exact
DAY = 24 * 60 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = EPOCH.date().toordinal()
WHOLE_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Minutes after midnight; `closes` past 1440 is past midnight. Shorter than a day, or exactly a whole one."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        is_part = 0 <= self.opens < WHOLE_DAY_MINUTES and self.opens < self.closes < self.opens + WHOLE_DAY_MINUTES
        if not is_part and (self.opens, self.closes) != (0, WHOLE_DAY_MINUTES):
            raise ValueError((self.opens, self.closes))


DayHours = tuple[Hours, ...]
WHOLE_DAY: DayHours = (Hours(0, WHOLE_DAY_MINUTES),)


class OpenDay(NamedTuple):
    """One UTC day: its open spans as instants (microseconds since 1970), in order and apart, and their sum."""

    spans: tuple[tuple[int, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """One version of a brand's hours. `week` has seven days from Monday; `exceptions` go before all else."""

    zone: ZoneInfo
    week: tuple[DayHours, ...]
    country: Country | None = None
    exceptions: tuple[tuple[date, DayHours], ...] = ()
    _open_days: dict[int, OpenDay] = field(default_factory=dict, init=False, repr=False, compare=False)

    def hours_on(self, day: date) -> DayHours:
        """The hours that begin on a local date."""
        for exception, hours in self.exceptions:
            if exception == day:
                return hours
        if self.country is None:
            return self.week[day.weekday()]
        year = public_year(self.country, day.year)
        if day in year.closed:
            return ()
        return self.week[year.worked.get(day, day).weekday()]

    def open_day(self, utc_day: int) -> OpenDay:
        """The open spans of a UTC day, numbered from 1970-01-01; worked out once."""
        if (known := self._open_days.get(utc_day)) is None:
            spans = _merged(sorted(self._spans(utc_day * DAY, (utc_day + 1) * DAY)))
            known = self._open_days[utc_day] = OpenDay(spans, sum(end - start for start, end in spans))
        return known

    def _spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for piece_start, piece_end, offset in _even_pieces(self.zone, start, end):
            first, last = (piece_start + offset) // DAY, (piece_end + offset - 1) // DAY
            for wall_day in range(first - 1, last + 1):
                midnight = wall_day * DAY - offset
                for hours in self.hours_on(date.fromordinal(EPOCH_ORDINAL + wall_day)):
                    opens = max(piece_start, midnight + hours.opens * MINUTE)
                    closes = min(piece_end, midnight + hours.closes * MINUTE)
                    if opens < closes:
                        yield opens, closes

    def to_json(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {
            "zone": self.zone.key,
            "week": [_pairs(day) for day in self.week],
            "country": self.country and [self.country.code, self.country.subdivision],
            "exceptions": {day.isoformat(): _pairs(hours) for day, hours in self.exceptions},
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Calendar":
        """What `to_json` gave."""
        exceptions = stored["exceptions"].items()
        return cls(
            ZoneInfo(stored["zone"]),
            tuple(_hours(day) for day in stored["week"]),
            Country(*stored["country"]) if stored["country"] else None,
            tuple((date.fromisoformat(day), _hours(pairs)) for day, pairs in exceptions),
        )


@dataclass(frozen=True, slots=True)
class CalendarVersion:
    """A calendar from midnight of a date, in its own zone, until the next version; the first also holds before."""

    effective_on: date
    calendar: Calendar

    @property
    def effective_from(self) -> int:
        """The instant from which it governs, in microseconds since 1970."""
        return microseconds(datetime.combine(self.effective_on, time.min, self.calendar.zone))


def calendar_on(versions: Sequence[CalendarVersion], day: date) -> Calendar:
    """The calendar in force on a date; before the first version, the first."""
    in_force = [version for version in versions if version.effective_on <= day]
    return (max(in_force, key=_effective_on) if in_force else min(versions, key=_effective_on)).calendar


def since_ever(calendar: Calendar) -> tuple[CalendarVersion, ...]:
    """The versions of a brand that never changed its calendar."""
    return (CalendarVersion(EPOCH.date(), calendar),)


def round_the_clock(zone: ZoneInfo) -> Calendar:
    """Always open: working time is the time."""
    return Calendar(zone, (WHOLE_DAY,) * 7)


def zone_named(name: str) -> ZoneInfo:
    """The time zone by its IANA name (`Europe/Moscow`); raises `CalendarInvalid`."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):  # unknown, a folder, a path that leads out
        raise CalendarInvalid("zone", name) from None


def microseconds(at: datetime) -> int:
    """An aware instant as microseconds since 1970."""
    return (at - EPOCH) // timedelta(microseconds=1)


def _effective_on(version: CalendarVersion) -> date:
    return version.effective_on


def _even_pieces(zone: ZoneInfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """[start, end), at most a day, cut where the clock changes: pieces with their offset from UTC."""
    before, after = _offset(zone, start), _offset(zone, end - MINUTE)
    if before == after:
        yield start, end, before
        return
    same, changed = start, end - MINUTE
    while changed - same > MINUTE:
        middle = (same + changed) // 2 // MINUTE * MINUTE
        same, changed = (middle, changed) if _offset(zone, middle) == before else (same, middle)
    yield start, changed, before
    yield changed, end, after


def _offset(zone: ZoneInfo, instant: int) -> int:
    offset = (EPOCH + timedelta(microseconds=instant)).astimezone(zone).utcoffset()
    assert offset is not None
    return offset // timedelta(microseconds=1)


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _pairs(hours: DayHours) -> list[list[int]]:
    return [[each.opens, each.closes] for each in hours]


def _hours(pairs: list[list[int]]) -> DayHours:
    return tuple(Hours(*pair) for pair in pairs)
