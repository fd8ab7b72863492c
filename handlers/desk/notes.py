"""Notes: what the team tells itself about a conversation; members never see them and no clock heeds them."""

from dataclasses import replace

from handlers import speech
from handlers.desk import cards, prompts
from handlers.desk.subjects import meant, pressed
from handlers.requests import Request
from handlers.scene import Scene
from inbox.errors import Invalid
from inbox.messages import Message
from storage import messages
from storage.cards import Prompt
from storage.conversations import Conversation
from storage.messages import Reading


def ask(scene: Scene, request: Request) -> None:
    conversation = pressed(scene, request)
    speech.toast(scene, request)
    text = request.texts("desk-note-ask", name=speech.safe(conversation.member_name))
    prompts.ask(scene, request, text, request.texts("desk-note-here"), Prompt(conversation.id, "note", None))


def by_command(scene: Scene, request: Request) -> None:
    """`/note text` as a reply to a card, or `/note 12 text`."""
    conversation, words = meant(scene, request)
    assert request.message is not None
    keep(scene, request, conversation, request.message, words)


def keep(scene: Scene, request: Request, conversation: Conversation, message: Message, words: str) -> None:
    """The message of the desk becomes a note of the conversation."""
    if not words.strip():
        raise Invalid("desk-note-empty")
    reading = Reading(conversation.brand, request.chat.id, "note", conversation=conversation.id)
    messages.add(scene.connection, replace(message, text=words.strip()), reading, scene.now)
    speech.nod(scene, request.chat, message.message_id)
    cards.refresh(scene, conversation.id)
