"""`otklik library export PATH`: a brand's library as the form, for a client to approve or for safe keeping."""

from pathlib import Path

import click

from bot.commands.library_forms import chosen_brand, in_database, write_form
from bot.settings import Settings
from handlers.library.files import whole_library
from inbox.entries import Entry
from storage import Connection
from texts import LANGUAGES, Language, catalogue


@click.command(name="export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--brand", default="", help="The brand's name; not needed when there is one brand.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=None, help="The form's; OTKLIK_LANGUAGE if not given."
)
def export_library(path: Path, brand: str, language: Language | None) -> None:
    """Write a brand's library to PATH (.xlsx or .csv), retired replies included."""
    settings = Settings.read()
    form = language or settings.language

    def read(connection: Connection) -> list[Entry]:
        return whole_library(connection, chosen_brand(connection, brand, form).id)

    entries = in_database(settings.database.get_secret_value(), read)
    write_form(path, entries, form)
    click.echo(catalogue(form)("library-exported", path=path, n=len(entries)))
