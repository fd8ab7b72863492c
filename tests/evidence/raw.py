"""A month of raw Bot API updates about comings, goings and reactions, made by dice."""

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.reader.updates import read
from handlers.router import Router
from storage import Connection
from tests.cast import ME, SilentLibrary

Update = dict[str, Any]
STARTS = datetime(2026, 9, 20, tzinfo=UTC)
GROUP: Update = {"id": -1001, "type": "supergroup", "title": "Coffee lovers", "username": "coffee_lovers"}
CHANNEL: Update = {"id": -1003, "type": "channel", "title": "Coffee news", "username": "coffee_news"}
LINKS = ("https://t.me/+AAAA", "https://t.me/+BBBB")


def user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": f"P{number}", "language_code": "ru"}


def member_update(chat: Update, number: int, at: datetime, before: str, after: str, link: str | None) -> Update:
    told: Update = {
        "chat": chat, "from": user(number), "date": int(at.timestamp()),
        "old_chat_member": {"status": before, "user": user(number)},
        "new_chat_member": {"status": after, "user": user(number)},
    }  # fmt: skip
    if link is not None:
        told["invite_link"] = {"invite_link": link, "creator": user(ME.id), "name": "whatever"}
    return {"chat_member": told}


def service(chat: Update, number: int, at: datetime, message_id: int) -> Update:
    message = {"message_id": message_id, "date": int(at.timestamp()), "chat": chat, "from": user(number)}
    return {"message": message | {"new_chat_members": [user(number)]}}


def said(number: int, at: datetime, message_id: int, text: str) -> Update:
    return {
        "message": {
            "message_id": message_id, "date": int(at.timestamp()), "chat": GROUP, "from": user(number), "text": text
        }
    }  # fmt: skip


def month_of_updates(seed: int, moves: int = 150) -> list[Update]:
    """People come by links or by themselves, talk, leave and come back, over six weeks and more."""
    dice = random.Random(seed)
    present: set[tuple[int, int]] = set()
    updates: list[Update] = []
    at = STARTS
    for turn in range(moves):
        at += timedelta(minutes=dice.randrange(1, 1200))
        chat, person = dice.choice((GROUP, CHANNEL)), dice.randrange(100, 125)
        key = (chat["id"], person)
        if key in present and dice.random() < 0.5:
            present.remove(key)
            updates.append(member_update(chat, person, at, "member", dice.choice(("left", "kicked")), None))
        elif key in present:
            if chat is GROUP:
                updates.append(said(person, at, 1000 + turn, dice.choice(("Когда откроетесь?", "Спасибо большое"))))
        else:
            present.add(key)
            link = dice.choice((None, "https://t.me/+ZZZZ", *LINKS))
            both = [member_update(chat, person, at, "left", "member", link)]
            if chat is GROUP:
                both.append(service(chat, person, at, 5000 + turn))
                dice.shuffle(both)
            updates += both
    return updates


def play(connection: Connection, updates: list[Update]) -> None:
    """Through the reader and the handlers, as they came."""
    router = Router(ME, SilentLibrary())
    for number, update in enumerate(updates):
        event = read(json.dumps(update | {"update_id": number}).encode())
        assert event is not None
        (told,) = update.values()
        router.handle(connection, event, datetime.fromtimestamp(told["date"], UTC))
