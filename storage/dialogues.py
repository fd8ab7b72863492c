"""What the bot has asked a person in a chat and waits to hear: one dialogue at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select

from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_into
from storage.prepared import Prepared
from storage.tables import dialogues


@dataclass(frozen=True, slots=True)
class Dialogue:
    kind: str
    state: dict[str, Any]
    started_at: datetime
    brand: BrandId | None


def begin(
    connection: Connection,
    chat: TelegramId,
    person: TelegramId,
    kind: str,
    state: dict[str, Any],
    now: datetime,
    brand: BrandId | None,
) -> None:
    """Ask anew; what was asked before is forgotten. `brand`: what it is about, if that is known."""
    values = {"kind": kind, "state": state, "started_at": now, "brand_id": brand}
    row = insert_into(connection, dialogues).values(chat_id=chat, person_id=person, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["chat_id", "person_id"], set_=values))


FIND = Prepared(
    select(dialogues.c.kind, dialogues.c.state, dialogues.c.started_at, dialogues.c.brand_id).where(
        dialogues.c.chat_id == bindparam("chat"), dialogues.c.person_id == bindparam("person")
    )
)


def find(connection: Connection, chat: TelegramId, person: TelegramId) -> Dialogue | None:
    row = FIND.first(connection, chat=chat, person=person)
    return None if row is None else Dialogue(*row)


def end(connection: Connection, chat: TelegramId, person: TelegramId) -> None:
    connection.execute(delete(dialogues).where(dialogues.c.chat_id == chat, dialogues.c.person_id == person))
