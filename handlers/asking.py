"""Asking somebody something and hearing the answer: the question, and the dialogue that waits for it."""

from collections.abc import Mapping
from typing import Any

from handlers import speech
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import Rows
from storage import dialogues


def ask(scene: Scene, request: Request, text: str, kind: str, state: Mapping[str, Any], rows: Rows = ()) -> None:
    """Ask where one stands; the person's next message there is the answer, to the dialogue `kind`."""
    await_answer(scene, request, kind, state)
    hint = "" if request.chat.kind == "private" else f"\n<i>{request.texts('ask-by-reply')}</i>"
    speech.answer(scene, request, text + hint, rows)


def await_answer(scene: Scene, request: Request, kind: str, state: Mapping[str, Any]) -> None:
    """The person's next message is for the dialogue `kind`, and about the request's brand."""
    chat, person = request.chat.telegram_id, request.person.id
    dialogues.begin(scene.connection, chat, person, kind, dict(state), scene.now, request.brand)


def done(scene: Scene, request: Request) -> None:
    """Nothing more is waited for."""
    dialogues.end(scene.connection, request.chat.telegram_id, request.person.id)
