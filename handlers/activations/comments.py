"""Comments that are entries of a contest: its word, under its announcement."""

from handlers.scene import Scene
from inbox.activations import Activation, State
from inbox.mentions import name_in
from inbox.messages import Message
from storage import activations, posts
from storage.chats import Chat

SHOWN: tuple[State, ...] = ("running", "closed", "drawing", "drawn")


def is_entry(scene: Scene, chat: Chat, message: Message) -> bool:
    """Whether a message is an entry and no question besides."""
    return "?" not in message.text and bool(entered_by(scene, chat, message))


def entered_by(scene: Scene, chat: Chat, message: Message) -> list[Activation]:
    """The contests, running or over, that a comment is an entry of."""
    if chat.brand is None or chat.purpose != "community" or not (message.reply_to or message.thread_id):
        return []
    found = activations.in_brand(scene.connection, chat.brand, "word", SHOWN)
    return [one for one in found if name_in(message.text, [one.word]) and is_under(scene, one, chat, message)]


def is_under(scene: Scene, activation: Activation, chat: Chat, message: Message) -> bool:
    """A reply to the announcement, a message of its thread, or a comment under it where it is a channel's post."""
    if activation.message_id is None:
        return False
    if activation.chat == chat.id:
        replied = message.reply_to.message_id if message.reply_to else None
        return activation.message_id in (replied, message.thread_id)
    post = posts.of_thread(scene.connection, chat.id, message.thread_id) if message.thread_id else None
    if post is None:
        return False
    found = posts.get(scene.connection, post)
    return (found.chat, found.message_id) == (activation.chat, activation.message_id)
