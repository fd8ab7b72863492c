"""Where each conversation's card stands on the desk.

Invariant: one current card a conversation. `message_id` is None from the decision to send it until Telegram has
confirmed it; `shown` is what the newest call for it says.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from inbox.ids import ChatId, ConversationId
from storage.inserts import insert_into
from storage.tables import cards


@dataclass(frozen=True, slots=True)
class Card:
    conversation: ConversationId
    chat: ChatId
    message_id: int | None
    shown: str


COLUMNS = (cards.c.conversation_id, cards.c.chat_id, cards.c.message_id, cards.c.shown)


def find(connection: Connection, conversation: ConversationId) -> Card | None:
    row = connection.execute(select(*COLUMNS).where(cards.c.conversation_id == conversation)).first()
    return None if row is None else Card(*row)


def at(connection: Connection, chat: ChatId, message_id: int) -> Card | None:
    """The card that is a given message of the desk."""
    row = connection.execute(select(*COLUMNS).where(cards.c.chat_id == chat, cards.c.message_id == message_id)).first()
    return None if row is None else Card(*row)


def put(connection: Connection, conversation: ConversationId, chat: ChatId, shown: str) -> None:
    """A new card is on its way to the desk, in place of an earlier one."""
    values = {"chat_id": chat, "message_id": None, "shown": shown}
    row = insert_into(connection, cards).values(conversation_id=conversation, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["conversation_id"], set_=values))


def show(connection: Connection, conversation: ConversationId, shown: str) -> None:
    connection.execute(update(cards).where(cards.c.conversation_id == conversation).values(shown=shown))


def confirm(connection: Connection, conversation: ConversationId, message_id: int) -> None:
    connection.execute(update(cards).where(cards.c.conversation_id == conversation).values(message_id=message_id))


def drop(connection: Connection, conversation: ConversationId) -> None:
    connection.execute(delete(cards).where(cards.c.conversation_id == conversation))
