"""`/hours`: the brand's working hours in words, with a preview, from a chosen day on.

Invariant: nothing changes before the person has seen the hours as the program understood them and has said from when;
days already past keep the hours that they had.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.access import require_in
from handlers.asking import ask, done
from handlers.requests import LEADS, Request
from handlers.scene import Scene
from inbox.calendar_print import print_calendar
from inbox.calendar_spec import parse_calendar
from inbox.calendars import Calendar, calendar_on
from inbox.days import within_reason
from inbox.errors import CalendarInvalid, Invalid, Stale
from inbox.ids import BrandId
from inbox.public_holidays import Country
from storage import brands, dialogues, settings
from storage.brands import Brand
from texts import Catalogue, Language

CHOICES: dict[Language, tuple[str, ...]] = {
    "ru": ("пн-пт 10:00-19:00", "пн-пт 09:00-18:00", "ежедневно 10:00-22:00", "круглосуточно"),
    "en": ("mon-fri 10:00-19:00", "mon-fri 09:00-17:00", "daily 10:00-22:00", "24/7"),
}
DATE = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)\.(\d\d?)\.(\d{4}))")
HOME: dict[Language, str] = {"ru": "RU", "en": "GB"}


def show(scene: Scene, request: Request) -> None:
    """`/hours` shows them; `/hours пн-пт 10-19` proposes new ones; `/hours + …` adds days to those in force."""
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    if request.args.strip("+ ") and request.card is None:
        _preview(scene, request, brand, _understood(scene, brand, request.args))
        return
    calendar = _in_force(scene, brand)
    text = request.texts("hours-now", hours=speech.safe(words(scene, brand.id, request.texts)))
    country = "-" if calendar.country else HOME[brand.language]
    holidays = request.texts("hours-without-holidays" if calendar.country else "hours-with-holidays", country=country)
    rows = [[(each, f"hw:{brand.id}:{each}")] for each in CHOICES[request.texts.language]]
    rows += [[(holidays, f"hh:{brand.id}:{country}")], [(request.texts("settings-back"), f"sets:{brand.id}")]]
    ask(scene, request, f"{text}\n\n{request.texts('hours-how')}", "hours", {"brand": brand.id}, rows)


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """Hours typed, or the day from which those proposed are to hold."""
    brand = _checked(scene, request, BrandId(state["brand"]))
    day = DATE.fullmatch(request.args.strip())
    if day is not None and "calendar" in state:
        _keep(scene, request, brand, Calendar.from_json(state["calendar"]), _date(day))
    else:
        _preview(scene, request, brand, _understood(scene, brand, request.args))


def propose(scene: Scene, request: Request) -> None:
    """`hw:<brand>:<words>`: one of the usual choices."""
    brand = _checked(scene, request, BrandId(request.number(0)))
    speech.toast(scene, request)
    _preview(scene, request, brand, _understood(scene, brand, request.args.split(":", 1)[1]))


def propose_holidays(scene: Scene, request: Request) -> None:
    """`hh:<brand>:<country or ->`: the hours in force, with or without public holidays."""
    brand = _checked(scene, request, BrandId(request.number(0)))
    code = request.part(1)
    speech.toast(scene, request)
    country = None if code == "-" else Country(code)
    _preview(scene, request, brand, replace(_in_force(scene, brand), country=country))


def keep_from(scene: Scene, request: Request) -> None:
    """`hk:<brand>:<date>`: keep the proposed hours from that day on."""
    brand = _checked(scene, request, BrandId(request.number(0)))
    dialogue = dialogues.find(scene.connection, request.chat.telegram_id, request.person.id)
    if dialogue is None or dialogue.kind != "hours" or dialogue.state.get("calendar") is None:
        raise Stale("stale-button")
    speech.toast(scene, request)
    calendar = Calendar.from_json(dialogue.state["calendar"])
    _keep(scene, request, brand, calendar, date.fromisoformat(request.part(1)))


def keep_from_today(scene: Scene, request: Request, brand: Brand, spec: str) -> int:
    """The first hours of a brand that is being set up; returns the change."""
    calendar = parse_calendar(spec, ZoneInfo(brand.time_zone))
    today = _today(scene, brand)
    return settings.change_hours(scene.connection, brand.id, calendar, today, scene.now, request.person.id)


def move(scene: Scene, request: Request, brand: Brand) -> None:
    """The brand's clock is another from today on: the same hours by it."""
    zone, today = ZoneInfo(brand.time_zone), _today(scene, brand)
    versions = brands.calendar_versions(scene.connection, brand.id)
    for day in (today, *(version.effective_on for version in versions if version.effective_on > today)):
        calendar = calendar_on(versions, day)
        if calendar.zone != zone and brands.has_hours(scene.connection, brand.id):
            moved = replace(calendar, zone=zone)
            settings.change_hours(scene.connection, brand.id, moved, day, scene.now, request.person.id)


