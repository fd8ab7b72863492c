"""Raw updates and calls: kept once, in order, until they are done."""

from datetime import UTC, datetime, timedelta

from inbox.calls import Call
from storage import Connection, outbox, received
from storage.database import Database
from storage.received import RawUpdate

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


async def test_a_repeated_update_is_kept_once(database: Database) -> None:
    for _ in range(2):
        await database.run(lambda c: received.store(c, [RawUpdate(7, -100, b"{}"), RawUpdate(8, -100, b"{}")], NOW))
    claimed = await database.run(lambda c: received.claim(c, 10))
    assert [row.update_id for row in claimed] == [7, 8]


async def test_done_and_parked_updates_are_claimed_no_more(database: Database) -> None:
    def steps(connection: Connection) -> list[int]:
        received.store(connection, [RawUpdate(number, number, b"{}") for number in (1, 2, 3)], NOW)
        first, second, _ = received.claim(connection, 10)
        received.mark_done(connection, [first.id], NOW)
        received.park(connection, second.id, "no date", NOW)
        return [row.update_id for row in received.claim(connection, 10)]

    assert await database.run(steps) == [3]
    assert [(row.update_id, row.reason) for row in await database.run(received.parked)] == [(2, "no date")]
    assert await database.run(received.unpark) == 1
    assert await database.run(received.count_waiting) == 2


async def test_a_newer_call_takes_the_place_of_a_waiting_one_with_the_same_key(database: Database) -> None:
    def steps(connection: Connection) -> list[object]:
        outbox.put(connection, [Call("editMessageText", {"text": "old"}, coalesce="card:1")], NOW)
        outbox.put(connection, [Call("editMessageText", {"text": "new"}, coalesce="card:1")], NOW)
        return [waiting.call.params["text"] for waiting in outbox.waiting(connection, 10)]

    assert await database.run(steps) == ["new"]


async def test_a_started_call_keeps_its_place(database: Database) -> None:
    def steps(connection: Connection) -> list[object]:
        outbox.put(connection, [Call("editMessageText", {"text": "old"}, coalesce="card:1")], NOW)
        outbox.mark_started(connection, [outbox.waiting(connection, 1)[0].id], NOW)
        outbox.put(connection, [Call("editMessageText", {"text": "new"}, coalesce="card:1")], NOW)
        return [(waiting.call.params["text"], waiting.attempts) for waiting in outbox.waiting(connection, 10)]

    assert await database.run(steps) == [("old", 1), ("new", 0)]


async def test_a_settled_call_waits_no_more_and_loses_its_file(database: Database) -> None:
    call = Call("sendDocument", {"document": "attach://upload"}, upload=b"PK", upload_name="report.xlsx")

    def steps(connection: Connection) -> tuple[bytes | None, tuple[int, datetime | None]]:
        outbox.put(connection, [call], NOW)
        kept = outbox.waiting(connection, 1)[0]
        outbox.settle(connection, kept.id, "ok", NOW + timedelta(seconds=1))
        return kept.call.upload, outbox.count_waiting(connection)

    assert await database.run(steps) == (b"PK", (0, None))
