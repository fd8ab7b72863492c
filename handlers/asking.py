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
    dialogues.begin(scene.connection, request.chat.telegram_id, request.person.id, kind, dict(state), scene.now)
    hint = "" if request.chat.kind == "private" else f"\n<i>{request.texts('ask-by-reply')}</i>"
    speech.answer(scene, request, text + hint, rows)


def done(scene: Scene, request: Request) -> None:
    """Nothing more is waited for."""
    dialogues.end(scene.connection, request.chat.telegram_id, request.person.id)
