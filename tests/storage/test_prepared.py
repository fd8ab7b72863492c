"""Prepared statements give what Core's own execution gives, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from storage import Connection
from storage.database import Database
from storage.prepared import Prepared
from storage.tables import brands, dialogues

AT = datetime(2026, 11, 2, 9, 0, 0, 5000, tzinfo=UTC)
ADD = Prepared(insert(dialogues))
FIND = select(dialogues.c.state, dialogues.c.started_at.label("since")).where(dialogues.c.chat_id == bindparam("chat"))
CHANGE = Prepared(update(dialogues).where(dialogues.c.chat_id == bindparam("chat")))
DROP = Prepared(delete(dialogues).where(dialogues.c.chat_id == bindparam("chat")))


def begin(connection: Connection, chat: int) -> None:
    row = {"chat_id": chat, "person_id": 1, "kind": "note", "state": {"ру": [1]}, "started_at": AT}
    connection.execute(insert(dialogues), row)


async def test_values_come_back_by_their_types_and_names(database: Database) -> None:
    def steps(connection: Connection) -> list[tuple[object, object]]:
        begin(connection, 1)
        return [(row.state, row.since) for row in Prepared(FIND).all(connection, chat=1)]

    assert await database.run(steps) == [({"ру": [1]}, AT)]


async def test_a_row_is_none_or_an_error_where_there_is_none(database: Database) -> None:
    assert await database.run(lambda connection: Prepared(FIND).first(connection, chat=2)) is None
    with pytest.raises(NoResultFound):
        await database.run(lambda connection: Prepared(FIND).one(connection, chat=2))


async def test_changes_are_counted_whatever_columns_they_name(database: Database) -> None:
    def steps(connection: Connection) -> tuple[list[int], object]:
        begin(connection, 1)
        changed = [
            CHANGE.write(connection, chat=1, kind="answer"),
            CHANGE.write(connection, chat=1, state={}, kind="edit"),
            CHANGE.write(connection, chat=2, kind="answer"),
        ]
        kind = connection.execute(select(dialogues.c.kind)).scalar()
        return [*changed, DROP.write(connection, chat=1)], kind

    assert await database.run(steps) == ([1, 1, 0, 1], "edit")


async def test_an_insert_tells_its_id(database: Database) -> None:
    def steps(connection: Connection) -> bool:
        added = Prepared(insert(brands)).add(connection, name="Кофейня", created_at=AT)
        return connection.execute(select(brands.c.name).where(brands.c.id == added)).scalar() == "Кофейня"

    assert await database.run(steps)


async def test_the_driver_s_errors_are_core_s(database: Database) -> None:
    def twice(connection: Connection) -> None:
        for _ in range(2):
            ADD.write(connection, chat_id=1, person_id=1, kind="note", state={}, started_at=AT)

    with pytest.raises(IntegrityError):
        await database.run(twice)
    assert await database.run(lambda connection: Prepared(FIND).first(connection, chat=1)) is None
