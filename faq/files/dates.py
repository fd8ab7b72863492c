"""Dates and times in a spreadsheet are numbers; here they become what the person saw."""

import re
from datetime import datetime, timedelta

_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_BESIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LONGEST = 2_958_466
"""The day after 31.12.9999."""


def is_date_format(number: int, code: str) -> bool:
    """Whether a number format shows a date or a time: a built-in one, or one whose code has day, hour, … letters."""
    return number in _BUILT_IN or bool(re.search("[ymdhs]", _BESIDE.sub("", code), re.IGNORECASE))


def moment(number: float, *, since_1904: bool) -> str:
    """`45566.5` -> `01.10.2024 12:00`; whole days without a time, less than a day without a date."""
    if not 0 <= number < _LONGEST:
        return format(number, ".15g")
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 # a day on a page has no zone
    at = first + timedelta(seconds=round(number * 86_400))
    day, time = f"{at:%d.%m.}{at.year:04}", f"{at:%H:%M}"
    if number < 1:
        return time
    return day if number == int(number) else f"{day} {time}"
