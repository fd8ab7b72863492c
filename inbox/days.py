"""The days that the program reckons with: from Telegram's first year to beyond what anybody plans; the months' names.

A day outside is a slip of the hand, and reckoning with the calendar's own ends fails.
"""

from datetime import date

YEARS = range(2013, 2101)
MONTHS = (
    ("янв", "jan"), ("фев", "feb"), ("мар", "mar"), ("апр", "apr"), ("май", "мая", "may"), ("июн", "jun"),
    ("июл", "jul"), ("авг", "aug"), ("сен", "sep"), ("окт", "oct"), ("ноя", "nov"), ("дек", "dec"),
)  # fmt: skip
"""How their names begin, in lower case."""


def within_reason(day: date) -> date:
    """The day itself. Raises `ValueError` for one outside."""
    if day.year not in YEARS:
        raise ValueError(day)
    return day


def month_named(name: str) -> int:
    """`дек`, `декабря`, `december` is 12. Raises `ValueError` for what is no month."""
    for number, beginnings in enumerate(MONTHS, start=1):
        if name.startswith(beginnings):
            return number
    raise ValueError(name)
