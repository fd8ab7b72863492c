"""The rows of a form as the person meant them: one record an entry.

Left out are blank rows and headings (a cell merged across question and answer, which names the category of the rows
below). A row that only has phrasings, or whose question and answer are merged with those above, adds its
phrasings to the entry above.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from faq.files.cells import from_cell
from faq.files.columns import Column
from faq.files.form import Form

_SAYING: tuple[Column, ...] = ("id", "question", "phrasings", "answer", "code", "attachment", "approved", "comment")
"""A row with nothing in these is blank: the others are often filled down to the sheet's end."""


@dataclass(frozen=True, slots=True)
class Record:
    """`texts` has every column that the form has; `flaws` names the cells that have no value."""

    row: int
    texts: Mapping[Column, str]
    flaws: Mapping[Column, str]


def records(form: Form) -> Iterator[Record]:
    heading = ""
    last: Record | None = None
    for row in form.rows():
        if _is_heading(form, row):
            heading = from_cell(form.text(row, "question"))
            continue
        record = _record(form, row, heading)
        if not record.flaws and not any(record.texts.get(column) for column in _SAYING):
            continue
        if last and _continues(form, record, last):
            last = _extended(last, record)
            continue
        if last:
            yield last
        last = record
    if last:
        yield last


def _record(form: Form, row: int, heading: str) -> Record:
    texts = {column: from_cell(form.text(row, column)) for column in form.columns}
    if heading:
        texts["category"] = texts.get("category") or heading
    flawed = form.sheet.flawed
    flaws = {column: flawed[row, place] for column, place in form.columns.items() if (row, place) in flawed}
    return Record(row, texts, flaws)


def _is_heading(form: Form, row: int) -> bool:
    question, answer = ((row, form.columns[column]) for column in ("question", "answer"))
    return bool(form.text(row, "question")) and form.sheet.origin(question) == form.sheet.origin(answer)


def _continues(form: Form, record: Record, last: Record) -> bool:
    wording = [(record.row, form.columns[column]) for column in ("question", "answer")]
    if all(form.sheet.origin(place)[0] < record.row for place in wording):
        return True
    said = {column for column in _SAYING if record.texts.get(column)}
    return not record.flaws and (
        said == {"phrasings"} or (said == {"id", "phrasings"} and record.texts["id"] == last.texts["id"])
    )


def _extended(last: Record, more: Record) -> Record:
    phrasings = "\n".join(filter(None, (last.texts.get("phrasings"), more.texts.get("phrasings"))))
    return replace(last, texts={**last.texts, "phrasings": phrasings}, flaws={**last.flaws, **more.flaws})
