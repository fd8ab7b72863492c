"""Raw updates, as the Bot API writes them, for tests of the reader and of what follows it."""

import json
from typing import Any

Json = dict[str, Any]

ALICE: Json = {"id": 101, "is_bot": False, "first_name": "Alice", "username": "alice", "language_code": "ru"}
BOB: Json = {"id": 102, "is_bot": False, "first_name": "Bob", "last_name": "Brown"}
BOT: Json = {"id": 900, "is_bot": True, "first_name": "Otklik", "username": "otklik_bot"}
GROUP: Json = {"id": -1001, "type": "supergroup", "title": "Coffee lovers"}
CHANNEL: Json = {"id": -1002, "type": "channel", "title": "Coffee", "username": "coffee"}
SENT = 1_793_610_000  # 2026-11-02 09:00 UTC


def raw(update_id: int, kind: str, told: Json) -> bytes:
    return json.dumps({"update_id": update_id, kind: told}).encode()


def message(message_id: int = 7, chat: Json = GROUP, sender: Json | None = ALICE, **fields: Any) -> Json:
    said = {"message_id": message_id, "date": SENT, "chat": chat} | fields
    return said | ({"from": sender} if sender else {})


def said(update_id: int, text: str, chat_id: int = -1001) -> bytes:
    """Alice writes `text` in a supergroup; the message has the update's number."""
    return raw(update_id, "message", message(update_id, GROUP | {"id": chat_id}, text=text))
