"""How quickly working time is counted: 10,000 waits over a month with holidays and a clock change, cold."""

from datetime import UTC, datetime, timedelta
from random import Random
from time import perf_counter
from zoneinfo import ZoneInfo

from rich import print as show

from inbox.calendar_spec import parse_calendar
from inbox.calendars import since_ever
from inbox.public_holidays import public_year
from inbox.working_time import working_time

WAITS = 10_000
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)


def main() -> None:
    calendar = parse_calendar(
        "пн-пт 10-13, 14-19, сб 11-16; праздники DE-BE; 2026-10-31 10-15", ZoneInfo("Europe/Berlin")
    )
    assert calendar.country is not None
    public_year(calendar.country, 2026)
    dice = Random(1)
    instants = [OCTOBER + timedelta(seconds=dice.randrange(31 * 86_400)) for _ in range(WAITS)]
    waits = [(at, at + timedelta(seconds=dice.randrange(31 * 86_400))) for at in instants]
    versions = since_ever(calendar)
    begun = perf_counter()
    for asked_at, answered_at in waits:
        working_time(versions, asked_at, answered_at)
    took = perf_counter() - begun
    show(f"working time of {WAITS:,} waits of up to a month: {took:.2f} s, {took / WAITS * 1e6:.1f} µs each")
