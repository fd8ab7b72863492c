"""Messages as they were told, and what was concluded of each: direction, need of an answer and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, case, select, update

from inbox.ids import BrandId, ChatId, ConversationId, MessageId, PostId, TelegramId
from inbox.messages import Message
from storage.inserts import insert_row
from storage.prepared import Prepared
from storage.tables import Instant, messages

Direction = Literal["incoming", "outgoing", "note"]
Source = Literal["live", "history"]
LATEST = 40
"""So many of a conversation's messages are read at once."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A message as it lies in the database."""

    id: MessageId
    brand: BrandId
    chat: ChatId
    message_id: int
    thread_id: int | None
    conversation: ConversationId | None
    post: PostId | None
    direction: Direction
    sender: TelegramId
    sender_name: str
    sent_at: datetime
    text: str
    content: str
    attachment: dict[str, Any] | None
    album_id: str
    needs_answer: bool
    reason: str
    corrected_by: TelegramId | None
    is_automatic: bool
    direct_topic_id: int | None


COLUMNS = (
    messages.c.id, messages.c.brand_id, messages.c.chat_id, messages.c.message_id, messages.c.thread_id,
    messages.c.conversation_id, messages.c.post_id, messages.c.direction, messages.c.sender_id, messages.c.sender_name,
    messages.c.sent_at, messages.c.text, messages.c.content, messages.c.attachment, messages.c.album_id,
    messages.c.needs_answer, messages.c.reason, messages.c.corrected_by, messages.c.is_automatic,
    messages.c.direct_topic_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What was concluded of a message. `thread_id`: a topic or the comments of a post."""

    brand: BrandId
    chat: ChatId
    direction: Direction
    thread_id: int | None = None
    conversation: ConversationId | None = None
    post: PostId | None = None
    needs_answer: bool = False
    reason: str = ""


def add(
    connection: Connection, message: Message, reading: Reading, now: datetime, source: Source = "live"
) -> MessageId:
    return MessageId(insert_row(connection, messages, **_row(message, reading, now), source=source))


FIND = Prepared(
    select(*COLUMNS).where(messages.c.chat_id == bindparam("chat"), messages.c.message_id == bindparam("number"))
)
GET = Prepared(select(*COLUMNS).where(messages.c.id == bindparam("row")))
ALBUM = (
    select(*COLUMNS)
    .where(
        messages.c.chat_id == bindparam("chat"),
        messages.c.album_id == bindparam("album"),
        messages.c.deleted_at.is_(None),
    )
    .order_by(messages.c.id)
)
PARTS_OF_ALBUM = Prepared(ALBUM)
FIRST_OF_ALBUM = Prepared(ALBUM.limit(1))
LAST = (
    select(*COLUMNS)
    .where(
        messages.c.chat_id == bindparam("chat"),
        messages.c.sent_at <= bindparam("before"),
        messages.c.sender_id != bindparam("besides"),
        messages.c.reason != "command",
    )
    .order_by(messages.c.sent_at.desc(), messages.c.message_id.desc())
    .limit(1)
)
LAST_IN_THREAD = Prepared(LAST.where(messages.c.thread_id == bindparam("thread")))
LAST_OUTSIDE_THREADS = Prepared(LAST.where(messages.c.thread_id.is_(None)))
LAST_WORD = Prepared(
    select(messages.c.direction, messages.c.text)
    .where(messages.c.conversation_id == bindparam("conversation"), messages.c.direction != "note")
    .order_by(messages.c.sent_at.desc(), messages.c.message_id.desc())
    .limit(1)
)
LATEST_OF = Prepared(
    select(*COLUMNS)
    .where(messages.c.conversation_id == bindparam("conversation"), messages.c.deleted_at.is_(None))
    .order_by(
        case((messages.c.needs_answer & (messages.c.sent_at >= bindparam("asked_at", type_=Instant)), 0), else_=1),
        messages.c.sent_at.desc(),
        messages.c.id.desc(),
    )
    .limit(LATEST)
)
CHANGE = Prepared(update(messages).where(messages.c.id == bindparam("row")))


def find(connection: Connection, chat: ChatId, message_id: int) -> Kept | None:
    return _first(connection, FIND, chat=chat, number=message_id)


def get(connection: Connection, message: MessageId) -> Kept:
    return Kept(*GET.one(connection, row=message))


def known_numbers(connection: Connection, chat: ChatId, numbers: Sequence[int]) -> set[int]:
    """Which of Telegram's numbers are kept already."""
    return set(
        connection.scalars(
            select(messages.c.message_id).where(messages.c.chat_id == chat, messages.c.message_id.in_(numbers))
        )
    )


def find_in_brand(connection: Connection, brand: BrandId, message: MessageId) -> Kept | None:
    found = _first(connection, GET, row=message)
    return found if found is not None and found.brand == brand else None


def parts_of_album(connection: Connection, chat: ChatId, album_id: str) -> list[Kept]:
    """What stands of an album, in the order told."""
    return [Kept(*tuple(row)) for row in PARTS_OF_ALBUM.all(connection, chat=chat, album=album_id)]


def first_of_album(connection: Connection, chat: ChatId, album_id: str) -> Kept | None:
    return _first(connection, FIRST_OF_ALBUM, chat=chat, album=album_id)


def latest_of(connection: Connection, conversation: ConversationId, asked_at: datetime | None) -> list[Kept]:
    """The newest messages and notes of a conversation, oldest first; what has asked for an answer since an instant is
    among them, however much was said after it.
    """
    rows = LATEST_OF.all(connection, conversation=conversation, asked_at=asked_at)
    return sorted((Kept(*tuple(row)) for row in rows), key=lambda one: (one.sent_at, one.id))


def chatter(connection: Connection, brand: BrandId, limit: int, offset: int = 0) -> list[Kept]:
    """Members' messages that were judged to need no answer, newest first."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(
            messages.c.brand_id == brand,
            messages.c.direction == "incoming",
            messages.c.needs_answer.is_(False),
            messages.c.reason.not_in(("album", "corrected")),
            messages.c.deleted_at.is_(None),
        )
        .order_by(messages.c.sent_at.desc(), messages.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [Kept(*tuple(row)) for row in rows]


def last_in_thread(
    connection: Connection, chat: ChatId, thread_id: int | None, before: datetime, besides: TelegramId
) -> Kept | None:
    """The last message of anybody but `besides` in a chat's thread up to an instant, commands aside."""
    if thread_id is None:
        return _first(connection, LAST_OUTSIDE_THREADS, chat=chat, before=before, besides=besides)
    return _first(connection, LAST_IN_THREAD, chat=chat, thread=thread_id, before=before, besides=besides)


def team_said(connection: Connection, conversation: ConversationId) -> str:
    """The team's last words in a conversation, if nothing came after them but notes."""
    last = LAST_WORD.first(connection, conversation=conversation)
    return last.text if last is not None and last.direction == "outgoing" else ""


def change(connection: Connection, message: MessageId, **columns: Any) -> None:
    CHANGE.write(connection, row=message, **columns)


def _first(connection: Connection, statement: Prepared, **values: Any) -> Kept | None:
    row = statement.first(connection, **values)
    return None if row is None else Kept(*tuple(row))


def _row(message: Message, reading: Reading, now: datetime) -> dict[str, Any]:
    attachment = message.attachment
    return {
        "brand_id": reading.brand,
        "chat_id": reading.chat,
        "message_id": message.message_id,
        "thread_id": reading.thread_id,
        "direct_topic_id": message.direct_topic_id,
        "conversation_id": reading.conversation,
        "post_id": reading.post,
        "direction": reading.direction,
        "sender_id": message.sender_id,
        "sender_name": message.sender_name,
        "sent_at": message.sent_at,
        "received_at": now,
        "text": message.text.replace("\0", ""),
        "content": message.content,
        "attachment": None
        if attachment is None
        else {
            "content": attachment.content,
            "file_id": attachment.file_id,
            "unique_id": attachment.unique_id,
            "name": attachment.name,
        },
        "album_id": message.album_id,
        "reply_to": message.reply_to.message_id if message.reply_to else None,
        "needs_answer": reading.needs_answer,
        "reason": reading.reason,
        "is_automatic": message.is_automatic,
    }
