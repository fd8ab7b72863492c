"""The command line: every command in one table, and every error in words.

Exit codes: 0 done, 1 a bug of ours, 2 wrong usage or settings, 3 the database, 4 Telegram.
Invariant: a command is imported only when it is called, so that `otklik --help` is quick.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from bot.spoken import Group, spoken
from inbox.errors import DatabaseProblem, OtklikError

COMMANDS: Mapping[str, str] = {
    "run": "bot.commands.run",
    "demo": "bot.commands.demo",
    "migrate": "bot.commands.migrate",
    "library": "bot.commands.library",
    "import-history": "bot.commands.import_history",
    "import-plan": "bot.commands.import_plan",
    "import-kpi": "bot.commands.import_kpi",
    "import-competitors": "bot.commands.import_competitors",
    "report": "bot.commands.report",
    "export": "bot.commands.export",
    "doctor": "bot.commands.doctor",
    "draw": "bot.commands.draw",
}
"""Each module holds a click command of its own name; `cli-help-NAME` is its line in the help."""


class SettingsTrouble(click.ClickException):
    exit_code = 2


class DatabaseTrouble(click.ClickException):
    exit_code = 3


class TelegramTrouble(click.ClickException):
    exit_code = 4


class Commands(Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 # click's signature
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        say = spoken()
        with formatter.section("Commands"):
            formatter.write_dl([(name, say(f"cli-help-{name}")) for name in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except Exception as error:
            told = explained(error)
            if told is None:
                raise
            raise told from error


def explained(error: Exception) -> click.ClickException | None:
    """The error in words and with its exit code; None for a bug."""
    from bot.messenger import DeliveryFailed  # noqa: PLC0415 # the help does without them
    from bot.settings import SettingsInvalid  # noqa: PLC0415

    say = spoken()
    match error:
        case SettingsInvalid():
            problems = "\n".join(f"  {say(problem.code, **problem.values)}" for problem in error.problems)
            return SettingsTrouble(f"{say('cli-settings-invalid', n=len(error.problems))}\n{problems}")
        case DatabaseProblem():
            return DatabaseTrouble(say(error.code, **error.values))
        case OtklikError():
            return SettingsTrouble(say(error.code, **error.values))
        case DeliveryFailed():
            key = "cli-token-refused" if error.code in (401, 404) else "cli-telegram-refused"
            return TelegramTrouble(say(key, reason=error.reason))
    return None


@click.group(cls=Commands, help="cli-about", context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    pass
