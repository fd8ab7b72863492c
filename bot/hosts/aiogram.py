"""aiogram as the host: `AiogramMessenger` speaks, `plug_into` hands over what a Dispatcher receives.

Importing it takes seconds, so this module is imported only when it is chosen.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, TelegramObject, Update

from bot.hosts.aiogram_failures import failures_told
from bot.messenger import ATTACHED, Upload
from bot.plugged import DEFAULT, Plugged
from bot.running import Handlers, our_handlers

Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
PATIENCE = 15  # seconds for an answer, beyond what a long poll takes by itself


def plug_into(dispatcher: Dispatcher, database: str = DEFAULT, handlers: Handlers = our_handlers) -> None:
    """Otklik lives as long as the dispatcher and gets whatever it receives, before and beside its own handlers."""
    plugged = Plugged(database, handlers)

    async def begin(bot: Bot) -> None:
        await plugged.begin(AiogramMessenger(bot))

    async def hand_over(handler: Next, update: TelegramObject, data: dict[str, Any]) -> Any:
        assert isinstance(update, Update)
        await plugged.take(as_told(update))
        return await handler(update, data)

    dispatcher.startup.register(begin)
    dispatcher.shutdown.register(plugged.end)
    dispatcher.update.outer_middleware(hand_over)


def as_told(update: Update) -> str:
    """The update's own JSON again; what was not in it is the library's affair and cannot be written."""
    return update.model_dump_json(exclude_unset=True, by_alias=True)


@asynccontextmanager
async def messenger(token: str, api_url: str) -> AsyncIterator["AiogramMessenger"]:
    """With a bot of its own, for running stand-alone; `api_url` is the base of a Bot API server."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url))
    try:
        yield AiogramMessenger(Bot(token, session=session))
    finally:
        await session.close()


class AiogramMessenger:
    """Calls through the library's own HTTP client; see bot.messenger."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def call(self, method: str, params: Mapping[str, Any], upload: Upload | None = None) -> Any:
        if upload is not None:
            file = BufferedInputFile(upload[1], filename=upload[0])
            params = {name: file if value == ATTACHED else value for name, value in params.items()}
        with failures_told():
            return await self._bot(_method(method)(**params), request_timeout=PATIENCE + params.get("timeout", 0))

    async def download(self, file_id: str) -> bytes:
        with failures_told():
            content = await self._bot.download(file_id, timeout=PATIENCE)
            return content.read() if content else b""


@cache
def _method(name: str) -> type[TelegramMethod[Any]]:
    """The Bot API's method as the library's, with any parameters and its result as it comes."""

    class Raw(TelegramMethod[Any]):
        __returning__ = Any
        __api_method__ = name

    return Raw
