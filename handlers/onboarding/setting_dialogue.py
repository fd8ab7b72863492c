"""`/settings` and the setting up of a new brand: each setting asked for by buttons or words, shown, taken back.

Invariant: setting up is changing settings one after another, each with a value that works, so that it may be broken
off anywhere. Buttons name their brand: a press means what it said when it was shown.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from faq.formatting import html_of
from handlers import speech
from handlers.access import require_in
from handlers.asking import ask, done
from handlers.onboarding import hours, logo
from handlers.onboarding.settings import SETTINGS, choice_words
from handlers.requests import LEADS, Request
from handlers.scene import Scene
from handlers.speech import Rows
from inbox.errors import Invalid, NotFound
from inbox.ids import BrandId
from storage import brands, dialogues, settings
from storage.brands import Brand

SETUP = ("zone", "language", "hours", "target")
"""What is asked of a new brand after its name."""


def show(scene: Scene, request: Request) -> None:
    """`/settings`, or back to them by a button."""
    brand = _brand(scene, request)
    done(scene, request)
    lines = [request.texts("settings-title", brand=speech.safe(brand.name))]
    lines += [f"{request.texts(f'setting-{name}')}: <b>{_value(scene, request, brand, name)}</b>" for name in _names()]
    buttons = [(request.texts(f"setting-{name}"), f"set:{brand.id}:{name}") for name in _names()]
    speech.answer(scene, request, "\n".join(lines), [buttons[n : n + 2] for n in range(0, len(buttons), 2)])
    _toasted(scene, request)


def open_setting(scene: Scene, request: Request) -> None:
    """A button of `/settings`: ask for the new value."""
    brand, name = _named(scene, request)
    if name not in _names():
        raise NotFound("stale-button")
    if name == settings.HOURS:
        hours.show(scene, replace(request, brand=brand.id, args=""))
    elif name == logo.SETTING:
        logo.ask_for(scene, request, brand)
    else:
        _ask(scene, request, brand, name)
    _toasted(scene, request)


def choose(scene: Scene, request: Request) -> None:
    """A value chosen by a button: `put:<brand>:<setting>:<value>`."""
    brand, name = _named(scene, request)
    value = request.args.split(":", 2)[2]
    speech.toast(scene, request)
    _put(scene, request, brand, name, value)


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """A value typed."""
    assert request.message is not None
    brand = _checked(scene, request, BrandId(state["brand"]))
    words = request.message.text
    name = state["setting"]
    if name in SETTINGS and SETTINGS[name].is_formatted:
        words = html_of(words, request.message.entities)
    _put(scene, request, brand, name, words)


def take_back(scene: Scene, request: Request) -> None:
    """`unset:<brand>:<change>`."""
    brand = _checked(scene, request, BrandId(request.number(0)))
    undone = settings.take_back(scene.connection, brand.id, request.number(1), scene.now, request.person.id)
    brand = brands.get(scene.connection, brand.id)
    if undone.name == "zone":
        hours.move(scene, request, brand)
    speech.toast(scene, request, request.texts("setting-taken-back"))
    speech.answer(scene, request, _now_is(scene, request, brand, undone.name), [_back(request, brand.id)])


def skip(scene: Scene, request: Request) -> None:
    """`skip:<brand>:<setting>`: leave it as it is and go on setting up."""
    brand, name = _named(scene, request)
    speech.toast(scene, request)
    _next(scene, request, brand, name)


def set_up(scene: Scene, request: Request, brand: Brand) -> None:
    """Ask a new brand's settings, one after another."""
    _ask(scene, request, brand, SETUP[0], is_setup=True)


def _names() -> tuple[str, ...]:
    return (*SETTINGS, logo.SETTING, settings.HOURS)


def _ask(scene: Scene, request: Request, brand: Brand, name: str, *, is_setup: bool = False) -> None:
    texts = request.texts
    text = texts(f"setting-ask-{name}", value=_value(scene, request, brand, name))
    rows = _choices(scene, request, brand, name)
    if is_setup:
        step = SETUP.index(name) + 1
        text = f"{texts('setup-step', step=step, of=len(SETUP))} {text}"
        rows = [*rows, [(texts("setup-skip"), f"skip:{brand.id}:{name}")]]
    else:
        rows = [*rows, _back(request, brand.id)]
    ask(scene, request, text, "setting", {"brand": brand.id, "setting": name, "setup": is_setup}, rows)


