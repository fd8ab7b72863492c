"""One record of a form as an entry, and all that is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from faq.checks import entry_problems
from faq.files.cells import DECISIONS, LANGUAGES, STATES, YES_OR_NO, Decision, divided, meaning
from faq.files.columns import Column
from faq.files.records import Record
from inbox.entries import Entry, Language, State
from inbox.errors import Problem
from inbox.ids import EntryId

_LOST = "\ufffd"
_TEXTS: tuple[Column, ...] = ("category", "question", "phrasings", "answer", "code", "attachment", "group")
_CHOICES: tuple[Column, ...] = ("language", "state", "auto_send")
_WORDS: Mapping[Column, Mapping[str, Any]] = {
    "language": LANGUAGES,
    "state": STATES,
    "auto_send": YES_OR_NO,
    "approved": DECISIONS,
}


@dataclass(frozen=True, slots=True)
class Row:
    """`says` are the columns in which the row says something of the entry: a text left blank is said, a choice is not.

    `approved` and `comment` are the client's; `version` is what the row was when we wrote it.
    """

    number: int
    entry: Entry
    says: frozenset[Column]
    approved: bool | None = None
    comment: str = ""
    version: str = ""


def read_row(record: Record, headers: Mapping[str, str]) -> tuple[Row, list[Problem]]:
    """The row, and every problem of it; `headers` are the file's own, for the person to find the place."""
    row = _row(record)
    in_entry = (problem for problem in entry_problems(row.entry) if problem.column not in record.flaws)
    problems = [*_cell_problems(record), *in_entry]
    return row, [_placed(problem, record.row, headers) for problem in problems]


def _row(record: Record) -> Row:
    texts = record.texts
    decision = meaning(texts.get("approved", ""), DECISIONS)
    is_automatic = meaning(texts.get("auto_send", ""), YES_OR_NO)
    entry = Entry(
        id=_id(texts.get("id", "")),
        question=texts["question"],
        answer=texts["answer"],
        category=texts.get("category", ""),
        phrasings=divided(texts.get("phrasings", "")),
        language=meaning(texts.get("language", ""), LANGUAGES) or _language_of(texts["question"] + texts["answer"]),
        state=_state(meaning(texts.get("state", ""), STATES), decision),
        code=texts.get("code", ""),
        attachment=texts.get("attachment", ""),
        group=texts.get("group", ""),
        auto_send=is_automatic or False,
    )
    says = {column for column in _TEXTS if column in texts} | {column for column in _CHOICES if texts.get(column)}
    if decision is not None:
        says.add("state")
    approved = decision if isinstance(decision, bool) else None
    return Row(record.row, entry, frozenset(says), approved, texts.get("comment", ""), texts.get("version", ""))


def _id(text: str) -> EntryId:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else text


def _state(said: State | None, decision: Decision | None) -> State:
    """The client's word, or that it is waited for, stands above the status, but wakes nothing that is retired."""
    if said == "retired" or decision is None:
        return said or "approved"
    return "approved" if decision is True else "draft"


def _language_of(text: str) -> Language:
    has_latin, has_cyrillic = re.search("[a-z]", text, re.IGNORECASE), re.search("[а-яё]", text, re.IGNORECASE)
    return "en" if has_latin and not has_cyrillic else "ru"


def _cell_problems(record: Record) -> Iterator[Problem]:
    for column, text in record.texts.items():
        if column in record.flaws:
            yield Problem(f"library-cell-{record.flaws[column]}", column=column)
        elif _LOST in text:
            yield Problem("library-cell-lost", column=column)
        elif text and column in _WORDS and meaning(text, _WORDS[column]) is None:
            yield Problem(f"library-{column}-unknown", {"said": text[:60]}, column=column)


def _placed(problem: Problem, row: int, headers: Mapping[str, str]) -> Problem:
    return replace(problem, row=row, column=headers.get(problem.column, ""))
