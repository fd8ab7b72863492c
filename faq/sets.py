"""Labelled sets: a library's entries and messages with the entry that each asks for, or none.

The schema is the one of the public sets: `{"name", "entries": [{"id", "phrasings"}], "queries": [{"text", "entry_id",
"kind"?}]}`.
Deliberately absent: matching and figures.
"""

import json
from collections import Counter
from pathlib import Path

import msgspec

from inbox.entries import Entry
from inbox.errors import Invalid
from inbox.ids import EntryId


class SetEntry(msgspec.Struct, frozen=True):
    id: EntryId
    phrasings: tuple[str, ...]


class Query(msgspec.Struct, frozen=True):
    """A message; `entry_id` is None when nothing in the library answers it."""

    text: str
    entry_id: EntryId | None = None
    kind: str | None = None


class LabelledSet(msgspec.Struct, frozen=True):
    name: str
    entries: tuple[SetEntry, ...]
    queries: tuple[Query, ...]
    language: str = ""

    def library(self) -> tuple[Entry, ...]:
        """The set's entries as a library knows them."""
        return tuple(
            Entry(entry.id, entry.phrasings[0] if entry.phrasings else "", "", phrasings=entry.phrasings[1:])
            for entry in self.entries
        )

    def unknown_labels(self) -> int:
        """How many messages ask for an entry that the set does not have."""
        known = {entry.id for entry in self.entries}
        return sum(query.entry_id is not None and query.entry_id not in known for query in self.queries)

    def repeated(self) -> tuple[EntryId, ...]:
        """The ids that more than one entry has: they count as one."""
        counts = Counter(entry.id for entry in self.entries)
        return tuple(each for each, count in counts.items() if count > 1)


def read_set(path: Path) -> LabelledSet:
    """The set in a file; raises `Invalid` telling what is wrong and where.

    The standard reader, because real messages hold half characters, which msgspec's own refuses.
    """
    try:
        return msgspec.convert(json.loads(path.read_bytes()), LabelledSet)
    except UnicodeDecodeError as error:
        raise Invalid("evaluate-not-unicode", file=path.name, byte=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise Invalid("evaluate-not-json", file=path.name, line=error.lineno, position=error.colno) from error
    except RecursionError as error:
        raise Invalid("evaluate-too-deep", file=path.name) from error
    except ValueError as error:
        problem, _, place = str(error).partition(" - at ")
        raise Invalid("evaluate-not-a-set", file=path.name, problem=problem, place=place or "`$`") from error
