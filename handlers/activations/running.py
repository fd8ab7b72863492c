"""An activation in the community: published, its entries taken.

Invariant: whoever enters is told their number; the team takes no part; a poll of somebody else is none of ours.
"""

from typing import Any

from handlers import speech
from handlers.activations import cards
from handlers.activations.cards import chat_of, meant
from handlers.activations.comments import SHOWN, entered_by, is_under
from handlers.community.identity import is_team, is_voice
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import keyboard, safe
from inbox.activations import Activation
from inbox.calls import Call
from inbox.errors import Invalid, NotAllowed, Stale
from inbox.events import CallSettled, ChatMigrated, MembershipChange, MessageEdited, PollAnswered
from inbox.messages import Message
from storage import activations, brands, chats
from storage.chats import Chat
from texts import Catalogue, catalogue

GONE = ("left", "kicked")


def publish(scene: Scene, request: Request) -> None:
    """`acp:<activation>`"""
    activation = meant(scene, request)
    if activation.state != "draft":
        raise Stale("activation-not-draft")
    if activation.chat is None:
        raise Invalid("activation-where-first")
    if activation.ends_at <= scene.now:
        raise Invalid("activation-draft-over")
    chat = chats.get(scene.connection, activation.chat)
    if chat.brand != activation.brand:
        raise Invalid("activation-chat-gone", chat=chat.title)
    activations.change(scene.connection, activation.id, state="publishing")
    if activation.mechanic == "link":
        _ask_for_link(scene, activation, chat, "activation-link")
    else:
        _announce(scene, activation, chat)
    speech.toast(scene, request, request.texts("activation-toast-publishing"))


def linked(scene: Scene, event: CallSettled) -> None:
    """The invite link is made: now it can be announced."""
    activation = activations.find(scene.connection, event.subject["it"])
    if activation is None or activation.state != "publishing" or activation.chat is None:
        return
    if event.outcome != "ok":
        _failed(scene, activation, "activation-not-published", event.reason)
        return
    activations.change(scene.connection, activation.id, link=event.result["invite_link"])
    found = activations.find(scene.connection, activation.id)
    assert found is not None
    _announce(scene, found, chats.get(scene.connection, activation.chat))


def published(scene: Scene, event: CallSettled) -> None:
    """Without the number of its message no vote and no comment would find it: what perhaps stands there is a draft."""
    activation = activations.find(scene.connection, event.subject["it"])
    if activation is None or activation.state != "publishing":
        return
    if event.outcome != "ok":
        key = "activation-not-published" if event.outcome == "refused" else "activation-perhaps-published"
        _failed(scene, activation, key, event.reason)
        return
    activations.change(
        scene.connection, activation.id, state="running", published_at=scene.now,
        poll_id=event.result.get("poll", {}).get("id", ""), message_id=event.result["message_id"],
    )  # fmt: skip
    cards.tell(scene, activation.id)


def follow(scene: Scene, event: ChatMigrated) -> None:
    """A group got a new number, its messages and links out of reach: what people enter by stands there anew."""
    chat = chats.find(scene.connection, event.after)
    for activation in activations.running_in(scene.connection, chat.id) if chat is not None else ():
        if chat is not None and activation.mechanic in ("button", "word"):
            _announce(scene, activation, chat, "activation-moved")
        elif chat is not None and activation.mechanic == "link":
            _ask_for_link(scene, activation, chat, "activation-link-renewed")


def renewed(scene: Scene, event: CallSettled) -> None:
    """The contest goes on with the link to the new group; the team has to replace the old one everywhere."""
    activation = activations.find(scene.connection, event.subject["it"])
    if activation is None or activation.state != "running":
        return
    texts, before = _texts(scene, activation), safe(activation.link)
    if event.outcome != "ok":
        words = texts("activation-link-not-renewed", before=before, reason=safe(event.reason))
        cards.tell(scene, activation.id, words)
        return
    activations.change(scene.connection, activation.id, link=event.result["invite_link"])
    found = activations.find(scene.connection, activation.id)
    assert found is not None
    _announce(scene, found, chat_of(scene, found), "activation-moved")
    cards.tell(scene, found.id, texts("activation-link-renewed", before=before, link=safe(found.link)))


def moved(scene: Scene, event: CallSettled) -> None:
    if event.outcome == "ok":
        activations.change(scene.connection, event.subject["it"], message_id=event.result["message_id"])


