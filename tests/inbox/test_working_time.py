"""Working time: the laws it obeys, and its agreement with a count minute by minute through clock changes."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from inbox.calendars import Calendar, CalendarVersion, DayHours, Hours, round_the_clock, since_ever
from inbox.public_holidays import Country
from inbox.working_time import add_working_time, is_open, next_opening, working_time

BERLIN, NEW_YORK, TASHKENT = map(ZoneInfo, ("Europe/Berlin", "America/New_York", "Asia/Tashkent"))
MOSCOW = ZoneInfo("Europe/Moscow")
WEEKDAYS: DayHours = (Hours(10 * 60, 19 * 60),)
OFFICE = Calendar(MOSCOW, (WEEKDAYS,) * 5 + ((), ()))
NIGHT = (Hours(22 * 60, 27 * 60),)
CLOCK_CHANGES = (
    datetime(2026, 3, 8, tzinfo=UTC),
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
)

hours = st.builds(lambda opens, length: Hours(opens, opens + length), st.integers(0, 1439), st.integers(1, 1439))
day_hours = st.lists(hours, max_size=3).map(tuple)
exceptions = st.dictionaries(st.dates(date(2026, 3, 1), date(2026, 11, 5)), day_hours, max_size=4)
calendars = st.builds(
    Calendar,
    st.sampled_from([BERLIN, NEW_YORK, TASHKENT]),
    st.tuples(*[day_hours] * 7),
    st.sampled_from([None, Country("DE", "BE"), Country("US")]),
    exceptions.map(lambda days: tuple(sorted(days.items()))),
)
versions = st.lists(
    st.builds(CalendarVersion, st.dates(date(2026, 3, 7), date(2026, 11, 3)), calendars),
    min_size=1,
    max_size=3,
    unique_by=lambda version: version.effective_on,
)
near_clock_changes = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from([*CLOCK_CHANGES, datetime(2026, 11, 1, tzinfo=UTC)]),
    st.integers(-2 * 1440, 2 * 1440),
)
instants = st.builds(
    lambda seconds: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(seconds=seconds), st.integers(0, 300 * 86_400)
)


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def is_open_on_the_wall(calendar: Calendar, instant: datetime) -> bool:
    """What the clock on the wall and the notice on the door say, read by a person."""
    wall = instant.astimezone(calendar.zone)
    minute = wall.hour * 60 + wall.minute
    yesterday = wall.date() - timedelta(days=1)
    return any(each.opens <= minute < each.closes for each in calendar.hours_on(wall.date())) or any(
        each.opens <= minute + 1440 < each.closes for each in calendar.hours_on(yesterday)
    )


def governing(given_versions: list[CalendarVersion], instant: datetime) -> Calendar:
    """The last version whose own midnight has struck."""
    ordered = sorted(given_versions, key=lambda version: version.effective_on)
    begun = [v for v in ordered if instant.astimezone(v.calendar.zone).date() >= v.effective_on]
    return (begun or ordered)[-1 if begun else 0].calendar


def minutes_counted_one_by_one(given_versions: list[CalendarVersion], start: datetime, end: datetime) -> timedelta:
    minute = timedelta(minutes=1)
    instants_between = (start + n * minute for n in range((end - start) // minute))
    return sum((minute for i in instants_between if is_open_on_the_wall(governing(given_versions, i), i)), timedelta(0))


@settings(max_examples=60)
@given(versions, near_clock_changes, st.integers(0, 2 * 1440))
def test_working_time_agrees_with_a_count_minute_by_minute(
    given_versions: list[CalendarVersion], start: datetime, length: int
) -> None:
    end = start + timedelta(minutes=length)
    assert working_time(given_versions, start, end) == minutes_counted_one_by_one(given_versions, start, end)


@given(versions, instants, instants, instants)
def test_working_time_adds_up_over_adjoining_spans(
    given_versions: list[CalendarVersion], one: datetime, two: datetime, three: datetime
) -> None:
    first, middle, last = sorted((one, two, three))
    parts = working_time(given_versions, first, middle) + working_time(given_versions, middle, last)
    assert working_time(given_versions, first, last) == parts


@given(versions, instants, instants)
def test_working_time_is_never_longer_than_the_time_nor_negative(
    given_versions: list[CalendarVersion], one: datetime, two: datetime
) -> None:
    start, end = sorted((one, two))
    assert timedelta(0) <= working_time(given_versions, start, end) <= end - start
    assert working_time(given_versions, end, start) == timedelta(0)


@given(versions, instants, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_adding_working_time_takes_exactly_that_working_time(
    given_versions: list[CalendarVersion], start: datetime, duration: timedelta
) -> None:
    due = add_working_time(given_versions, start, duration)
    assume(due is not None)
    assert due is not None
    assert working_time(given_versions, start, due) == duration


@given(versions, instants, st.timedeltas(timedelta(microseconds=1), timedelta(days=3)))
def test_adding_working_time_comes_to_an_instant_just_worked(
    given_versions: list[CalendarVersion], start: datetime, duration: timedelta
) -> None:
    due = add_working_time(given_versions, start, duration)
    assume(due is not None)
    assert due is not None
    assert is_open(given_versions, due - timedelta(microseconds=1))


@given(versions, instants)
def test_no_working_time_passes_before_the_next_opening(given_versions: list[CalendarVersion], start: datetime) -> None:
    opening = next_opening(given_versions, start)
    assume(opening is not None)
    assert opening is not None
    assert (working_time(given_versions, start, opening), is_open(given_versions, opening)) == (timedelta(0), True)


@given(instants, instants, st.sampled_from([BERLIN, NEW_YORK, TASHKENT]))
def test_round_the_clock_all_time_is_working_time(one: datetime, two: datetime, zone: ZoneInfo) -> None:
    start, end = sorted((one, two))
    assert working_time(since_ever(round_the_clock(zone)), start, end) == end - start


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-06 18:30", "2026-11-09 10:15", timedelta(minutes=45)),  # over a weekend
        ("2026-11-06 20:00", "2026-11-06 23:00", timedelta(0)),  # after hours
        ("2026-11-02 00:00", "2026-11-09 00:00", timedelta(hours=45)),  # a week
    ],
)
def test_an_office_works_on_weekdays(start: str, end: str, expected: timedelta) -> None:
    assert working_time(since_ever(OFFICE), at(start), at(end)) == expected


@pytest.mark.parametrize(
    ("night", "zone", "expected"),
    [
        ("2026-10-24", BERLIN, 6),  # the hour from two to three comes twice
        ("2026-03-28", BERLIN, 4),  # … and is left out
        ("2026-10-31", NEW_YORK, 6),
        ("2026-03-07", NEW_YORK, 4),
        ("2026-03-28", TASHKENT, 5),
    ],
)
def test_a_night_is_as_long_as_it_was(night: str, zone: ZoneInfo, expected: int) -> None:
    always_at_night = since_ever(Calendar(zone, (NIGHT,) * 7))
    noon = at(f"{night} 12:00", zone)
    assert working_time(always_at_night, noon, noon + timedelta(days=1)) == timedelta(hours=expected)


def test_hours_that_overlap_are_counted_once() -> None:
    bar = Calendar(MOSCOW, ((Hours(18 * 60, 26 * 60), Hours(20 * 60, 22 * 60)), (Hours(60, 180),), *((),) * 5))
    assert working_time(since_ever(bar), at("2026-11-02 12:00"), at("2026-11-03 12:00")) == timedelta(hours=9)


def test_a_span_over_a_change_of_calendar_is_counted_by_each_in_its_time() -> None:
    longer = Calendar(MOSCOW, ((Hours(9 * 60, 21 * 60),),) * 7)
    changed = [CalendarVersion(date(2026, 11, 5), longer), CalendarVersion(date(2026, 1, 1), OFFICE)]
    assert working_time(changed, at("2026-11-04 00:00"), at("2026-11-06 00:00")) == timedelta(hours=9 + 12)


def test_a_change_of_time_zone_counts_from_midnight_in_the_new_one() -> None:
    in_berlin = Calendar(BERLIN, OFFICE.week)
    moved = [CalendarVersion(date(2026, 1, 1), OFFICE), CalendarVersion(date(2026, 11, 3), in_berlin)]
    monday, tuesday = at("2026-11-02 12:00"), at("2026-11-03 12:00", BERLIN)
    assert working_time(moved, monday, tuesday) == timedelta(hours=7 + 2)


def test_the_next_opening_is_now_when_open_and_monday_after_friday_evening() -> None:
    friday, evening = at("2026-11-06 15:00"), at("2026-11-06 19:00")
    assert [next_opening(since_ever(OFFICE), instant) for instant in (friday, evening)] == [
        friday,
        at("2026-11-09 10:00"),
    ]


def test_working_time_falls_due_on_the_next_working_day() -> None:
    assert add_working_time(since_ever(OFFICE), at("2026-11-06 18:30"), timedelta(hours=1)) == at("2026-11-09 10:30")


def test_working_time_may_end_with_the_day() -> None:
    assert add_working_time(since_ever(OFFICE), at("2026-11-06 18:00"), timedelta(hours=1)) == at("2026-11-06 19:00")


def test_a_brand_that_closed_for_good_has_no_next_opening() -> None:
    closed = since_ever(Calendar(MOSCOW, ((),) * 7))
    soon = timedelta(minutes=1)
    assert (next_opening(closed, at("2026-11-06 15:00")), add_working_time(closed, at("2026-11-06 15:00"), soon)) == (
        None,
        None,
    )


@cache
def holidays_in_russia() -> tuple[CalendarVersion, ...]:
    return since_ever(Calendar(MOSCOW, OFFICE.week, Country("RU")))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-04", 0),  # Unity Day
        ("2026-03-09", 0),  # moved from a Sunday
        ("2027-02-20", 9),  # a Saturday worked for the Monday after it
        ("2027-02-22", 0),
        ("2026-11-05", 9),
    ],
)
def test_public_holidays_and_transferred_working_days_are_kept(day: str, expected: int) -> None:
    midnight = at(f"{day} 00:00")
    assert working_time(holidays_in_russia(), midnight, midnight + timedelta(days=1)) == timedelta(hours=expected)
