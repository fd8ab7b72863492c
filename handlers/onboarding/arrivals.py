"""The bot's own coming and going: added to a chat, given rights, removed; blocked by a person.

Invariant: a chat belongs to nobody until a lead or an owner has said which brand it is of; until then nothing said in
it is kept. Whoever else brings the bot somewhere gets nothing from it.
"""

from collections.abc import Sequence

from handlers import speech
from handlers.access import brands_of, role_in, texts_of
from handlers.activations import running as activation_running
from handlers.growth import members
from handlers.onboarding import chat_check, leads
from handlers.requests import LEADS
from handlers.scene import Scene
from handlers.speech import Rows
from inbox.calls import Call
from inbox.events import MembershipChange
from inbox.ids import BrandId, TelegramId
from storage import brands, chats, people, team
from storage.chats import Chat
from texts import Catalogue, catalogue

GONE = ("left", "kicked")
STRANGE_AT_MOST = 5
"""Chats brought by strangers that may wait for an owner's word; from the next one the bot leaves at once."""


def change(scene: Scene, event: MembershipChange) -> None:
    if not event.is_me:
        members.change(scene, event)
        activation_running.joined(scene, event)
        return
    if event.place.kind == "private":
        people.remember(scene.connection, event.by)
        people.mark_blocked(scene.connection, event.by.id, blocked=event.after in GONE)
        return
    chat = chats.remember(scene.connection, event.place, scene.now)
    chats.change(scene.connection, chat.id, standing=event.after, rights=dict(event.rights), added_by=event.by.id)
    people.remember(scene.connection, event.by)
    chat = chats.get(scene.connection, chat.id)
    if event.after in GONE:
        if event.before not in GONE:
            _gone(scene, chat)
    elif event.before in GONE:
        _come(scene, chat, event)
    elif chat.brand is not None and ((event.before, event.after) != ("member", "restricted") or chat.is_muted):
        _tell_rights(scene, chat)


def ask_again(scene: Scene, chat: Chat, who: TelegramId, where: Chat) -> None:
    """Which brand is the chat of, and what is it for?"""
    texts = texts_of(scene, who)
    speech.say(scene, where, texts("bind-ask", chat=speech.safe(chat.title)), choices(scene, chat, who, texts))


def choices(scene: Scene, chat: Chat, who: TelegramId, texts: Catalogue) -> Rows:
    """`bind:<chat>:<brand>:<c or d>`: buttons for each brand that the person leads."""
    led = [brand for brand in brands_of(scene, who) if role_in(scene, who, brand) in LEADS]
    rows = [row for brand in led for row in _choices(scene, chat, brand, texts, is_only=len(led) == 1)]
    return [*rows, [(texts("bind-leave"), f"leave:{chat.id}")]]


def _choices(
    scene: Scene, chat: Chat, brand: BrandId, texts: Catalogue, *, is_only: bool
) -> Sequence[Sequence[tuple[str, str]]]:
    of = "" if is_only else f" · {brands.get(scene.connection, brand).name}"
    if chat.kind == "channel":
        return [[(texts("bind-as-channel") + of, f"bind:{chat.id}:{brand}:c")]]
    return [
        [(texts("bind-as-community") + of, f"bind:{chat.id}:{brand}:c")],
        [(texts("bind-as-desk") + of, f"bind:{chat.id}:{brand}:d")],
    ]


def _come(scene: Scene, chat: Chat, event: MembershipChange) -> None:
    if chat.brand is not None:
        _tell_desk(scene, chat, "came-back")
        chat_check.begin(scene, chat, chats.desk_of(scene.connection, chat.brand) or chat)
    elif any(role_in(scene, event.by.id, brand) in LEADS for brand in brands_of(scene, event.by.id)):
        ask_again(scene, chat, event.by.id, speech.private_chat(scene, event.by.id) or chat)
    elif team.count_owners(scene.connection) and not _may_wait(scene):
        scene.call(Call("leaveChat", {"chat_id": chat.telegram_id}, chat.telegram_id))
    else:
        _ask_owners(scene, chat, event)


def _may_wait(scene: Scene) -> bool:
    return len(chats.unbound(scene.connection)) <= STRANGE_AT_MOST


def _ask_owners(scene: Scene, chat: Chat, event: MembershipChange) -> None:
    """Somebody without a role brought the bot: in the chat it stays silent."""
    for owner in team.owners_of_all(scene.connection):
        where = speech.private_chat(scene, owner)
        if where is not None:
            texts = texts_of(scene, owner)
            words = texts("bind-stranger", chat=speech.safe(chat.title), name=speech.safe(event.by.name))
            speech.say(scene, where, words, choices(scene, chat, owner, texts))


def _gone(scene: Scene, chat: Chat) -> None:
    """What was said there is kept; a lost desk has to be bound anew. A group that became a supergroup is not lost."""
    if chat.brand is None or chats.moved_to(scene.connection, chat.id) is not None:
        return
    if chat.purpose != "desk":
        _tell_desk(scene, chat, "gone-community")
        return
    chats.unbind(scene.connection, chat)
    leads.tell(scene, chat.brand, "gone-desk", chat=speech.safe(chat.title))


def _tell_rights(scene: Scene, chat: Chat) -> None:
    assert chat.brand is not None
    where = chats.desk_of(scene.connection, chat.brand)
    if where is not None and chat.purpose in ("community", "channel"):
        texts = catalogue(brands.get(scene.connection, chat.brand).language)
        missing = chat_check.missing(scene, chat, texts)
        head = texts("rights-changed" if missing else "rights-complete", chat=speech.safe(chat.title))
        speech.say(scene, where, "\n\n".join([head, *missing]))


def _tell_desk(scene: Scene, chat: Chat, key: str) -> None:
    assert chat.brand is not None
    desk = chats.desk_of(scene.connection, chat.brand)
    if desk is not None:
        texts = catalogue(brands.get(scene.connection, chat.brand).language)
        speech.say(scene, desk, texts(key, chat=speech.safe(chat.title)))
