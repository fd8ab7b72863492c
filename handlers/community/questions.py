"""What a member says: kept with whether the team owes an answer; a question begins or continues a wait, and is offered
what the library knows.
"""

from dataclasses import asdict
from datetime import datetime

from handlers.access import is_on_a_team
from handlers.community.attention import reason_to_answer
from handlers.community.course import begun, conversation_for, happened, locked, refold, thread_of
from handlers.community.language import language_spoken
from handlers.desk import cards
from handlers.scene import Scene
from inbox.conversations import Happening
from inbox.entries import Language
from inbox.ids import BrandId, ConversationId, MessageId, PostId
from inbox.messages import Message
from storage import conversations, messages, people, suggestions
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation, Spot
from storage.messages import Kept, Reading
from storage.suggestions import Offer


def record(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> None:
    """Keep a member's message, with its conversation if it belongs to one or asks for one."""
    spot = Spot(brand.id, chat.id, message.sender_id, thread_of(message, post))
    conversation = conversations.running_at(scene.connection, spot, message.sent_at, brand.silence)
    asks, reason = reason_to_answer(scene, chat, brand, message, conversation, post)
    if conversation is None and asks:
        conversation = begun(scene, spot, message, post)
    number = conversation.id if conversation else None
    reading = Reading(brand.id, chat.id, "incoming", spot.thread_id, number, post, asks, reason)
    kept = messages.add(scene.connection, message, reading, scene.now, scene.source)
    _remember_brand(scene, chat, brand, message)
    if conversation is None:
        return
    if asks:
        _asked(scene, conversation, brand, kept, message.sent_at, message)
    else:
        happened(scene, conversation, Happening.SAID, message)
        cards.refresh(scene, conversation.id)


def reconsider(scene: Scene, chat: Chat, brand: Brand, first: Kept, message: Message) -> None:
    """The caption came with a later part of the album: it may make a question of what was chatter."""
    asks, reason = reason_to_answer(scene, chat, brand, message, None, first.post)
    if first.needs_answer and first.conversation is not None:
        suggest(scene, brand.id, first.conversation, first.id, message.text, language_spoken(message, brand))
        cards.refresh(scene, first.conversation)
    if first.needs_answer or not asks:
        return
    conversation = locked(scene, first.conversation) if first.conversation else conversation_for(scene, brand, first)
    messages.change(scene.connection, first.id, needs_answer=True, reason=reason, conversation_id=conversation.id)
    _asked(scene, conversation, brand, first.id, first.sent_at, message)


def suggest(
    scene: Scene, brand: BrandId, conversation: ConversationId, question: MessageId, text: str, language: Language
) -> None:
    """Keep what the library offers for a message; silence leaves none, and for the past it is not asked."""
    is_asked = text and scene.source == "live"
    found = scene.library.suggest(scene.connection, brand, text, language) if is_asked else ()
    offers = [Offer(one.entry_id, one.score, asdict(one.reason)) for one in found]
    suggestions.keep(scene.connection, brand, conversation, question, offers, scene.now)


def _asked(
    scene: Scene, conversation: Conversation, brand: Brand, question: MessageId, asked_at: datetime, message: Message
) -> None:
    """A further question of somebody who waits already is of the same wait: then there is nothing to fold, unless it
    was asked before the others and told late.
    """
    happened(scene, conversation, Happening.ASKED, message)
    suggest(scene, brand.id, conversation.id, question, message.text, language_spoken(message, brand))
    if conversation.waiting_since is not None and asked_at >= conversation.waiting_since:
        cards.refresh(scene, conversation.id)
    else:
        refold(scene, conversation.id, brand)


def _remember_brand(scene: Scene, chat: Chat, brand: Brand, message: Message) -> None:
    """Direct messages of this person will mean the brand in whose community they write. A team chooses with /brand."""
    if chat.kind == "private" or message.person is None or message.sender_chat is not None:
        return
    if not is_on_a_team(scene, message.person.id):
        people.choose_brand(scene.connection, message.person.id, brand.id)
