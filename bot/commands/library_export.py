"""`otklik library export PATH`: a brand's library as the form, for a client to approve or for safe keeping."""

from pathlib import Path

import click

from bot.commands.library_forms import chosen_brand, in_database, write_form
from handlers.library.library_files import whole_library
from inbox.entries import Entry
from storage import Connection
from texts import LANGUAGES, Language, catalogue


@click.command(name="export")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--brand", default="", help="The brand's name; not needed when there is one brand.")
@click.option("--database", envvar="OTKLIK_DATABASE", required=True, help="The database's URL.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", show_default=True, help="The form's language.")
def export_library(path: Path, brand: str, database: str, language: Language) -> None:
    """Write a brand's library to PATH (.xlsx or .csv), retired replies included."""

    def read(connection: Connection) -> list[Entry]:
        return whole_library(connection, chosen_brand(connection, brand, language).id)

    entries = in_database(database, read)
    write_form(path, entries, language)
    click.echo(catalogue(language)("library-exported", path=path, n=len(entries)))