def _choices(scene: Scene, request: Request, brand: Brand, name: str) -> Rows:
    if name == settings.HOURS:
        return [[(words, f"put:{brand.id}:{name}:{words}")] for words in hours.CHOICES[request.texts.language]]
    buttons = [
        (choice_words(name, value, request.texts, scene.now), f"put:{brand.id}:{name}:{value}")
        for value in SETTINGS[name].choices
    ]
    return [buttons[n : n + 2] for n in range(0, len(buttons), 2)]


def _put(scene: Scene, request: Request, brand: Brand, name: str, words: str) -> None:
    dialogue = dialogues.find(scene.connection, request.chat.telegram_id, request.person.id)
    is_setup = dialogue is not None and dialogue.kind == "setting" and bool(dialogue.state.get("setup"))
    if name == settings.HOURS:
        change = hours.keep_from_today(scene, request, brand, words)
    else:
        change = _change(scene, request, brand, name, words)
    brand = brands.get(scene.connection, brand.id)
    if is_setup:
        _next(scene, request, brand, name)
        return
    done(scene, request)
    undo = [(request.texts("take-back"), f"unset:{brand.id}:{change}")]
    speech.answer(scene, request, _now_is(scene, request, brand, name), [undo, _back(request, brand.id)])


def _change(scene: Scene, request: Request, brand: Brand, name: str, words: str) -> int:
    columns = SETTINGS[name].read(words, brand)
    if name == "name":
        other = brands.find_by_name(scene.connection, columns["name"])
        if other is not None and other.id != brand.id:
            raise Invalid("brand-name-taken", name=other.name)
    change = settings.change(scene.connection, brand.id, name, columns, scene.now, request.person.id)
    if name == "zone":
        hours.move(scene, request, brands.get(scene.connection, brand.id))
    return change


def _next(scene: Scene, request: Request, brand: Brand, name: str) -> None:
    left = SETUP[SETUP.index(name) + 1 :] if name in SETUP else ()
    if left:
        _ask(scene, request, brand, left[0], is_setup=True)
        return
    done(scene, request)
    lines = [request.texts("setup-done", brand=speech.safe(brand.name))]
    lines += [f"{request.texts(f'setting-{each}')}: <b>{_value(scene, request, brand, each)}</b>" for each in SETUP]
    lines += ["", request.texts("setup-then", bot=scene.me.username)]
    add = f"https://t.me/{scene.me.username}?startgroup=1"
    speech.answer(scene, request, "\n".join(lines), [[(request.texts("setup-add-to-group"), add)]])


def _value(scene: Scene, request: Request, brand: Brand, name: str) -> str:
    if name == settings.HOURS:
        return speech.safe(hours.words(scene, brand.id, request.texts))
    if name == logo.SETTING:
        return logo.shown(scene, brand, request.texts)
    return SETTINGS[name].shown(brand, request.texts, scene.now)


def _now_is(scene: Scene, request: Request, brand: Brand, name: str) -> str:
    value = _value(scene, request, brand, name)
    return request.texts("setting-now", setting=request.texts(f"setting-{name}"), value=value)


def _named(scene: Scene, request: Request) -> tuple[Brand, str]:
    return _checked(scene, request, BrandId(request.number())), request.part(1)


def _brand(scene: Scene, request: Request) -> Brand:
    if request.card is not None and request.args:
        return _checked(scene, request, BrandId(request.number(0)))
    assert request.brand is not None
    return brands.get(scene.connection, request.brand)


def _checked(scene: Scene, request: Request, brand: BrandId) -> Brand:
    require_in(scene, request, brand, LEADS)
    return brands.get(scene.connection, brand)


def _back(request: Request, brand: BrandId) -> list[tuple[str, str]]:
    return [(request.texts("settings-back"), f"sets:{brand}")]


def _toasted(scene: Scene, request: Request) -> None:
    if request.press_id:
        speech.toast(scene, request)
