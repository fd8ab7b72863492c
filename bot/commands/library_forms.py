"""What the library's commands share: writing a form to a path, finding the brand, opening the database."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import click

from faq.files.workbook import write_workbook
from faq.files.writing import write_csv
from inbox.entries import Entry
from storage import Connection, brands
from storage.brands import Brand
from storage.database import T, Work, open_existing
from storage.schema import require_current
from texts import Language, catalogue

_WRITERS = {".xlsx": write_workbook, ".csv": write_csv}


def write_form(path: Path, entries: Iterable[Entry], language: Language) -> None:
    """As the path's suffix says; a file that exists is left alone, somebody may have filled it in."""
    say = catalogue(language)
    write = _WRITERS.get(path.suffix.lower())
    if write is None:
        raise click.ClickException(say("library-form-suffix", path=path))
    try:
        with path.open("xb") as file:
            file.write(write(entries, language))
    except FileExistsError as error:
        raise click.ClickException(say("library-form-exists", path=path)) from error
    except OSError as error:
        raise click.ClickException(say("library-form-failed", path=path, reason=error.strerror)) from error


def chosen_brand(connection: Connection, name: str, language: Language) -> Brand:
    """The brand of that name; without a name, the only one."""
    found = brands.find_all(connection)
    chosen = brands.find_by_name(connection, name) if name else found[0] if len(found) == 1 else None
    if chosen is None:
        say = catalogue(language)
        names = ", ".join(say("library-quoted", name=brand.name) for brand in found) or "—"
        raise click.ClickException(say("library-brand-unknown" if name else "library-brand-which", names=names))
    return chosen


def in_database(url: str, work: Work[T]) -> T:
    """One transaction on tables of the program's own version."""

    def checked(connection: Connection) -> T:
        require_current(connection)
        return work(connection)

    async def run() -> T:
        database = open_existing(url)
        try:
            return await database.run(checked)
        finally:
            await database.close()

    return asyncio.run(run())
