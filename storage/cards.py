"""Where conversations' cards stand on the desk, and which other messages of ours there may be replied to.

Invariant: the newest card of a conversation is its card; the older ones stay known, so that a reply to them is
understood. `message_id` is None from the decision to send it until Telegram has confirmed it; `shown` names what the
newest call for it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from inbox.ids import ChatId, ConversationId, EntryId
from storage.inserts import insert_row
from storage.prepared import Prepared
from storage.tables import cards, prompts

PromptKind = Literal["answer", "edit", "note", "search"]


@dataclass(frozen=True, slots=True)
class Card:
    id: int
    conversation: ConversationId
    chat: ChatId
    message_id: int | None
    shown: str
    view: str
    spent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """A message of ours that asked for a reply about a conversation."""

    conversation: ConversationId
    kind: PromptKind
    entry: EntryId | None


COLUMNS = (
    cards.c.id, cards.c.conversation_id, cards.c.chat_id, cards.c.message_id, cards.c.shown, cards.c.view,
    cards.c.spent_at,
)  # fmt: skip


FIND = Prepared(
    select(*COLUMNS).where(cards.c.conversation_id == bindparam("conversation")).order_by(cards.c.id.desc()).limit(1)
)

CHANGE = Prepared(update(cards).where(cards.c.id == bindparam("row")))


def find(connection: Connection, conversation: ConversationId) -> Card | None:
    """The card of a conversation."""
    row = FIND.first(connection, conversation=conversation)
    return None if row is None else Card(*tuple(row))


def get(connection: Connection, card: int) -> Card | None:
    return _newest(connection, cards.c.id == card)


def at(connection: Connection, chat: ChatId, message_id: int) -> Card | None:
    """The card, current or former, that is a given message of the desk."""
    return _newest(connection, (cards.c.chat_id == chat) & (cards.c.message_id == message_id))


def add(
    connection: Connection,
    conversation: ConversationId,
    chat: ChatId,
    shown: str,
    before: Card | None,
    **turns: datetime | None,
) -> int:
    """A new card is on its way to the desk, in place of an earlier one; `turns` are `redraw_at` and `spent_at`."""
    if before is not None:
        change(connection, before.id, redraw_at=None)
    return insert_row(connection, cards, conversation_id=conversation, chat_id=chat, shown=shown, **turns)


def change(connection: Connection, card: int, **columns: Any) -> None:
    CHANGE.write(connection, row=card, **columns)


def due(connection: Connection, now: datetime, limit: int = 50) -> Sequence[ConversationId]:
    """Conversations whose card says what is no longer so by the clock."""
    return connection.scalars(
        select(cards.c.conversation_id).where(cards.c.redraw_at <= now).order_by(cards.c.redraw_at).limit(limit)
    ).all()


def forget(connection: Connection, chat: ChatId) -> None:
    """The messages of a desk are gone, with its topic or with the group's number."""
    connection.execute(delete(cards).where(cards.c.chat_id == chat))


def move(connection: Connection, before: ChatId, after: ChatId) -> None:
    """A desk became a supergroup: cards on their way arrive there, those that stood are out of our reach."""
    connection.execute(delete(cards).where(cards.c.chat_id == before, cards.c.message_id.is_not(None)))
    connection.execute(update(cards).where(cards.c.chat_id == before).values(chat_id=after))


def keep_prompt(connection: Connection, chat: ChatId, message_id: int, prompt: Prompt) -> None:
    connection.execute(
        insert(prompts).values(
            chat_id=chat,
            message_id=message_id,
            conversation_id=prompt.conversation,
            kind=prompt.kind,
            entry_id=prompt.entry,
        )
    )


def prompt_at(connection: Connection, chat: ChatId, message_id: int) -> Prompt | None:
    row = connection.execute(
        select(prompts.c.conversation_id, prompts.c.kind, prompts.c.entry_id).where(
            prompts.c.chat_id == chat, prompts.c.message_id == message_id
        )
    ).first()
    return None if row is None else Prompt(*row)


def _newest(connection: Connection, condition: ColumnElement[bool]) -> Card | None:
    newest = select(func.max(cards.c.id)).where(condition).scalar_subquery()
    row = connection.execute(select(*COLUMNS).where(cards.c.id == newest)).first()
    return None if row is None else Card(*tuple(row))
