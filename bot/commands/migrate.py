"""`otklik migrate`: bring the database's tables up to the program's version."""

import asyncio

import click

from bot.settings import Settings
from bot.spoken import command
from storage.database import open_database
from storage.schema import migrate as bring_up_to_date
from texts import catalogue


@command(help="cli-about-migrate")
def migrate() -> None:
    settings = Settings.read()
    before, after = asyncio.run(_migrate(settings.database.get_secret_value()))
    done = "cli-migrate-nothing" if before == after else "cli-migrate-done"
    click.echo(catalogue(settings.language)(done, before=before or "—", after=after))


async def _migrate(url: str) -> tuple[str | None, str]:
    database = open_database(url)
    try:
        return await database.run(bring_up_to_date)
    finally:
        await database.close()
