"""`/goal`: what the brand wants of the running month's growth, for the report to hold against what came."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from handlers import speech
from handlers.requests import Request
from handlers.scene import Scene
from inbox.errors import Invalid
from inbox.evidence import Measure
from storage import brands, goals
from texts import Catalogue

NAMES: dict[Measure, tuple[str, ...]] = {
    "members": ("members", "участники", "подписчики"),
    "joined": ("joined", "пришли", "вступления", "прирост"),
    "posts": ("posts", "публикации", "посты"),
    "reactions": ("reactions", "реакции"),
    "comments": ("comments", "комментарии"),
    "er": ("er",),
}
SAID = re.compile(r"(\S+)\s+\+?(\d[\d \u00a0]*(?:[.,]\d{1,2})?)\s*%?")
LARGEST = 10**9


def command(scene: Scene, request: Request) -> None:
    """`/goal` lists; `/goal joined 300`, `/goal er 4,5` sets."""
    assert request.brand is not None
    month = scene.now.astimezone(ZoneInfo(brands.get(scene.connection, request.brand).time_zone)).date().replace(day=1)
    if request.args:
        measure, value = _meant(request.args)
        goals.put(scene.connection, request.brand, month, measure, value)
    _show(scene, request, month)


def _meant(words: str) -> tuple[Measure, int]:
    match = SAID.fullmatch(words.strip())
    measure = next((key for key, names in NAMES.items() if match and match[1].casefold() in names), None)
    if match is None or measure is None:
        raise Invalid("goal-how")
    number = float(re.sub(r"[ \u00a0]", "", match[2]).replace(",", "."))
    if number > LARGEST or (measure != "er" and number != int(number)):
        raise Invalid("goal-how")
    return measure, round(number * 100) if measure == "er" else int(number)


def _show(scene: Scene, request: Request, month: date) -> None:
    assert request.brand is not None
    found = goals.of_month(scene.connection, request.brand, month)
    texts = request.texts
    lines = [f"{texts(f'goal-{key}')}: <b>{_shown(key, found[key], texts)}</b>" for key in NAMES if key in found]
    head = texts("goal-title", month=f"{month:%m.%Y}") if lines else texts("goal-none")
    speech.answer(scene, request, "\n".join([head, *lines]))


def _shown(measure: Measure, value: int, texts: Catalogue) -> str:
    number = format_decimal(value / 100 if measure == "er" else value, locale=texts.language)
    return texts("report-percent", value=number) if measure == "er" else number
