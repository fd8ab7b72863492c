"""What the team says among members: kept, and credited as the answer to whoever waited for it.

Invariant: the wait ends at the message's date, whoever of the team wrote it and from wherever.
"""

from datetime import datetime

from handlers.commands import is_any_command
from handlers.community.attention import COMMAND
from handlers.community.course import happened, locked, refold, thread_of
from handlers.desk import acceptance, cards
from handlers.scene import Scene
from inbox.conversations import Happening
from inbox.ids import PostId
from inbox.messages import Message
from storage import chats, conversations, messages, suggestions
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation, Spot
from storage.messages import Kept, Reading


def record(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> None:
    """Keep what a teammate wrote in the community itself; a command to a bot answers nobody."""
    thread, is_command = thread_of(message, post), is_any_command(message)
    conversation = None if is_command else _answered(scene, chat, brand, message, thread)
    number, reason = conversation.id if conversation else None, COMMAND if is_command else ""
    reading = Reading(brand.id, chat.id, "outgoing", thread, number, post, reason=reason)
    kept = messages.add(scene.connection, message, reading, scene.now, scene.source)
    if conversation is not None:
        acceptance.decide_native(scene, conversation, kept, message)
        credit(scene, conversation, brand, message, message.sent_at)


def credit(scene: Scene, conversation: Conversation, brand: Brand, message: Message, until: datetime) -> None:
    """The team has answered what was asked `until` then; suggestions for it that nobody has decided on were ignored."""
    if not message.is_automatic:
        happened(scene, conversation, Happening.ANSWERED, message)
        suggestions.decide(scene.connection, conversation.id, "ignored", scene.now, message.sender_id, until=until)
    for waiting in conversations.waiting_at(scene.connection, conversation.spot):
        refold(scene, waiting.id, brand)
    cards.refresh(scene, conversation.id)


def _answered(scene: Scene, chat: Chat, brand: Brand, message: Message, thread: int | None) -> Conversation | None:
    """The conversation that a native answer belongs to: of the message replied to; in a chat or a direct topic with one
    member, theirs; else that of the waiting member who spoke last before it in the thread, unless it replies to what we
    don't know.
    """
    replied = message.reply_to and messages.find(scene.connection, chat.id, message.reply_to.message_id)
    if replied and replied.album_id:  # an album is with its first part
        replied = messages.first_of_album(scene.connection, chat.id, replied.album_id)
    if replied:  # the copy of a post, to which all comments under it reply, is no message of ours
        return locked(scene, replied.conversation) if replied.conversation else None
    if chat.kind == "private":
        return conversations.latest(scene.connection, Spot(brand.id, chat.id, chat.telegram_id, None))
    if message.direct_topic_id is not None:
        return conversations.latest_in_topic(scene.connection, chat.id, message.direct_topic_id)
    is_about_else = message.reply_to is not None and message.reply_to.message_id != thread
    if is_about_else or message.replies_elsewhere:
        return None
    before = _last_before(scene, chat, message, thread)
    if before is None or before.direction != "incoming" or before.conversation is None:
        return None
    found = locked(scene, before.conversation)
    return found if found.waiting_since is not None else None


def _last_before(scene: Scene, chat: Chat, message: Message, thread: int | None) -> Kept | None:
    """What somebody else said last in the thread, in the group that the chat has been before if nothing since."""
    former = chats.moved_from(scene.connection, chat.telegram_id)
    for row in (chat.id,) if former is None else (chat.id, former):
        found = messages.last_in_thread(scene.connection, row, thread, message.sent_at, message.sender_id)
        if found is not None:
            return found
    return None
