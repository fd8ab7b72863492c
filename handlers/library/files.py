"""A library file against a brand's library: what it would change, and the changing itself; the same in chat and shell.

Invariant: only what `compare` told as new or changed is written, each with its line in the log. Outdated changes are
left to a person.
"""

from datetime import datetime

from faq.files.changes import Change, Changes, compare
from faq.files.reading import LibraryFile
from inbox.entries import Entry, State
from inbox.ids import BrandId, TelegramId
from storage import Connection, library
from storage.library import What

_STATES: tuple[State, ...] = ("draft", "approved", "retired")
_BY_STATE: dict[State, What] = {"draft": "drafted", "approved": "approved", "retired": "retired"}


def whole_library(connection: Connection, brand: BrandId) -> list[Entry]:
    """The retired entries too."""
    return library.find_all(connection, brand, _STATES)


def file_changes(connection: Connection, brand: BrandId, file: LibraryFile) -> Changes:
    return compare(whole_library(connection, brand), file)


def keep_changes(
    connection: Connection, brand: BrandId, changes: Changes, now: datetime, by: TelegramId | None
) -> None:
    for row in changes.new:
        library.add(connection, brand, row.entry, now, by)
    for change in changes.changed:
        library.change(connection, brand, change.after, now, by, what_of(change))


def what_of(change: Change) -> What:
    """What the log calls it."""
    return _BY_STATE[change.after.state] if change.fields == ("state",) else "changed"
