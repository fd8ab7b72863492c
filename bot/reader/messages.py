"""A message as the Bot API writes it, and as we read it."""

from datetime import UTC, datetime
from typing import Any

from bot.reader import wire
from inbox.ids import TelegramId
from inbox.messages import (
    ANONYMOUS_ADMIN_BOT,
    CHANNEL_BOT,
    Attachment,
    Content,
    Message,
    Origin,
    Person,
    Place,
    ReplyTo,
)

WITH_FILE: tuple[Content, ...] = ("animation", "video", "document", "voice", "audio", "sticker", "video_note")
"""An animation comes first: for old clients' sake it is also told as a document."""
WITHOUT_FILE: tuple[Content, ...] = ("poll", "contact", "location", "story")
OTHER = (
    "dice", "game", "invoice", "checklist", "paid_media", "live_photo", "rich_message", "giveaway", "giveaway_winners",
)  # fmt: skip
FACELESS = (ANONYMOUS_ADMIN_BOT, CHANNEL_BOT)
"""Bots only in name: people stand behind them."""


def at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def person(user: wire.User) -> Person:
    name = f"{user.first_name} {user.last_name}".strip()
    return Person(TelegramId(user.id), name, user.username, user.language_code, user.is_bot)


def place(chat: wire.Chat, business_connection: str = "") -> Place:
    title = chat.title or f"{chat.first_name} {chat.last_name}".strip()
    return Place(
        TelegramId(chat.id),
        chat.type,
        title,
        chat.username,
        chat.is_forum,
        chat.is_direct_messages,
        business_connection,
    )


def message(told: wire.Message) -> Message | None:
    """The message, or None when it only tells what happened in the chat."""
    content = content_of(told)
    if content is None:
        return None
    return Message(
        place=place(told.chat, told.business_connection_id),
        message_id=told.message_id,
        sent_at=at(told.date),
        person=person(told.from_) if told.from_ else None,
        sender_chat=place(told.sender_chat) if told.sender_chat else None,
        signature=told.author_signature,
        thread_id=told.message_thread_id,
        in_topic=told.is_topic_message,
        direct_topic_id=told.direct_messages_topic.topic_id if told.direct_messages_topic else None,
        text=told.text or told.caption,
        entities=told.entities or told.caption_entities,
        content=content,
        attachment=_attachment(told, content),
        album_id=told.media_group_id,
        reply_to=_reply_to(told.reply_to_message),
        replies_elsewhere=told.external_reply is not None,
        origin=_origin(told.forward_origin) if told.forward_origin else None,
        is_automatic_forward=told.is_automatic_forward,
        is_automatic=_is_automatic(told),
    )


def content_of(told: wire.Message) -> Content | None:
    if told.text:
        return "text"
    if told.photo:
        return "photo"
    for content in (*WITH_FILE, *WITHOUT_FILE):
        if getattr(told, content) is not None:
            return content
    return "other" if any(getattr(told, name) is not None for name in OTHER) else None


def _attachment(told: wire.Message, content: Content) -> Attachment | None:
    if content == "photo":
        file: Any = told.photo[-1]  # the largest size
    elif content in WITH_FILE:
        file = getattr(told, content)
    else:
        return None
    return Attachment(content, file.file_id, file.file_unique_id, file.file_name, file.file_size)


def _reply_to(replied: wire.Replied | None) -> ReplyTo | None:
    """What a person replied to; the beginning of a topic is named in every message of it and is no reply."""
    if replied is None or replied.forum_topic_created is not None:
        return None
    sender = replied.sender_chat or replied.from_
    return ReplyTo(
        replied.message_id, TelegramId(sender.id) if sender else None, at(replied.date) if replied.date else None
    )


def _origin(origin: wire.Origin) -> Origin:
    chat = origin.chat or origin.sender_chat
    if origin.sender_user is not None:
        user = person(origin.sender_user)
        return Origin(user.name, at(origin.date), user.id)
    if chat is None:
        return Origin(origin.sender_user_name, at(origin.date))
    name = origin.author_signature or chat.title
    return Origin(name, at(origin.date), TelegramId(chat.id), place(chat), origin.message_id)


def _is_automatic(told: wire.Message) -> bool:
    by_bot = told.from_ is not None and told.from_.is_bot and told.from_.id not in FACELESS
    return by_bot or told.is_from_offline or told.sender_business_bot is not None or told.via_bot is not None
