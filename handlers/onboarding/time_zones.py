"""A time zone as people name it: by a city in Russian or English, by an offset (UTC+3), or by its IANA name."""

import re
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from inbox.calendars import zone_named
from inbox.errors import CalendarInvalid
from texts import LANGUAGES, Language

OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−–])\s*(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)

BROKEN_OFFSETS = {
    "+03:30": "Asia/Tehran", "+04:30": "Asia/Kabul", "+05:30": "Asia/Kolkata", "+05:45": "Asia/Kathmandu",
    "+06:30": "Asia/Yangon", "+08:45": "Australia/Eucla", "+09:30": "Australia/Darwin", "-09:30": "Pacific/Marquesas",
}  # fmt: skip
"""Offsets that are no whole hours, each with a zone that has it all year."""

OTHER_CITIES = {
    "Europe/Moscow": ("мск", "санкт-петербург", "петербург", "спб", "питер", "saint petersburg", "st petersburg",
                      "казань", "kazan", "нижний новгород", "ростов на дону", "ростов", "краснодар", "сочи", "воронеж",
                      "минеральные воды", "ярославль", "тула"),
    "Asia/Yekaterinburg": ("челябинск", "уфа", "пермь", "тюмень"),
    "Asia/Krasnoyarsk": ("абакан", "норильск"),
    "Asia/Vladivostok": ("хабаровск", "khabarovsk"),
    "Europe/Kyiv": ("киев", "kiev"),
}  # fmt: skip
"""Big cities after which no zone is named."""


def zone_meant(words: str) -> ZoneInfo:
    """Raises `CalendarInvalid` when no zone is known by these words."""
    said = " ".join(words.split())
    offset = OFFSET.fullmatch(said)
    if offset is not None:
        return _zone_at(offset, said)
    return zone_named(_cities().get(_bare(said), said))


def city_of(zone: str, language: Language) -> str:
    """The zone as people call it: a city, or an offset."""
    if zone.startswith("Etc/GMT"):
        hours = -int(zone.removeprefix("Etc/GMT") or 0)
        return f"UTC{hours:+d}"
    return get_timezone_location(ZoneInfo(zone), locale=language, return_city=True)


def offset_at(zone: str, now: datetime) -> str:
    """`UTC+3`, `UTC+5:30`, as it is at an instant."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _zone_at(offset: re.Match[str], said: str) -> ZoneInfo:
    sign = "+" if offset[1] == "+" else "-"
    hours, minutes = int(offset[2]), offset[3] or "00"
    if minutes != "00":
        return zone_named(BROKEN_OFFSETS.get(f"{sign}{hours:02}:{minutes}", said))
    if hours > (14 if sign == "+" else 12):
        raise CalendarInvalid("zone", said)
    return zone_named(f"Etc/GMT{'-' if sign == '+' else '+'}{hours}")  # their signs are the other way round


@cache
def _cities() -> dict[str, str]:
    known = {name: zone for zone, names in OTHER_CITIES.items() for name in names}
    for zone in sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")):
        for language in LANGUAGES:
            known.setdefault(_bare(city_of(zone, language)), zone)
    return known


def _bare(name: str) -> str:
    return name.casefold().replace("ё", "е").replace("-", " ")
