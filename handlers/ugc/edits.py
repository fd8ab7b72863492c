"""A piece whose author edits it: the consent stays with what stood there when it was given.

Invariant: an edit after the consent changes neither the register's words nor the files; it is kept beside them with its
date, and the team is told. Absent: what a bot is not told, that a message was deleted in a group.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from handlers import speech
from handlers.scene import Scene
from handlers.speech import safe
from handlers.ugc import candidates, cards, consent
from inbox.events import MessageEdited
from inbox.messages import Message
from inbox.rights import Piece, Step, What
from storage import brands, chats, messages, pieces
from storage.messages import Kept
from texts import catalogue

OPEN = ("candidate", "asked", "consented")


@contextmanager
def heeded(scene: Scene, event: MessageEdited) -> Iterator[None]:
    """Around the change itself: what stood there is known before, the card is drawn after it. A reply to our question
    says something else now.
    """
    place = event.message.place
    chat = chats.find(scene.connection, place.id, place.business_connection)
    kept = messages.find(scene.connection, chat.id, event.message.message_id) if chat is not None else None
    if chat is None or kept is None or (kept.text == event.message.text and not _is_replaced(kept, event.message)):
        yield
        return
    piece = _edited(scene, kept)
    yield
    if piece is None:
        consent.hear_edited(scene, chat, event)
        return
    what: What = "edited" if event.message.text != kept.text else "replaced"
    words, before = event.message.text, kept.text
    step = Step(what, event.edited_at, piece.author, piece.author_name, words, piece.link, before=before)
    pieces.log(scene.connection, piece, step)
    cards.refresh(scene, piece.id)
    if piece.standing(scene.now) == "consented":
        _tell_team(scene, piece, step)


def _edited(scene: Scene, kept: Kept) -> Piece | None:
    """The piece that an edited message is, or is a part of."""
    piece = pieces.of_message(scene.connection, candidates.first_part(scene, kept).id)
    return piece if piece is not None and piece.state in OPEN else None


def _is_replaced(kept: Kept, message: Message) -> bool:
    before = (kept.attachment or {}).get("unique_id", "")
    return bool(before) and message.attachment is not None and message.attachment.unique_id != before


def _tell_team(scene: Scene, piece: Piece, step: Step) -> None:
    desk = chats.desk_of(scene.connection, piece.brand)
    if desk is None:
        return
    texts = catalogue(brands.get(scene.connection, piece.brand).language)
    values = {"name": safe(piece.author_name), "n": piece.id, "before": safe(piece.text), "after": safe(step.text)}
    speech.say(scene, desk, texts(f"ugc-{step.what}-told", **values), reply_to=piece.card)
