"""The way of an update, as ratios in one run: the whole pipeline beside both libraries' echo handlers, which store
nothing and have no network (tests/bench/over_http.py gives them one); raw storing beside plain sqlite3; the start of
`otklik run` and its memory at rest.

Ours does all there is to do, on SQLite with synchronous=FULL: store, read, judge, match against 500 entries, write the
conversation and its card, put the calls to the outbox, mark done.
"""

import asyncio
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice, product
from pathlib import Path
from time import perf_counter
from typing import Any, get_args

import psutil
from aiogram import Bot, Dispatcher, F, types
from aiogram.client.session.aiohttp import AiohttpSession
from rich import print as show
from telegram import Message, Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters
from telegram.request import BaseRequest

from bot.app import utc_now
from bot.intake import Intake
from bot.standin import Standin
from bot.worker import Worker
from faq.tiers import Tier
from handlers.libraries import Libraries
from handlers.router import Router
from inbox.entries import Entry
from inbox.ids import TelegramId
from inbox.messages import Place
from storage import Connection, brands, chats, library, received
from storage.database import Database, open_database
from storage.schema import prepare
from tests.attention.labelled import labelled_messages
from tests.cast import ME, NINE

UPDATES = 3000
WARM = 900
"""Updates that go before: our library has been built by then."""
PART = 300
BATCH = 100
PATIENCE = 120.0
TOKEN = "7000000001:AAof-nobody-0000000000000000"
THINGS = (
    "заказ", "доставка", "оплата", "возврат", "скидка", "карта", "бонус", "подарок", "магазин", "адрес", "сорт",
    "зерно", "помол", "чашка", "фильтр", "гарантия",
)  # fmt: skip
DOINGS = (
    "как оформить", "когда придёт", "где найти", "почему не работает", "сколько стоит", "можно ли отменить",
    "кому писать про", "как изменить",
)  # fmt: skip
WITHOUT_EMBEDDING = "import sys; sys.modules['onnxruntime'] = None; "
ME_SAID = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
SAID = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "echo"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    updates = history()
    ours = await rate(updates, lambda: our_pipeline(folder))
    show(f"the whole pipeline: {ours:,.0f} updates/s")
    for name, echo in ECHOES.items():
        theirs = await rate(updates, echo)
        show(f"  ratio {ours / theirs:.2f} to {name} without a network, {theirs:,.0f}/s")
    rounds = [
        (await storing(folder / f"{n}.db", updates), plain_sqlite(folder / f"p{n}.db", updates)) for n in range(3)
    ]
    stored, plain = (max(rates) for rates in zip(*rounds, strict=True))
    show(f"storing raw updates: {stored:,.0f}/s, plain sqlite3 executemany {plain:,.0f}/s: ratio {stored / plain:.2f}")
    for library_name, tier in product(("ptb", "aiogram"), get_args(Tier)):
        began, memory = await at_rest(folder, library_name, tier)
        show(f"otklik run with {library_name}, {tier}: first poll after {began:.2f} s, at rest {memory:.0f} MiB")


def history() -> list[bytes]:
    """Six hundred people talk in three groups, as in the labelled messages: half of it chatter."""
    words = islice(cycle(message.text for message in labelled_messages() if message.text), UPDATES)
    now = int(datetime.now(UTC).timestamp())
    return [json.dumps(_said(number, text, now)).encode() for number, text in enumerate(words, 1)]


