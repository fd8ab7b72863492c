"""Public holidays of a country, and the weekend days on which it works instead.

Invariant: the `holidays` package has the last word on both, observed and substituted days included.
Deliberately absent: names of holidays, shortened days before them, years that the package does not know (no holidays).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from inbox.errors import CalendarInvalid


@dataclass(frozen=True, slots=True)
class Country:
    """Whose holidays are kept: an ISO 3166 code, and a subdivision where the package knows any (`DE`, `BE`)."""

    code: str
    subdivision: str | None = None


@dataclass(frozen=True, slots=True)
class PublicYear:
    """Where a country leaves the week's rhythm; `worked` says whose hours a transferred working day has."""

    closed: frozenset[date]
    worked: dict[date, date]


@cache
def public_year(country: Country, year: int) -> PublicYear:
    """One year of a country; a transferred working day has the hours of the last ordinary working day before it."""
    from holidays import country_holidays  # noqa: PLC0415 a fifth of a second that only calendars with holidays need

    days = country_holidays(country.code, subdiv=country.subdivision, years=year)
    worked = {day: _ordinary_day_before(day, days.weekend) for day in days.weekend_workdays if day.year == year}
    return PublicYear(frozenset(days) - worked.keys(), worked)


def _ordinary_day_before(day: date, weekend: set[int]) -> date:
    return next(before for n in range(1, 8) if (before := day - timedelta(n)).weekday() not in weekend)


def checked_country(code: str, subdivision: str | None) -> Country:
    """The country if its holidays are known; raises `CalendarInvalid`."""
    from holidays import country_holidays  # noqa: PLC0415 as above

    try:
        country_holidays(code)
    except NotImplementedError:
        raise CalendarInvalid("country", code) from None
    try:
        country_holidays(code, subdiv=subdivision)
    except NotImplementedError:
        raise CalendarInvalid("subdivision", f"{code}-{subdivision}") from None
    return Country(code, subdivision)
