"""What can happen: every update of Telegram that we act on, as one frozen value, and what our own calls came to.

Absent: updates we have no use for (the reader drops them by name) and raw JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from inbox.ids import TelegramId
from inbox.messages import Message, Person, Place

Membership = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A message in a group, a direct message, a Business message; `message.place.kind` is never `channel`."""

    message: Message


@dataclass(frozen=True, slots=True)
class MessageEdited:
    message: Message
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class PostPublished:
    """A channel post."""

    message: Message


@dataclass(frozen=True, slots=True)
class PostEdited:
    message: Message
    edited_at: datetime


@dataclass(frozen=True, slots=True)
class MessagesDeleted:
    """Only Business accounts tell of deletions."""

    place: Place
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """`data` is what stood in the button; `message_id` is the card that carried it."""

    press_id: str
    person: Person
    place: Place
    message_id: int
    data: str


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """Somebody's standing in a chat changed; `is_me` when it is the bot's own."""

    place: Place
    person: Person
    by: Person
    at: datetime
    before: Membership
    after: Membership
    is_me: bool = False
    rights: Mapping[str, bool] = field(default_factory=dict)
    link: str = ""
    link_name: str = ""
    by_request: bool = False


@dataclass(frozen=True, slots=True)
class ReactionChange:
    place: Place
    message_id: int
    at: datetime
    sender_id: TelegramId
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReactionCounts:
    """Anonymous reactions of a channel's post: totals, some minutes late."""

    place: Place
    message_id: int
    at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PollAnswered:
    """An empty `options` is a withdrawn vote."""

    poll_id: str
    voter_id: TelegramId
    voter_name: str
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PollChanged:
    poll_id: str
    is_closed: bool
    total: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BusinessConnected:
    connection_id: str
    person: Person
    at: datetime
    can_reply: bool
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class ChatMigrated:
    """A group became a supergroup: its Telegram id changed."""

    before: TelegramId
    after: TelegramId


@dataclass(frozen=True, slots=True)
class MembersCame:
    """The service message of joins, kept because basic groups tell of them in no other way."""

    place: Place
    at: datetime
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class CallSettled:
    """One of our own Bot API calls came to an end.

    `purpose` and `subject` are what the caller said of it; `result` is Telegram's answer when it is `ok`;
    `outcome` is `uncertain` when it may or may not have been done.
    """

    purpose: str
    subject: Mapping[str, Any]
    outcome: Literal["ok", "refused", "uncertain"]
    result: Any
    at: datetime
    reason: str = ""
    call_id: int = 0


Event = (
    MessageReceived | MessageEdited | PostPublished | PostEdited | MessagesDeleted | ButtonPress | MembershipChange
    | ReactionChange | ReactionCounts | PollAnswered | PollChanged | BusinessConnected | ChatMigrated | MembersCame
    | CallSettled
)  # fmt: skip
