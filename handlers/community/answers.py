"""What the team says among members: kept, and credited as the answer to whoever waited for it.

Invariant: the wait ends at the message's date, whoever of the team wrote it and from wherever.
"""

from handlers.community.course import happened, locked, refold, thread_of
from handlers.desk import acceptance, cards
from handlers.scene import Scene
from inbox.conversations import Happening
from inbox.ids import PostId
from inbox.messages import Message
from storage import conversations, messages, suggestions
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation, Spot
from storage.messages import Reading


def record(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> None:
    """Keep what a teammate wrote in the community itself."""
    thread = thread_of(message, post)
    conversation = _answered(scene, chat, brand, message, thread)
    reading = Reading(brand.id, chat.id, "outgoing", thread, conversation.id if conversation else None, post)
    kept = messages.add(scene.connection, message, reading, scene.now, scene.source)
    if conversation is not None:
        acceptance.decide_native(scene, conversation, kept, message)
        credit(scene, conversation, brand, message)


def credit(scene: Scene, conversation: Conversation, brand: Brand, message: Message) -> None:
    """The team has answered; suggestions that nobody has decided on by then were ignored."""
    if not message.is_automatic:
        happened(scene, conversation, Happening.ANSWERED, message)
        suggestions.decide(scene.connection, conversation.id, "ignored", scene.now, message.sender_id)
    for waiting in conversations.waiting_at(scene.connection, conversation.spot):
        refold(scene, waiting.id, brand)
    cards.refresh(scene, conversation.id)


def _answered(scene: Scene, chat: Chat, brand: Brand, message: Message, thread: int | None) -> Conversation | None:
    """The conversation that a native answer belongs to: of the message replied to; in a chat with one member, theirs;
    else that of the waiting member who spoke last before it in the thread.
    """
    replied = message.reply_to and messages.find(scene.connection, chat.id, message.reply_to.message_id)
    if replied and replied.album_id:  # an album is with its first part
        replied = messages.first_of_album(scene.connection, chat.id, replied.album_id)
    if replied:  # the copy of a post, to which all comments under it reply, is no message of ours
        return locked(scene, replied.conversation) if replied.conversation else None
    if chat.kind == "private":
        return conversations.latest(scene.connection, Spot(brand.id, chat.id, chat.telegram_id, None))
    before = messages.last_in_thread(scene.connection, chat.id, thread, message.sent_at, message.sender_id)
    if before is None or before.direction != "incoming" or before.conversation is None:
        return None
    found = locked(scene, before.conversation)
    return found if found.waiting_since is not None else None
