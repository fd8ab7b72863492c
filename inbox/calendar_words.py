"""The words of a typed calendar in Russian and English: how days, closed days and holidays are called.

Invariant: these are notation, read and printed alike, not sentences for people (those stand in the catalogues).
"""

from typing import Literal

CalendarLanguage = Literal["ru", "en"]

WEEKDAYS: dict[CalendarLanguage, tuple[str, ...]] = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
}
CLOSED: dict[CalendarLanguage, str] = {"ru": "выходной", "en": "closed"}
ALWAYS_OPEN: dict[CalendarLanguage, str] = {"ru": "круглосуточно", "en": "24/7"}
HOLIDAYS: dict[CalendarLanguage, str] = {"ru": "праздники", "en": "holidays"}

RUSSIAN_STEMS = ("понед", "вторн", "сред", "четв", "пятн", "субб", "воскр")
ENGLISH_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

DAYS_NAMED: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("ежедневно", "daily", "everyday"), tuple(range(7))),
    **dict.fromkeys(("будни", "будням", "weekdays"), tuple(range(5))),
    **dict.fromkeys(("выходные", "выходным", "weekends"), (5, 6)),
}
CLOSED_WORDS = {"выходной", "выходные", "закрыто", "closed", "off"}
ALWAYS_OPEN_WORDS = {"круглосуточно", "24/7"}
FILLERS = {",", ";", ":", "с", "и", "в", "по", "from", "and", "on"}


def weekday_named(word: str) -> int | None:
    """Monday is 0; Russian by abbreviation or stem, English by any beginning of two letters or more."""
    for n in range(7):
        is_russian = word == WEEKDAYS["ru"][n] or word.startswith(RUSSIAN_STEMS[n])
        if is_russian or (len(word) > 1 and ENGLISH_NAMES[n].startswith(word)):
            return n
    return None
