"""Numbers and dates as people type them into tables.

Invariant: what cannot be read for sure raises `ValueError`; a dash or "n/a" is unknown (None), never 0.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from inbox.days import month_named, within_reason
from report.grids import Value

MOST = 1e15
"""More than anything a month of a brand comes to."""
UNKNOWN = {"", "-", "–", "—", "n/a", "na", "н/д", "нет данных", "no data", "#n/a", "#н/д"}
SCALES = {"тыс": 1_000, "k": 1_000, "к": 1_000, "млн": 1_000_000, "m": 1_000_000, "mln": 1_000_000}
NUMBER = re.compile(r"([+-]?)(\d[\d.,']*)(тыс|млн|mln|k|к|m)?\.?(%?)", re.IGNORECASE)
DATES = (
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)
CLOCK = re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})\b")
NAMED = re.compile(r"(?P<day>\d{1,2})\s+(?P<name>[а-яё]{3,})\.?(?:\s+(?P<year>\d{4}))?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A percentage is a share: 4,2 % is 0.042."""

    value: float
    is_share: bool = False


def amount(cell: Value, *, comma_is_decimal: bool = True) -> Amount | None:
    """The number in a cell: thousands parted by any space, either decimal mark, a currency, "12,5 тыс.", a per cent."""
    if cell is None or isinstance(cell, float | int):
        return None if cell is None else Amount(_bounded(float(cell)))
    if isinstance(cell, date) or cell.strip().lower() in UNKNOWN:
        if isinstance(cell, date):
            raise ValueError(cell)
        return None
    bare = re.sub(r"[\s\u00a0\u202f\u2009₽$€]|руб\.?|р\.$", "", cell.lower()).replace("−", "-")
    found = NUMBER.fullmatch(bare)
    if found is None:
        raise ValueError(cell)
    sign, digits, scale, percent = found.groups()
    value = _plain(digits, comma_is_decimal=comma_is_decimal) * SCALES.get(scale or "", 1)
    value = _bounded(-value if sign == "-" else value)
    return Amount(round(value / 100, 10), is_share=True) if percent else Amount(value)


def _bounded(value: float) -> float:
    """Raises `ValueError` for what no month of a brand comes to."""
    if not abs(value) <= MOST:
        raise ValueError(value)
    return value


def _plain(digits: str, *, comma_is_decimal: bool) -> float:
    """A mark that comes twice parts thousands; of two different ones the last is the decimal mark."""
    marks = [mark for mark in digits if mark in ",."]
    digits = digits.replace("'", "")
    if len(set(marks)) == 2:
        decimal = marks[-1]
        other = "," if decimal == "." else "."
        return float(digits.replace(other, "").replace(decimal, "."))
    is_thousands = len(marks) > 1 or (marks == [","] and not comma_is_decimal)
    if is_thousands:
        if not re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
            raise ValueError(digits)
        return float(re.sub("[.,]", "", digits))
    return float(digits.replace(",", "."))


def day(cell: Value, year: int) -> date | None:
    """The date in a cell; one without a year is of `year`. Day before month, but for 2026-10-01."""
    found = _day(cell, year)
    return None if found is None else within_reason(found)


def _day(cell: Value, year: int) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    text = str(cell).strip().lower()
    if text in UNKNOWN:
        return None
    named = NAMED.match(text)
    if named:
        return date(int(named["year"] or year), month_named(named["name"]), int(named["day"]))
    for pattern in DATES:
        if found := pattern.match(text):
            return date(_full(found["year"], year), int(found["month"]), int(found["day"]))
    raise ValueError(text)


def clock(cell: Value) -> time | None:
    """The time of day in a cell, alone or behind a date; raises `ValueError` for 25:00."""
    if isinstance(cell, datetime):
        return cell.time()
    found = CLOCK.search(cell) if isinstance(cell, str) else None
    return None if found is None else time(int(found["hour"]), int(found["minute"]))


def _full(written: str | None, year: int) -> int:
    if not written:
        return year
    return int(written) + (2000 if len(written) == 2 else 0)
