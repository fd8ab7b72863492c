"""Item 4 agrees with a slow recomputation from the raw updates: votes taken back, double tries, late ones, edits."""

import random
from itertools import count
from typing import Any

import pytest

from inbox.ids import TelegramId
from inbox.messages import Person
from report.figures import figures
from report.model import build
from storage.database import Database
from storage.months import month_facts
from tests.cast import BOB, DESK, GROUP, ME, at
from tests.deskwork import begin
from tests.evidence.raw import Update
from tests.evidence.telling import Telling, account, chat_of

GUESTS = [Person(TelegramId(400 + n), f"Guest {n}", language="ru") for n in range(12)]
OURS = {"id": ME.id, "is_bot": True, "first_name": ME.name}
POLL, QUIZ, BUTTON, WORD = 1, 2, 3, 4
KINDS = {POLL: "poll", QUIZ: "quiz", BUTTON: "button", WORD: "word"}
TEXTS = {
    POLL: ("Какой?\nТёмный\nСветлый\nБез кофеина", "20 дней", "-"),
    QUIZ: ("Сколько?\nОдин\n+Два", "20 дней", "чашка"),
    BUTTON: ("Чашка\nЖмите!", "20 дней", "2 × чашка"),
    WORD: ("Зерно\nПишите!", "хочу", "20 дней", "зерно"),
}


class Games(Telling):
    async def start(self) -> dict[int, int]:
        """All four, by the dialogue; returns the numbers of the announcements."""
        polls = count(1)
        self.talk.telegram["sendPoll"] = lambda _: {"message_id": 5000, "poll": {"id": f"ours-{next(polls)}"}}
        found = {}
        for number, kind in KINDS.items():
            await self.writes(BOB, DESK, "/activation new")
            await self.presses(BOB, DESK, self.talk.newest(DESK).number, f"acn:{kind}")
            for words in TEXTS[number]:
                asked = {"message_id": self.talk.newest(DESK).number, "date": 1, "chat": chat_of(DESK), "from": OURS}
                await self.writes(BOB, DESK, words, reply_to_message=asked)
            await self.presses(BOB, DESK, self.talk.newest(DESK).number, f"acp:{number}")
            if number in (BUTTON, WORD):
                found[number] = self.talk.newest(GROUP).number
        return found

    async def play(self, announcements: dict[int, int]) -> None:
        who = self.dice.choice((*GUESTS, BOB))
        match self.dice.randrange(5):
            case 0:
                chosen = self.dice.choice(([], [0], [1], [2]))
                await self.votes(who, self.dice.choice(("ours-1", "ours-1", "of somebody else")), chosen)
            case 1:
                await self.votes(who, "ours-2", [self.dice.randrange(2)])
            case 2:
                await self.presses(who, GROUP, announcements[BUTTON], f"aci:{BUTTON}")
            case _:
                await self.comment(who, announcements[WORD])

    async def comment(self, who: Person, under: int) -> None:
        """With the word or without it, under the announcement or beside it, and perhaps edited afterwards."""
        thread: dict[str, Any] = {}
        if self.dice.random() < 0.8:
            replied = {"message_id": under, "date": 1, "chat": chat_of(GROUP)}
            thread = {"message_thread_id": under, "reply_to_message": replied}
        number = await self.writes(who, GROUP, self.dice.choice(("Хочу!", "красиво")), **thread)
        if self.dice.random() < 0.3:
            message = {"message_id": number, "date": self._date(), "chat": chat_of(GROUP), "from": account(who)}
            edited = {"text": self.dice.choice(("хочу", "передумала")), "edit_date": self._date()}
            await self.tell({"edited_message": message | edited | thread})


class Slow:
    """The last vote of each, the first try of each, by activation; from the raw updates alone."""

    def __init__(self, updates: list[Update], announcements: dict[int, int]) -> None:
        self.votes: dict[str, dict[int, list[int]]] = {"ours-1": {}, "ours-2": {}}
        self.tries: dict[int, list[tuple[int, bool]]] = {BUTTON: [], WORD: []}
        self.closed: set[int] = set()
        for update in updates:
            if "poll_answer" in update:
                self._vote(update["poll_answer"])
            elif "callback_query" in update:
                self._press(update["callback_query"])
            elif "message" in update:
                self._hear(update["message"], announcements)

    def _vote(self, told: Update) -> None:
        """Somebody who never voted has nothing to take back; the team's votes are none."""
        votes, who, chosen = self.votes.get(told["poll_id"]), told["user"]["id"], told["option_ids"]
        if votes is not None and who != BOB.id and (chosen or who in votes):
            votes[who] = chosen

    def _press(self, told: Update) -> None:
        verb, _, number = told["data"].partition(":")
        if verb == "ace":
            self.closed.add(int(number))
        if verb == "aci" and told["from"]["id"] != BOB.id:
            self.tries[BUTTON].append((told["from"]["id"], BUTTON in self.closed))

    def _hear(self, told: Update, announcements: dict[int, int]) -> None:
        is_under = told.get("message_thread_id") == announcements[WORD]
        if is_under and told.get("text") == "Хочу!" and told["from"]["id"] != BOB.id:
            self.tries[WORD].append((told["from"]["id"], WORD in self.closed))

    def row(self, number: int) -> list[int]:
        """Who took part, late, double, withdrawn, as the report's columns are."""
        if number in (POLL, QUIZ):
            chosen = list(self.votes[f"ours-{number}"].values())
            return [sum(map(bool, chosen)), 0, 0, sum(not one for one in chosen)]
        on_time = [who for who, is_late in self.tries[number] if not is_late]
        late = {who for who, is_late in self.tries[number] if is_late} - set(on_time)
        return [len(set(on_time)), len(late), len(on_time) - len(set(on_time)), 0]

    def counted(self) -> list[int]:
        return [sum(option in chosen for chosen in self.votes["ours-1"].values()) for option in range(3)]


@pytest.mark.parametrize("seed", [0, 7])
async def test_it_agrees_with_the_raw_updates(database: Database, seed: int) -> None:
    month = Games(await begin(database), random.Random(seed))
    announcements = await month.start()
    for _ in range(70):
        await month.play(announcements)
    for number in (BUTTON, WORD):
        await month.presses(BOB, DESK, month.talk.newest(DESK).number, f"ace:{number}")
    for _ in range(25):
        await month.play(announcements)
    slow = Slow(month.told, announcements)
    talk = month.talk
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(talk.minute + 1)))
    blocks: Any = build(figures(facts)).sections[3].blocks
    shown = {row[0].text: [cell.value for cell in row[2:6]] for row in blocks[0].rows}
    assert shown == {
        "Какой?": slow.row(POLL), "Сколько?": slow.row(QUIZ), "Чашка": slow.row(BUTTON), "Зерно": slow.row(WORD)
    }  # fmt: skip
    assert [row[1].value for row in blocks[1].rows] == slow.counted()
    late, further = (slow.row(BUTTON)[at] + slow.row(WORD)[at] for at in (1, 2))
    assert all((late, further, slow.row(POLL)[3])), "the dice have left something out"
