"""The brands' matchers, each kept in step with its brand's library: the `Library` of a Scene.

Invariant: asking never waits for a large library: while a new matcher is being built, the old one answers (the first
time: silence). A small one is built at once, so that an entry just approved is offered for the very next message.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from faq.matcher import Matcher, Suggestion, Tier, build
from inbox.entries import Entry, Language
from inbox.ids import BrandId, EntryId
from storage import Connection, library

SMALL = 500
"""Phrasings up to which building takes a fraction of a second."""


@dataclass(frozen=True, slots=True)
class Made:
    """A matcher and the version of the library that it knows."""

    version: int
    matcher: Matcher


class Libraries:
    def __init__(self, tier: Tier = "lexical") -> None:
        self._tier = tier
        self._made: dict[BrandId, Made] = {}
        self._building: dict[BrandId, Future[Made]] = {}
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="library")

    def suggest(self, connection: Connection, brand: BrandId, text: str, language: Language) -> tuple[Suggestion, ...]:
        return self._matcher(connection, brand).suggest(text, language=language)

    def search(self, connection: Connection, brand: BrandId, text: str, limit: int) -> tuple[EntryId, ...]:
        return tuple(entry for entry, _ in self._matcher(connection, brand).rank(text, limit))

    def close(self) -> None:
        self._builder.shutdown(cancel_futures=True)

    def _matcher(self, connection: Connection, brand: BrandId) -> Matcher:
        self._take_what_is_built(brand)
        made = self._made.get(brand)
        version = library.version(connection, brand)
        if (made is None or made.version != version) and brand not in self._building:
            made = self._rebuild(brand, version, library.find_all(connection, brand, ("approved",)), made)
        return made.matcher if made is not None else build((), self._tier)

    def _take_what_is_built(self, brand: BrandId) -> None:
        building = self._building.get(brand)
        if building is not None and building.done():
            self._made[brand] = self._building.pop(brand).result()

    def _rebuild(self, brand: BrandId, version: int, entries: list[Entry], made: Made | None) -> Made | None:
        if sum(len(entry.wordings()) for entry in entries) <= SMALL:
            self._made[brand] = Made(version, build(entries, self._tier))
            return self._made[brand]
        self._building[brand] = self._builder.submit(lambda: Made(version, build(entries, self._tier)))
        return made
