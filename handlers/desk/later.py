"""How long something is put off: `3h`, `30 мин`, `2d`, `tomorrow`, `понедельник`."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.moments import DAY, HOUR, MINUTE
from inbox.errors import Invalid

MORNING = time(10)
CHOICES = ("1h", "3h", "tomorrow", "monday")
"""What the buttons offer."""
MOST = timedelta(days=31)

_LENGTH = re.compile(r"(\d{1,4})\s*([mhdмчд])[^\W\d]*")
_UNITS = {"m": MINUTE, "м": MINUTE, "h": HOUR, "ч": HOUR, "d": DAY, "д": DAY}
_TOMORROW, _MONDAY = ("tomorrow", "завтра"), ("monday", "mon", "понедельник", "пн")


def later(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Until when; days begin at ten in the morning of the zone. Raises `Invalid`."""
    words = words.strip().lower()
    local = now.astimezone(zone)
    if words in _TOMORROW:
        return _morning(local, 1)
    if words in _MONDAY:
        return _morning(local, 7 - local.weekday())
    found = _LENGTH.fullmatch(words)
    length = int(found[1]) * _UNITS[found[2]] if found else timedelta(0)
    if not timedelta(0) < length <= MOST:
        raise Invalid("desk-snooze-unclear", words=words)
    return now + length


def _morning(local: datetime, days: int) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), MORNING, local.tzinfo)
