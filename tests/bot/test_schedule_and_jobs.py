"""What time brings about, the note that we listen, and long work that survives a kill."""

from datetime import UTC, datetime, timedelta

from bot.app import Otklik
from bot.jobs import Jobs
from bot.leasing import Leases
from bot.schedule import Schedule
from bot.standin import World
from inbox.calls import Call
from storage import Connection, jobs, outbox, presence, received
from storage.database import Database
from storage.received import RawUpdate
from tests.bot.echo import Echo

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Runner:
    """One run of the program, as its schedule sees it."""

    def __init__(self, database: Database, now: datetime, echo: Echo | None = None) -> None:
        self.now = now
        self.echo = echo or Echo()
        self.leases = Leases(database, lambda: self.now)
        self.schedule = Schedule(database, self.echo, lambda: self.now, self.leases, lambda: None)
        self.jobs = Jobs(database, self.echo, lambda: self.now, self.leases, lambda: None)

    async def ticks(self, *minutes: int) -> None:
        for minute in minutes:
            self.now = NOW + minute * MINUTE
            await self.leases.turn()
            await self.schedule.turn()


async def test_gaps_are_what_lies_between_runs(database: Database) -> None:
    await Runner(database, NOW).ticks(0, 5, 10)
    await Runner(database, NOW).ticks(60, 65)

    def gaps(connection: Connection) -> list[tuple[int, int]]:
        found = presence.gaps(connection, NOW - 100 * MINUTE, NOW + 70 * MINUTE)
        return [((start - NOW) // MINUTE, (end - NOW) // MINUTE) for start, end in found]

    assert await database.run(gaps) == [(10, 60), (65, 70)]


async def test_while_telegram_is_not_reached_nobody_listens(database: Database) -> None:
    runner = Runner(database, NOW)
    runner.schedule.heard_at = lambda: NOW + 5 * MINUTE
    await runner.ticks(5, 10)
    found = await database.run(lambda c: presence.gaps(c, NOW, NOW + 10 * MINUTE))
    assert found == [(NOW + 5 * MINUTE, NOW + 10 * MINUTE)]


async def test_of_several_processes_one_ticks(shared_database: Database) -> None:
    first, second = Runner(shared_database, NOW), Runner(shared_database, NOW)
    await first.ticks(0)
    await second.ticks(0)
    assert (first.echo.ticks, second.echo.ticks) == (1, 0)
    await first.leases.give_back()
    await second.ticks(0)
    assert (first.echo.ticks, second.echo.ticks) == (1, 1)


async def test_what_is_long_done_is_forgotten_and_what_is_not_is_kept(database: Database) -> None:
    def fill(connection: Connection) -> None:
        received.store(connection, [RawUpdate(number, 1, b"{}") for number in (1, 2)], NOW)
        outbox.put(connection, [Call("getMe", {}), Call("getMe", {})], NOW)
        for kind in ("done", "waiting"):
            jobs.put(connection, kind, {}, NOW)
        received.mark_done(connection, [1], NOW)
        outbox.settle(connection, 1, "ok", NOW)
        jobs.mark_done(connection, 1, NOW)

    def left(connection: Connection) -> list[int]:
        waiting, _ = outbox.count_waiting(connection)
        return [received.forget(connection, NOW + 1 * MINUTE), received.count_waiting(connection), waiting]

    await database.run(fill)
    await Runner(database, NOW).ticks(60 * 24 * 7 + 1)
    assert await database.run(left) == [0, 1, 1]
    next_job = await database.run(jobs.next_job)
    assert next_job is not None
    assert next_job.kind == "waiting"


async def test_a_job_is_done_once_and_its_answer_is_sent(otklik: Otklik, world: World, database: Database) -> None:
    chat = world.supergroup("Coffee lovers")
    chat.says(world.person("Alice"), "work")
    assert (await chat.answer()).text == "greet: done"
    assert await database.run(jobs.next_job) is None


async def test_a_job_that_fails_does_not_stop_the_next(database: Database) -> None:
    def fill(connection: Connection) -> None:
        jobs.put(connection, "greet", {}, NOW)  # no chat to greet
        jobs.put(connection, "greet", {"chat_id": 5}, NOW)

    await database.run(fill)
    runner = Runner(database, NOW)
    await runner.leases.turn()
    for _ in range(2):
        await runner.jobs.turn()
    texts = [waiting.call.params["text"] for waiting in await database.run(lambda c: outbox.waiting(c, 10))]
    assert texts == ["greet: done"]


async def test_a_step_is_told_before_it_and_what_a_job_writes_comes_with_its_end(database: Database) -> None:
    await database.run(lambda c: jobs.put(c, "steps", {"chat_id": 5}, NOW))
    runner = Runner(database, NOW)
    await runner.leases.turn()
    await runner.jobs.turn()
    texts = [waiting.call.params["text"] for waiting in await database.run(lambda c: outbox.waiting(c, 10))]
    assert (texts, runner.echo.stepped) == (["on it", "steps: done"], ["steps"])
    written = await database.run(jobs.next_job)
    assert written is not None
    assert written.kind == "greet"


async def test_a_job_reads_while_updates_are_written(database: Database) -> None:
    """The long read goes on a thread of its own: what is written meanwhile neither waits for it nor is seen by it."""
    runner = Runner(database, NOW)

    def read(connection: Connection) -> tuple[int, int]:
        before = received.count_waiting(connection)
        return before, received.count_waiting(connection)

    reading = database.read(read)
    await database.run(lambda c: received.store(c, [RawUpdate(1, 1, b"{}")], NOW))
    before, after = await reading
    assert (before == after, runner.echo.ticks) == (True, 0)
