"""A database in trouble holds the work up, is told in words, and nothing is lost."""

import resource
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import Otklik
from bot.hosts.ptb import PtbMessenger
from bot.intake import Intake
from bot.pace import UNLIMITED
from bot.standin import World
from handlers.scene import Me
from inbox.errors import DatabaseProblem
from storage import Connection, received
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


async def test_a_disk_that_does_not_write(database: Database) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))
    try:
        assert await problem(database) == "database-failing"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


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
