"""Stand-alone and plugged into somebody's bot, both libraries bring the same updates to the same handlers."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import telegram as ptb
from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.ext import ApplicationBuilder, MessageHandler, filters

from bot.hosts import aiogram as aiogram_host
from bot.hosts import ptb as ptb_host
from bot.pace import UNLIMITED
from bot.reader import KINDS, read
from bot.running import running
from bot.settings import BotSettings
from bot.standin import Standin, World
from tests.bot.echo import Echo

CAPTURED = sorted((Path(__file__).parents[1] / "captured").glob("*.json"))


@pytest.mark.parametrize("path", CAPTURED, ids=lambda path: path.stem)
def test_an_update_reads_the_same_whoever_hands_it_over(path: Path) -> None:
    raw = path.read_bytes()
    by_aiogram = aiogram_host.as_told(types.Update.model_validate_json(raw))
    update = ptb.Update.de_json(json.loads(raw), None)
    assert [read(by_aiogram.encode()), read(update.to_json().encode())] == [read(raw)] * 2


@pytest.fixture
def database_file(migrated_file: Path, tmp_path: Path) -> str:
    (tmp_path / "otklik.db").write_bytes(migrated_file.read_bytes())
    return f"sqlite:///{tmp_path / 'otklik.db'}"


async def test_stand_alone_it_polls_and_answers(
    host: ModuleType, telegram: Standin, world: World, database_file: str
) -> None:
    library = host.__name__.rpartition(".")[2]
    told = {"token": telegram.token, "database": database_file, "library": library, "api_url": telegram.url}
    settings = BotSettings.model_validate(told)
    chat = world.supergroup("Coffee lovers")
    async with running(settings, lambda _: Echo(), pace=UNLIMITED) as otklik:
        assert (otklik.me.username, otklik.me.sees_all_messages) == ("otklik_bot", True)
        chat.says(world.person("Alice"), "Hello")
        assert (await chat.answer()).text == "Hello"
        await world.confirmed()
    assert telegram.calls_of("getUpdates")[0]["allowed_updates"] == list(KINDS)


@asynccontextmanager
async def a_ptb_bot(telegram: Standin, database: str) -> AsyncIterator[list[str]]:
    """Somebody's Application with a handler of its own, plus the two lines."""
    seen: list[str] = []

    async def own(update: ptb.Update, _: object) -> None:
        assert update.message is not None
        seen.append(update.message.text or "")

    base = f"{telegram.url}/bot"
    application = ApplicationBuilder().token(telegram.token).base_url(base).build()
    application.add_handler(MessageHandler(filters.ALL, own))
    ptb_host.plug_into(application, database, lambda _: Echo())
    async with application:
        assert application.post_init is not None
        assert application.post_stop is not None
        assert application.updater is not None
        await application.post_init(application)
        await application.updater.start_polling(allowed_updates=list(KINDS))
        await application.start()
        yield seen
        await application.updater.stop()
        await application.stop()
        await application.post_stop(application)


@asynccontextmanager
async def an_aiogram_bot(telegram: Standin, database: str) -> AsyncIterator[list[str]]:
    """Somebody's Dispatcher with a handler of its own, plus the two lines."""
    seen: list[str] = []
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def own(message: types.Message) -> None:
        seen.append(message.text or "")

    aiogram_host.plug_into(dispatcher, database, lambda _: Echo())
    bot = Bot(telegram.token, AiohttpSession(api=TelegramAPIServer.from_base(telegram.url)))
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, allowed_updates=list(KINDS), handle_signals=False, polling_timeout=1)
    )
    yield seen
    await dispatcher.stop_polling()
    await polling


Plugging = Callable[[Standin, str], AbstractAsyncContextManager[list[str]]]


@pytest.mark.parametrize("bot", [a_ptb_bot, an_aiogram_bot])
async def test_plugged_in_it_works_beside_the_bots_own_handlers(
    bot: Plugging, telegram: Standin, world: World, database_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    chat = world.supergroup("Coffee lovers")
    async with bot(telegram, database_file) as seen:
        chat.says(world.person("Alice"), "Hello")
        assert (await chat.answer()).text == "Hello"
        await world.confirmed()
    assert seen == ["Hello"]
    assert "https://t.me/otklik_bot?start=" in capsys.readouterr().out  # by which somebody becomes the owner


@pytest.mark.parametrize("name", ["plugged_into_ptb", "plugged_into_aiogram"])
def test_the_documented_examples_can_be_imported(name: str) -> None:
    path = Path(__file__).parents[2] / "docs" / "examples" / f"{name}.py"
    spec = spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    example = module_from_spec(spec)
    spec.loader.exec_module(example)
    assert callable(example.main)
