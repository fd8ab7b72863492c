"""Long work that somebody asked for: a word that it has begun, the work beside the pipeline, then its answers.

Invariant: the job is put down only when the word stands, so that it can end that very message; a word that could not
be sent stops nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers import speech
from handlers.requests import Request
from handlers.scene import Scene, Step
from inbox.events import CallSettled
from inbox.ids import BrandId, ChatId
from storage import chats, jobs
from storage.chats import Chat
from texts import Catalogue, catalogue


@dataclass(frozen=True, slots=True)
class Order:
    """What a job needs to answer: where, under which message, in which language, of which brand."""

    brand: BrandId
    chat: Chat
    message_id: int | None
    texts: Catalogue


def begin(scene: Scene, request: Request, words: str, kind: str, params: Mapping[str, Any]) -> None:
    """Say that it has begun, then do it."""
    order = {"brand": request.brand, "chat": request.chat.id, "language": request.texts.language, **params}
    if request.card is not None:
        speech.edit(scene, request.chat, request.card, words)
        jobs.put(scene.connection, kind, {**order, "message": request.card}, scene.now)
        return
    reply_to = request.message.message_id if request.message else None
    subject = {"kind": kind, "params": order}
    speech.say(scene, request.chat, words, reply_to=reply_to, purpose="work-begun", subject=subject)


def begun(scene: Scene, event: CallSettled) -> None:
    message = event.result["message_id"] if event.outcome == "ok" else None
    jobs.put(scene.connection, event.subject["kind"], {**event.subject["params"], "message": message}, scene.now)


def order_of(scene: Scene, params: Mapping[str, Any]) -> Order:
    chat = chats.get(scene.connection, ChatId(params["chat"]))
    return Order(BrandId(params["brand"]), chat, params["message"], catalogue(params["language"]))


def step(scene: Scene, order: Order, words: str, work: Callable[[], None]) -> None:
    """A part of the work that needs no database, with the word that it has begun."""
    say = None if order.message_id is None else speech.change(order.chat, order.message_id, words)
    scene.steps.append(Step(say, work))


def finish(
    scene: Scene,
    order: Order,
    words: str,
    rows: speech.Rows = (),
    *,
    purpose: str = "",
    subject: Mapping[str, Any] | None = None,
) -> None:
    """The word that work has begun becomes what came of it."""
    if order.message_id is None:
        speech.say(scene, order.chat, words, rows, brand=order.brand, purpose=purpose, subject=subject)
    else:
        speech.edit(
            scene, order.chat, order.message_id, words, rows, brand=order.brand, purpose=purpose, subject=subject
        )


def hand_over(scene: Scene, order: Order, name: str, content: bytes, caption: str = "") -> None:
    """A file as a document."""
    speech.hand(scene, order.chat, name, content, caption)


def fail(scene: Scene, params: Mapping[str, Any]) -> None:
    """A fault of ours: say so once."""
    order = order_of(scene, params)
    finish(scene, order, order.texts("work-failed"))
