"""A message as Telegram told of it: one frozen value, whoever wrote it and wherever.

Invariant: `sent_at` is Telegram's own `date`, never our clock. Absent: anything we concluded from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from inbox.ids import TelegramId

ChatKind = Literal["private", "group", "supergroup", "channel"]
Content = Literal[
    "text", "photo", "video", "document", "voice", "audio", "animation", "sticker", "video_note",
    "poll", "contact", "location", "story", "other",
]  # fmt: skip

CHANNEL_BOT = TelegramId(136817688)
"""The stand-in author Telegram names for a channel identity; the true one is `sender_chat`."""
ANONYMOUS_ADMIN_BOT = TelegramId(1087968824)
TELEGRAM_SERVICE = TelegramId(777000)
"""The author of automatic forwards of channel posts."""


@dataclass(frozen=True, slots=True)
class Person:
    id: TelegramId
    name: str
    username: str = ""
    language: str = ""
    is_bot: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A chat as an update shows it. A Business customer's chat is told apart by its `business_connection`."""

    id: TelegramId
    kind: ChatKind
    title: str = ""
    username: str = ""
    is_forum: bool = False
    is_direct_messages: bool = False
    business_connection: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    content: Content
    file_id: str
    unique_id: str = ""
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message first stood; what Telegram hides is absent."""

    name: str
    sent_at: datetime
    sender_id: TelegramId | None = None
    chat: Place | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReplyTo:
    message_id: int
    sender_id: TelegramId | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    place: Place
    message_id: int
    sent_at: datetime
    person: Person | None = None
    sender_chat: Place | None = None
    signature: str = ""
    thread_id: int | None = None
    in_topic: bool = False
    direct_topic_id: int | None = None
    text: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    content: Content = "text"
    attachment: Attachment | None = None
    album_id: str = ""
    reply_to: ReplyTo | None = None
    replies_elsewhere: bool = False
    """To a message of another chat or topic."""
    origin: Origin | None = None
    is_automatic_forward: bool = False
    is_automatic: bool = False
    """Sent by a bot or by an automatic reply (via a bot, by a Business bot, from an away message)."""

    @property
    def sender_id(self) -> TelegramId:
        """Who speaks: the chat in whose name it is written, else the person, else the place itself."""
        if self.sender_chat is not None:
            return self.sender_chat.id
        return self.person.id if self.person is not None else self.place.id

    @property
    def sender_name(self) -> str:
        if self.sender_chat is not None:
            return self.signature or self.sender_chat.title
        return self.person.name if self.person is not None else self.signature or self.place.title
