"""A chat just bound is looked at: what it is linked with, what the bot may do there, who speaks for the brand.

Three questions to Telegram, one after the other, then one message that says everything; the state is in the database.
Invariant: human administrators of a community become voices of the brand, so that their answers are the team's, and
the team is told so and may take it back.
"""

from collections.abc import Callable, Mapping
from typing import Any

from handlers import speech
from handlers.access import role_in
from handlers.scene import Scene
from inbox.calls import Call
from inbox.events import CallSettled
from inbox.ids import ChatId, TelegramId
from inbox.messages import ANONYMOUS_ADMIN_BOT
from storage import brands, chats, team
from storage.chats import Chat
from texts import Catalogue, catalogue

STEPS = ("getChat", "getChatMember", "getChatAdministrators")


def begin(scene: Scene, chat: Chat, tell: Chat) -> None:
    """`tell`: where to say what was found."""
    _ask(scene, chat, STEPS[0], {"chat": chat.id, "tell": tell.id})


def go_on(scene: Scene, event: CallSettled) -> None:
    """An answer of Telegram (or a refusal, then that step is left out), and the next question."""
    chat = chats.get(scene.connection, ChatId(event.subject["chat"]))
    step = event.subject["step"]
    if event.outcome == "ok":
        TAKE[step](scene, chat, event.result)
    left = STEPS[STEPS.index(step) + 1 :]
    if left:
        _ask(scene, chat, left[0], event.subject)
    elif chat.brand is not None:
        _tell(scene, chats.get(scene.connection, chat.id), chats.get(scene.connection, ChatId(event.subject["tell"])))


def missing(scene: Scene, chat: Chat, texts: Catalogue) -> list[str]:
    """What the bot cannot do in a community for want of rights, each with its remedy."""
    lacks: list[str] = []
    if chat.kind == "channel":
        return lacks
    if not chat.can_see_all:
        if not scene.me.sees_all_messages:
            lacks.append(texts("rights-privacy", bot=scene.me.username))
        lacks.append(texts("rights-admin"))
    if chat.is_muted:
        lacks.append(texts("rights-mute"))
    return lacks


def _ask(scene: Scene, chat: Chat, method: str, subject: Mapping[str, Any]) -> None:
    params: dict[str, Any] = {"chat_id": chat.telegram_id}
    if method == "getChatMember":
        params["user_id"] = scene.me.id
    scene.call(Call(method, params, purpose="chat-check", subject={**subject, "step": method}))


def _take_chat(scene: Scene, chat: Chat, found: Mapping[str, Any]) -> None:
    linked = found.get("linked_chat_id")
    chats.change(scene.connection, chat.id, linked_id=linked, is_forum=bool(found.get("is_forum")))
    other = chats.find(scene.connection, TelegramId(linked)) if linked else None
    if other is not None:
        chats.change(scene.connection, other.id, linked_id=chat.telegram_id)
        if other.purpose == "unbound":
            chats.bind(scene.connection, other.id, chats.purpose_of_community(other), chat.brand)


def _take_me(scene: Scene, chat: Chat, found: Mapping[str, Any]) -> None:
    rights = {name: value for name, value in found.items() if name.startswith("can_") and isinstance(value, bool)}
    chats.change(scene.connection, chat.id, standing=found["status"], rights=rights)


def _take_administrators(scene: Scene, chat: Chat, found: list[Mapping[str, Any]]) -> None:
    if chat.brand is None or chat.purpose == "desk":
        return
    for admin in found:
        person = admin["user"]
        is_mate = role_in(scene, TelegramId(person["id"]), chat.brand) is not None
        if not person.get("is_bot") and person["id"] != ANONYMOUS_ADMIN_BOT and not is_mate:
            name = " ".join(filter(None, (person.get("first_name"), person.get("last_name"))))
            team.add_identity(scene.connection, chat.brand, TelegramId(person["id"]), name)


TAKE: Mapping[str, Callable[[Scene, Chat, Any], None]] = {
    "getChat": _take_chat,
    "getChatMember": _take_me,
    "getChatAdministrators": _take_administrators,
}


def _tell(scene: Scene, chat: Chat, where: Chat) -> None:
    assert chat.brand is not None
    brand = brands.get(scene.connection, chat.brand)
    texts = catalogue(brand.language)
    lacks = missing(scene, chat, texts)
    key = "check-incomplete" if lacks else "check-complete"
    parts = [texts(key, chat=speech.safe(chat.title), brand=speech.safe(brand.name)), *lacks]
    parts += _of_links(scene, chat, texts)
    voices = team.identities_of(scene.connection, brand.id)
    if voices and chat.kind != "channel":
        parts.append(texts("check-voices", names=speech.safe(", ".join(voice.name for voice in voices))))
    if chats.desk_of(scene.connection, brand.id) is None:
        parts.append(texts("check-no-desk"))
    speech.say(scene, where, "\n\n".join(parts))


def _of_links(scene: Scene, chat: Chat, texts: Catalogue) -> list[str]:
    """A channel and its discussion group belong together: one without the other sees no comments."""
    if chat.linked_id is None:
        return []
    other = chats.find(scene.connection, chat.linked_id)
    if other is not None and other.brand == chat.brand:
        return [texts("check-linked", chat=speech.safe(other.title))]
    return [texts("check-link-channel" if chat.kind == "channel" else "check-link-group")]