def press(scene: Scene, request: Request) -> None:
    """`aci:<activation>`: a member takes part."""
    activation = activations.find(scene.connection, request.number())
    if activation is None or activation.mechanic != "button" or activation.state not in SHOWN:
        raise Stale("activation-over")
    if is_voice(scene, request.chat, activation.brand, request.person.id):
        raise NotAllowed("activation-not-the-team")
    person = request.person
    outcome, number = activations.enter(scene.connection, activation, person.id, person.name, scene.now)
    speech.toast(
        scene, request, request.texts(f"activation-toast-{outcome}", number=number or 0), alert=outcome == "in"
    )


def hear(scene: Scene, chat: Chat, message: Message) -> None:
    """A comment with the word, under the announcement."""
    for activation in entered_by(scene, chat, message):
        if not is_team(scene, chat, activation.brand, message):
            activations.enter(
                scene.connection, activation, message.sender_id, message.sender_name, message.sent_at,
                message.message_id,
            )  # fmt: skip


def edited(scene: Scene, event: MessageEdited) -> None:
    """An edit makes no entry and unmakes none; the team sees that there was one."""
    chat = chats.find(scene.connection, event.message.place.id)
    if chat is None or chat.brand is None or chat.purpose != "community":
        return
    for activation in activations.in_brand(scene.connection, chat.brand, "word", SHOWN):
        if is_under(scene, activation, chat, event.message):
            activations.note_edit(scene.connection, activation.id, event.message.message_id, event.edited_at)


def vote(scene: Scene, event: PollAnswered) -> None:
    """Polls that are not ours are unknown here."""
    activation = activations.of_poll(scene.connection, event.poll_id)
    if activation is None or is_voice(scene, chat_of(scene, activation), activation.brand, event.voter_id):
        return
    activations.vote(scene.connection, activation, event.voter_id, event.voter_name, scene.now, event.options)


def joined(scene: Scene, event: MembershipChange) -> None:
    """A member who came by the activation's own link."""
    if not event.link or event.person.is_bot or event.before not in GONE or event.after in GONE:
        return
    chat = chats.find(scene.connection, event.place.id)
    if chat is None or chat.brand is None or is_voice(scene, chat, chat.brand, event.person.id):
        return
    activation = activations.of_link(scene.connection, chat.brand, event.link)
    if activation is not None:
        activations.enter(scene.connection, activation, event.person.id, event.person.name, event.at)


def _ask_for_link(scene: Scene, activation: Activation, chat: Chat, purpose: str) -> None:
    params = {"chat_id": chat.telegram_id, "name": activation.title[:32]}
    scene.call(Call("createChatInviteLink", params, purpose=purpose, subject={"it": activation.id}))


def _announce(scene: Scene, activation: Activation, chat: Chat, purpose: str = "activation-published") -> None:
    params: dict[str, Any] = {"chat_id": chat.telegram_id}
    method = "sendMessage"
    if activation.options:
        method = "sendPoll"
        params |= {
            "question": activation.title,
            "options": [{"text": option} for option in activation.options],
            "is_anonymous": False,
            "type": "quiz" if activation.mechanic == "quiz" else "regular",
        }
        if activation.correct is not None:
            params["correct_option_ids"] = [activation.correct]
    else:
        texts = _texts(scene, activation)
        params |= {"text": announcement(activation, texts), "parse_mode": "HTML"}
        if activation.mechanic == "button":
            params["reply_markup"] = keyboard([[(texts("activation-take-part"), f"aci:{activation.id}")]])
    scene.call(Call(method, params, chat.telegram_id, purpose, {"it": activation.id}, to_member=True))


def announcement(activation: Activation, texts: Catalogue) -> str:
    parts = [f"<b>{safe(activation.title)}</b>", safe(activation.text)]
    if activation.mechanic in ("word", "link"):
        values = {"word": safe(activation.word), "link": activation.link}
        parts.append(texts(f"activation-how-{activation.mechanic}", **values))
    where = activation.rules.get("published", "").strip()
    if where:
        parts.append(texts("activation-rules-at", where=safe(where)))
    return "\n\n".join(part for part in parts if part)


def _failed(scene: Scene, activation: Activation, key: str, reason: str) -> None:
    activations.change(scene.connection, activation.id, state="draft")
    texts = _texts(scene, activation)
    cards.tell(scene, activation.id, texts(key, reason=safe(reason)))


def _texts(scene: Scene, activation: Activation) -> Catalogue:
    return catalogue(brands.get(scene.connection, activation.brand).language)
