"""A message comes in: of which brand it is, and whether a member asks or the team answers.

Invariant: every message of a watched chat is kept, once: told again, or imported, it changes nothing. What it does to
a conversation is with handlers.community.questions and handlers.community.answers.
"""

from handlers.community import answers, questions
from handlers.community.identity import is_insider, is_team
from handlers.scene import Scene
from inbox.ids import PostId
from inbox.messages import Message
from storage import brands, chats, messages, people, posts
from storage.brands import Brand
from storage.chats import Chat
from storage.messages import Kept, Reading


def record_in(scene: Scene, chat: Chat, message: Message) -> None:
    """A message in a chat that we may be watching."""
    if chat.is_direct_messages and chat.purpose == "unbound":
        chat = _adopted(scene, chat)
    if chat.purpose == "private":
        _record_direct(scene, chat, message)
    elif chat.purpose == "community" and chat.brand is not None:
        if message.is_automatic_forward:
            _tie_post(scene, chat, message)
        else:
            record(scene, chat, brands.get(scene.connection, chat.brand), message)


def record_business(scene: Scene, chat: Chat, message: Message) -> None:
    """A message in a chat of a connected Business account; what colleagues say to each other there is left alone."""
    business = chats.find_business_connection(scene.connection, message.place.business_connection)
    if business is None or business.brand is None:
        return
    if not is_insider(scene, business.brand, chat.telegram_id):
        record(scene, chat, brands.get(scene.connection, business.brand), message)


def record(scene: Scene, chat: Chat, brand: Brand, message: Message) -> None:
    """Keep a message of a watched chat and let it have its effects."""
    if messages.find(scene.connection, chat.id, message.message_id) is not None:
        return
    post = posts.of_thread(scene.connection, chat.id, message.thread_id) if message.thread_id else None
    first = messages.first_of_album(scene.connection, chat.id, message.album_id) if message.album_id else None
    if first is not None:
        _join_album(scene, chat, brand, first, message, post)
    elif is_team(scene, chat, brand.id, message):
        answers.record(scene, chat, brand, message, post)
    else:
        questions.record(scene, chat, brand, message, post)


def _record_direct(scene: Scene, chat: Chat, message: Message) -> None:
    """A direct message to the bot: of the brand in whose community the person was last seen, or of the only one."""
    assert message.person is not None
    brand = _brand_of_member(scene, message)
    if brand is not None:
        record(scene, chat, brand, message)


def _join_album(scene: Scene, chat: Chat, brand: Brand, first: Kept, message: Message, post: PostId | None) -> None:
    """A further part of an album is kept beside the first and counts for nothing; its caption becomes the album's."""
    reading = Reading(brand.id, chat.id, first.direction, first.thread_id, first.conversation, post, reason="album")
    messages.add(scene.connection, message, reading, scene.now, scene.source)
    if message.text and not first.text:
        messages.change(scene.connection, first.id, text=message.text)
        if first.direction == "incoming":
            questions.reconsider(scene, chat, brand, first, message)


def _tie_post(scene: Scene, chat: Chat, message: Message) -> None:
    """The copy of a channel post in its discussion group: comments under the post carry the copy's number."""
    origin = message.origin
    if origin is None or origin.chat is None or origin.message_id is None:
        return
    channel = chats.remember(scene.connection, origin.chat, scene.now)
    if channel.brand is None:
        chats.bind(scene.connection, channel.id, "channel", chat.brand)
    if chat.linked_id != channel.telegram_id:
        chats.change(scene.connection, chat.id, linked_id=channel.telegram_id)
    post = posts.keep(scene.connection, channel.id, chat.brand, message, origin.message_id)
    posts.tie_to_thread(scene.connection, post, chat.id, message.message_id)


def _adopted(scene: Scene, chat: Chat) -> Chat:
    """A channel's direct messages, of which nobody tells us before the first: they go with the channel, which has
    their title; where no channel is called so, or several are, they stay nobody's.
    """
    channels = [one for one in chats.channels(scene.connection) if one.title == chat.title]
    if len(channels) != 1:
        return chat
    chats.bind(scene.connection, chat.id, "community", channels[0].brand)
    chats.change(scene.connection, chat.id, linked_id=channels[0].telegram_id)
    return chats.get(scene.connection, chat.id)


def _brand_of_member(scene: Scene, message: Message) -> Brand | None:
    known = people.find(scene.connection, message.sender_id)
    if known is not None and known.brand is not None:
        return brands.get(scene.connection, known.brand)
    there_are = brands.find_all(scene.connection)
    return there_are[0] if there_are else None
