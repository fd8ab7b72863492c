"""Addresses in Telegram of what a card speaks of; empty where Telegram has none (basic groups, private chats)."""

from inbox.ids import TelegramId
from storage.chats import Chat
from storage.people import KnownPerson
from storage.posts import Post


def message_link(chat: Chat, message_id: int) -> str:
    """Opens the message for whoever is in the chat, and for everybody when the chat is public."""
    if chat.kind in ("private", "group") or message_id <= 0:
        return ""
    return _link(chat.telegram_id, chat.username, message_id)


def post_link(post: Post) -> str:
    return _link(post.channel_id, post.channel_username, post.message_id)


def comment_link(post: Post, message_id: int) -> str:
    """A comment, shown under its post."""
    return f"{post_link(post)}?comment={message_id}"


def person_link(person: KnownPerson) -> str:
    return f"https://t.me/{person.username}" if person.username else f"tg://user?id={person.id}"


def _link(chat: TelegramId, username: str, message_id: int) -> str:
    place = username or "c/" + str(chat).removeprefix("-100")
    return f"https://t.me/{place}/{message_id}"
