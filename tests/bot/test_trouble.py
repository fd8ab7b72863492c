"""A database in trouble holds the work up, is told in words, and nothing is lost."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import loops
from bot.app import Otklik
from bot.hosts.ptb import PtbMessenger
from bot.intake import Intake
from bot.pace import UNLIMITED
from bot.plugged import IDLE, Plugged, _Handed
from bot.standin import World
from handlers.scene import Me
from inbox.errors import DatabaseProblem
from storage import Connection, received, tables
from storage.database import Database, open_database
from tests.bot.echo import Echo
from tests.bot.updates import said

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    file = tmp_path / "otklik.db"
    file.write_bytes(migrated_file.read_bytes())
    return file


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    database = open_database(f"sqlite:///{file}")
    yield database
    await database.close()


async def problem(database: Database) -> str:
    intake = Intake(database, lambda: NOW, lambda: None)
    with pytest.raises(DatabaseProblem) as told:
        await intake.take([said(5, "x" * 100_000)])
    return told.value.code


async def test_a_full_disk(database: Database) -> None:
    def fill(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").close()

    await database.run(fill)
    assert await problem(database) == "database-full"


@contextmanager
def disk_that_does_not_write() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


async def test_a_disk_that_does_not_write(database: Database) -> None:
    with disk_that_does_not_write():
        assert await problem(database) == "database-failing"


async def test_a_file_that_another_program_keeps_for_itself(database: Database, file: Path) -> None:
    await database.run(lambda connection: connection.exec_driver_sql("PRAGMA busy_timeout=0").close())
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await problem(database) == "database-locked"
    other.close()


async def test_a_file_that_can_only_be_read(file: Path) -> None:
    database = open_database(f"sqlite:///file:{file}?mode=ro&uri=true")
    assert await problem(database) == "database-read-only"
    await database.close()


async def test_a_lock_delays_answers_and_loses_none(
    database: Database, file: Path, messenger: PtbMessenger, world: World
) -> None:
    otklik = Otklik(database, messenger, Echo(), me=Me(1, "otklik_bot"), pace=UNLIMITED)
    await otklik.start()
    await otklik.poll()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    chat = world.supergroup("Coffee lovers")
    chat.says(world.person("Alice"), "Hello")
    other.close()
    assert (await chat.answer()).text == "Hello"
    await otklik.stop()
    assert await database.run(received.count_waiting) == 0


@pytest.fixture
async def plugged(file: Path, messenger: PtbMessenger, monkeypatch: pytest.MonkeyPatch) -> Plugged:
    monkeypatch.setattr(loops, "AFTER_TROUBLE", 0.001)
    plugged = Plugged(f"sqlite:///{file}", lambda _: Echo())
    await plugged.begin(messenger)
    return plugged


async def test_what_a_host_hands_over_meanwhile_is_kept(plugged: Plugged, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    with disk_that_does_not_write():
        await plugged.take(said(1, "Hello", chat.id).decode())
    assert (await chat.answer()).text == "Hello"
    await plugged.end()


async def test_what_is_kept_is_stored_in_order_at_the_latest_when_the_host_ends(
    plugged: Plugged, database: Database
) -> None:
    with disk_that_does_not_write():
        for number in (2, 1):
            await plugged.take(said(number, "break").decode())
    await plugged.take(said(3, "break").decode())
    await plugged.end()
    in_order = select(tables.received.c.update_id).order_by(tables.received.c.id)
    assert await database.run(lambda connection: connection.scalars(in_order).all()) == [2, 1, 3]


async def test_what_is_handed_over_while_what_was_kept_is_stored_comes_next(database: Database) -> None:
    handed = _Handed(Intake(database, lambda: NOW, lambda: None))
    handed.loop.in_trouble = True
    await handed.take(said(1, "Hello"))
    storing = asyncio.create_task(handed.store())
    await asyncio.sleep(0)
    await handed.take(said(2, "Hello"))
    assert (await storing, await database.run(received.count_waiting)) == (0, 1)
    assert (await handed.store(), await database.run(received.count_waiting)) == (IDLE, 2)


async def test_a_host_that_hands_over_before_it_has_begun_hears_how(file: Path) -> None:
    with pytest.raises(AssertionError, match=r"post_init.* dispatcher.emit_startup"):
        await Plugged(f"sqlite:///{file}", lambda _: Echo()).take(said(1, "Hello").decode())
