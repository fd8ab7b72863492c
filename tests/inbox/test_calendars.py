"""Calendars as values: which hours a date has, which version is in force, and the way to storage and back."""

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from inbox.calendar_spec import parse_calendar
from inbox.calendars import Calendar, CalendarVersion, DayHours, Hours, calendar_on
from inbox.public_holidays import Country

MOSCOW = ZoneInfo("Europe/Moscow")
SHOP = parse_calendar("пн-пт 10-19, сб 11-16; праздники RU; 2026-11-04 12-15; 2026-11-05 выходной", MOSCOW)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 3), (Hours(600, 1140),)),
        (date(2026, 11, 4), (Hours(720, 900),)),  # a public holiday, but the exception goes first
        (date(2026, 11, 5), ()),
        (date(2026, 11, 7), (Hours(660, 960),)),
        (date(2026, 6, 12), ()),  # a public holiday
        (date(2027, 2, 20), (Hours(600, 1140),)),  # a Saturday that works like the Friday before it
    ],
)
def test_a_date_has_the_hours_of_its_exception_its_holiday_or_its_weekday(day: date, hours: DayHours) -> None:
    assert SHOP.hours_on(day) == hours


def test_a_subdivision_keeps_its_own_holidays() -> None:
    womens_day = date(2026, 3, 8)
    week = ((Hours(600, 1140),),) * 7
    in_berlin, in_bavaria = (Calendar(MOSCOW, week, Country("DE", part)) for part in ("BE", "BY"))
    assert (in_berlin.hours_on(womens_day), in_bavaria.hours_on(womens_day)) == ((), week[0])


@pytest.mark.parametrize("calendar", [SHOP, parse_calendar("24/7", MOSCOW)])
def test_a_calendar_comes_back_from_storage_as_it_was(calendar: Calendar) -> None:
    assert Calendar.from_json(json.loads(json.dumps(calendar.to_json()))) == calendar


@pytest.mark.parametrize(
    ("day", "spec"),
    [
        (date(2025, 1, 1), "пн 10-19"),
        (date(2026, 10, 31), "пн 10-19"),
        (date(2026, 11, 1), "вт 10-19"),
        (date(2027, 1, 1), "вт 10-19"),
    ],
)
def test_the_latest_version_begun_is_in_force_and_before_all_the_first(day: date, spec: str) -> None:
    versions = [
        CalendarVersion(date(2026, 11, 1), parse_calendar("вт 10-19", MOSCOW)),
        CalendarVersion(date(2026, 1, 1), parse_calendar("пн 10-19", MOSCOW)),
    ]
    assert calendar_on(versions, day) == parse_calendar(spec, MOSCOW)


@pytest.mark.parametrize("pair", [(-1, 5), (1440, 1500), (600, 600), (600, 2040)])
def test_hours_are_shorter_than_a_day_and_begin_in_it(pair: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=str(pair[0])):
        Hours(*pair)
