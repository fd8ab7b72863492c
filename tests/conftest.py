"""A real database for every test that asks for one, SQLite and PostgreSQL running the same tests; and a Telegram to
talk to.
"""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.standin import Standin, World
from storage.database import Database, open_database, sqlite_engine
from storage.schema import migrate
from tests import postgres

settings.register_profile("otklik", deadline=None)  # no test is timed: machines are shared
settings.load_profile("otklik")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "otklik.db"
    engine = sqlite_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh, migrated database of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "otklik.db")
        return f"sqlite:///{tmp_path / 'otklik.db'}"
    return postgres.new_database(request.getfixturevalue("postgres_server"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


@pytest.fixture
async def telegram() -> AsyncIterator[Standin]:
    async with Standin() as telegram:
        yield telegram


@pytest.fixture
def world(telegram: Standin) -> World:
    return telegram.world
