"""A calendar as people read it, in the notation in which they type it.

Invariant: `parse_calendar` reads what is printed here as the same calendar. Absent: the time zone, which the brand has.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

from inbox.calendar_words import ALWAYS_OPEN, CLOSED, HOLIDAYS, WEEKDAYS, CalendarLanguage
from inbox.calendars import WHOLE_DAY, WHOLE_DAY_MINUTES, Calendar, DayHours
from inbox.public_holidays import Country

Subject = tuple[int, DayHours]  # a weekday or a date's ordinal, and its hours


def print_calendar(calendar: Calendar, language: CalendarLanguage) -> str:
    """The calendar in its compact notation: week, holidays, exceptions."""
    week = [(n, hours) for n, hours in enumerate(calendar.week) if hours]
    dates = [(day.toordinal(), hours) for day, hours in calendar.exceptions]
    rules = _rules(week, lambda n: WEEKDAYS[language][n], "-", language)
    exceptions = _rules(dates, lambda n: date.fromordinal(n).isoformat(), "..", language)
    holidays = [_holidays(calendar.country, language)] if calendar.country else []
    return "; ".join([", ".join(rules), *holidays, *exceptions])


def _rules(subjects: Sequence[Subject], name: Callable[[int], str], dash: str, language: CalendarLanguage) -> list[str]:
    """One rule for each run of neighbours with the same hours."""
    rules = []
    for (_, hours), run in groupby(enumerate(subjects), lambda nth: (nth[1][0] - nth[0], nth[1][1])):
        numbers = [number for _, (number, _) in run]
        ends = dict.fromkeys((numbers[0], numbers[-1]))
        rules.append(f"{dash.join(name(number) for number in ends)} {_hours(hours, language)}")
    return rules


def _hours(hours: DayHours, language: CalendarLanguage) -> str:
    if hours == WHOLE_DAY:
        return ALWAYS_OPEN[language]
    return ", ".join(f"{_clock(each.opens)}-{_clock(each.closes)}" for each in hours) or CLOSED[language]


def _clock(minutes: int) -> str:
    if minutes > WHOLE_DAY_MINUTES:
        minutes -= WHOLE_DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _holidays(country: Country, language: CalendarLanguage) -> str:
    return "-".join(filter(None, (f"{HOLIDAYS[language]} {country.code}", country.subdivision)))
