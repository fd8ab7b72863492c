"""Targets: when an answer falls due and how a wait stands, on either clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.calendar_spec import parse_calendar
from inbox.calendars import since_ever
from inbox.targets import Clock, Standing, Target, due_at, elapsed, standing

MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = since_ever(parse_calendar("пн-пт 10-19", MOSCOW))
FRIDAY_EVENING = datetime(2026, 11, 6, 18, 30, tzinfo=MOSCOW)
MONDAY = datetime(2026, 11, 9, 10, 0, tzinfo=MOSCOW)
WORKING_HOUR = Target(timedelta(hours=1), Clock.WORKING)
HOUR = Target(timedelta(hours=1), Clock.CALENDAR)


def test_a_target_falls_due_on_its_own_clock() -> None:
    assert (due_at(HOUR, FRIDAY_EVENING, OFFICE), due_at(WORKING_HOUR, FRIDAY_EVENING, OFFICE)) == (
        FRIDAY_EVENING + timedelta(hours=1),
        MONDAY + timedelta(minutes=30),
    )


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, Standing.ON_TIME),
        (44, Standing.ON_TIME),
        (45, Standing.SOON),
        (60, Standing.SOON),
        (61, Standing.BREACHED),
    ],
)
def test_a_wait_goes_from_on_time_to_soon_to_breached(minutes: int, expected: Standing) -> None:
    assert standing(HOUR, MONDAY, MONDAY + timedelta(minutes=minutes), OFFICE) == expected


def test_a_weekend_does_not_breach_a_target_in_working_hours() -> None:
    sunday = MONDAY - timedelta(days=1)
    stands = [standing(WORKING_HOUR, FRIDAY_EVENING, at, OFFICE) for at in (sunday, MONDAY + timedelta(minutes=31))]
    assert stands == [Standing.ON_TIME, Standing.BREACHED]


def test_a_long_closing_moves_the_due_instant_behind_it() -> None:
    closed = since_ever(parse_calendar("пн 10-19; 2026-01-01..2026-12-31 выходной", MOSCOW))
    assert due_at(WORKING_HOUR, FRIDAY_EVENING, closed) == datetime(2027, 1, 4, 11, tzinfo=MOSCOW)


@given(
    st.sampled_from(list(Clock)),
    st.timedeltas(timedelta(minutes=1), timedelta(days=5)),
    st.integers(0, 60 * 24 * 60),
)
def test_a_target_is_breached_only_after_it_fell_due(clock: Clock, within: timedelta, minute: int) -> None:
    asked_at = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=minute)
    target = Target(within, clock)
    due = due_at(target, asked_at, OFFICE)
    assert due is not None
    assert (elapsed(target, asked_at, due, OFFICE), standing(target, asked_at, due, OFFICE)) == (within, Standing.SOON)
