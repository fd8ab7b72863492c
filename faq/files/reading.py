"""A library file as entries: every good row, and every bad one with its place and its reason.

Invariant: each row is in `rows`, or told of in `problems`, or an example, or one of those that `records` leaves out.
Whether the good rows of a file with bad ones are kept, the caller asks the person.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from faq.files.cells import is_example
from faq.files.form import Form, find_form
from faq.files.records import Record, records
from faq.files.rows import Row, read_row
from faq.files.source import read_sheets
from faq.files.twins import parted, shared_phrasings
from faq.files.writing import marks_of
from inbox.entries import Entry
from inbox.errors import LibraryInvalid, Problem


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """`faulty` are rows with problems, as far as they can be read. `notices` are worth telling; their rows stand."""

    name: str
    rows: tuple[Row, ...]
    faulty: tuple[Row, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(row.entry for row in self.rows)

    @property
    def bad_rows(self) -> int:
        return len(self.faulty)


def read_library(content: bytes, name: str) -> LibraryFile:
    """`name` is for the person; what kind of file it is, its content says. Raises `LibraryInvalid`."""
    form, skipped = find_form(read_sheets(content, name), name)
    examples, found = _set_apart(records(form))
    read = [read_row(record, form.headers) for record in found]
    rows, twins = parted((row for row, problems in read if not problems), form.headers)
    good = {row.number for row in rows}
    problems = [problem for _, problems in read for problem in problems]
    notices = [Problem("library-sheet-skipped", {"sheet": sheet, "taken": form.sheet.name}) for sheet in skipped]
    notices += _used_examples(examples, form)
    if not read and not notices:
        raise LibraryInvalid([Problem("library-file-no-rows", {"file": name})], name)
    if unread := form.unread():
        notices.append(Problem("library-columns-unread", {"columns": unread}))
    return LibraryFile(
        name,
        rows,
        tuple(row for row, _ in read if row.number not in good),
        tuple(sorted([*problems, *twins], key=lambda problem: problem.row or 0)),
        (*notices, *shared_phrasings(rows, form.headers)),
    )


def _set_apart(found: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    """The examples, and all other records."""
    apart: tuple[list[Record], list[Record]] = ([], [])
    for record in found:
        apart[0 if is_example(record.texts.get("id", "")) else 1].append(record)
    return apart


def _used_examples(examples: Iterable[Record], form: Form) -> Iterator[Problem]:
    """Examples that somebody wrote over: they may have meant them."""
    for record in examples:
        row, problems = read_row(record, form.headers)
        if problems or not row.version.startswith("-".join(marks_of(row.entry)[:2])):
            yield Problem("library-example-used", row=record.row, column=form.headers["id"])
