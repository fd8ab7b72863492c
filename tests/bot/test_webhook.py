"""Whoever knows the secret gets 200 once the update is stored; nobody else gets in."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot import webhook
from bot.app import Otklik, utc_now
from bot.intake import Intake
from bot.reader import KINDS
from bot.standin import Standin
from inbox.errors import Invalid
from storage import received
from storage.database import Database, open_database
from tests.bot.updates import said

SECRET = "a-secret_of-nobody"


@pytest.fixture
def well() -> list[bool]:
    return [True]


@pytest.fixture
async def url(database: Database, well: list[bool]) -> AsyncIterator[str]:
    intake = Intake(database, utc_now, lambda: None)
    async with webhook.served(webhook.application(intake, SECRET, lambda: well[0]), "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


async def post(url: str, body: bytes, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {webhook.SECRET: secret}
    async with (
        aiohttp.ClientSession() as http,
        http.post(url + webhook.PATH, data=BytesIO(body), headers=headers) as response,
    ):
        return response.status


async def test_an_update_is_stored_before_it_is_confirmed(url: str, database: Database) -> None:
    assert await post(url, said(5, "Hello")) == 200
    assert await database.run(received.count_waiting) == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "секрет"])
async def test_without_the_secret_nothing_is_taken(url: str, database: Database, secret: str | None) -> None:
    assert await post(url, said(5, "Hello"), secret and secret.encode().decode("latin-1")) == 403
    assert await database.run(received.count_waiting) == 0


DEEP = b"[" * 100_000
BODIES = [b"", b"{}", b"not json", b"[]", DEEP, b'{"update_id": 5, "x":' + DEEP]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:20].decode())
async def test_what_is_no_update_is_refused(url: str, body: bytes) -> None:
    assert await post(url, body) == 400


async def test_a_body_beyond_reason_is_refused(url: str) -> None:
    assert await post(url, b"x" * (webhook.LARGEST + 1)) == 413


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
    intake = Intake(database, utc_now, lambda: None)
    async with webhook.served(webhook.application(intake, SECRET, lambda: True), "127.0.0.1", 0) as port:
        assert await post(f"http://127.0.0.1:{port}", said(5, "Hello")) == 503
    await database.close()


async def test_an_address_that_is_taken_is_told() -> None:
    async with webhook.served(web.Application(), "127.0.0.1", 0) as port:
        with pytest.raises(Invalid) as told:
            await webhook.served(web.Application(), "127.0.0.1", port).__aenter__()
    assert (told.value.code, told.value.values["address"]) == ("cli-webhook-deaf", f"127.0.0.1:{port}")


async def test_health_is_told(url: str, well: list[bool]) -> None:
    async with aiohttp.ClientSession() as http:
        for expected in (200, 503):
            async with http.get(url + webhook.HEALTH) as response:
                assert response.status == expected
            well[0] = False


async def test_updates_come_by_webhook_and_are_answered(
    otklik_at_rest: Otklik, telegram: Standin, database: Database
) -> None:
    chat = telegram.world.supergroup("Coffee lovers")
    server = webhook.application(otklik_at_rest.intake, SECRET, otklik_at_rest.is_well)
    async with webhook.served(server, "127.0.0.1", 0) as port:
        await webhook.announce(otklik_at_rest.messenger, f"http://127.0.0.1:{port}", SECRET)
        chat.says(telegram.world.person("Alice"), "Hello")
        assert (await chat.answer()).text == "Hello"
    assert telegram.calls_of("setWebhook")[0]["allowed_updates"] == list(KINDS)
