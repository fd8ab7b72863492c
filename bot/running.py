"""The program as the settings say: database, Telegram library, handlers, and how updates come.

Invariant: nothing is received before the database is known to be ours and up to date; what was begun is ended in
reverse, whatever happens between.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from importlib import import_module

import click

from bot.app import Otklik, utc_now
from bot.messenger import DeliveryFailed, Messenger
from bot.pace import TELEGRAM, Pace
from bot.router import Router
from bot.schedule import TICK
from bot.settings import BotSettings
from bot.verdicts import pause
from handlers import router as our
from handlers.libraries import Libraries
from handlers.onboarding.invitations import owner_link
from handlers.scene import Me
from storage.database import Database, open_database
from storage.schema import prepare
from texts import Catalogue

log = logging.getLogger(__name__)


Handlers = Callable[[Me], Router]


def our_handlers(me: Me) -> Router:
    return our.Router(me, Libraries(semantic=True))


@asynccontextmanager
async def running(
    settings: BotSettings,
    handlers: Handlers,
    *,
    clock: Callable[[], datetime] = utc_now,
    pace: Pace = TELEGRAM,
    tick: timedelta = TICK,
) -> AsyncIterator[Otklik]:
    """Stand-alone. Raises `DatabaseProblem`, `DeliveryFailed` when Telegram does not accept the token, `Invalid` when
    the webhook cannot listen.
    """
    url = settings.database.get_secret_value()
    async with (
        spoken_by(settings) as messenger,
        alive(url, messenger, handlers, clock=clock, pace=pace, tick=tick) as otklik,
        receiving(settings, otklik, messenger),
    ):
        yield otklik


@asynccontextmanager
async def alive(
    database_url: str,
    messenger: Messenger,
    handlers: Handlers,
    *,
    clock: Callable[[], datetime] = utc_now,
    pace: Pace = TELEGRAM,
    tick: timedelta = TICK,
) -> AsyncIterator[Otklik]:
    """Everything but the way in: whoever hosts it hands updates to `intake`."""
    async with opened(database_url) as database:
        me = await introduced(messenger)
        otklik = Otklik(database, messenger, handlers(me), me=me, clock=clock, pace=pace, tick=tick)
        await otklik.start()
        try:
            yield otklik
        finally:
            await otklik.stop()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = open_database(url)
    try:
        await database.run(prepare)
        yield database
    finally:
        await database.close()


async def show_owner_link(otklik: Otklik, say: Catalogue) -> None:
    """In the shell, as long as the bot has no owner: it is how there comes to be one."""
    link = await otklik.database.run(lambda connection: owner_link(connection, otklik.me, otklik.clock()))
    if link is not None:
        click.echo(say("cli-run-owner", link=link))


def spoken_by(settings: BotSettings) -> AbstractAsyncContextManager[Messenger]:
    """The chosen library, imported only now."""
    host = import_module(f"bot.hosts.{settings.library}")
    speaking: AbstractAsyncContextManager[Messenger] = host.messenger(
        settings.token.get_secret_value(), settings.api_url
    )
    return speaking


async def introduced(messenger: Messenger) -> Me:
    """Who we are; waits for Telegram to be reached, but not for a better token."""
    attempts = 0
    while True:
        try:
            told = await messenger.call("getMe", {})
        except DeliveryFailed as failure:
            if failure.code in (401, 404):
                raise
            if attempts == 0:
                log.warning("Telegram is not reached; trying again (%s)", failure.reason)
            await asyncio.sleep(pause(failure, attempts).total_seconds())
            attempts += 1
        else:
            sees_all = told.get("can_read_all_group_messages", False)
            return Me(told["id"], told["username"], told["first_name"], sees_all)


@asynccontextmanager
async def receiving(settings: BotSettings, otklik: Otklik, messenger: Messenger) -> AsyncIterator[None]:
    if not settings.webhook_url:
        await otklik.poll()
        yield
        return
    from bot import webhook  # noqa: PLC0415 # a web server, which polling does without

    secret = settings.webhook_secret.get_secret_value()
    host, _, port = settings.webhook_listen.rpartition(":")
    async with webhook.served(webhook.application(otklik.intake, secret, otklik.is_well), host, int(port)):
        await webhook.announce(messenger, settings.webhook_url, secret)
        yield