def _said(number: int, text: str, now: int) -> dict[str, Any]:
    sender = {"id": 5_000_000_000 + number % 600, "is_bot": False, "first_name": "Alice", "language_code": "ru"}
    chat = {"id": -1001 - number % 3, "type": "supergroup", "title": "Coffee lovers"}
    message = {"message_id": number, "date": now + number, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": message}


Measured = Callable[[], Any]
Handle = Callable[[list[bytes]], Awaitable[None]]


async def rate(updates: list[bytes], prepared: Measured) -> float:
    """Updates a second, of the best part once all is warm: what else the machine does must not decide."""
    rates: list[float] = []
    async with prepared() as handle:
        await handle(updates[:WARM])
        for start in range(WARM, len(updates), PART):
            begun = perf_counter()
            await handle(updates[start : start + PART])
            rates.append(PART / (perf_counter() - begun))
    return max(rates)


@asynccontextmanager
async def our_pipeline(folder: Path) -> AsyncIterator[Handle]:
    database = open_database(f"sqlite:///{folder / 'pipeline.db'}")
    await database.run(prepare)
    await database.run(settle_in)
    intake = Intake(database, utc_now, lambda: None)
    worker = Worker(database, Router(ME, Libraries()), utc_now, lambda: None)

    async def handle(updates: list[bytes]) -> None:
        for start in range(0, len(updates), BATCH):
            await intake.take(updates[start : start + BATCH])
            while await worker.turn() == 0:
                pass

    yield handle
    parked = await database.run(received.parked)
    assert not parked, parked
    await database.close()


def settle_in(connection: Connection) -> None:
    """A brand with three groups, a desk and 500 entries."""
    brand = brands.create(connection, "Кофейня", NINE)
    for number in range(3):
        place = Place(TelegramId(-1001 - number), "supergroup", "Coffee lovers")
        chats.bind(connection, chats.remember(connection, place, NINE).id, "community", brand)
    desk = Place(TelegramId(-2002), "supergroup", "Desk")
    chats.bind(connection, chats.remember(connection, desk, NINE).id, "desk", brand)
    for number in range(500):
        thing, doing = THINGS[number % 16], DOINGS[number // 16 % 8]
        question = f"{doing} {thing} {number // 128 + 1}?"
        entry = Entry(0, question, f"Ответ {number}", phrasings=(f"{thing}: {doing}",))
        library.add(connection, brand, entry, NINE, None)


@asynccontextmanager
async def aiogram_echo(*conditions: Any) -> AsyncIterator[Handle]:
    bot, dispatcher = Bot(TOKEN, session=Answered()), Dispatcher()

    @dispatcher.message(*conditions)
    async def echo(message: types.Message) -> None:
        await message.answer(message.text or "")

    async def handle(updates: list[bytes]) -> None:
        for raw in updates:
            update = types.Update.model_validate_json(raw, context={"bot": bot})
            await dispatcher.feed_update(bot, update)

    yield handle


class Answered(AiohttpSession):
    """The library's own session, but for the network: it writes the form and reads the answer."""

    answer = json.dumps({"ok": True, "result": SAID})

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109 # aiogram's
        self.build_form_data(bot, method)
        return self.check_response(bot, method, 200, self.answer).result


@asynccontextmanager
async def ptb_echo() -> AsyncIterator[Handle]:
    async def echo(update: Update, _: Any) -> None:
        message = update.message
        assert isinstance(message, Message)
        await message.reply_text(message.text or "")

    application = ApplicationBuilder().token(TOKEN).request(Asked()).get_updates_request(Asked()).updater(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))

    async def handle(updates: list[bytes]) -> None:
        for raw in updates:
            await application.process_update(Update.de_json(json.loads(raw), application.bot))

    await application.initialize()
    yield handle
    await application.shutdown()


class Asked(BaseRequest):
    """A client that is answered at once."""

    @property
    def read_timeout(self) -> float:
        return 1

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(self, url: str, *arguments: Any, **more: Any) -> tuple[int, bytes]:
        return 200, json.dumps({"ok": True, "result": ME_SAID if url.endswith("getMe") else SAID}).encode()


ECHOES: Mapping[str, Measured] = {
    "aiogram's echo of texts (F.text)": partial(aiogram_echo, F.text),
    "aiogram's echo of everything": aiogram_echo,
    "python-telegram-bot's echo of texts": ptb_echo,
}


async def storing(file: Path, updates: list[bytes]) -> float:
    database: Database = open_database(f"sqlite:///{file}")
    await database.run(prepare)
    intake = Intake(database, utc_now, lambda: None)
    begun = perf_counter()
    for start in range(0, len(updates), BATCH):
        await intake.take(updates[start : start + BATCH])
    taken = perf_counter() - begun
    await database.close()
    return len(updates) / taken


def plain_sqlite(file: Path, updates: list[bytes]) -> float:
    """The same rows and indexes, by hand."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE received (id INTEGER PRIMARY KEY, update_id BIGINT UNIQUE, lane BIGINT, raw BLOB, at BIGINT);"
        "CREATE INDEX waiting ON received (lane, id);"
    )
    begun = perf_counter()
    for start in range(0, len(updates), BATCH):
        rows = [(start + number, -1001, raw, 1) for number, raw in enumerate(updates[start : start + BATCH])]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO received (update_id, lane, raw, at) VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    taken = perf_counter() - begun
    connection.close()
    return len(updates) / taken


async def at_rest(folder: Path, library_name: str, tier: Tier) -> tuple[float, float]:
    """Seconds to the first poll, and MiB once everything has had a turn; lexical is as if the extra were missing."""
    async with Standin() as telegram:
        told = {"TOKEN": telegram.token, "API_URL": telegram.url, "LIBRARY": library_name}
        told["DATABASE"] = f"sqlite:///{folder / 'rest.db'}"
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WITHOUT_EMBEDDING * (tier == "lexical") + "from bot.cli import main; main()", "run",
            env=os.environ | {f"OTKLIK_{name}": value for name, value in told.items()},
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        begun = perf_counter()
        await telegram.world.until(lambda: telegram.calls_of("getUpdates"), PATIENCE)
        took = perf_counter() - begun
        chat = telegram.world.supergroup("Coffee lovers")
        chat.says(telegram.world.person("Alice"), "Где моя доставка?")
        await telegram.world.until(lambda: not telegram.world.ground.updates.pending, PATIENCE)
        memory = psutil.Process(program.pid).memory_info().rss / 2**20
        program.terminate()
        await program.wait()
    return took, memory
