"""Labelled sets: a library's entries and messages with the entry that each asks for, or none.

The schema is the one of the public sets: `{"name", "entries": [{"id", "phrasings"}], "queries": [{"text", "entry_id",
"kind"?}]}`.
Deliberately absent: matching and figures.
"""

import json
from pathlib import Path

import msgspec

from inbox.entries import Entry
from inbox.ids import EntryId


class SetEntry(msgspec.Struct, frozen=True):
    id: EntryId
    phrasings: tuple[str, ...]


class Query(msgspec.Struct, frozen=True):
    """A message; `entry_id` is None when nothing in the library answers it."""

    text: str
    entry_id: EntryId | None = None
    kind: str = ""


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


def read_set(path: Path) -> LabelledSet:
    """The set in a file; raises ValueError telling what is wrong and where.

    The standard reader, because real messages hold half characters, which msgspec's own refuses.
    """
    return msgspec.convert(json.loads(path.read_bytes()), LabelledSet)
