"""Updates a second as programs live them: each polls the same stand-in over HTTP, which has the other core.

The echoes are both libraries' first example, run by the libraries' own polling: they answer every text and store
nothing. Ours is `otklik run`, measured until an update is marked done and what it says is in the outbox; from there on
Telegram's limits set the pace.
"""

import asyncio
import os
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing, redirect_stdout
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, process_time

import psutil
from aiogram import Bot, Dispatcher, F, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from rich import print as show
from telegram import Message, Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.cli import main as otklik
from storage.database import open_database
from storage.schema import prepare
from tests.bench.pipeline import TOKEN, WARM, history, settle_in

ROUNDS = 3
LOOKED_EVERY = 0.005
YES = '{"ok":true,"result":true}'
ME = '{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"B","username":"b_bot"}}'
SAID = '{"ok":true,"result":{"message_id":%d,"date":1,"chat":{"id":1,"type":"private"},"text":"echo"}}'

Program = Callable[[str], None]
"""Polls the Bot API at an address until it is ended."""


def main() -> None:
    asyncio.run(_measure())


async def _measure() -> None:
    updates = history()
    rounds = [[await ours(updates), *[await echoed(updates, echo) for echo in ECHOES.values()]] for _ in range(ROUNDS)]
    best, *theirs = (max(speeds, key=lambda speed: speed.rate) for speeds in zip(*rounds, strict=True))
    show(f"otklik run: {best}")
    for name, speed in zip(ECHOES, theirs, strict=True):
        show(f"  ratio {best.rate / speed.rate:.2f} to {name}, {speed}")


async def ours(updates: list[bytes]) -> "Speed":
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pipeline.db"
        await _settle(f"sqlite:///{file}")
        with closing(sqlite3.connect(file)) as looking:
            return await rate(updates, partial(our_program, f"sqlite:///{file}"), lambda _: _done(looking))


async def echoed(updates: list[bytes], echo: Program) -> "Speed":
    return await rate(updates, echo, lambda telegram: telegram.answered)


@dataclass(frozen=True, slots=True)
class Speed:
    """Updates a second; seconds of a core that each took; how much of the other core the stand-in took meanwhile."""

    rate: float
    work: float
    standin: float

    def __str__(self) -> str:
        return f"{self.rate:,.0f}/s, {self.work * 1000:.2f} ms of a core each (stand-in: {self.standin:.0%} of a core)"


async def rate(updates: list[bytes], program: Program, handled: Callable[["Telegram"], int]) -> Speed:
    """Until the last is handled: an echo that has taken on more than it can answer must not gain by it."""
    async with Telegram().served() as telegram:
        process = get_context("spawn").Process(target=program, args=(telegram.url,))
        process.start()
        await telegram.gives(updates[:WARM], handled)
        before, own, begun = _worked(process.pid), process_time(), perf_counter()
        await telegram.gives(updates[WARM:], handled)
        took, number = perf_counter() - begun, len(updates) - WARM
        speed = Speed(number / took, (_worked(process.pid) - before) / number, (process_time() - own) / took)
        process.kill()
        process.join()
    return speed


def _worked(process: int | None) -> float:
    """Seconds of processor time."""
    times = psutil.Process(process).cpu_times()
    return float(times.user + times.system)


class Telegram:
    """A Bot API that hands out updates made beforehand and says yes to everything: as little work as can be."""

    def __init__(self) -> None:
        self.url = ""
        self.answered = 0
        self._updates: list[bytes] = []
        self._news = asyncio.Event()

    @asynccontextmanager
    async def served(self) -> AsyncIterator["Telegram"]:
        runner = web.ServerRunner(
            web.Server(self._respond, handler_cancellation=True, access_log=None), shutdown_timeout=0.01
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield self
        await runner.cleanup()

    async def gives(self, updates: list[bytes], handled: Callable[["Telegram"], int]) -> None:
        """Returns when all have been handled."""
        self._updates += updates
        self._news.set()
        while handled(self) < len(self._updates):  # noqa: ASYNC110 # the other program rings no bell
            await asyncio.sleep(LOOKED_EVERY)

    async def _respond(self, request: web.BaseRequest) -> web.Response:
        match request.path.rpartition("/")[2].lower():
            case "getupdates":
                told = await request.post()
                answer = await self._next(max(int(str(told.get("offset", 1))), 1) - 1)
            case "getme":
                answer = ME
            case "sendmessage":
                self.answered += 1
                answer = SAID % self.answered
            case _:
                answer = YES
        return web.Response(text=answer, content_type="application/json")

    async def _next(self, first: int) -> str:
        while first >= len(self._updates):
            self._news.clear()
            await self._news.wait()
        return f'{{"ok":true,"result":[{b",".join(self._updates[first : first + 100]).decode()}]}}'


def our_program(database: str, url: str) -> None:
    """With the lexical matcher, as if the extra were missing."""
    sys.modules["onnxruntime"] = None  # type: ignore[assignment] # as the import system wants it
    told = {"TOKEN": TOKEN, "API_URL": url, "DATABASE": database}
    os.environ |= {f"OTKLIK_{name}": value for name, value in told.items()}
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        otklik(["run"])


async def _settle(url: str) -> None:
    database = open_database(url)
    await database.run(prepare)
    await database.run(settle_in)
    await database.close()


def _done(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM received WHERE done_at IS NOT NULL").fetchone()[0])


def aiogram_echo(url: str) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message(F.text)
    async def echo(message: types.Message) -> None:
        await message.answer(message.text or "")

    async def run() -> None:
        await dispatcher.start_polling(Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url))))

    asyncio.run(run())


def ptb_echo(url: str) -> None:
    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        assert isinstance(message, Message)
        await message.reply_text(message.text or "")

    application: Application = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").build()  # type: ignore[type-arg]
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


ECHOES: Mapping[str, Program] = {"aiogram's echo": aiogram_echo, "python-telegram-bot's echo": ptb_echo}
