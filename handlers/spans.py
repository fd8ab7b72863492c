"""How long something lasts, as people write it: `30 рабочих минут`, `1 ч 30 мин`, `полчаса`, `2 working hours`, `24/7`.

Invariant: words that mean nothing here make the whole unclear; nothing is guessed. Absent: from when, and what for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from inbox.targets import Clock

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PIECES = re.compile(r"\d+:[0-5]\d(?!\d)|\d{1,5}(?:[.,]\d{1,2})?|[^\W\d_]+")
ALWAYS = re.compile(r"\b24/7\b")
HYPHEN = re.compile(r"(?<=\w)-(?=[^\W\d])")
SIGNS = re.compile(r"[\s.,;()]")
UNITS: Mapping[timedelta, tuple[str, ...]] = {
    MINUTE: ("м", "мин", "минута", "минуты", "минут", "минуту", "m", "min", "mins", "minute", "minutes"),
    HOUR: ("ч", "час", "часа", "часов", "h", "hr", "hrs", "hour", "hours"),
    DAY: ("д", "дн", "день", "дня", "дней", "сут", "сутки", "суток", "d", "day", "days"),
}
UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
NUMBERS = {
    "пол": 0.5, "полтора": 1.5, "полторы": 1.5, "half": 0.5, "a": 1, "an": 1, "один": 1, "одна": 1, "одну": 1,
    "одни": 1, "два": 2, "две": 2, "двое": 2, "три": 3, "трое": 3, "четыре": 4, "one": 1, "two": 2, "three": 3,
    "four": 4,
}  # fmt: skip
WHOLE = {"полчаса": HOUR / 2, "получаса": HOUR / 2}
CLOCKS = {
    Clock.WORKING: ("раб", "work", "business", "office"),
    Clock.CALENDAR: ("кал", "cal", "кругл", "round"),
}
SMALL = frozenset(
    [
        "в", "во", "за", "на", "через", "до", "и", "течение", "времени", "время", "время", "within", "in",
        "for", "of", "the", "and", "time", "clock", "around", "up", "to", "по",
    ]
)  # fmt: skip
"""Words that may stand around a length and change nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """`clock` is None when nothing was said about working hours; `has_days`: it was said in days, wholly or in part."""

    length: timedelta
    clock: Clock | None = None
    has_days: bool = False


def span_said(words: str, bare: timedelta | None = None) -> Span | None:
    """What was said; None when it is unclear. `bare`: what a number without a unit counts."""
    plain = HYPHEN.sub(" ", ALWAYS.sub(" круглосуточно ", words.casefold().replace("ё", "е")))
    pieces = PIECES.findall(plain)
    if SIGNS.sub("", PIECES.sub("", plain)):
        return None
    clock = next((clock for piece in pieces if (clock := _clock(piece)) is not None), None)
    told = [piece for piece in pieces if _clock(piece) is None and piece not in SMALL]
    length = _length(told, bare)
    return None if length is None else Span(length, clock, any(UNIT_OF.get(piece) == DAY for piece in told))


def _clock(piece: str) -> Clock | None:
    return next((clock for clock, begins in CLOCKS.items() if piece.startswith(begins)), None)


def _length(pieces: Sequence[str], bare: timedelta | None) -> timedelta | None:
    """Numbers with their units, added up; without any number a unit is one, beside numbers it is idle (*hours*)."""
    has_numbers = any(_number(piece) is not None or piece in WHOLE or ":" in piece for piece in pieces)
    total, number, unit = timedelta(0), 0.0, None
    for piece in pieces:
        count = _number(piece)
        if piece in WHOLE or ":" in piece:
            total += WHOLE.get(piece) or _by_colon(piece)
        elif count is not None and number in (0, NUMBERS["half"]):
            number = count * (number or 1)
        elif piece in UNIT_OF:
            unit = UNIT_OF[piece]
            total += (number if has_numbers else 1) * unit
            number = 0.0
        else:
            return None
    if not number:
        return total
    smaller = bare if unit is None else MINUTE if unit == HOUR else None
    return None if smaller is None else total + number * smaller


def _number(piece: str) -> float | None:
    if ":" not in piece and piece[0].isdigit():
        return float(piece.replace(",", "."))
    return NUMBERS.get(piece)


def _by_colon(piece: str) -> timedelta:
    """`1:30`"""
    hours, minutes = piece.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE
