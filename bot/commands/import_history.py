"""`otklik import-history FILE`: past messages of a chat, exported by Telegram Desktop, into a brand's tables."""

import asyncio
from pathlib import Path

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from bot.app import utc_now
from bot.commands.library_forms import chosen_brand
from bot.history.export import ExportedChat
from bot.history.importing import Plan, Tally, choose_chat, frequent_authors
from bot.history.importing import import_history as do_import
from bot.settings import Settings
from bot.spoken import command, option
from handlers.community.history import claim, past_scene
from handlers.onboarding.brand_choice import new_brand
from inbox.ids import BrandId
from storage import Connection, brands
from storage.database import open_database
from storage.schema import prepare
from texts import Catalogue, Language, catalogue


@command(name="import-history", help="cli-about-import-history")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--brand", default="", help="cli-option-brand-made")
@option("--team", multiple=True, help="cli-option-team")
@option("--chat", default="", help="cli-option-chat")
def import_history(path: Path, brand: str, team: tuple[str, ...], chat: str) -> None:
    settings = Settings.read()
    say = catalogue(settings.language)
    chosen = choose_chat(path, chat)
    if not team:
        frequent = frequent_authors(path, chosen)
        names = ", ".join(f"{say('library-quoted', name=name)} ({n})" for name, n in frequent)
        raise click.UsageError(say("history-no-team", names=names or "—"))
    tally = asyncio.run(_import(settings, say, path, brand, team, chosen, path.stat().st_size))
    _tell(tally, say, team)
    if tally.problem is not None:
        raise click.ClickException(say(tally.problem.code, **tally.problem.values))


async def _import(
    settings: Settings, say: Catalogue, path: Path, brand: str, team: tuple[str, ...], chat: ExportedChat, size: int
) -> Tally:
    database = open_database(settings.database.get_secret_value())
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    try:
        await database.run(prepare)
        number = await database.run(lambda connection: _brand(connection, brand, settings.language, chat))
        with Progress(*columns) as progress:
            bar = progress.add_task(say("history-reading", file=path.name), total=size)
            plan = Plan(path, chat, number, frozenset(team))
            return await do_import(database, plan, utc_now(), lambda read: progress.advance(bar, read))
    finally:
        await database.close()


def _brand(connection: Connection, name: str, language: Language, chat: ExportedChat) -> BrandId:
    """The brand that gets the chat, made if need be; not even that where it may not."""
    if name and brands.find_by_name(connection, name) is None:
        brand = new_brand(connection, name, language, utc_now())
    else:
        brand = chosen_brand(connection, name, language)
    claim(past_scene(connection, utc_now()), chat.place, brand)
    return brand.id


def _tell(tally: Tally, say: Catalogue, team: tuple[str, ...]) -> None:
    click.echo(say("history-done", chat=tally.chat, new=tally.new, known=tally.known, passed_over=tally.passed_over))
    if tally.first is not None and tally.last is not None:
        click.echo(say("history-span", first=f"{tally.first:%Y-%m-%d}", last=f"{tally.last:%Y-%m-%d}"))
    if tally.problem is None:
        for name in sorted(set(team) - tally.team):
            click.echo(say("history-team-unseen", name=name))
