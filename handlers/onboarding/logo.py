"""`/logo`: the brand's logo for its reports, sent as a picture, seen, replaced, removed.

Invariant: what is kept has been decoded and drawn anew (see report.logo), so that no form can stumble over it.
"""

from collections.abc import Mapping
from typing import Any

from handlers import speech
from handlers.access import require_in
from handlers.asking import ask, done
from handlers.requests import LEADS, Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.errors import Invalid, Stale
from inbox.events import CallSettled
from inbox.ids import BrandId, ChatId, TelegramId
from inbox.messages import Attachment
from report.logo import check_size, clean_logo
from storage import brands, chats, logos
from storage.brands import Brand
from texts import Catalogue, catalogue

SETTING = "logo"
"""Its name among the settings."""
FILE_DIALOGUE = "logo"
REMOVE_WORDS = ("-", "—")


def command(scene: Scene, request: Request) -> None:
    """`/logo` asks for one; as the caption of a picture takes it; `/logo -` removes it."""
    assert request.brand is not None
    assert request.message is not None
    brand = brands.get(scene.connection, request.brand)
    if request.message.attachment is not None:
        _fetch(scene, request, request.message.attachment, brand)
    elif request.args in REMOVE_WORDS:
        _remove(scene, request, brand)
    else:
        ask_for(scene, request, brand)


def ask_for(scene: Scene, request: Request, brand: Brand) -> None:
    key = "logo-ask-new" if logos.is_there(scene.connection, brand.id) else "logo-ask"
    words = request.texts(key, brand=speech.safe(brand.name))
    back = [(request.texts("settings-back"), f"sets:{brand.id}")]
    rows = [_removal(request.texts, brand), back] if logos.is_there(scene.connection, brand.id) else [back]
    ask(scene, request, words, FILE_DIALOGUE, {"brand": brand.id}, rows)


def hear_file(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The picture that was asked for."""
    assert request.message is not None
    assert request.message.attachment is not None
    require_in(scene, request, BrandId(state["brand"]), LEADS)
    _fetch(scene, request, request.message.attachment, brands.get(scene.connection, BrandId(state["brand"])))


def press_remove(scene: Scene, request: Request) -> None:
    """`lgx:<brand>`"""
    brand = BrandId(request.number())
    require_in(scene, request, brand, LEADS)
    speech.toast(scene, request)
    _remove(scene, request, brands.get(scene.connection, brand))


def take(scene: Scene, event: CallSettled) -> None:
    """The picture's bytes are here. One that will not do leaves the question open."""
    subject = event.subject
    chat, texts = chats.get(scene.connection, ChatId(subject["chat"])), catalogue(subject["language"])
    if event.outcome != "ok":
        speech.say(scene, chat, texts("logo-not-fetched"))
        return
    try:
        picture = clean_logo(event.result)
    except Invalid as error:
        speech.say(scene, chat, speech.safe(texts(error.code, **error.values)))
        return
    brand = brands.get(scene.connection, BrandId(subject["brand"]))
    logos.keep(scene.connection, brand.id, picture, scene.now, TelegramId(subject["person"]))
    words = texts("logo-kept", brand=speech.safe(brand.name))
    speech.say(scene, chat, words, [_removal(texts, brand)])


def shown(scene: Scene, brand: Brand, texts: Catalogue) -> str:
    return texts("logo-there" if logos.is_there(scene.connection, brand.id) else "setting-none")


def _fetch(scene: Scene, request: Request, file: Attachment, brand: Brand) -> None:
    check_size(file.size)
    done(scene, request)
    subject = {
        "brand": brand.id, "chat": request.chat.id, "person": request.person.id, "language": request.texts.language,
    }  # fmt: skip
    scene.call(Call("download", {"file_id": file.file_id}, purpose="logo", subject=subject))


def _remove(scene: Scene, request: Request, brand: Brand) -> None:
    if not logos.drop(scene.connection, brand.id):
        raise Stale("logo-gone")
    done(scene, request)
    speech.answer(scene, request, request.texts("logo-removed", brand=speech.safe(brand.name)))


def _removal(texts: Catalogue, brand: Brand) -> list[tuple[str, str]]:
    return [(texts("logo-remove"), f"lgx:{brand.id}")]
