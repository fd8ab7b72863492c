"""Rows in each other's way or in the library's: the same entry, question or code twice, one phrasing in two entries.

The first of twins stands and the later one is a problem. A shared phrasing is only told of; both rows are kept.
What is retired is in nobody's way.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping

from faq.files.cells import bare
from faq.files.rows import Row
from inbox.entries import Entry
from inbox.errors import Problem


def parted(rows: Iterable[Row], headers: Mapping[str, str]) -> tuple[tuple[Row, ...], list[Problem]]:
    """The rows without later twins, and a problem for each of these."""
    kept: list[Row] = []
    problems: list[Problem] = []
    seen: dict[Hashable, int] = {}
    for row in rows:
        keys = dict(_keys(row.entry))
        twins = [(seen[key], problem) for key, problem in keys.items() if key in seen]
        if twins:
            other, problem = twins[0]
            problems.append(_placed(problem, row, other, headers))
        else:
            seen |= dict.fromkeys(keys, row.number)
            kept.append(row)
    return tuple(kept), problems


def shared_phrasings(rows: Iterable[Row], headers: Mapping[str, str]) -> Iterator[Problem]:
    """One wording in two entries: a message like it could mean either."""
    seen: dict[Hashable, int] = {}
    for row in rows:
        if row.entry.state == "retired":
            continue
        for wording in row.entry.wordings():
            other = seen.setdefault((row.entry.language, bare(wording)), row.number)
            if other != row.number:
                problem = Problem("library-phrasing-twice", {"phrasing": wording}, column="phrasings")
                yield _placed(problem, row, other, headers)


def taken(rows: Iterable[Row], others: Iterable[Entry]) -> Iterator[Problem]:
    """Rows whose question or code other entries of the library already have."""
    owners = {key: entry.id for entry in others for key, _ in _keys(entry) if key[0] != "id"}
    for row in rows:
        found = [(owners[key], problem) for key, problem in _keys(row.entry) if key in owners]
        for owner, problem in found[:1]:
            code = problem.code.replace("twice", "taken")
            yield Problem(code, {**problem.values, "other": owner}, row.number)


def _keys(entry: Entry) -> Iterator[tuple[tuple[Hashable, ...], Problem]]:
    if entry.id != "":
        yield ("id", entry.id), Problem("library-id-twice", {"id": entry.id}, column="id")
    if entry.state != "retired":
        problem = Problem("library-question-twice", column="question")
        yield ("question", entry.language, bare(entry.question)), problem
        if entry.code:
            problem = Problem("library-code-twice", {"short": entry.code}, column="code")
            yield ("code", entry.language, entry.code.casefold()), problem


def _placed(problem: Problem, row: Row, other: int, headers: Mapping[str, str]) -> Problem:
    return Problem(problem.code, {**problem.values, "other": other}, row.number, headers.get(problem.column, ""))
