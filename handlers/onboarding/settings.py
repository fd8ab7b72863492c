"""A brand's settings: what each is called, how it is read from people's words, and how it is said to them.

Invariant: a button carries the very words that a person could have typed, so there is one way to read a setting.
Absent: hours, which have effective dates (see handlers.onboarding.hours), and asking (see
handlers.onboarding.setting_dialogue).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from faq.markup import length, plain_text
from handlers.onboarding.time_zones import city_of, offset_at, zone_meant
from handlers.spans import DAY, HOUR, MINUTE, Span, span_said
from handlers.speech import safe
from inbox.errors import Invalid
from inbox.targets import Clock, Target
from report.look import Look
from storage.brands import Brand
from texts import Catalogue

LONGEST_NAME, LONGEST_GREETING = 60, 1000
LAST_DAY = 28
"""Of every month."""
REPORT_FORMS = ("html", "pdf", "docx", "xlsx")
HEX = re.compile(r"[0-9a-fA-F]{6}")
LONGEST = 30 * DAY

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """`read` raises `Invalid`; `shown` is safe HTML; `choices` are offered as buttons; `is_formatted`: read as HTML."""

    name: str
    read: Callable[[str, Brand], Columns]
    shown: Callable[[Brand, Catalogue, datetime], str]
    choices: tuple[str, ...] = ()
    is_formatted: bool = False


def _name(words: str, _: Brand) -> Columns:
    name = " ".join(words.split())
    if not name or len(name) > LONGEST_NAME or name.startswith("/"):
        raise Invalid("setting-name-invalid", most=LONGEST_NAME)
    return {"name": name}


def _zone(words: str, _: Brand) -> Columns:
    return {"time_zone": zone_meant(words).key}


def _language(words: str, _: Brand) -> Columns:
    said = words.strip().casefold()
    for language, names in (("ru", ("ru", "рус")), ("en", ("en", "анг"))):
        if said.startswith(names):
            return {"language": language}
    raise Invalid("setting-language-invalid")


def _target(words: str, brand: Brand) -> Columns:
    span = _span(words, "setting-target-invalid", bare=MINUTE)
    clock = span.clock or brand.target.clock
    if span.has_days and clock is Clock.WORKING:
        raise Invalid("setting-target-days")
    return {"target_minutes": span.length // MINUTE, "target_clock": clock}


def _silence(words: str, _: Brand) -> Columns:
    span = _span(words, "setting-silence-invalid", bare=HOUR)
    if span.length % HOUR:
        raise Invalid("setting-silence-invalid")
    return {"silence_hours": span.length // HOUR}


def _keywords(words: str, _: Brand) -> Columns:
    if words.strip() in ("-", "—"):
        return {"keywords": ""}
    kept = dict.fromkeys(" ".join(word.split()) for word in re.split(r"[,;\n]", words))
    return {"keywords": "\n".join(word for word in kept if word)[:2000]}


def _greeting(words: str, _: Brand) -> Columns:
    if words.strip() in ("-", "—"):
        return {"greeting": ""}
    if length(words) > LONGEST_GREETING:
        raise Invalid("setting-greeting-long", most=LONGEST_GREETING, length=length(words))
    return {"greeting": words}


def _colour(words: str, _: Brand) -> Columns:
    said = words.strip()
    if said in ("-", "—"):
        return {"colour": ""}
    return {"colour": Look(f"#{said}" if HEX.fullmatch(said) else said).colour}


def _report(words: str, brand: Brand) -> Columns:
    if words.strip().casefold() in ("-", "—", "off"):
        return {"report_day": 0}
    day, *named = re.split(r"[\s,;+]+", words.strip().casefold())
    if not day.isdecimal() or not 1 <= int(day) <= LAST_DAY or not set(named) <= set(REPORT_FORMS):
        raise Invalid("setting-report-invalid")
    return {"report_day": int(day), "report_forms": ",".join(dict.fromkeys(named) or brand.report_forms)}


def report_words(brand: Brand, texts: Catalogue) -> str:
    if not brand.report_day:
        return texts("setting-report-off")
    return texts("setting-report-day", day=brand.report_day, forms=", ".join(brand.report_forms).upper())


def _span(text: str, code: str, bare: timedelta = MINUTE) -> Span:
    """Whole minutes, between one and thirty days."""
    span = span_said(text, bare)
    if span is None or span.length % MINUTE or not MINUTE <= span.length <= LONGEST:
        raise Invalid(code)
    return span


def span_words(texts: Catalogue, span: timedelta) -> str:
    minutes = span // MINUTE
    if minutes % 1440 == 0 and minutes > 1440:
        return texts("span-days", n=minutes // 1440)
    return texts("span-hours", n=minutes // 60) if minutes % 60 == 0 else texts("span-minutes", n=minutes)


def target_words(texts: Catalogue, target: Target) -> str:
    return texts(f"target-{target.clock}", span=span_words(texts, target.within))


def zone_words(zone: str, texts: Catalogue, now: datetime) -> str:
    city, offset = city_of(zone, texts.language), offset_at(zone, now)
    return city if city == offset else f"{city}, {offset}"


ZONES = (
    "Europe/Kaliningrad", "Europe/Moscow", "Europe/Samara", "Asia/Yekaterinburg", "Asia/Novosibirsk",
    "Asia/Krasnoyarsk", "Asia/Irkutsk", "Asia/Vladivostok", "Europe/Minsk", "Asia/Almaty", "Asia/Dubai",
    "Europe/London",
)  # fmt: skip

SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("name", _name, lambda brand, _texts, _now: safe(brand.name)),
        Setting(
            "zone",
            _zone,
            lambda brand, texts, now: zone_words(brand.time_zone, texts, now),
            ZONES,
        ),
        Setting("language", _language, lambda brand, texts, _now: texts(f"language-{brand.language}"), ("ru", "en")),
        Setting(
            "target",
            _target,
            lambda brand, texts, _now: target_words(texts, brand.target),
            ("15 m working", "30 m working", "1 h working", "2 h working", "4 h working", "24 h calendar"),
        ),
        Setting(
            "silence",
            _silence,
            lambda brand, texts, _now: span_words(texts, brand.silence),
            ("6 h", "12 h", "24 h", "48 h", "72 h"),
        ),
        Setting(
            "keywords",
            _keywords,
            lambda brand, texts, _now: safe(", ".join(brand.keywords)) or texts("setting-none"),
        ),
        Setting(
            "greeting",
            _greeting,
            lambda brand, texts, _now: safe(plain_text(brand.greeting)) or texts("setting-default"),
            is_formatted=True,
        ),
        Setting(
            "report",
            _report,
            lambda brand, texts, _now: report_words(brand, texts),
            ("off", "1", "3", "5", "10"),
        ),
        Setting(
            "colour",
            _colour,
            lambda brand, texts, _now: safe(brand.colour) or texts("setting-colour-usual"),
            ("#0f766e", "#1d4ed8", "#7c3aed", "#be123c", "#c2410c", "#15803d"),
        ),
    )
}


def choice_words(name: str, value: str, texts: Catalogue, now: datetime) -> str:
    """What stands on the button of a choice: the setting as it would then be."""
    match name:
        case "zone":
            return zone_words(value, texts, now)
        case "language":
            return texts(f"language-{value}")
        case "colour":
            return texts(f"setting-colour-{value[1:]}")
        case "report":
            return texts("setting-report-off") if value == "off" else value
        case "target":
            span = _span(value, "setting-target-invalid")
            return target_words(texts, Target(span.length, span.clock or Clock.CALENDAR))
        case _:
            return span_words(texts, _span(value, "setting-silence-invalid").length)
