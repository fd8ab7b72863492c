"""Messages of ours that ask for a reply about a conversation: own words, a note, what to search the library for.

Invariant: only a reply to the prompt itself is taken for what was asked, lest talk on the desk reach a member.
"""

from dataclasses import asdict
from typing import Any

from handlers.requests import Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.events import CallSettled
from storage import cards
from storage.cards import Prompt

PLACEHOLDER_LIMIT = 64


def ask(scene: Scene, request: Request, text: str, placeholder: str, prompt: Prompt) -> None:
    """Where the request came from; `text` is HTML, `placeholder` stands in the empty input field."""
    desk = request.chat
    replied = request.card or (request.message.message_id if request.message else None)
    params: dict[str, Any] = {
        "chat_id": desk.telegram_id,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_parameters": {"message_id": replied, "allow_sending_without_reply": True},
        "reply_markup": {
            "force_reply": True,
            "selective": True,
            "input_field_placeholder": placeholder[:PLACEHOLDER_LIMIT],
        },
    }
    if desk.topic_id:
        params["message_thread_id"] = desk.topic_id
    scene.call(Call("sendMessage", params, desk.telegram_id, "prompt", asdict(prompt) | {"chat": desk.id}))


def confirm(scene: Scene, event: CallSettled) -> None:
    """From now on a reply to it is understood."""
    if event.outcome == "ok":
        asked = event.subject
        prompt = Prompt(asked["conversation"], asked["kind"], asked["entry"])
        cards.keep_prompt(scene.connection, asked["chat"], event.result["message_id"], prompt)
