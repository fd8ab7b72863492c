"""Where in a file the form stands: the sheet, the header row, and which column is what.

The header may stand below a title, its columns in any order, some of them missing; question and answer must be there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from faq.files.columns import REQUIRED, Column, column_of
from faq.files.sheets import Sheet
from inbox.errors import LibraryInvalid, Problem

_FIRST_ROWS = 30
_NAMED = re.compile(r"[^\W_]")  # a row count's "№" or "#" names nothing


@dataclass(frozen=True, slots=True)
class Form:
    """`columns` says where each known column is, `headers` what the file calls it."""

    sheet: Sheet
    header_row: int
    columns: Mapping[Column, int]
    headers: Mapping[str, str]

    def rows(self) -> Iterator[int]:
        """The rows below the header that hold anything, in order."""
        return (row for row in sorted(self.sheet.rows) if row > self.header_row and self.sheet.rows[row])

    def text(self, row: int, column: Column) -> str:
        return self.sheet.rows[row].get(self.columns.get(column, 0), "")

    def unread(self) -> tuple[str, ...]:
        """What the columns are called whose header means nothing to us, though something stands below it."""
        filled = {place for row in self.rows() for place, text in self.sheet.rows[row].items() if text.strip()}
        headers = [" ".join(self.sheet.rows[self.header_row].get(place, "").split()) for place in sorted(filled)]
        return tuple(dict.fromkeys(text for text in headers if _NAMED.search(text) and not column_of(text)))

    def missing(self) -> tuple[Column, ...]:
        return tuple(column for column in REQUIRED if column not in self.columns)


def find_form(sheets: Sequence[Sheet], file: str) -> tuple[Form, tuple[str, ...]]:
    """The first visible sheet with the needed columns, and the names of further ones; raises `LibraryInvalid`."""
    forms = [form for sheet in sheets if (form := _form(sheet))]
    whole = [form for form in forms if not form.missing()]
    visible = [form for form in whole if not form.sheet.is_hidden]
    if not visible:
        raise LibraryInvalid([_why_none(forms, whole)], file)
    twice = _twice(visible[0])
    if twice:
        raise LibraryInvalid(twice, file)
    return visible[0], tuple(form.sheet.name for form in visible[1:])


def _form(sheet: Sheet) -> Form | None:
    rows = islice(sorted(row for row, cells in sheet.rows.items() if cells), _FIRST_ROWS)
    forms = [Form(sheet, row, *_header(sheet, row)) for row in rows]
    return max(forms, key=lambda form: len(form.columns), default=None)


def _header(sheet: Sheet, row: int) -> tuple[dict[Column, int], dict[str, str]]:
    columns: dict[Column, int] = {}
    headers: dict[str, str] = {}
    for place, text in sorted(sheet.rows[row].items()):
        column = column_of(text)
        if column and column not in columns:
            columns[column] = place
            headers[column] = " ".join(text.split())
    return columns, headers


def _twice(form: Form) -> list[Problem]:
    """A column that stands twice: which of them is meant, only the person knows."""
    row, known = form.header_row, form.columns
    return [
        Problem("library-column-twice", {"header": " ".join(text.split())}, row)
        for place, text in sorted(form.sheet.rows[row].items())
        if (column := column_of(text)) and form.sheet.origin((row, place)) != form.sheet.origin((row, known[column]))
    ]


def _why_none(forms: Sequence[Form], whole: Sequence[Form]) -> Problem:
    if whole:
        return Problem("library-sheet-hidden", {"sheet": whole[0].sheet.name})
    nearest = max(forms, key=lambda form: len(form.columns), default=None)
    if nearest is None or not nearest.columns:
        return Problem("library-columns-none", {"columns": REQUIRED})
    values = {"columns": nearest.missing(), "found": tuple(nearest.headers.values())}
    return Problem("library-columns-missing", values, nearest.header_row)
