"""The end of an activation: no more entries, and the hashes that a draw is bound to.

Invariant: what is published of the draw before it, at the close, can no longer be changed by anybody.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from handlers import speech
from handlers.activations import cards
from handlers.activations.cards import chat_of, meant
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.activations import Activation
from inbox.calls import Call
from inbox.draw import commitment, fingerprint
from inbox.errors import Stale
from storage import activations, brands
from texts import catalogue


def close_now(scene: Scene, request: Request) -> None:
    """`ace:<activation>`"""
    activation = meant(scene, request)
    if activation.state != "running":
        raise Stale("activation-over")
    speech.toast(scene, request)
    close(scene, activation)


def close_due(scene: Scene) -> None:
    for activation in activations.due(scene.connection, scene.now):
        close(scene, activation)


def close(scene: Scene, activation: Activation) -> None:
    """No more entries. With a prize the hashes of the seed and of the entries are published, before anybody draws."""
    tickets = activations.tickets(scene.connection, activation.id)
    seed = secrets.token_hex(32) if activation.has_prize else ""
    activations.change(
        scene.connection, activation.id, state="closed", closed_at=scene.now, seed=seed,
        commitment=commitment(seed) if seed else "", fingerprint=fingerprint(tickets) if seed else "",
    )  # fmt: skip
    closed = activations.find(scene.connection, activation.id)
    assert closed is not None
    if closed.poll_id and closed.message_id is not None:
        chat = chat_of(scene, closed)
        params = {"chat_id": chat.telegram_id, "message_id": closed.message_id}
        scene.call(Call("stopPoll", params, chat.telegram_id))
    texts = catalogue(brands.get(scene.connection, closed.brand).language)
    values = {"title": safe(closed.title), "seed": closed.commitment, "entries": closed.fingerprint}
    is_told = not seed or say(scene, closed, [texts("activation-closed-said", n=len(tickets), **values)])
    cards.tell(scene, closed.id, "" if is_told else texts("activation-not-said"))


def say(scene: Scene, activation: Activation, texts: Sequence[str]) -> bool:
    """In the community, under the announcement; not where the chat is no longer the brand's."""
    chat = chat_of(scene, activation)
    if chat.brand != activation.brand:
        return False
    for html in texts:
        params: dict[str, Any] = {"chat_id": chat.telegram_id, "text": html, "parse_mode": "HTML"}
        params["link_preview_options"] = {"is_disabled": True}
        if activation.message_id is not None:
            reply = {"message_id": activation.message_id, "allow_sending_without_reply": True}
            params["reply_parameters"] = reply
        scene.call(Call("sendMessage", params, chat.telegram_id, to_member=True))
    return True
