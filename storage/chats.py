"""Chats the bot is in, what each is for, and the way from Telegram's number to our row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, bindparam, func, insert, select, update

from inbox.ids import BrandId, ChatId, TelegramId
from inbox.messages import ChatKind, Place
from storage.prepared import Prepared
from storage.tables import activations, business_connections, chats, conversations, memberships, placements, posts

Purpose = Literal["unbound", "community", "channel", "desk", "private"]


@dataclass(frozen=True, slots=True)
class Chat:
    """`topic_id`: the desk's topic. `linked_id`: a channel's discussion group, or a group's channel."""

    id: ChatId
    telegram_id: TelegramId
    business_connection: str
    brand: BrandId | None
    purpose: Purpose
    kind: ChatKind
    title: str
    username: str
    is_forum: bool
    is_direct_messages: bool
    linked_id: TelegramId | None
    topic_id: int | None
    standing: str
    rights: Mapping[str, bool] | None

    @property
    def can_see_all(self) -> bool:
        """An administrator sees every message whatever the privacy mode."""
        return self.standing in ("administrator", "creator")

    @property
    def is_muted(self) -> bool:
        return self.standing == "restricted" and not (self.rights or {}).get("can_send_messages", True)


@dataclass(frozen=True, slots=True)
class BusinessConnection:
    id: str
    owner: TelegramId
    brand: BrandId | None
    can_reply: bool
    is_enabled: bool


COLUMNS = (
    chats.c.id, chats.c.telegram_id, chats.c.business_connection, chats.c.brand_id, chats.c.purpose, chats.c.kind,
    chats.c.title, chats.c.username, chats.c.is_forum, chats.c.is_direct_messages, chats.c.linked_id,
    chats.c.topic_id, chats.c.standing, chats.c.rights,
)  # fmt: skip


FIND = Prepared(
    select(*COLUMNS).where(
        chats.c.telegram_id == bindparam("telegram_id"), chats.c.business_connection == bindparam("business")
    )
)
GET = Prepared(select(*COLUMNS).where(chats.c.id == bindparam("row")))
DESK = Prepared(
    select(*COLUMNS)
    .where(chats.c.brand_id == bindparam("brand"), chats.c.purpose == "desk")
    .order_by(chats.c.id)
    .limit(1)
)


def find(connection: Connection, telegram_id: TelegramId, business_connection: str = "") -> Chat | None:
    return _chat(FIND.first(connection, telegram_id=telegram_id, business=business_connection))


def find_by_username(connection: Connection, username: str) -> Chat | None:
    """A public chat by its name, in whatever case."""
    named = select(*COLUMNS).where(func.lower(chats.c.username) == username.lower(), chats.c.username != "")
    return _chat(connection.execute(named.limit(1)).first())


def get(connection: Connection, chat: ChatId) -> Chat:
    return Chat(*GET.one(connection, row=chat))


def remember(connection: Connection, place: Place, now: datetime) -> Chat:
    """The chat's row, made or brought up to date when the update shows something new."""
    known = find(connection, place.id, place.business_connection)
    if known is None:
        purpose = "private" if place.kind == "private" else "unbound"
        connection.execute(
            insert(chats).values(
                telegram_id=place.id,
                business_connection=place.business_connection,
                purpose=purpose,
                added_at=now,
                **_seen(place),
            )
        )
    elif any(getattr(known, name) != value for name, value in _seen(place).items()):
        connection.execute(update(chats).where(chats.c.id == known.id).values(**_seen(place)))
    else:
        return known
    seen = find(connection, place.id, place.business_connection)
    assert seen is not None
    return seen


def bind(
    connection: Connection, chat: ChatId, purpose: Purpose, brand: BrandId | None, topic: int | None = None
) -> None:
    connection.execute(update(chats).where(chats.c.id == chat).values(purpose=purpose, brand_id=brand, topic_id=topic))


def unbind(connection: Connection, chat: Chat) -> None:
    """Of no brand any more; what was said in it is kept."""
    bind(connection, chat.id, "private" if chat.kind == "private" else "unbound", None)


def change(connection: Connection, chat: ChatId, **columns: Any) -> None:
    connection.execute(update(chats).where(chats.c.id == chat).values(**columns))


def desks(connection: Connection) -> list[TelegramId]:
    """Every brand's desk that is a group."""
    condition = (chats.c.purpose == "desk") & (chats.c.kind != "private")
    return [TelegramId(row) for row in connection.scalars(select(chats.c.telegram_id).where(condition))]


