"""The pipeline with handlers that echo, against the stand-in for Telegram, through a real library's HTTP client."""

from collections.abc import AsyncIterator

import pytest

from bot.app import Otklik
from bot.hosts import ptb
from bot.pace import UNLIMITED
from bot.standin import Standin
from handlers.scene import Me
from storage.database import Database, open_database
from tests.bot.echo import Echo
from tests.postgres import new_database


@pytest.fixture
async def messenger(telegram: Standin) -> AsyncIterator[ptb.PtbMessenger]:
    async with ptb.messenger(telegram.token, telegram.url) as messenger:
        yield messenger


@pytest.fixture
def shared_url(postgres_server: str) -> str:
    """A database that several processes may use."""
    return new_database(postgres_server)


@pytest.fixture
async def shared_database(shared_url: str) -> AsyncIterator[Database]:
    database = open_database(shared_url)
    yield database
    await database.close()


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
async def otklik_at_rest(database: Database, messenger: ptb.PtbMessenger, echo: Echo) -> AsyncIterator[Otklik]:
    """Everything but the way in."""
    otklik = Otklik(database, messenger, echo, me=Me(1, "otklik_bot"), pace=UNLIMITED)
    await otklik.start()
    yield otklik
    await otklik.stop()


@pytest.fixture
async def otklik(otklik_at_rest: Otklik) -> Otklik:
    """Polling."""
    await otklik_at_rest.poll()
    return otklik_at_rest
