"""Instants and durations in words, in the language and the time zone of whoever reads them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from texts import Catalogue

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def duration(texts: Catalogue, length: timedelta) -> str:
    """`under a minute`, `15 min`, `2 h 5 min`, `3 d 4 h`."""
    if length < MINUTE:
        return texts("desk-under-a-minute")
    if length < HOUR:
        return texts("desk-minutes", n=length // MINUTE)
    if length < DAY:
        return _two(
            texts("desk-hours", n=length // HOUR),
            texts("desk-minutes", n=length % HOUR // MINUTE),
            length % HOUR >= MINUTE,
        )
    return _two(texts("desk-days", n=length // DAY), texts("desk-hours", n=length % DAY // HOUR), length % DAY >= HOUR)


def moment(texts: Catalogue, instant: datetime, zone: ZoneInfo, now: datetime) -> str:
    """`14:05` today, `12 Nov, 14:05` on another day."""
    local, today = instant.astimezone(zone), now.astimezone(zone)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    pattern = "d MMM, HH:mm" if local.year == today.year else "d MMM y, HH:mm"
    return format_datetime(local, pattern, locale=texts.language)


def _two(whole: str, rest: str, has_rest: bool) -> str:  # noqa: FBT001 # read right where it is called
    return f"{whole} {rest}" if has_rest else whole
