"""The days that the program reckons with: from Telegram's first year to beyond what anybody plans.

A day outside is a slip of the hand, and reckoning with the calendar's own ends fails.
"""

from datetime import date

YEARS = range(2013, 2101)


def within_reason(day: date) -> date:
    """The day itself. Raises `ValueError` for one outside."""
    if day.year not in YEARS:
        raise ValueError(day)
    return day
