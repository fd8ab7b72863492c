"""Channel posts, and where the comments under each gather."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from inbox.ids import BrandId, ChatId, PostId, TelegramId
from inbox.messages import Message, Origin
from storage.inserts import insert_into
from storage.prepared import Prepared
from storage.tables import chats, posts


@dataclass(frozen=True, slots=True)
class Post:
    id: PostId
    brand: BrandId | None
    chat: ChatId
    channel_id: TelegramId
    channel_username: str
    message_id: int
    posted_at: datetime
    text: str


def keep(connection: Connection, chat: ChatId, brand: BrandId | None, message: Message, message_id: int) -> PostId:
    """A post as published or as its automatic forward shows it, whichever is told first; only the post itself tells its
    album and where it was forwarded from.
    """
    origin = message.origin
    values = {
        "brand_id": brand,
        "posted_at": origin.sent_at if message.is_automatic_forward and origin else message.sent_at,
        "text": message.text,
        "content": message.content,
        "album_id": message.album_id,
        "file_id": message.attachment.file_id if message.attachment else "",
    }
    row = insert_into(connection, posts).values(chat_id=chat, message_id=message_id, **values)
    connection.execute(row.on_conflict_do_nothing(index_elements=["chat_id", "message_id"]))
    if not message.is_automatic_forward:
        told = {"album_id": message.album_id, "origin": origin and _said_first(origin)}
        connection.execute(
            update(posts).where(posts.c.chat_id == chat, posts.c.message_id == message_id).values(**told)
        )
    found = connection.scalar(select(posts.c.id).where(posts.c.chat_id == chat, posts.c.message_id == message_id))
    assert found is not None
    return PostId(found)


def tie_to_thread(connection: Connection, post: PostId, discussion: ChatId, thread_id: int) -> None:
    """The comments under the post carry this thread in the discussion group."""
    connection.execute(update(posts).where(posts.c.id == post).values(discussion_id=discussion, thread_id=thread_id))


def edit(connection: Connection, chat: ChatId, message_id: int, text: str, at: datetime) -> None:
    connection.execute(
        update(posts).where(posts.c.chat_id == chat, posts.c.message_id == message_id).values(text=text, edited_at=at)
    )


OF_THREAD = Prepared(
    select(posts.c.id).where(posts.c.discussion_id == bindparam("discussion"), posts.c.thread_id == bindparam("thread"))
)


def of_thread(connection: Connection, discussion: ChatId, thread_id: int) -> PostId | None:
    row = OF_THREAD.first(connection, discussion=discussion, thread=thread_id)
    return None if row is None else PostId(row.id)


def known_threads(connection: Connection, discussion: ChatId, numbers: Sequence[int]) -> set[int]:
    """Which of a discussion group's messages are known as copies of posts."""
    return set(
        connection.scalars(
            select(posts.c.thread_id).where(posts.c.discussion_id == discussion, posts.c.thread_id.in_(numbers))
        )
    )


def get(connection: Connection, post: PostId) -> Post:
    row = connection.execute(
        select(
            posts.c.id, posts.c.brand_id, posts.c.chat_id, chats.c.telegram_id, chats.c.username,
            posts.c.message_id, posts.c.posted_at, posts.c.text,
        ).join(chats, chats.c.id == posts.c.chat_id).where(posts.c.id == post)
    ).one()  # fmt: skip
    return Post(*row)


def _said_first(origin: Origin) -> dict[str, Any]:
    return {"name": origin.name, "chat": origin.chat and origin.chat.id, "message": origin.message_id}
