"""A library file as entries: every good row, and every bad one with its place and its reason.

Invariant: each row is in `rows`, or told of in `problems`, or one of those that `records` leaves out.
Whether the good rows of a file with bad ones are kept, the caller asks the person.
"""

from dataclasses import dataclass

from faq.files.columns import Column
from faq.files.form import find_form
from faq.files.records import records
from faq.files.rows import Row, read_row
from faq.files.source import read_sheets
from faq.files.twins import parted, shared_phrasings
from inbox.entries import Entry
from inbox.errors import LibraryInvalid, Problem


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """`notices` are worth telling, but their rows are kept. `columns` are those that the file has."""

    name: str
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    columns: frozenset[Column]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(row.entry for row in self.rows)

    @property
    def bad_rows(self) -> int:
        return len({problem.row for problem in self.problems})


def read_library(content: bytes, name: str) -> LibraryFile:
    """`name` is for the person; what kind of file it is, its content says. Raises `LibraryInvalid`."""
    form, skipped = find_form(read_sheets(content, name), name)
    read = [read_row(record, form.headers) for record in records(form)]
    if not read:
        raise LibraryInvalid([Problem("library-file-no-rows", {"file": name})], name)
    rows, twins = parted((row for row, _ in read if row), form.headers)
    problems = [problem for _, found in read for problem in found]
    return LibraryFile(
        name,
        rows,
        tuple(sorted([*problems, *twins], key=lambda problem: problem.row or 0)),
        (
            *(Problem("library-sheet-skipped", {"sheet": sheet, "taken": form.sheet.name}) for sheet in skipped),
            *shared_phrasings(rows, form.headers),
        ),
        frozenset(form.columns),
    )
