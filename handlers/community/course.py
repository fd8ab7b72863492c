"""The course of a conversation: opened by a message, moved by it, its waits folded.

Invariant: whoever keeps or changes a message of a conversation tells it here, and the card follows in the same
transaction.
"""

from handlers.desk import cards
from handlers.scene import Scene
from inbox.conversations import Happening, State, decide
from inbox.ids import ConversationId, PostId
from inbox.messages import Message
from storage import chats, conversations, waits
from storage.brands import Brand
from storage.conversations import Conversation, Spot
from storage.messages import Kept


def thread_of(message: Message, post: PostId | None) -> int | None:
    """A topic or the comments of a post; a mere chain of replies is no thread of its own."""
    return message.thread_id if message.in_topic or post is not None else None


def locked(scene: Scene, conversation: ConversationId) -> Conversation:
    """A conversation that there is, for changing."""
    found = conversations.lock(scene.connection, conversation)
    assert found is not None
    return found


def conversation_for(scene: Scene, brand: Brand, message: Kept) -> Conversation:
    """Of a message that was kept without one: the one that the member has begun since, or a new one."""
    chat = chats.going_on(scene.connection, message.chat)
    spot = Spot(brand.id, chat, message.sender, message.thread_id)
    running = conversations.running_at(scene.connection, spot, message.sent_at, brand.silence)
    return running or begun(scene, spot, message, message.post)


def begun(scene: Scene, spot: Spot, message: Message | Kept, post: PostId | None) -> Conversation:
    """A new conversation, begun by this message."""
    return conversations.open_new(
        scene.connection,
        spot,
        message.sender_name,
        message.sent_at,
        direct_topic_id=message.direct_topic_id,
        post=post,
    )


def happened(scene: Scene, conversation: Conversation, happening: Happening, message: Message | Kept) -> None:
    """A message moves its conversation: state, last date, waits."""
    standing = decide(conversation.standing, happening, message.sent_at)
    if standing != conversation.standing:
        conversations.keep_standing(scene.connection, conversation.id, standing)
    conversations.change(
        scene.connection,
        conversation.id,
        last_at=max(conversation.last_at, message.sent_at),
        opened_at=min(conversation.opened_at, message.sent_at),
    )


def reopened(scene: Scene, conversation: ConversationId) -> None:
    """An answer is gone: whoever waits again is seen waiting, though somebody had closed the conversation."""
    found = locked(scene, conversation)
    if found.waiting_since is not None and found.standing.state is State.RESOLVED:
        conversations.keep_standing(scene.connection, conversation, decide(found.standing, Happening.ASKED, scene.now))
        cards.refresh(scene, conversation, anew=True)


def refold(scene: Scene, conversation: ConversationId, brand: Brand) -> None:
    """Bring the waits of a conversation in line with its messages, and its card with both."""
    waits.refold(scene.connection, locked(scene, conversation), brand.target)
    cards.refresh(scene, conversation)
