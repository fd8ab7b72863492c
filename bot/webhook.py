"""A webhook: Telegram brings the updates, each is stored, and only then answered with 200.

Invariant: nobody without the secret gets past the door, and whether it was nearly right cannot be measured; while the
database cannot be used Telegram hears 503 and brings the update again. The token stands in no path. TLS is the job of
whatever stands before it (docs/operations.md).
"""

import hmac
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.intake import Intake
from bot.messenger import Messenger
from bot.reader import KINDS, Unreadable
from inbox.errors import DatabaseProblem, Invalid

log = logging.getLogger(__name__)

PATH = "/telegram"
HEALTH = "/health"
LARGEST = 1024 * 1024  # bytes; the largest updates are some tens of kilobytes
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 # the header's name
RETRY = {"Retry-After": "5"}


def application(intake: Intake, secret: str, is_well: Callable[[], bool]) -> web.Application:
    """The server's routes; `is_well` says whether the pipeline behind it moves."""

    async def receive(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=403)
        return await _stored(intake, await request.read())

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="ok") if is_well() else web.Response(status=503, text="not well")

    server = web.Application(client_max_size=LARGEST)
    server.router.add_post(PATH, receive)
    server.router.add_get(HEALTH, health)
    return server


async def _stored(intake: Intake, raw: bytes) -> web.Response:
    try:
        await intake.take([raw])
    except Unreadable as fault:
        log.warning("Something that is no update was brought to the webhook: %s", fault)
        return web.Response(status=400)
    except DatabaseProblem as problem:
        log.warning("An update could not be stored: %s. Telegram will bring it again", problem)
        return web.Response(status=503, headers=RETRY)
    return web.Response()


@asynccontextmanager
async def served(server: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Listen until the block ends, requests in hand finished; the value is the port. Raises `Invalid` if it cannot."""
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise Invalid("cli-webhook-deaf", address=f"{host}:{port}", reason=error.strerror) from error


async def announce(messenger: Messenger, url: str, secret: str) -> None:
    """Tell Telegram where to bring updates; what waits is kept. Raises `DeliveryFailed`."""
    told = {"url": url.rstrip("/") + PATH, "secret_token": secret, "allowed_updates": KINDS}
    await messenger.call("setWebhook", told | {"max_connections": 40, "drop_pending_updates": False})
