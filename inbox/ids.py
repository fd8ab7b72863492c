"""Identifiers, so that a chat's row is never mistaken for Telegram's number of it."""

from typing import NewType, TypeAlias

TelegramId = NewType("TelegramId", int)
"""A person or a chat as Telegram numbers them; chats are negative, people positive."""

BrandId = NewType("BrandId", int)
ChatId = NewType("ChatId", int)
"""Our row of a chat: one Telegram id has several when Business accounts share a customer."""

MessageId = NewType("MessageId", int)
"""Our row of a message; Telegram's own number is `message_id` beside a chat."""

PostId = NewType("PostId", int)
ConversationId = NewType("ConversationId", int)
WaitId = NewType("WaitId", int)
EntryId: TypeAlias = int | str
"""Storage numbers entries; library files and labelled sets name them."""
