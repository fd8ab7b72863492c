"""Raw Bot API updates told one after another to the core, whose calls are made at once; what was told is kept, for a
slow recomputation to look at.
"""

import json
import random
from dataclasses import dataclass, field
from typing import Any

from bot.reader.updates import read
from inbox.messages import Person, Place
from tests.deskwork import Dialogue
from tests.evidence.raw import Update

MOST_BETWEEN = 40  # minutes


def account(who: Person) -> Update:
    return {"id": who.id, "is_bot": False, "first_name": who.name, "username": who.username, "language_code": "ru"}


def chat_of(place: Place) -> Update:
    return {"id": place.id, "type": place.kind, "title": place.title}


@dataclass
class Telling:
    """Time goes on a little before each update."""

    talk: Dialogue
    dice: random.Random
    told: list[Update] = field(default_factory=list)

    async def tell(self, update: Update) -> None:
        event = read(json.dumps(update | {"update_id": len(self.told)}).encode())
        assert event is not None
        self.told.append(update)
        await self.talk.happens(event)

    async def writes(self, who: Person, place: Place, text: str, **more: Any) -> int:
        """Words, or the caption of what comes along; returns the message's number."""
        number = next(self.talk.numbers)
        told = {"message_id": number, "date": self._date(), "chat": chat_of(place), "from": account(who)}
        worded = {"caption": text} if "photo" in more else {"text": text}
        await self.tell({"message": told | (worded if text else {}) | more})
        return number

    async def presses(self, who: Person, place: Place, number: int, data: str) -> None:
        message = {"message_id": number, "date": self._date(), "chat": chat_of(place)}
        query = {"id": str(len(self.told)), "from": account(who), "message": message, "data": data}
        await self.tell({"callback_query": query | {"chat_instance": "1"}})

    async def votes(self, who: Person, poll: str, options: list[int]) -> None:
        self._date()
        await self.tell({"poll_answer": {"poll_id": poll, "user": account(who), "option_ids": options}})

    def _date(self) -> int:
        self.talk.minute += self.dice.randrange(1, MOST_BETWEEN)
        return int(self.talk.now.timestamp())
