"""The program as `otklik run` runs it, but with handlers that echo, no limits on sending, and leases of a second.

It is forked from a process that has imported everything, so that a start costs a few milliseconds.
"""

import logging
from datetime import timedelta
from typing import Any

from bot import leasing
from bot.commands.run import run_until_stopped
from bot.hosts import ptb
from bot.pace import UNLIMITED
from bot.settings import BotSettings
from tests.bot.echo import Echo

PRELOADED = ptb  # forks share what is imported here


def run(settings: dict[str, Any]) -> None:
    logging.disable()
    leasing.LENGTH, leasing.RENEWED = timedelta(seconds=1), 0.3
    run_until_stopped(BotSettings.model_validate(settings), lambda _: Echo(), UNLIMITED)
