"""A stand-in at a fixed moment, and the barest possible client."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from bot.standin import Json, Standin, World


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **duration: float) -> None:
        self.time += timedelta(**duration)


class Client:
    """Calls a method with JSON and gives back the whole answer."""

    def __init__(self, telegram: Standin, http: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.http = http

    async def __call__(self, method: str, **params: Any) -> Json:
        async with self.http.post(f"{self.telegram.url}/bot{self.telegram.token}/{method}", json=params) as response:
            answer: Json = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        answer = await self(method, **params)
        return answer["error_code"], answer["description"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[Standin]:
    async with Standin(clock) as standin:
        yield standin


@pytest.fixture
async def call(telegram: Standin) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as http:
        yield Client(telegram, http)


@pytest.fixture
def updates(world: World) -> Callable[[], list[Json]]:
    """What waits for the bot, without the numbers."""
    return lambda: [{k: v for k, v in update.items() if k != "update_id"} for update in world.ground.updates.pending]
