"""`/brand`: which brand a person's private commands mean, and new brands.

Invariant: a person sees only the brands in which they have a role; only owners make new ones.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers import speech
from handlers.access import brands_of, require_in
from handlers.asking import ask
from handlers.onboarding import setting_dialogue
from handlers.onboarding.settings import SETTINGS
from handlers.requests import EVERYBODY, Request
from handlers.scene import Scene
from inbox.errors import Invalid, NotAllowed, NotFound
from inbox.ids import BrandId, TelegramId
from storage import Connection, brands, people, team
from storage.brands import Brand
from texts import Language

NEW_WORDS = ("new", "новый")


def choose(scene: Scene, request: Request) -> None:
    """`/brand` lists, `/brand Name` chooses, `/brand new Name` makes."""
    first, _, rest = request.args.partition(" ")
    if first.casefold() in NEW_WORDS:
        _require_owner(scene, request)
        if rest.strip():
            _make(scene, request, rest)
        else:
            begin_new(scene, request)
    elif request.args:
        found = brands.find_by_name(scene.connection, request.args)
        if found is None or found.id not in brands_of(scene, request.person.id):
            raise NotFound("brand-not-found")
        _mean(scene, request, found.id)
    else:
        _list(scene, request)


def pick(scene: Scene, request: Request) -> None:
    """`brand:<brand>`"""
    brand = BrandId(request.number())
    require_in(scene, request, brand, EVERYBODY)
    speech.toast(scene, request)
    _mean(scene, request, brand)


def press_new(scene: Scene, request: Request) -> None:
    """`brandnew`"""
    _require_owner(scene, request)
    speech.toast(scene, request)
    begin_new(scene, request)


def begin_new(scene: Scene, request: Request) -> None:
    ask(scene, request, request.texts("brand-ask-name"), "brand", {})


def hear_name(scene: Scene, request: Request, _: Mapping[str, Any]) -> None:
    """The name of a new brand."""
    _require_owner(scene, request)
    _make(scene, request, request.args)


def new_brand(
    connection: Connection, words: str, language: Language, now: datetime, by: TelegramId | None = None
) -> Brand:
    """Raises `Invalid` where the words are no name, or another brand's."""
    name = " ".join(words.split())
    if brands.find_by_name(connection, name) is not None:
        raise Invalid("brand-name-taken", name=name)
    number = brands.create(connection, "", now, by, language=language)
    brands.change(connection, number, **SETTINGS["name"].read(name, brands.get(connection, number)))
    return brands.get(connection, number)


def _make(scene: Scene, request: Request, words: str) -> None:
    brand = new_brand(scene.connection, words, request.texts.language, scene.now, request.person.id)
    if request.chat.purpose == "private":
        people.choose_brand(scene.connection, request.person.id, brand.id)
    speech.answer(scene, request, request.texts("brand-made", brand=speech.safe(brand.name)))
    setting_dialogue.set_up(scene, request, brand)


def _list(scene: Scene, request: Request) -> None:
    known = [brands.get(scene.connection, brand) for brand in brands_of(scene, request.person.id)]
    rows = [[(("✓ " if brand.id == request.brand else "") + brand.name, f"brand:{brand.id}")] for brand in known]
    if team.is_owner(scene.connection, request.person.id):
        rows.append([(request.texts("brand-new"), "brandnew")])
    speech.answer(scene, request, request.texts("brand-which" if known else "brand-none"), rows)


def _mean(scene: Scene, request: Request, brand: BrandId) -> None:
    people.choose_brand(scene.connection, request.person.id, brand)
    words = request.texts("brand-chosen", brand=speech.safe(brands.get(scene.connection, brand).name))
    if request.chat.brand not in (None, brand):
        here = speech.safe(brands.get(scene.connection, request.chat.brand).name)
        words = f"{words}\n{request.texts('brand-of-desk', brand=here)}"
    speech.answer(scene, request, words)


def _require_owner(scene: Scene, request: Request) -> None:
    if not team.is_owner(scene.connection, request.person.id):
        raise NotAllowed("brand-only-owners")
