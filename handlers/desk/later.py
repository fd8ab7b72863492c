"""Until when something is put off: `3h`, `30 мин`, `на полтора часа`, `tomorrow`, `до пятницы`."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.spans import span_said
from inbox.errors import Invalid

MORNING = time(10)
CHOICES = ("1h", "3h", "tomorrow", "monday")
"""What the buttons offer."""
MOST = timedelta(days=31)
BEFORE = ("на", "до", "в", "во", "через", "until", "till", "on", "for", "in")
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
    """Until when; days begin at ten in the morning of the zone. Raises `Invalid`."""
    said = [word for word in words.casefold().split() if word not in BEFORE]
    local = now.astimezone(zone)
    if said in ([name] for name in TOMORROW):
        return _morning(local, 1)
    weekday = next((day for day, names in enumerate(WEEKDAYS) if len(said) == 1 and said[0].startswith(names)), None)
    if weekday is not None:
        return _morning(local, (weekday - local.weekday() - 1) % 7 + 1)
    span = span_said(words)
    if span is None or not timedelta(0) < span.length <= MOST:
        raise Invalid("desk-snooze-unclear", words=words)
    return now + span.length


def _morning(local: datetime, days: int) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), MORNING, local.tzinfo)
