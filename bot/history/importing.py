"""An export into the database: batch by batch, each a transaction, so that it can be cut off and repeated.

Invariant: memory does not grow with the file; a batch that was stored is never stored twice.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.history.albums import with_albums
from bot.history.export import ExportedChat, read_export
from bot.history.exported import Reader
from handlers.community.history import Ingested, ingest, past_scene, settle_past
from inbox.errors import Invalid
from inbox.ids import BrandId
from inbox.messages import Message
from storage import Connection, brands
from storage.brands import Brand
from storage.database import Database

BATCH = 500
OnRead = Callable[[int], None]
"""Told how many bytes of the file were read, for a progress bar."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to import, for whom. `team`: names and ids."""

    path: Path
    chat: ExportedChat
    brand: BrandId
    team: frozenset[str]


@dataclass(slots=True)
class Tally:
    """What came of an import. `passed_over`: service messages and what could not be read as a message; `first`, `last`:
    of new messages.
    """

    chat: str
    new: int = 0
    known: int = 0
    passed_over: int = 0
    team: set[str] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None
    problem: Invalid | None = None

    def count(self, done: Ingested) -> None:
        self.new += len(done.new)
        self.known += done.known
        if done.new:
            self.first = self.first or done.new[0].sent_at
            self.last = done.new[-1].sent_at


def choose_chat(path: Path, wanted: str) -> ExportedChat:
    """The chat meant: the only one, or the one named. Raises `Invalid` with the choice when that is not clear."""
    found: list[ExportedChat] = []
    for chat, message in read_export(path):
        if message is None:
            found.append(chat)
            if chat.is_alone:
                break
    usable = [chat for chat in found if chat.is_importable]
    named = [chat for chat in usable if wanted in ("", chat.place.title, str(chat.place.id))]
    if len(named) == 1:
        return named[0]
    names = ", ".join(chat.place.title for chat in usable[:20])
    raise Invalid("export-which-chat" if usable else "export-no-chat", chats=names)


def frequent_authors(path: Path, chosen: ExportedChat, limit: int = 10) -> list[tuple[str, int]]:
    """Who wrote most in a chat of the export, so that whoever imports it can say who the team is."""
    counts: Counter[str] = Counter()
    for chat, message in read_export(path):
        if message is not None and chat.place.id == chosen.place.id and message.get("from"):
            counts[str(message["from"])] += 1
    return counts.most_common(limit)


async def import_history(database: Database, plan: Plan, now: datetime, on_read: OnRead = lambda _: None) -> Tally:
    """Read the export to its end, or to where it is damaged (`problem` says where); all that was read is kept."""
    chat = plan.chat
    brand = await database.run(lambda connection: brands.get(connection, plan.brand))
    tally = Tally(chat.place.title)
    reader = Reader(chat.place, ZoneInfo(brand.time_zone), plan.team)
    batches = _batches(_messages(plan.path, chat, reader, tally, on_read))
    while batch := await asyncio.to_thread(next, batches, None):
        done = await database.run(partial(_ingest, batch, brand, now, reader.team_ids))
        tally.count(done)
    await database.run(lambda connection: settle_past(past_scene(connection, now), chat.place, brand))
    return tally


def _ingest(
    batch: Sequence[Message], brand: Brand, now: datetime, team: Collection[int], connection: Connection
) -> Ingested:
    return ingest(past_scene(connection, now), batch[0].place, brand, batch, team)


def _messages(path: Path, chosen: ExportedChat, reader: Reader, tally: Tally, on_read: OnRead) -> Iterator[Message]:
    try:
        for chat, raw in read_export(path, on_read):
            if raw is None or chat.place.id != chosen.place.id:
                continue
            message = reader.message(raw)
            if message is None:
                tally.passed_over += 1
            else:
                yield message
    except Invalid as problem:
        tally.problem = problem
    tally.team = reader.team_seen


def _batches(messages: Iterable[Message]) -> Iterator[list[Message]]:
    stream = with_albums(messages)
    while batch := list(islice(stream, BATCH)):
        yield batch
