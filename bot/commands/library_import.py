"""`otklik library import FILE`: show what a form would change, ask, and change it.

Invariant: nothing is written before a yes, and of a file with bad rows the good ones only when that is agreed to.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.commands.library_forms import chosen_brand, in_database
from bot.settings import Settings
from bot.spoken import command, option
from faq.files.changes import Changes
from faq.files.reading import LibraryFile, read_library
from faq.wording import change_in_words, changes_in_words, conflict_in_words, in_words, problems_in_words
from handlers.library.files import file_changes, keep_changes
from inbox.errors import LibraryInvalid
from storage import Connection
from texts import LANGUAGES, Language, catalogue

_SHOWN = 20


@command(name="import", help="cli-about-library-import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--brand", default="", help="cli-option-brand")
@option("--yes", is_flag=True, help="cli-option-yes")
@option("--keep-good", is_flag=True, help="cli-option-keep-good")
@option("--language", type=click.Choice(LANGUAGES), default=None, help="cli-option-messages-language")
def import_library(path: Path, brand: str, language: Language | None, *, yes: bool, keep_good: bool) -> None:
    settings = Settings.read()
    _load(path, brand, settings, language or settings.language, yes=yes, keep_good=keep_good)


def _load(path: Path, brand: str, settings: Settings, language: Language, *, yes: bool, keep_good: bool) -> None:
    say = catalogue(language)
    file = _read(path, language)

    def changes(connection: Connection) -> Changes:
        return file_changes(connection, chosen_brand(connection, brand, language).id, file)

    found = in_database(settings.database.get_secret_value(), changes)
    _show(found, file, language)
    if not found.new and not found.changed:
        click.echo(say("library-nothing-changes"))
        return
    is_bad = bool(file.problems or found.problems)
    if not (keep_good or (yes and not is_bad)):
        click.confirm(say("library-ask-good" if is_bad else "library-ask"), abort=True)

    def keep(connection: Connection) -> None:
        chosen = chosen_brand(connection, brand, language).id
        keep_changes(connection, chosen, file_changes(connection, chosen, file), datetime.now(UTC), None)

    in_database(settings.database.get_secret_value(), keep)
    click.echo(say("library-loaded", path=path.name))


def _read(path: Path, language: Language) -> LibraryFile:
    try:
        return read_library(path.read_bytes(), path.name)
    except LibraryInvalid as invalid:
        raise click.ClickException("\n".join(in_words(problem, language) for problem in invalid.problems)) from invalid


def _show(changes: Changes, file: LibraryFile, language: Language) -> None:
    _echo(problems_in_words(file, language, changes.problems), language)
    _echo([conflict_in_words(change, language) for change in changes.outdated], language)
    _echo([change_in_words(change, language) for change in changes.changed], language)
    click.echo("\n".join(changes_in_words(changes, file, language)))


def _echo(lines: list[str], language: Language) -> None:
    for line in lines[:_SHOWN]:
        click.echo(line)
    if len(lines) > _SHOWN:
        click.echo(catalogue(language)("library-and-more", n=len(lines) - _SHOWN))
    if lines:
        click.echo()
