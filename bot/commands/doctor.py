"""`otklik doctor`: what is wrong, and what to do about it. Exit code 1 when there is a problem."""

import asyncio

import click
from rich.console import Console

from bot import doctor as examination
from bot.app import utc_now
from bot.doctor import Finding, Level
from bot.running import spoken_by
from bot.settings import BotSettings, Settings, SettingsInvalid
from bot.spoken import command, option
from texts import Catalogue, catalogue

SIGNS: dict[Level, str] = {"fine": "[green]✓[/]", "warning": "[yellow]![/]", "problem": "[red]✗[/]"}


@command(help="cli-about-doctor")
@option("--retry-parked", is_flag=True, help="cli-option-retry-parked")
def doctor(*, retry_parked: bool) -> None:
    settings, findings = _settings()
    say = catalogue(settings.language)
    findings += asyncio.run(_examine(settings, retry_parked=retry_parked))
    findings.append(examination.examine_embedding())
    for finding in findings:
        _show(finding, say)
    problems = sum(finding.level == "problem" for finding in findings)
    click.echo(say("doctor-verdict", n=problems) if problems else say("doctor-well"))
    raise SystemExit(1 if problems else 0)


def _settings() -> tuple[Settings, list[Finding]]:
    """The bot's settings, or, where they are not complete, those of the database."""
    try:
        return BotSettings.read(), []
    except SettingsInvalid as invalid:
        wrong = [Finding("problem", problem.code, problem.values) for problem in invalid.problems]
        return Settings.read(), wrong


async def _examine(settings: Settings, *, retry_parked: bool) -> list[Finding]:
    url = settings.database.get_secret_value()
    found, watched = await examination.examine_database(url, utc_now(), retry_parked=retry_parked)
    if isinstance(settings, BotSettings):
        async with spoken_by(settings) as messenger:
            found += [one async for one in examination.examine_telegram(settings, messenger, watched)]
        found.append(await examination.examine_clock(settings.api_url, utc_now()))
    return found


def _show(finding: Finding, say: Catalogue) -> None:
    key = finding.code if finding.code in say.sentences else f"doctor-{finding.code}"
    Console(highlight=False, soft_wrap=True).print(f"{SIGNS[finding.level]} ", end="")
    click.echo(say(key, **finding.values))