def purpose_of_community(chat: Chat) -> Purpose:
    return "channel" if chat.kind == "channel" else "community"


def desk_of(connection: Connection, brand: BrandId) -> Chat | None:
    return _chat(DESK.first(connection, brand=brand))


def of_brand(connection: Connection, brand: BrandId) -> list[Chat]:
    rows = connection.execute(
        select(*COLUMNS).where(chats.c.brand_id == brand, chats.c.migrated_to.is_(None)).order_by(chats.c.id)
    )
    return [Chat(*tuple(row)) for row in rows]


def channels(connection: Connection) -> list[Chat]:
    """The channels of all brands."""
    rows = connection.execute(select(*COLUMNS).where(chats.c.purpose == "channel", chats.c.brand_id.is_not(None)))
    return [Chat(*tuple(row)) for row in rows]


def unbound(connection: Connection) -> list[Chat]:
    rows = connection.execute(
        select(*COLUMNS).where(chats.c.purpose == "unbound", chats.c.standing.not_in(("left", "kicked")))
    )
    return [Chat(*tuple(row)) for row in rows]


def migrate(connection: Connection, before: TelegramId, after: Place, now: datetime) -> Chat:
    """A group got a new number: the new row takes over its purpose, posts and conversations.

    Messages stay with the old row, because their numbers begin anew.
    """
    old = find(connection, before)
    new = remember(connection, after, now)
    if old is not None and old.id != new.id:
        connection.execute(
            update(chats)
            .where(chats.c.id == new.id)
            .values(brand_id=old.brand, purpose=old.purpose, linked_id=old.linked_id, standing=old.standing)
        )
        connection.execute(
            update(chats).where(chats.c.id == old.id).values(migrated_to=new.telegram_id, purpose="unbound")
        )
        connection.execute(update(conversations).where(conversations.c.chat_id == old.id).values(chat_id=new.id))
        connection.execute(update(posts).where(posts.c.discussion_id == old.id).values(discussion_id=new.id))
        connection.execute(update(memberships).where(memberships.c.chat_id == old.id).values(chat_id=new.id))
        connection.execute(update(placements).where(placements.c.chat_id == old.id).values(chat_id=new.id))
        moved = update(activations).where(activations.c.chat_id == old.id)
        connection.execute(moved.values(chat_id=new.id, message_id=None))
    return get(connection, new.id)


def moved_to(connection: Connection, chat: ChatId) -> TelegramId | None:
    """The new number of a group that has become a supergroup."""
    return connection.scalar(select(chats.c.migrated_to).where(chats.c.id == chat))


def moved_from(connection: Connection, telegram_id: TelegramId) -> ChatId | None:
    """The group that has become this supergroup."""
    return connection.scalar(select(chats.c.id).where(chats.c.migrated_to == telegram_id))


def going_on(connection: Connection, chat: ChatId) -> ChatId:
    """The chat itself, or the supergroup that it has become."""
    moved = moved_to(connection, chat)
    after = find(connection, moved) if moved is not None else None
    return after.id if after is not None else chat


def keep_business_connection(connection: Connection, business: BusinessConnection, now: datetime) -> None:
    values = {
        "owner_id": business.owner,
        "can_reply": business.can_reply,
        "is_enabled": business.is_enabled,
        "updated_at": now,
    }
    done = connection.execute(
        update(business_connections).where(business_connections.c.id == business.id).values(**values)
    )
    if not done.rowcount:
        connection.execute(insert(business_connections).values(id=business.id, brand_id=business.brand, **values))


def bind_business(connection: Connection, connection_id: str, brand: BrandId) -> None:
    connection.execute(
        update(business_connections).where(business_connections.c.id == connection_id).values(brand_id=brand)
    )


def find_business_connection(connection: Connection, connection_id: str) -> BusinessConnection | None:
    row = connection.execute(
        select(
            business_connections.c.id,
            business_connections.c.owner_id,
            business_connections.c.brand_id,
            business_connections.c.can_reply,
            business_connections.c.is_enabled,
        ).where(business_connections.c.id == connection_id)
    ).first()
    return None if row is None else BusinessConnection(*row)


def _seen(place: Place) -> dict[str, Any]:
    return {
        "kind": place.kind,
        "title": place.title,
        "username": place.username,
        "is_forum": place.is_forum,
        "is_direct_messages": place.is_direct_messages,
    }


def _chat(row: Any) -> Chat | None:
    return None if row is None else Chat(*tuple(row))
