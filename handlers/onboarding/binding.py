"""What a chat is for: a community that is watched, or the desk on which the team works.

Invariant: only a lead or an owner of the brand binds; a chat that is of one brand is never taken by another; a brand
has one desk.
"""

from dataclasses import replace

from handlers import speech
from handlers.access import brands_of, require_in, role_in
from handlers.activations import cards as activation_cards
from handlers.desk import cards
from handlers.onboarding import chat_check
from handlers.requests import LEADS, Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.errors import Invalid, NotFound, Stale
from inbox.ids import BrandId, ChatId
from storage import activations, brands, chats
from storage.chats import Chat
from texts import catalogue


def bind(scene: Scene, request: Request) -> None:
    """`bind:<chat>:<brand>:<c or d>`"""
    chat_number, brand_number, what = request.number(), request.number(1), request.part(2)
    brand = BrandId(brand_number)
    require_in(scene, request, brand, LEADS)
    chat = chats.get(scene.connection, ChatId(chat_number))
    speech.toast(scene, request)
    if what == "d":
        _make_desk(scene, request, chat, brand, None)
    else:
        _make_community(scene, request, chat, brand)


def leave(scene: Scene, request: Request) -> None:
    """`leave:<chat>`: the chat is none of ours."""
    chat = chats.get(scene.connection, ChatId(request.number()))
    if chat.brand is not None:
        raise Stale("bind-taken")
    scene.call(Call("leaveChat", {"chat_id": chat.telegram_id}, chat.telegram_id))
    speech.toast(scene, request)
    speech.answer(scene, request, request.texts("bind-left", chat=speech.safe(chat.title)))


def desk(scene: Scene, request: Request) -> None:
    """`/desk`: this chat, topic or private chat is where the team works."""
    if request.chat.purpose == "community":
        raise Invalid("desk-is-community")
    led = _led(scene, request)
    brand = _brand_named(scene, request, led) if request.args else _brand_clear(request, led)
    if brand is not None:
        _make_desk(scene, request, request.chat, brand, _topic(request))
        return
    rows = [[(brands.get(scene.connection, each).name, f"bind:{request.chat.id}:{each}:d")] for each in led]
    speech.answer(scene, request, request.texts("desk-which"), rows)


def unbind(scene: Scene, request: Request) -> None:
    """`/unbind`: the chat is watched no more; what was said in it is kept. A contest that runs there is named."""
    if request.chat.brand is None:
        raise NotFound("not-bound")
    chats.unbind(scene.connection, request.chat)
    speech.answer(scene, request, request.texts("unbound"))
    for activation in activations.running_in(scene.connection, request.chat.id):
        words = request.texts("activation-unbound", chat=speech.safe(request.chat.title))
        activation_cards.tell(scene, activation.id, words)


def _make_community(scene: Scene, request: Request, chat: Chat, brand: BrandId) -> None:
    if chat.brand not in (None, brand):
        raise Stale("bind-taken")
    chats.bind(scene.connection, chat.id, chats.purpose_of_community(chat), brand)
    name = speech.safe(brands.get(scene.connection, brand).name)
    speech.answer(scene, request, request.texts("bind-done", chat=speech.safe(chat.title), brand=name))
    chat_check.begin(scene, chats.get(scene.connection, chat.id), request.chat)


def _make_desk(scene: Scene, request: Request, chat: Chat, brand: BrandId, topic: int | None) -> None:
    if chat.brand not in (None, brand):
        raise Stale("bind-taken")
    before = chats.desk_of(scene.connection, brand)
    if before is not None and before.id != chat.id:
        _say_goodbye(scene, request, before, brand)
        chats.unbind(scene.connection, before)
    chats.bind(scene.connection, chat.id, "desk", brand, topic)
    bound = chats.get(scene.connection, chat.id)
    name = speech.safe(brands.get(scene.connection, brand).name)
    request = replace(request, chat=bound) if request.chat.id == chat.id else request
    speech.answer(scene, request, request.texts("desk-done", brand=name))
    if before is None or (before.id, before.topic_id) != (bound.id, bound.topic_id):
        cards.lay(scene, bound)


def _say_goodbye(scene: Scene, request: Request, desk: Chat, brand: BrandId) -> None:
    """The team that works there has to know that nothing said there reaches anybody any more."""
    known = brands.get(scene.connection, brand)
    texts = catalogue(known.language)
    speech.say(scene, desk, texts("desk-left", brand=speech.safe(known.name), name=speech.safe(request.person.name)))


def _led(scene: Scene, request: Request) -> list[BrandId]:
    """The brands that the asker leads."""
    person = request.person.id
    return [brand for brand in brands_of(scene, person) if role_in(scene, person, brand) in LEADS]


def _brand_named(scene: Scene, request: Request, led: list[BrandId]) -> BrandId:
    found = brands.find_by_name(scene.connection, request.args)
    if found is None or found.id not in led:
        raise NotFound("brand-not-found")
    return found.id


def _brand_clear(request: Request, led: list[BrandId]) -> BrandId | None:
    if not led:
        raise NotFound("brand-none")
    if request.brand in led:
        return request.brand
    return led[0] if len(led) == 1 else None


def _topic(request: Request) -> int | None:
    message = request.message
    return message.thread_id if message is not None and message.in_topic else None
