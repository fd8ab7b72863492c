"""One set of promises, kept by both libraries' adapters over real HTTP."""

from collections.abc import AsyncIterator
from importlib import import_module
from types import ModuleType

import pytest

from bot.messenger import Messenger
from bot.standin import Standin


@pytest.fixture(params=["ptb", "aiogram"])
def host(request: pytest.FixtureRequest) -> ModuleType:
    """The adapter of each library."""
    return import_module(f"bot.hosts.{request.param}")


@pytest.fixture
async def messenger(host: ModuleType, telegram: Standin) -> AsyncIterator[Messenger]:
    async with host.messenger(telegram.token, telegram.url) as messenger:
        yield messenger
