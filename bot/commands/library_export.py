"""`otklik library export PATH`: a brand's library as the form, for a client to approve or for safe keeping."""

from pathlib import Path

import click

from bot.commands.library_forms import chosen_brand, in_database, write_form
from bot.settings import Settings
from bot.spoken import command, option
from handlers.library.files import whole_library
from inbox.entries import Entry
from storage import Connection
from texts import LANGUAGES, Language, catalogue


@command(name="export", help="cli-about-library-export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@option("--brand", default="", help="cli-option-brand")
@option("--language", type=click.Choice(LANGUAGES), default=None, help="cli-option-form-language")
def export_library(path: Path, brand: str, language: Language | None) -> None:
    settings = Settings.read()
    form = language or settings.language

    def read(connection: Connection) -> list[Entry]:
        return whole_library(connection, chosen_brand(connection, brand, form).id)

    entries = in_database(settings.database.get_secret_value(), read)
    write_form(path, entries, form)
    click.echo(catalogue(form)("library-exported", path=path, n=len(entries)))
