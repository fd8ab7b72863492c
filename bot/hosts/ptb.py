"""python-telegram-bot as the host: `PtbMessenger` speaks, `plug_into` hands over what an Application receives."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram import Bot, InputFile, InputMedia, Update
from telegram.request import HTTPXRequest

from bot.hosts.ptb_failures import failures_told
from bot.messenger import ATTACHED, Upload
from bot.plugged import DEFAULT, Plugged
from bot.running import Handlers, our_handlers

if TYPE_CHECKING:
    from telegram.ext import Application

    AnyApplication = Application[Any, Any, Any, Any, Any, Any]

FIRST = -1_000_000  # the handler group before all others
PATIENCE = 15.0  # seconds for an answer, beyond what a long poll takes by itself


def plug_into(application: "AnyApplication", database: str = DEFAULT, handlers: Handlers = our_handlers) -> None:
    """Otklik lives as long as the application and gets whatever it receives, before and beside its own handlers."""
    from telegram.ext import TypeHandler  # noqa: PLC0415 # stand-alone does without

    plugged = Plugged(database, handlers)
    post_init, post_stop = application.post_init, application.post_stop

    async def begin(application: "AnyApplication") -> None:
        await plugged.begin(PtbMessenger(application.bot))
        if post_init is not None:
            await post_init(application)

    async def end(application: "AnyApplication") -> None:
        await plugged.end()
        if post_stop is not None:
            await post_stop(application)

    async def hand_over(update: Update, _: Any) -> None:
        await plugged.take(update.to_json())

    application.post_init, application.post_stop = begin, end
    application.add_handler(TypeHandler(Update, hand_over), group=FIRST)


@asynccontextmanager
async def messenger(token: str, api_url: str) -> AsyncIterator["PtbMessenger"]:
    """With a bot of its own, for running stand-alone; `api_url` is the base of a Bot API server."""
    request = HTTPXRequest(connection_pool_size=64, pool_timeout=PATIENCE)
    bot = Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )
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
        if "media" in params:
            params = {**params, "media": [_item(item) for item in params["media"]]}
        spelled = method[0].upper() + method[1:]  # to Telegram the same; the library warns of names it knows itself
        with failures_told():
            return await self._bot.do_api_request(
                spelled, api_kwargs=dict(params), read_timeout=PATIENCE + params.get("timeout", 0)
            )

    async def download(self, file_id: str) -> bytes:
        with failures_told():
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray(read_timeout=PATIENCE))


def _item(told: Mapping[str, Any]) -> InputMedia:
    """An album's item as the object that the library insists on."""
    rest = {name: value for name, value in told.items() if name not in ("type", "media")}
    return InputMedia(told["type"], told["media"], api_kwargs=rest)
