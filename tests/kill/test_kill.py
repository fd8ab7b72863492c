"""kill -9 at random instants of a busy history: nothing lost, nothing doubled, order kept inside each chat.

What was being sent to a member at the instant of a kill is not sent again: it is settled as uncertain, for the team to
see. Everything else arrives exactly once.
"""

from random import Random

from sqlalchemy import text

from bot.standin import Hold, Standin
from bot.standin.group import Group
from storage import Connection
from storage.database import Database, open_database
from tests.kill.conftest import Programs

PATIENCE = 60.0
ROUNDS = 4
A_ROUND = 40


class History:
    """Alice talks in several chats; each message is a number, counted in its chat."""

    def __init__(self, telegram: Standin, seed: int) -> None:
        self.world = telegram.world
        self.telegram = telegram
        self.dice = Random(seed)
        self.chats = [self.world.supergroup(f"Chat {number}") for number in range(4)]
        self.alice = self.world.person("Alice")
        self.said: dict[int, int] = dict.fromkeys((chat.id for chat in self.chats), 0)

    def goes_on(self, messages: int) -> None:
        for _ in range(messages):
            chat = self.dice.choice(self.chats)
            chat.says(self.alice, f"{self.said[chat.id]}")
            self.said[chat.id] += 1

    async def until_an_instant(self) -> None:
        """Somewhere in the middle of what there is to do."""
        calls = len(self.telegram.calls) + self.dice.randrange(1, A_ROUND)
        await self.world.until(lambda: len(self.telegram.calls) >= calls, PATIENCE)

    async def until_all_is_done(self) -> None:
        """The last word of each chat comes after all others."""
        for chat in self.chats:
            chat.says(self.alice, "end")
        await self.world.until(lambda: all(answers(chat)[-1:] == ["end"] for chat in self.chats), PATIENCE)


def answers(chat: Group) -> list[str]:
    return [message.text for message in chat.sent]


async def settled(database: Database) -> dict[tuple[int, str], str]:
    """Outcome by chat and text; an assertion that each stands in the outbox once."""

    def rows(connection: Connection) -> list[tuple[int, str, str]]:
        return [
            (row.lane, row.params, row.outcome)
            for row in connection.execute(
                text("SELECT lane, params, outcome FROM outbox WHERE method = 'sendMessage' ORDER BY id")
            )
        ]

    found = await database.run(rows)
    assert len({(lane, params) for lane, params, _ in found}) == len(found)
    return {(lane, params.partition('"text":"')[2].removesuffix('"}')): outcome for lane, params, outcome in found}


def verify(history: History, outcomes: dict[tuple[int, str], str]) -> None:
    assert set(outcomes.values()) <= {"ok", "uncertain"}
    for chat in history.chats:
        expected = [*(f"{number}" for number in range(history.said[chat.id])), "end"]
        assert [words for lane, words in outcomes if lane == chat.id] == expected
        arrived = answers(chat)
        uncertain = {words for words in expected if outcomes[chat.id, words] == "uncertain"}
        assert arrived == [words for words in expected if words in arrived]  # once, in order
        assert {words for words in expected if words not in arrived} <= uncertain


async def test_a_kill_at_any_instant_loses_nothing_and_doubles_nothing(programs: Programs, telegram: Standin) -> None:
    """One program on SQLite; three side by side on PostgreSQL, of which any may be the one that polls and delivers."""
    history = History(telegram, seed=7)
    side_by_side = 1 if programs.database.startswith("sqlite") else 3
    for _ in range(ROUNDS):
        while len(programs.running) < side_by_side:
            programs.start()
        history.goes_on(A_ROUND)
        await history.until_an_instant()
        await programs.kill(history.dice.choice(programs.running))
    programs.start()
    await history.until_all_is_done()
    assert {await programs.stop(program) for program in [*programs.running]} == {0}
    database = open_database(programs.database)
    verify(history, await settled(database))
    await database.close()


async def test_sigterm_lets_what_is_in_hand_come_to_its_end(programs: Programs, telegram: Standin) -> None:
    chat = telegram.world.supergroup("Chat")
    hold = Hold()
    telegram.spoils("sendMessage", hold)
    program = programs.start()
    chat.says(telegram.world.person("Alice"), "Hello")
    await hold.reached()
    program.terminate()
    hold.release()
    assert await programs.ended(program) == 0
    database = open_database(programs.database)
    assert await settled(database) == {(chat.id, "Hello"): "ok"}
    await database.close()
