"""Answers that teammates gave through the desk, from their word to Telegram's.

Invariant: a reply is `sending` from the transaction that put its call into the outbox until that call is settled, so
whoever locks the conversation sees that an answer is on its way.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, bindparam, case, select, update

from inbox.ids import BrandId, ChatId, ConversationId, EntryId, MessageId, TelegramId
from storage.inserts import insert_row
from storage.prepared import Prepared
from storage.tables import messages, replies

LARGEST_ALBUM = 10
State = Literal["draft", "dropped", "sending", "sent", "refused", "uncertain", "removed"]


@dataclass(frozen=True, slots=True)
class Reply:
    """`html` is what it says, `typed` what stood there before placeholders in own words were filled; `desk_message` the
    message of the desk that it was written as; `saved` the entry that was made of it. What was asked by `created_at` it
    answers, and nothing that was asked while it was on its way.
    """

    id: int
    brand: BrandId
    conversation: ConversationId
    question: MessageId | None
    author: TelegramId
    entry: EntryId | None
    method: str
    params: dict[str, Any]
    html: str
    typed: str
    desk_chat: ChatId | None
    desk_message: int | None
    album: str
    state: State
    reason: str
    created_at: datetime
    message: MessageId | None
    saved: EntryId | None


COLUMNS = (
    replies.c.id, replies.c.brand_id, replies.c.conversation_id, replies.c.question_id, replies.c.author_id,
    replies.c.entry_id, replies.c.method, replies.c.params, replies.c.html, replies.c.typed, replies.c.desk_chat_id,
    replies.c.desk_message_id, replies.c.album_id, replies.c.state, replies.c.reason, replies.c.created_at,
    replies.c.message_id, replies.c.saved_id,
)  # fmt: skip

GIVEN_ON_DESK = (
    (replies.c.conversation_id == messages.c.conversation_id)
    & (replies.c.message_id == messages.c.id)
    & (replies.c.state == "sent")
    & (replies.c.method != "")
)
"""Which reply a message is, unless the team wrote it natively."""


def add(
    connection: Connection,
    brand: BrandId,
    conversation: ConversationId,
    author: TelegramId,
    state: State,
    now: datetime,
    **columns: Any,
) -> Reply:
    """`columns` are those of the table: question_id, entry_id, method, params, html, typed, desk_chat_id,
    desk_message_id, album_id.
    """
    number = insert_row(
        connection, replies, brand_id=brand, conversation_id=conversation, author_id=author, state=state,
        created_at=now, **columns,
    )  # fmt: skip
    return get(connection, number)


def get(connection: Connection, reply: int) -> Reply:
    found = _one(connection, replies.c.id == reply)
    assert found is not None
    return found


def find(connection: Connection, brand: BrandId, reply: int) -> Reply | None:
    return _one(connection, replies.c.id == reply, replies.c.brand_id == brand)


CURRENT = Prepared(
    select(*COLUMNS)
    .where(
        replies.c.conversation_id == bindparam("conversation"), replies.c.state != "draft", replies.c.state != "dropped"
    )
    .order_by(case({"sending": 0, "uncertain": 1}, value=replies.c.state, else_=2), replies.c.id.desc())
    .limit(1)
)


def current(connection: Connection, conversation: ConversationId) -> Reply | None:
    """The reply that a conversation stands by: one that is on its way, else one that may not have arrived, else the
    newest that its author did not think better of.
    """
    row = CURRENT.first(connection, conversation=conversation)
    return None if row is None else Reply(*tuple(row))


def given_as(connection: Connection, conversation: ConversationId, message: MessageId) -> Reply | None:
    """The reply that a message to the member is."""
    of_message = (replies.c.conversation_id == conversation) & (replies.c.message_id == message)
    return _one(connection, of_message, replies.c.state == "sent")


def written_as(connection: Connection, desk: ChatId, message_id: int) -> Reply | None:
    """The reply that was sent for a message of the desk."""
    return _one(connection, replies.c.desk_chat_id == desk, replies.c.desk_message_id == message_id)


def of_album(connection: Connection, desk: ChatId, album: str, message_id: int) -> Reply | None:
    """The reply that an earlier part of the desk's album was sent as: the parts stand close together."""
    near = replies.c.desk_message_id.between(message_id - LARGEST_ALBUM, message_id + LARGEST_ALBUM)
    return _one(connection, replies.c.desk_chat_id == desk, near, replies.c.album_id == album)


def change(connection: Connection, reply: int, **columns: Any) -> None:
    connection.execute(update(replies).where(replies.c.id == reply).values(**columns))


def _one(connection: Connection, *conditions: ColumnElement[bool]) -> Reply | None:
    row = connection.execute(select(*COLUMNS).where(*conditions).order_by(replies.c.id.desc()).limit(1)).first()
    return None if row is None else Reply(*tuple(row))