def words(scene: Scene, brand_id: BrandId, texts: Catalogue) -> str:
    """The hours in force today, and those that are to come."""
    brand = brands.get(scene.connection, brand_id)
    today = _today(scene, brand)
    versions = brands.calendar_versions(scene.connection, brand_id)
    coming = [
        texts("hours-from", day=f"{version.effective_on:%d.%m.%Y}", hours=_printed(version.calendar, texts))
        for version in versions
        if version.effective_on > today and brands.has_hours(scene.connection, brand_id)
    ]
    return "; ".join([_printed(calendar_on(versions, today), texts), *coming])


def _preview(scene: Scene, request: Request, brand: Brand, calendar: Calendar) -> None:
    today = _today(scene, brand)
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    days = [today, today + timedelta(days=1), next_month]
    buttons = [
        (request.texts(f"hours-keep-{name}", day=f"{day:%d.%m}"), f"hk:{brand.id}:{day}")
        for name, day in zip(("today", "tomorrow", "month"), days, strict=True)
    ]
    text = request.texts("hours-preview", hours=speech.safe(_printed(calendar, request.texts)))
    state = {"brand": brand.id, "calendar": calendar.to_json()}
    cancel = (request.texts("cancel"), f"sets:{brand.id}")
    ask(scene, request, text, "hours", state, [[button] for button in (*buttons, cancel)])


def _keep(scene: Scene, request: Request, brand: Brand, calendar: Calendar, day: date) -> None:
    if day < _today(scene, brand):
        raise Invalid("hours-date-past")
    change = settings.change_hours(scene.connection, brand.id, calendar, day, scene.now, request.person.id)
    done(scene, request)
    text = request.texts("hours-kept", day=f"{day:%d.%m.%Y}", hours=speech.safe(_printed(calendar, request.texts)))
    speech.answer(scene, request, text, [[(request.texts("take-back"), f"unset:{brand.id}:{change}")]])


def _understood(scene: Scene, brand: Brand, spec: str) -> Calendar:
    """Raises `CalendarInvalid`."""
    before = _in_force(scene, brand) if spec.startswith("+") else None
    return parse_calendar(spec.removeprefix("+"), ZoneInfo(brand.time_zone), before)


def _date(match: re.Match[str]) -> date:
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    try:
        return within_reason(date(int(year), int(month), int(day)))
    except ValueError:
        raise CalendarInvalid("date", match[0]) from None


def _in_force(scene: Scene, brand: Brand) -> Calendar:
    return calendar_on(brands.calendar_versions(scene.connection, brand.id), _today(scene, brand))


def _today(scene: Scene, brand: Brand) -> date:
    return scene.now.astimezone(ZoneInfo(brand.time_zone)).date()


def _printed(calendar: Calendar, texts: Catalogue) -> str:
    return print_calendar(calendar, texts.language)


def _checked(scene: Scene, request: Request, brand: BrandId) -> Brand:
    require_in(scene, request, brand, LEADS)
    return brands.get(scene.connection, brand)
