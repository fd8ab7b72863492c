"""Reactions as they stand under the brands' posts and messages.

Invariant: a row says what is there now, so an update told late changes nothing. Reactions that Telegram tells only as
totals have no sender (0).
"""

from datetime import datetime

from sqlalchemy import Connection

from inbox.ids import BrandId, ChatId
from storage.inserts import insert_into
from storage.tables import reactions

TOTAL = 0
"""The sender of reactions that are told as a total."""


def keep(
    connection: Connection, brand: BrandId, chat: ChatId, message_id: int, sender: int, count: int, at: datetime
) -> None:
    row = insert_into(connection, reactions).values(
        brand_id=brand, chat_id=chat, message_id=message_id, sender_id=sender, count=count, at=at
    )
    connection.execute(
        row.on_conflict_do_update(
            index_elements=["chat_id", "message_id", "sender_id"],
            set_={"count": row.excluded.count, "at": row.excluded.at},
            where=reactions.c.at <= row.excluded.at,
        )
    )
