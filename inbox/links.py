"""Addresses of messages in Telegram; empty where Telegram has none (basic groups, private chats, imported ones)."""

from inbox.ids import TelegramId
from inbox.messages import ChatKind


def message_link(chat: TelegramId, kind: ChatKind, username: str, message_id: int) -> str:
    """Opens the message for whoever is in the chat, and for everybody when the chat is public."""
    if kind in ("private", "group") or message_id <= 0:
        return ""
    place = username or "c/" + str(chat).removeprefix("-100")
    return f"https://t.me/{place}/{message_id}"
