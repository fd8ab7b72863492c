"""The library as rows of cells, and as a CSV file.

Invariant: `read_library` gives the same entries back. A list of phrasings too long for one cell goes on in rows below
that hold nothing else but the entry's ID.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from io import StringIO

from faq.files.cells import joined, tidy, to_cell
from faq.files.columns import COLUMNS, Column, header
from inbox.entries import Entry
from texts import Language, catalogue

_FULL_CELL = 16_000
"""Characters; a spreadsheet's cell holds twice as many, and some characters count twice."""


def marks_of(entry: Entry) -> tuple[str, str, str]:
    """Short marks of what an entry says, of how it is asked for in whatever order, and its state; its ID is in none."""
    kept = tidy(entry)
    said = (
        kept.category, kept.question, kept.answer, kept.language, kept.code, kept.attachment, kept.group,
        kept.auto_send,
    )  # fmt: skip
    return f"v{_mark(said)}", _mark(sorted(kept.phrasings)), entry.state


def _mark(said: object) -> str:
    return blake2b(repr(said).encode(), digest_size=4).hexdigest()


def rows_of(entry: Entry, language: Language) -> Iterator[list[str]]:
    """An entry's cells in the order of `COLUMNS`, neutralised, in words of `language`."""
    say = catalogue(language)
    first, *more = _cells_of_phrasings(tidy(entry).phrasings)
    texts: dict[Column, str] = {
        "id": str(entry.id),
        "category": entry.category,
        "question": entry.question,
        "phrasings": first,
        "answer": entry.answer,
        "language": say(f"library-language-{entry.language}"),
        "state": say(f"library-state-{entry.state}"),
        "code": entry.code,
        "attachment": entry.attachment,
        "group": entry.group,
        "auto_send": say("library-yes" if entry.auto_send else "library-no"),
        "version": "-".join(marks_of(entry)),
    }
    yield _row(texts)
    for phrasings in more:
        yield _row({"id": str(entry.id), "phrasings": phrasings})


def write_csv(entries: Iterable[Entry], language: Language) -> bytes:
    """As the spreadsheet programs of the language's countries open it by a double click."""
    page = StringIO()
    rows = csv.writer(page, delimiter=";" if language == "ru" else ",")
    rows.writerow([header(column, language) for column in COLUMNS])
    rows.writerows(row for entry in entries for row in rows_of(entry, language))
    return page.getvalue().encode("utf-8-sig")


def _row(texts: dict[Column, str]) -> list[str]:
    return [to_cell(texts.get(column, "")) for column in COLUMNS]


def _cells_of_phrasings(phrasings: Sequence[str]) -> list[str]:
    cells: list[list[str]] = [[]]
    taken = 0
    for phrasing in phrasings:
        if taken + len(phrasing) > _FULL_CELL and cells[-1]:
            cells.append([])
            taken = 0
        cells[-1].append(phrasing)
        taken += len(phrasing) + 2
    return [joined(cell) for cell in cells]
