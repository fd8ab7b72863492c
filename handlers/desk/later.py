"""Until when something is put off: `3h`, `30 мин`, `на полтора часа`, `15:30`, `tomorrow`, `до пятницы`."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.spans import span_said
from inbox.errors import Invalid

MORNING = time(10)
CHOICES = ("1h", "3h", "tomorrow", "monday")
"""What the buttons offer."""
MOST = timedelta(days=31)
UNTIL = ("на", "до", "в", "во", "until", "till", "at", "on")
TIME_OF_DAY, MIDNIGHT = re.compile(r"(\d+):([0-5]\d)"), (24, 0)
TOMORROW = ("завтра", "tomorrow")
WEEKDAYS = (
    ("понедельник", "пн", "mon"),
    ("вторник", "вт", "tue"),
    ("сред", "ср", "wed"),
    ("четверг", "чт", "thu"),
    ("пятниц", "пт", "fri"),
    ("суббот", "сб", "sat"),
    ("воскресен", "вс", "sun"),
)


def later(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Until when; days begin at ten in the morning of the zone, a time of day is the next such. Raises `Invalid`."""
    said = [word for word in words.casefold().split() if word not in UNTIL]
    local = now.astimezone(zone)
    if len(said) == 1 and (clock := TIME_OF_DAY.fullmatch(said[0])):
        hour, minute = int(clock[1]), int(clock[2])
        if (hour, minute) > MIDNIGHT:
            raise Invalid("desk-snooze-unclear", words=words)
        at = time(hour % 24, minute)
        return _on(local, 0 if at > local.time() else 1, at)
    if said in ([name] for name in TOMORROW):
        return _on(local, 1)
    weekday = next((day for day, names in enumerate(WEEKDAYS) if len(said) == 1 and said[0].startswith(names)), None)
    if weekday is not None:
        return _on(local, (weekday - local.weekday() - 1) % 7 + 1)
    span = span_said(words)
    if span is None or not timedelta(0) < span.length <= MOST:
        raise Invalid("desk-snooze-unclear", words=words)
    return now + span.length


def _on(local: datetime, days: int, at: time = MORNING) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), at, local.tzinfo)
