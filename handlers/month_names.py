"""A month as people name it: 2026-10, 10.2026, or nothing for the one that runs."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from inbox.days import YEARS
from inbox.errors import Invalid
from storage.brands import Brand

NAMED = re.compile(r"(?:(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4}))")


def month_meant(now: datetime, brand: Brand, said: str, *, may_be_ahead: bool = False) -> date:
    """Its first day. Raises `Invalid` for a month that does not exist, or lies ahead where it may not."""
    current = this_month(now, brand)
    if not said:
        return current
    match = NAMED.fullmatch(said)
    if match is None:
        raise Invalid("month-unreadable", said=said[:40], example=f"{current:%Y-%m}")
    year, month = int(match[1] or match[4]), int(match[2] or match[3])
    if not 1 <= month <= 12 or year < YEARS.start or (may_be_ahead and year not in YEARS):
        raise Invalid("month-unknown", said=said, example=f"{current:%Y-%m}")
    if date(year, month, 1) > current and not may_be_ahead:
        raise Invalid("month-ahead", said=said, current=f"{current:%Y-%m}")
    return date(year, month, 1)


def this_month(now: datetime, brand: Brand) -> date:
    return now.astimezone(ZoneInfo(brand.time_zone)).date().replace(day=1)
