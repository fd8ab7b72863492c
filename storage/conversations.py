"""Conversations and the queue of those that wait.

Invariant: whoever is to change a conversation reads it with `lock`, so that of two teammates on two processes the
second sees what the first has done.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, bindparam, case, func, insert, select, type_coerce, update

from inbox.conversations import Standing, State, continues
from inbox.ids import BrandId, ChatId, ConversationId, PostId, TelegramId
from storage.inserts import insert_row
from storage.prepared import Prepared
from storage.tables import MILLISECOND, conversations, reopenings


@dataclass(frozen=True, slots=True)
class Conversation:
    id: ConversationId
    brand: BrandId
    chat: ChatId
    thread_id: int | None
    direct_topic_id: int | None
    post: PostId | None
    member: TelegramId
    member_name: str
    standing: Standing
    opened_at: datetime
    last_at: datetime
    assignee: TelegramId | None
    waiting_since: datetime | None
    revision: int

    @property
    def spot(self) -> "Spot":
        return Spot(self.brand, self.chat, self.member, self.thread_id)


COLUMNS = (
    conversations.c.id, conversations.c.brand_id, conversations.c.chat_id, conversations.c.thread_id,
    conversations.c.direct_topic_id, conversations.c.post_id, conversations.c.member_id, conversations.c.member_name,
    conversations.c.state, conversations.c.resolved_at, conversations.c.resolved_by, conversations.c.snoozed_until,
    conversations.c.opened_at, conversations.c.last_at, conversations.c.assignee_id, conversations.c.waiting_since,
    conversations.c.revision,
)  # fmt: skip


def open_new(
    connection: Connection,
    spot: "Spot",
    member_name: str,
    at: datetime,
    *,
    direct_topic_id: int | None = None,
    post: PostId | None = None,
) -> Conversation:
    row = insert_row(
        connection, conversations, brand_id=spot.brand, chat_id=spot.chat, thread_id=spot.thread_id,
        direct_topic_id=direct_topic_id, post_id=post, member_id=spot.member, member_name=member_name,
        state=State.OPEN, opened_at=at, last_at=at,
    )  # fmt: skip
    return _conversation(LOCK.one(connection, row=row))


@dataclass(frozen=True, slots=True)
class Spot:
    """Where conversations of one member with a brand follow one another: a chat, or one thread of it."""

    brand: BrandId
    chat: ChatId
    member: TelegramId
    thread_id: int | None

    @property
    def values(self) -> dict[str, Any]:
        """For the parameters of `AT_SPOT`."""
        return {"brand": self.brand, "chat": self.chat, "member": self.member, "thread": self.thread_id}


AT_SPOT = (
    (conversations.c.brand_id == bindparam("brand"))
    & (conversations.c.chat_id == bindparam("chat"))
    & (conversations.c.member_id == bindparam("member"))
    & conversations.c.thread_id.is_not_distinct_from(bindparam("thread", type_=BigInteger))
)
IN_ORDER = select(*COLUMNS).where(AT_SPOT).with_for_update()
LATEST_FIRST = (conversations.c.opened_at.desc(), conversations.c.id.desc())
LOCK = Prepared(select(*COLUMNS).where(conversations.c.id == bindparam("row")).with_for_update())
LATEST = Prepared(IN_ORDER.order_by(*LATEST_FIRST).limit(1))
BEGUN_BEFORE = Prepared(IN_ORDER.where(conversations.c.opened_at <= bindparam("at")).order_by(*LATEST_FIRST).limit(1))
BEGUN_SOON_AFTER = Prepared(
    IN_ORDER.where(conversations.c.opened_at > bindparam("at"), conversations.c.opened_at <= bindparam("until"))
    .order_by(conversations.c.opened_at, conversations.c.id)
    .limit(1)
)
LATEST_IN_TOPIC = Prepared(
    select(*COLUMNS)
    .where(conversations.c.chat_id == bindparam("chat"), conversations.c.direct_topic_id == bindparam("topic"))
    .with_for_update()
    .order_by(*LATEST_FIRST)
    .limit(1)
)
WAITING_AT_SPOT = Prepared(IN_ORDER.where(conversations.c.waiting_since.is_not(None)))
_reopened_at = (
    select(func.max(reopenings.c.reopened_at))
    .where(reopenings.c.conversation_id == conversations.c.id)
    .scalar_subquery()
)
_silent_since = case((_reopened_at > conversations.c.last_at, _reopened_at), else_=conversations.c.last_at)
"""Nobody has written since, nor opened it again."""
CHANGE = Prepared(
    update(conversations).where(conversations.c.id == bindparam("row")).values(revision=conversations.c.revision + 1)
)


def lock(connection: Connection, conversation: ConversationId) -> Conversation | None:
    """Read it for changing: others wait until this transaction ends."""
    return _first(connection, LOCK, row=conversation)


def running_at(connection: Connection, spot: Spot, at: datetime, silence: timedelta) -> Conversation | None:
    """The conversation that a message of an instant belongs to, for changing: the last one begun before it that silence
    had not ended, or, for a message told late, the one that began soon after.
    """
    before = _first(connection, BEGUN_BEFORE, **spot.values, at=at)
    if before is not None and continues(before.last_at, at, silence):
        return before
    return _first(connection, BEGUN_SOON_AFTER, **spot.values, at=at, until=at + silence)


def latest(connection: Connection, spot: Spot) -> Conversation | None:
    """The member's last conversation, for changing."""
    return _first(connection, LATEST, **spot.values)


