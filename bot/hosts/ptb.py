"""python-telegram-bot as the host: `PtbMessenger` speaks, `plug_into` hands over what an Application receives."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from typing import Any

import httpx
from telegram import Bot, InputFile, error
from telegram.request import HTTPXRequest

from bot.messenger import ATTACHED, DeliveryFailed, Upload

PATIENCE = 15.0  # seconds for an answer, beyond what a long poll takes by itself
CODES = {error.Forbidden: 403, error.BadRequest: 400, error.Conflict: 409, error.EndPointNotFound: 404}
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@asynccontextmanager
async def messenger(token: str, api_url: str) -> AsyncIterator["PtbMessenger"]:
    """With a bot of its own, for running stand-alone; `api_url` is the base of a Bot API server."""
    request = HTTPXRequest(connection_pool_size=64, pool_timeout=PATIENCE)
    bot = Bot(token, base_url=f"{api_url}/bot", base_file_url=f"{api_url}/file/bot", request=request)
    try:
        yield PtbMessenger(bot)
    finally:
        await bot.shutdown()
        await request.shutdown()


class PtbMessenger:
    """Calls through the library's own HTTP client; see bot.messenger."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def call(self, method: str, params: Mapping[str, Any], upload: Upload | None = None) -> Any:
        if upload is not None:
            file = InputFile(upload[1], filename=upload[0])
            params = {name: file if value == ATTACHED else value for name, value in params.items()}
        spelled = method[0].upper() + method[1:]  # to Telegram the same; the library warns of names it knows itself
        with failures_told():
            return await self._bot.do_api_request(
                spelled, api_kwargs=dict(params), read_timeout=PATIENCE + params.get("timeout", 0)
            )

    async def download(self, file_id: str) -> bytes:
        with failures_told():
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray(read_timeout=PATIENCE))


@contextmanager
def failures_told() -> Iterator[None]:
    """The library's exceptions as `DeliveryFailed`."""
    try:
        yield
    except error.TelegramError as failure:
        raise _told(failure) from failure


def _told(failure: error.TelegramError) -> DeliveryFailed:
    match failure:
        case error.RetryAfter():
            length = failure._retry_after  # noqa: SLF001 # the public one warns of its coming type
            return DeliveryFailed(failure.message, code=429, retry_after=length.total_seconds())
        case error.ChatMigrated():
            return DeliveryFailed(failure.message, code=400, migrate_to=failure.new_chat_id)
        case error.InvalidToken() | error.EndPointNotFound():
            return _rejected(failure)
    if type(failure) in CODES:
        return DeliveryFailed(failure.message, code=CODES[type(failure)])
    return DeliveryFailed(failure.message, ambiguous=not isinstance(failure.__cause__, NOT_SENT))


def _rejected(failure: error.TelegramError) -> DeliveryFailed:
    """The library tells a wrong token and a wrong method alike; Telegram's own word is beneath."""
    words = str(failure.__cause__ or failure)
    code = HTTPStatus.UNAUTHORIZED if "Unauthorized" in words else HTTPStatus.NOT_FOUND
    return DeliveryFailed(words, code=code)
