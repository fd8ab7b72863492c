"""Numbers, durations and dates as people of one language read them.

Invariant: the unknown is a dash, never a zero; parts of one figure never break over a line.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import isinf
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from inbox.money import money
from report.spread import Seconds
from texts import Catalogue, Language, catalogue, quoted

DASH = "—"
NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Words:
    language: Language
    zone: ZoneInfo

    @property
    def say(self) -> Catalogue:
        return catalogue(self.language)

    def count(self, number: float | None) -> str:
        return DASH if number is None else _decimal(number, "#,##0.#", self.language)

    def exact(self, number: float) -> str:
        """A figure that people gave: to the hundredth, as far as it goes; a smaller one by its first two digits."""
        if 0 < abs(number) < 0.01:
            return _decimal(float(f"{number:.2g}"), "@#", self.language)
        return _decimal(number or 0, "#,##0.##", self.language)

    def share(self, value: float | None) -> str:
        """In whole per cent; what is neither nothing nor all is never rounded to it."""
        if value is None:
            return DASH
        percent = value * 100
        shown = round(percent) if not 0 < percent < 1 and not 99 < percent < 100 else round(percent, 1)
        shown = min(max(shown, 0.1), 99.9) if 0 < percent < 100 else shown
        return self.say("report-percent", value=_decimal(shown, "#,##0.#", self.language))

    def fine_share(self, value: float | None) -> str:
        """In hundredths of a per cent, for small shares."""
        return DASH if value is None else self.say("report-percent", value=_decimal(value * 100, "0.00", self.language))

    def change(self, ratio: float | None) -> str:
        """A change in per cent with its sign; beyond fivefold as a factor."""
        if ratio is None:
            return DASH
        if ratio > 4:
            return f"×{_decimal(round(ratio + 1, 1), '#,##0.#', self.language)}"
        sign = "+" if ratio > 0 else "−" if ratio < 0 else ""
        return sign + self.say("report-percent", value=_decimal(abs(round(ratio * 100)), "#,##0", self.language))

    def money(self, hundredths: float | None, currency: str) -> str:
        return DASH if hundredths is None else money(hundredths, currency, self.language)

    def about_money(self, hundredths: float | None, currency: str) -> str:
        """A share of a sum: whole units, but where these are few."""
        is_large = hundredths is not None and hundredths >= 10_000
        return self.money(round(hundredths, -2) if hundredths is not None and is_large else hundredths, currency)

    def times(self, factor: float) -> str:
        return _decimal(round(factor, 1), "#,##0.#", self.language)

    def duration(self, seconds: Seconds | None) -> str:
        if seconds is None:
            return DASH
        if isinf(seconds):
            return self.say("report-endless")
        if seconds < 59.5:
            return self._units((round(seconds), "s"))
        if seconds < 3570:
            return self._units((round(seconds / 60), "m"))
        if seconds < 86370:
            hours, minutes = divmod(round(seconds / 60), 60)
            return self._units((hours, "h"), (minutes, "m"))
        days, hours = divmod(round(seconds / 3600), 24)
        return self._units((days, "d"), (hours, "h"))

    def _units(self, *parts: tuple[int, str]) -> str:
        shown = [part for part in parts if part[0]] or [parts[-1]]
        return NBSP.join(self.say(f"report-unit-{unit}", number=number) for number, unit in shown)

    def quoted(self, text: str) -> str:
        return quoted(text, self.language)

    def day(self, day: date) -> str:
        return _day(day, "d MMMM", self.language)

    def long_day(self, day: date) -> str:
        return _day(day, "d MMMM y", self.language)

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return f"{_day(local.date(), 'dd.MM', self.language)}{NBSP}{local:%H:%M}"

    def month(self, year: int, number: int) -> str:
        return _day(date(year, number, 1), "LLLL y", self.language)

    def short_month(self, year: int, number: int) -> str:
        return _day(date(year, number, 1), "LLL", self.language)

    def weekdays(self) -> tuple[str, ...]:
        return tuple(_day(date(2024, 1, day), "ccc", self.language) for day in range(1, 8))


@lru_cache(maxsize=4096)
def _decimal(number: float, pattern: str, language: str) -> str:
    return format_decimal(number, format=pattern, locale=language)


@lru_cache(maxsize=1024)
def _day(day: date, pattern: str, language: str) -> str:
    text = format_date(day, pattern, locale=language)
    head, space, rest = text.partition(" ")
    return f"{head}{NBSP}{rest}" if space and head.isdigit() else text


def sentence(text: str) -> str:
    """With a full stop where it ends without any."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def shortened(text: str, length: int = 90) -> str:
    """The first words of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:—-") + "…"
