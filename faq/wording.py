"""Problems and changes of the library in words: where, what, and what to do. One place for chat and shell.

What comes out is plain text; whoever sends it as HTML escapes it.
"""

from collections.abc import Iterable

from faq.files.changes import Change, Changes
from faq.files.columns import COLUMNS, Column, header
from faq.files.reading import LibraryFile
from inbox.entries import Entry
from inbox.errors import Problem
from texts import Catalogue, Language, catalogue

LONGEST_SAID, MOST_IDS = 100, 20


def in_words(problem: Problem, language: Language) -> str:
    say = catalogue(language)
    words = [say(problem.code, **{name: _value(value, language) for name, value in problem.values.items()})]
    if problem.row is not None:
        key = "library-place-cell" if problem.column else "library-place-row"
        words.insert(0, say(key, row=problem.row, column=problem.column))
    if "line" in problem.values:
        words.append(say("library-place-text", **problem.values))
    return " ".join(words)


def _value(value: object, language: Language) -> object:
    """Several names become a list in quotes; columns are called as we write them."""
    if not isinstance(value, tuple):
        return value
    names = (header(name, language) if name in COLUMNS else name for name in value)
    return ", ".join(catalogue(language)("library-quoted", name=name) for name in names)


def problems_in_words(file: LibraryFile, language: Language, further: Iterable[Problem] = ()) -> list[str]:
    """What is wrong and what is worth knowing, row by row; first what is about the whole file."""
    found = sorted((*file.notices, *file.problems, *further), key=lambda problem: problem.row or 0)
    return [in_words(problem, language) for problem in found]


def changes_in_words(changes: Changes, file: LibraryFile, language: Language) -> list[str]:
    """What a file would do, a line for each kind of change that there is."""
    say = catalogue(language)
    words = [verdict.approved for verdict in changes.verdicts]
    counts = {
        "new": len(changes.new),
        "changed": len(changes.changed),
        "unchanged": len(changes.unchanged),
        "outdated": len(changes.outdated),
        "missing": len(changes.missing),
        "bad": file.bad_rows + len(changes.problems),
        "approved": words.count(True),
        "refused": words.count(False),
    }
    lines = [say(f"library-changes-{kind}", n=n) for kind, n in counts.items() if n]
    if changes.unknown:
        shown = ", ".join(map(str, changes.unknown[:MOST_IDS]))
        ids = f"{shown}…" if len(changes.unknown) > MOST_IDS else shown
        lines.append(say("library-changes-unknown", ids=ids))
    return lines


def conflict_in_words(change: Change, language: Language) -> str:
    """Which entry was changed on both sides, and what each side says of it."""
    say = catalogue(language)
    differing = [
        say(
            "library-conflict-field",
            field=header(field, language).lower(),
            kept=_said(change.before, field, say),
            said=_said(change.after, field, say),
        )
        for field in change.fields
    ]
    question = change.before.question
    return say("library-change", id=change.before.id, question=question, fields="; ".join(differing))


def _said(entry: Entry, field: Column, say: Catalogue) -> str:
    """A field as a person reads it, cut."""
    match field:
        case "state" | "language":
            text = say(f"library-{field}-{getattr(entry, field)}")
        case "auto_send":
            text = say("library-yes" if entry.auto_send else "library-no")
        case "phrasings":
            text = "; ".join(entry.phrasings)
        case _:
            text = str(getattr(entry, field))
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SAID else f"{line[: LONGEST_SAID - 1]}…"


def change_in_words(change: Change, language: Language) -> str:
    """Which entry changes, and what of it."""
    fields = ", ".join(header(field, language).lower() for field in change.fields)
    return catalogue(language)("library-change", id=change.before.id, question=change.before.question, fields=fields)
