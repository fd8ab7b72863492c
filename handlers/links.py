"""Addresses in Telegram of what a card speaks of; empty where Telegram has none (basic groups, private chats)."""

from inbox import links
from storage.chats import Chat
from storage.people import KnownPerson
from storage.posts import Post


def message_link(chat: Chat, message_id: int) -> str:
    return links.message_link(chat.telegram_id, chat.kind, chat.username, message_id)


def post_link(post: Post) -> str:
    return links.message_link(post.channel_id, "channel", post.channel_username, post.message_id)


def comment_link(post: Post, message_id: int) -> str:
    """A comment, shown under its post."""
    return f"{post_link(post)}?comment={message_id}"


def person_link(person: KnownPerson) -> str:
    return f"https://t.me/{person.username}" if person.username else f"tg://user?id={person.id}"