def latest_in_topic(connection: Connection, chat: ChatId, topic: int) -> Conversation | None:
    """The last conversation of a channel's direct topic, for changing."""
    return _first(connection, LATEST_IN_TOPIC, chat=chat, topic=topic)


def waiting_at(connection: Connection, spot: Spot) -> list[Conversation]:
    """Conversations of the member there that wait for the team."""
    return [_conversation(row) for row in WAITING_AT_SPOT.all(connection, **spot.values)]


def change(connection: Connection, conversation: ConversationId, **columns: Any) -> None:
    CHANGE.write(connection, row=conversation, **columns)


def held_by(connection: Connection, brand: BrandId, person: TelegramId) -> list[ConversationId]:
    """What somebody has taken, and nobody has closed."""
    rows = connection.scalars(
        select(conversations.c.id).where(
            conversations.c.brand_id == brand,
            conversations.c.assignee_id == person,
            conversations.c.state.in_((State.OPEN, State.SNOOZED)),
        )
    )
    return [ConversationId(row) for row in rows]


def keep_standing(connection: Connection, conversation: ConversationId, standing: Standing) -> None:
    if standing.reopened_at is not None:
        _remember_close(connection, conversation, standing.reopened_at)
    change(
        connection,
        conversation,
        state=standing.state,
        resolved_at=standing.resolved_at,
        resolved_by=standing.resolved_by,
        snoozed_until=standing.snoozed_until,
    )


def _remember_close(connection: Connection, conversation: ConversationId, reopened_at: datetime) -> None:
    """The conversation was resolved until then."""
    close = select(conversations.c.resolved_at, conversations.c.resolved_by).where(conversations.c.id == conversation)
    resolved_at, resolved_by = connection.execute(close).one()
    connection.execute(
        insert(reopenings).values(
            conversation_id=conversation, resolved_at=resolved_at, resolved_by=resolved_by, reopened_at=reopened_at
        )
    )


def queue(connection: Connection, brand: BrandId, limit: int = 10, offset: int = 0) -> list[Conversation]:
    """Open conversations that wait for the team, the longest wait first."""
    rows = connection.execute(
        _waiting(select(*COLUMNS), brand)
        .order_by(conversations.c.waiting_since, conversations.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [_conversation(row) for row in rows]


def count_waiting(connection: Connection, brand: BrandId) -> int:
    return connection.scalar(_waiting(select(func.count()), brand).select_from(conversations)) or 0


def snoozed(connection: Connection, brand: BrandId) -> list[Conversation]:
    """A brand's snoozed conversations, the one that comes back first before the others."""
    rows = connection.execute(
        select(*COLUMNS)
        .where(conversations.c.brand_id == brand, conversations.c.state == State.SNOOZED)
        .order_by(conversations.c.snoozed_until, conversations.c.id)
    )
    return [_conversation(row) for row in rows]


def snoozed_until(connection: Connection, now: datetime, limit: int = 100) -> Sequence[ConversationId]:
    """Snoozed conversations whose time has come."""
    return connection.scalars(
        select(conversations.c.id)
        .where(conversations.c.state == State.SNOOZED, conversations.c.snoozed_until <= now)
        .limit(limit)
    ).all()


def silent_since(
    connection: Connection, brand: BrandId, before: datetime, limit: int = 100
) -> list[tuple[ConversationId, datetime]]:
    """Open conversations in which nothing waits and that have been silent since then, and since when."""
    rows = connection.execute(
        select(conversations.c.id, _silent_since)
        .where(
            conversations.c.brand_id == brand,
            conversations.c.state == State.OPEN,
            conversations.c.waiting_since.is_(None),
            _silent_since < before,
        )
        .limit(limit)
    )
    return [(ConversationId(row), since) for row, since in rows]


def close_silent(connection: Connection, chat: ChatId, before: datetime, silence: timedelta) -> int:
    """Close a chat's open conversations that have been silent since then: each when its silence was full."""
    rows = connection.execute(
        update(conversations)
        .where(conversations.c.chat_id == chat, conversations.c.state == State.OPEN, _silent_since < before)
        .values(
            state=State.RESOLVED,
            resolved_at=type_coerce(_silent_since, BigInteger) + silence // MILLISECOND,
            resolved_by=None,
        )
    )
    return rows.rowcount


def _first(connection: Connection, statement: Prepared, **values: Any) -> Conversation | None:
    row = statement.first(connection, **values)
    return None if row is None else _conversation(row)


def _waiting(query: Select[Any], brand: BrandId) -> Select[Any]:
    return query.where(
        conversations.c.brand_id == brand,
        conversations.c.state == State.OPEN,
        conversations.c.waiting_since.is_not(None),
    )


def _conversation(row: Any) -> Conversation:
    return Conversation(
        id=row.id,
        brand=row.brand_id,
        chat=row.chat_id,
        thread_id=row.thread_id,
        direct_topic_id=row.direct_topic_id,
        post=row.post_id,
        member=row.member_id,
        member_name=row.member_name,
        standing=Standing(State(row.state), row.resolved_at, row.resolved_by, row.snoozed_until),
        opened_at=row.opened_at,
        last_at=row.last_at,
        assignee=row.assignee_id,
        waiting_since=row.waiting_since,
        revision=row.revision,
    )
