"""What a file would change in the library at hand, told before anything is.

Invariant: comparing changes nothing, and a file takes nothing away: an entry that it leaves out is only named, a column
that it leaves out keeps its values, and what was changed in the library since the file was written is set apart; but
phrasings that the library has only gained since are kept beside the file's.
Deliberately absent: who may do what. A client's file counts by its `verdicts` alone; the caller decides that.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from faq.files.cells import bare, tidy
from faq.files.columns import Column
from faq.files.reading import LibraryFile
from faq.files.rows import Row
from faq.files.twins import taken
from faq.files.writing import marks_of
from inbox.entries import Entry
from inbox.errors import Problem
from inbox.ids import EntryId

_FIELDS: tuple[Column, ...] = (
    "category", "question", "phrasings", "answer", "language", "state", "code", "attachment", "group", "auto_send",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the library as it is and as the file has it; `fields` are those that differ."""

    row: int
    before: Entry
    after: Entry
    fields: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The client's word on an entry: yes, no, or (None) only a comment. `is_outdated` when they read another text.
    `wording` is the answer that they wrote in place of ours, if they did; none when outdated, for it may be ours.
    """

    row: int
    entry: Entry
    approved: bool | None
    comment: str
    is_outdated: bool
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """`outdated` are changes of entries that the library changed after the file was written: a person decides.

    `problems` are rows left out because another entry of the library has their question or their code. What `missing`
    names stands in no row of the file, not even in one with mistakes.
    """

    new: tuple[Row, ...]
    changed: tuple[Change, ...]
    outdated: tuple[Change, ...]
    unchanged: tuple[Entry, ...]
    missing: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def unknown(self) -> tuple[EntryId, ...]:
        """The IDs of new rows: the library has none of them."""
        return tuple(row.entry.id for row in self.new if row.entry.id != "")


def compare(library: Sequence[Entry], file: LibraryFile) -> Changes:
    """`library` is all of it, the retired entries too. Entries are known by ID, else by code, else by question."""
    pairs = _pairs(library, file.rows)
    rows = [_of_library(row, pairs.get(row.number)) for row in file.rows]
    found = {entry.id for entry in pairs.values()}
    others = [entry for entry in library if entry.id not in found and entry.state != "retired"]
    spoilt = {entry.id for entry in _pairs(others, file.faulty).values()}
    by_number = {row.number: row for row in rows}
    changes = {row.number: _change(row, pairs[row.number]) for row in rows if row.number in pairs}
    differing = [row for row in rows if row.number not in changes or changes[row.number].fields]
    problems = tuple(taken(differing, others))
    bad = {problem.row for problem in problems}
    outdated = {number for number, change in changes.items() if change.fields and _is_late(by_number[number], change)}
    plain = pairs.keys() - outdated - bad
    return Changes(
        new=tuple(row for row in differing if row.number not in pairs and row.number not in bad),
        changed=tuple(changes[row.number] for row in differing if row.number in plain),
        outdated=tuple(changes[row.number] for row in differing if row.number in outdated - bad),
        unchanged=tuple(change.before for change in changes.values() if not change.fields),
        missing=tuple(entry for entry in others if entry.id not in spoilt),
        problems=problems,
        verdicts=tuple(_verdicts(rows, changes)),
    )


def _of_library(row: Row, entry: Entry | None) -> Row:
    """The row, without its marks where they are of an entry with another ID: of another brand's form, for example."""
    return row if entry is None or row.entry.id == entry.id else replace(row, version="")


def _verdicts(rows: Sequence[Row], changes: Mapping[int, Change]) -> Iterator[Verdict]:
    for row in rows:
        change = changes.get(row.number)
        if change and (row.approved is not None or row.comment):
            is_outdated = _is_outdated(row, change.before)
            wording = change.after.answer if "answer" in change.fields and not is_outdated else ""
            yield Verdict(row.number, change.before, row.approved, row.comment, is_outdated, wording)


def _pairs(library: Sequence[Entry], rows: Sequence[Row]) -> dict[int, Entry]:
    """The library's entry of each row that has one, each entry once; what is alive goes before what is retired."""
    free = {entry.id: entry for entry in sorted(library, key=lambda entry: entry.state == "retired")}
    pairs: dict[int, Entry] = {}
    for identity in (_by_id, _by_code, _by_question):
        known: dict[Hashable, Entry] = {}
        for entry in free.values():
            known.setdefault(identity(entry), entry)
        for row in rows:
            named = identity(row.entry)
            if row.number not in pairs and named is not None and named in known and known[named].id in free:
                pairs[row.number] = free.pop(known[named].id)
    return pairs


def _by_id(entry: Entry) -> Hashable:
    return entry.id


def _by_code(entry: Entry) -> Hashable:
    return (entry.language, entry.code.casefold()) if entry.code else None


def _by_question(entry: Entry) -> Hashable:
    return (entry.language, bare(entry.question))


def _change(row: Row, before: Entry) -> Change:
    said, kept = row.says - _untouched(row), tidy(before)
    wanted = replace(row.entry, phrasings=tuple(dict.fromkeys((*row.entry.phrasings, *(_gained(row, before) or ())))))
    fields = tuple(field for field in _FIELDS if field in said and _value(wanted, field) != _value(kept, field))
    after = replace(before, **{field: getattr(wanted, field) for field in fields})
    if "attachment" in fields:
        after = replace(after, attachment_content="")  # another name: the file is not the one that was sent to us
    return Change(row.number, before, after, fields)


def _untouched(row: Row) -> set[Column]:
    """What stands in the row as we wrote it, so that nobody said it."""
    (content, phrasings, state), now = _marks(row), marks_of(row.entry)
    untouched: set[Column] = set()
    if content == now[0]:
        untouched.update(field for field in _FIELDS if field not in ("phrasings", "state"))
    if phrasings == now[1]:
        untouched.add("phrasings")
    if state == now[2] and row.approved is None:
        untouched.add("state")
    return untouched


def _marks(row: Row) -> tuple[str, str, str]:
    content, phrasings, state, *_ = (*row.version.split("-"), "", "")
    return content, phrasings, state


def _gained(row: Row, before: Entry) -> tuple[str, ...] | None:
    """The phrasings, the newest, that the library has got since the file was written; None where it has lost some."""
    marked, kept = _marks(row)[1], tidy(before).phrasings
    if not marked:
        return ()
    lengths = range(len(kept), -1, -1)
    known = (n for n in lengths if marks_of(replace(before, phrasings=kept[:n]))[1] == marked)
    length = next(known, None)
    return None if length is None else kept[length:]


def _is_late(row: Row, change: Change) -> bool:
    """What it changes, the library has changed otherwise since."""
    return _is_outdated(row, change.before) or ("phrasings" in change.fields and _gained(row, change.before) is None)


def _is_outdated(row: Row, before: Entry) -> bool:
    return bool(row.version) and _marks(row)[0] != marks_of(before)[0]


def _value(entry: Entry, field: Column) -> object:
    """For comparing: the order of phrasings says nothing."""
    value = getattr(entry, field)
    return sorted(value) if field == "phrasings" else value
