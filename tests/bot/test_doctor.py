"""Each thing that can be wrong is found, against the stand-in for Telegram and a real database."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from bot import doctor
from bot.doctor import Finding
from bot.hosts import ptb
from bot.settings import BotSettings
from bot.standin import Standin, World
from faq import embedding
from inbox.calls import Call
from inbox.messages import Place
from storage import Connection, brands, chats, outbox, received
from storage.chats import Chat
from storage.database import Database
from storage.received import RawUpdate

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def settings_for(telegram: Standin, **more: str) -> BotSettings:
    return BotSettings.model_validate({"token": telegram.token, "api_url": telegram.url, **more})


async def told(settings: BotSettings, messenger: ptb.PtbMessenger, *watched: Chat) -> list[tuple[str, str]]:
    findings = doctor.examine_telegram(settings, messenger, list(watched))
    return [(finding.level, finding.code) async for finding in findings]


async def community(database: Database, telegram_id: int, title: str) -> Chat:
    def bind(connection: Connection) -> Chat:
        brand = brands.create(connection, "Кофейня", NOW)
        chat = chats.remember(connection, Place(telegram_id, "supergroup", title), NOW)  # type: ignore[arg-type] # an id
        chats.bind(connection, chat.id, "community", brand)
        return chats.get(connection, chat.id)

    return await database.run(bind)


async def test_a_fresh_database_wants_an_owner(database_url: str) -> None:
    assert await doctor.examine_database(database_url, NOW) == (
        [Finding("fine", "database"), Finding("warning", "no-owner")],
        [],
    )


def test_a_database_that_is_not_there_yet_is_told_and_not_made(tmp_path: Path) -> None:
    file = tmp_path / "otklik.db"
    found, watched = asyncio.run(doctor.examine_database(f"sqlite:///{file}", NOW))
    assert (found, watched, list(tmp_path.iterdir())) == (
        [Finding("warning", "database-absent", {"file": str(file)})], [], [],
    )  # fmt: skip


async def test_parked_updates_and_a_stuck_outbox_are_problems(database: Database, database_url: str) -> None:
    def spoil(connection: Connection) -> None:
        received.store(connection, [RawUpdate(7, 1, b"{}")], NOW)
        received.park(connection, received.claim(connection, 1)[0].id, "no date", NOW)
        outbox.put(connection, [Call("sendMessage", {"chat_id": 1, "text": "?"})], NOW - timedelta(hours=1))

    await database.run(spoil)
    stuck = Finding("problem", "outbox", {"n": 1, "minutes": 60})
    assert (await doctor.examine_database(database_url, NOW))[0][1:3] == [
        Finding("problem", "parked", {"n": 1, "first": 7, "reason": "no date"}),
        stuck,
    ]
    assert (await doctor.examine_database(database_url, NOW, retry_parked=True))[0][1] == stuck


async def test_all_is_well_where_the_bot_administers_its_chat(
    database: Database, telegram: Standin, world: World, messenger: ptb.PtbMessenger
) -> None:
    group = world.supergroup("Coffee lovers", bot="administrator")
    chat = await community(database, group.id, "Coffee lovers")
    assert await told(settings_for(telegram), messenger, chat) == [
        ("fine", "bot"), ("fine", "privacy-off"), ("fine", "polling"), ("fine", "chat"),
    ]  # fmt: skip


@pytest.mark.parametrize(("standing", "finding"), [("member", "chat-member"), ("absent", "chat-lost")])
async def test_a_chat_in_which_the_bot_cannot_do_its_work_is_named(
    database: Database, telegram: Standin, world: World, messenger: ptb.PtbMessenger, standing: str, finding: str
) -> None:
    group = world.supergroup("Coffee lovers", bot=standing)  # type: ignore[arg-type] # a table of cases
    chat = await community(database, group.id, "Coffee lovers")
    assert (await told(settings_for(telegram), messenger, chat))[-1][1] == finding


async def test_a_webhook_that_the_settings_do_not_know_is_a_problem(
    telegram: Standin, messenger: ptb.PtbMessenger
) -> None:
    await messenger.call("setWebhook", {"url": "https://example.org/elsewhere"})
    assert ("problem", "webhook-set") in await told(settings_for(telegram), messenger)


async def test_a_revoked_token_ends_the_examination(telegram: Standin, messenger: ptb.PtbMessenger) -> None:
    settings = settings_for(telegram)
    telegram.revokes_token()
    assert await told(settings, messenger) == [("problem", "token")]


async def test_a_clock_that_runs_ahead_is_told_in_seconds(telegram: Standin) -> None:
    ahead = datetime.now(UTC) + timedelta(minutes=5)
    finding = await doctor.examine_clock(telegram.url, ahead)
    assert (finding.level, finding.code) == ("problem", "clock-off")


@pytest.mark.parametrize("code", ["no-embedding", "broken-embedding"])
def test_an_embedding_that_is_broken_is_told_from_one_that_is_not_there(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ModuleType("onnxruntime")
    broken.__spec__ = ModuleSpec("onnxruntime", None)
    monkeypatch.setitem(sys.modules, "onnxruntime", broken if code == "broken-embedding" else None)
    embedding.loaded.cache_clear()
    found = doctor.examine_embedding()
    embedding.loaded.cache_clear()
    assert found == Finding("warning", code)
