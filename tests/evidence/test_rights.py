"""Item 3 agrees with a slow recomputation from the raw updates: albums, forwards, strangers' words and all."""

import random
from typing import Any

import pytest
from sqlalchemy import select

from inbox.ids import TelegramId
from inbox.messages import Person
from report.figures import figures
from report.model import build
from storage import brands
from storage.database import Database
from storage.months import month_facts
from storage.tables import pieces
from tests.cast import BOB, DESK, GROUP, at
from tests.deskwork import Dialogue, begin
from tests.evidence.raw import Update
from tests.evidence.telling import Telling

GUESTS = [Person(TelegramId(300 + n), f"Guest {n}", language="ru") for n in range(6)]
TAG = "#мойкофе"
YES, NO = "Да, конечно!", "Нет, не надо"
LINK = "https://t.me/coffee/"


def picture(name: str) -> dict[str, Any]:
    return {"photo": [{"file_id": name, "file_unique_id": name, "width": 9, "height": 9}]}


class Guests(Telling):
    """`questions`: what the bot's question about each piece has for a number."""

    async def show(self) -> None:
        """A photo, an album, a forward, or only words."""
        who, caption = self.dice.choice(GUESTS), self.dice.choice((TAG, f"Утро {TAG}", "Просто утро"))
        match self.dice.randrange(5):
            case 0:
                album, captioned = str(len(self.told)), self.dice.randrange(3)
                for part in range(3):
                    words = caption if part == captioned else ""
                    await self.writes(who, GROUP, words, **picture(f"{album}-{part}"), media_group_id=album)
            case 1:
                origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Кто-то"}
                await self.writes(who, GROUP, caption, **picture("f"), forward_origin=origin)
            case 2:
                await self.writes(who, GROUP, f"Люблю {TAG}")
            case _:
                await self.writes(who, GROUP, caption, **picture(str(len(self.told))))

    async def settle(self, piece: int, author: int, question: int) -> None:
        """Somebody answers, perhaps the author; then it may be used, and taken back."""
        mine = next(guest for guest in GUESTS if guest.id == author)
        for _ in range(self.dice.randrange(4)):
            who = self.dice.choice((mine, mine, mine, *GUESTS[:3]))
            if self.dice.random() < 0.5:
                await self.presses(who, GROUP, question, f"{self.dice.choice(('ugy', 'ugy', 'ugn'))}:{piece}")
            else:
                reply = {"message_id": question, "date": 1, "chat": {"id": GROUP.id, "type": "supergroup"}}
                reply |= {"from": {"id": 777, "is_bot": True, "first_name": "Otklik"}}
                words = self.dice.choice((YES, YES, NO, "А сколько заплатите?"))
                await self.writes(who, GROUP, words, reply_to_message=reply)
        if self.dice.random() < 0.6:
            await self.writes(BOB, DESK, f"/ugc used {piece} {LINK}{piece}")
        if self.dice.random() < 0.4:
            await self.presses(self.dice.choice((mine, mine, *GUESTS[:2])), GROUP, question, f"ugw:{piece}")
        if self.dice.random() < 0.3:
            await self.writes(BOB, DESK, f"/ugc used {piece} {LINK}{piece}")


class Slow:
    """Each piece with its author and where it stands, from the raw updates alone."""

    def __init__(self, updates: list[Update], questions: dict[int, int]) -> None:
        self.authors: list[int] = []
        self.standing: list[str] = []
        self.counts = dict.fromkeys(("found", "asked", "agreed", "refused", "withdrawn", "used"), 0)
        self._known: set[object] = set()
        self._published: set[str] = set()
        self._questions = questions
        for update in updates:
            if "message" in update:
                self._hear(update["message"])
            else:
                verb, piece, *_ = update["callback_query"]["data"].split(":")
                self._press(verb, int(piece) - 1, update["callback_query"]["from"]["id"])

    def _hear(self, message: Update) -> None:
        words = message.get("text", "")
        if words.startswith("/ugc used"):
            piece = int(words.split()[2]) - 1
            if self.standing[piece] == "agreed":
                self._published.add(words)
                self.counts["used"] = len(self._published)
        elif "reply_to_message" in message:
            piece = self._questions[message["reply_to_message"]["message_id"]] - 1
            verb = {YES: "ugy", NO: "ugw"}.get(words)  # a no after a yes takes it back
            if verb:
                self._press(verb, piece, message["from"]["id"])
        elif "photo" in message and "forward_origin" not in message and TAG in message.get("caption", ""):
            key = message.get("media_group_id", message["message_id"])
            if key not in self._known:
                self._known.add(key)
                self.authors.append(message["from"]["id"])
                self.standing.append("found")
                self.counts["found"] += 1

    def _press(self, verb: str, piece: int, who: int) -> None:
        if verb == "uga" and self.standing[piece] == "found":
            self.standing[piece] = "asked"
            self.counts["asked"] += 1
        elif verb in ("ugy", "ugn"):
            self._decide(piece, who, "asked", {"ugy": "agreed", "ugn": "refused"}[verb])
        elif verb == "ugw":
            was = self.standing[piece]
            self._decide(piece, who, was, {"agreed": "withdrawn", "asked": "refused"}.get(was, was))

    def _decide(self, piece: int, who: int, before: str, after: str) -> None:
        if self.authors[piece] == who and self.standing[piece] == before != after:
            self.standing[piece] = after
            self.counts[after] += 1


async def told_month(database: Database, seed: int) -> tuple[Dialogue, Slow]:
    talk = await begin(database)
    await database.run(lambda c: brands.change(c, talk.brand, keywords=TAG))
    month = Guests(talk, random.Random(seed))
    questions: dict[int, int] = {}
    for piece in range(1, 200):
        while len(Slow(month.told, questions).authors) < piece and len(month.told) < 70:
            await month.show()
        found = Slow(month.told, questions)
        if len(found.authors) < piece:
            break
        if month.dice.random() < 0.8:
            await month.presses(BOB, DESK, month.talk.newest(DESK).number, f"uga:{piece}:post")
            question = talk.newest(GROUP).number
            questions[question] = piece
            await month.settle(piece, found.authors[piece - 1], question)
    return talk, Slow(month.told, questions)


@pytest.mark.parametrize("seed", [0, 2])
async def test_it_agrees_with_the_raw_updates(database: Database, seed: int) -> None:
    talk, slow = await told_month(database, seed)
    assert all(slow.counts.values()), "the dice have left something out"
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(talk.minute + 1)))
    item = build(figures(facts)).sections[2]
    counted, told = item.blocks[:2]
    assert [row[1].value for row in counted.rows] == list(slow.counts.values())  # type: ignore[union-attr]
    kept = await database.run(lambda c: c.scalars(select(pieces.c.files).order_by(pieces.c.id)).all())
    assert [bool(files) for files in kept] == [standing == "agreed" for standing in slow.standing]
    assert [row[0].text for row in told.rows] == [  # type: ignore[union-attr]
        next(guest.name for guest in GUESTS if guest.id == author) for author in slow.authors
    ]
