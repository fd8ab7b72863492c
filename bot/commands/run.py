"""`otklik run`: the bot, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress

import click

from bot.app import Otklik
from bot.pace import TELEGRAM, Pace
from bot.running import Handlers, our_handlers, running, show_owner_link
from bot.settings import BotSettings
from bot.spoken import command
from handlers.guide import menus
from handlers.routes import COMMANDS
from storage import outbox
from texts import Catalogue, catalogue

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
QUIET = {
    "httpx": logging.WARNING,  # would log each request with the token in its address
    "aiogram": logging.WARNING,
    "alembic": logging.WARNING,
    "telegram": logging.CRITICAL,  # would log whole answers; what matters is told by ours
}


@command(help="cli-about-run")
def run() -> None:
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT)
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
    run_until_stopped(BotSettings.read())


def run_until_stopped(settings: BotSettings, handlers: Handlers = our_handlers, pace: Pace = TELEGRAM) -> None:
    """Run the bot until it is told to stop, be it before it has started: Telegram may be out of reach for long."""
    with suppress(asyncio.CancelledError):
        asyncio.run(_run(settings, handlers, pace))


async def _run(settings: BotSettings, handlers: Handlers, pace: Pace) -> None:
    """Raises `CancelledError` when told to stop before it has started."""
    starting, told_to_stop = asyncio.current_task(), asyncio.Event()
    assert starting is not None
    _when_told_to_stop(starting.cancel)
    say = catalogue(settings.language)
    async with running(settings, handlers, pace=pace) as otklik:
        _when_told_to_stop(told_to_stop.set)
        await _greet(otklik, say)
        await told_to_stop.wait()
        click.echo(say("cli-run-stopping"))


def _when_told_to_stop(act: Callable[[], object]) -> None:
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, act)


async def _greet(otklik: Otklik, say: Catalogue) -> None:
    await otklik.database.run(lambda c: outbox.put(c, menus(c, COMMANDS), otklik.clock()))
    click.echo(say("cli-run-started", bot=otklik.me.username))
    await show_owner_link(otklik, say)
