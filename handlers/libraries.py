"""The brands' matchers, each kept in step with its brand's library and with what the team makes of suggestions.

Invariant: asking never waits for a large library or for the embedding: while a new matcher is being built, the old one
answers (the first time wording alone; silence, where even that takes long). In a small library an entry just approved
and a verdict count from the very next message on. In a large one they are built in beside the work, which the clock
sets off, not the message that needs them: verdicts within seconds, entries so that building takes a tenth of the time
at most. Where every run must come out the same (the demo), a matcher is built when it is asked, `every` so often, and
asking does wait.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import monotonic, perf_counter

from faq import embedding
from faq.feedback import Verdict
from faq.matcher import Matcher, Suggestion, build
from faq.tiers import Tier
from inbox.entries import Entry, Language
from inbox.ids import BrandId, EntryId
from storage import Connection, library, suggestions

_log = logging.getLogger(__name__)

SMALL, FIRST = 500, 1500
"""Phrasings and verdicts up to which building takes a tenth of a second; and, by wording alone, half of one."""
LEAST = 0.05
"""What a search finds is at least so likely: of what is asked in three it leaves out a fiftieth at most."""
REST, AFTER_FAULT = 10, 600
"""After a build beside the work, so many times its length passes before the next; after a failed one, seconds."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a matcher was made of: the library's version, the number of verdicts, the tier."""

    version: int
    verdicts: int
    tier: Tier


@dataclass(frozen=True, slots=True)
class Stock:
    """What a matcher is made of."""

    entries: list[Entry]
    verdicts: list[Verdict]

    @property
    def size(self) -> int:
        """In phrasings and verdicts."""
        return len(self.verdicts) + sum(len(entry.wordings()) for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Made:
    known: Known
    matcher: Matcher
    size: int
    seconds: float

    def adapted(self, number: int, verdicts: Sequence[Verdict]) -> "Made":
        """With these verdicts, by their number, and the library as it was."""
        known = replace(self.known, verdicts=number)
        return replace(self, known=known, matcher=self.matcher.adapted(verdicts), seconds=0.0)


class Libraries:
    """`semantic`: use the sentence embedding as soon as it has loaded, where it is installed. `every`: seconds of the
    clock between builds that asking waits for.
    """

    def __init__(
        self, *, semantic: bool = False, every: float | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self._clock = clock
        self._every = every
        self._rests_until: dict[BrandId, float] = {}
        self._made: dict[BrandId, Made] = {}
        self._building: dict[BrandId, Future[Made]] = {}
        self._builder = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._embedding = self._builder.submit(embedding.loaded) if semantic else None

    def suggest(self, connection: Connection, brand: BrandId, text: str, language: Language) -> tuple[Suggestion, ...]:
        return self._matcher(connection, brand).suggest(text, language=language)

    def search(self, connection: Connection, brand: BrandId, text: str, limit: int) -> tuple[EntryId, ...]:
        ranked = self._matcher(connection, brand).rank(text, limit)
        return tuple(entry for entry, chance in ranked if chance >= LEAST)

    def unwanted(self, connection: Connection, brand: BrandId, text: str) -> tuple[EntryId, ...]:
        return self._matcher(connection, brand).unwanted(text)

    def keep_up(self, connection: Connection) -> None:
        """Build beside the work what lags behind."""
        if self._every is not None or (self._embedding is not None and not self._embedding.done()):
            return
        for brand, version, verdicts in library.versions(connection):
            known = Known(version, verdicts, self._tier())
            self._take_what_is_built(brand, known)
            self._build_beside(connection, brand, known)

    def close(self) -> None:
        self._builder.shutdown(cancel_futures=True)

    def _matcher(self, connection: Connection, brand: BrandId) -> Matcher:
        known = Known(*library.version(connection, brand), self._tier())
        self._take_what_is_built(brand, known)
        made = self._made.get(brand)
        if self._every is not None:
            made = self._waited_for(connection, brand, known, made)
        elif made is None or made.known != known:
            made = self._made[brand] = _at_once(connection, brand, known, made)
            self._build_beside(connection, brand, known)
        return made.matcher

    def _waited_for(self, connection: Connection, brand: BrandId, known: Known, made: Made | None) -> Made:
        if made is None or (made.known != known and self._clock() >= self._rests_until[brand]):
            made = self._made[brand] = _made(known, _stock(connection, brand))
            self._rests_until[brand] = self._clock() + (self._every or 0)
        return made

    def _build_beside(self, connection: Connection, brand: BrandId, known: Known) -> None:
        """Verdicts first, which takes little; the library when the last build was long enough ago."""
        made = self._made.get(brand)
        if brand in self._building or (made is not None and made.known == known):
            return
        if made is not None and made.known.verdicts != known.verdicts:
            verdicts = verdicts_of(connection, brand)
            self._building[brand] = self._builder.submit(made.adapted, known.verdicts, verdicts)
        elif self._clock() >= self._rests_until.get(brand, 0):
            self._building[brand] = self._builder.submit(_made, known, _stock(connection, brand))

    def _tier(self) -> Tier:
        if self._embedding is None or (self._every is None and not self._embedding.done()):
            return "lexical"
        return "lexical" if self._embedding.result() is None else "semantic"

    def _take_what_is_built(self, brand: BrandId, known: Known) -> None:
        """Unless what was made at once meanwhile is as things are now."""
        building = self._building.get(brand)
        if building is not None and building.done():
            self._building.pop(brand, None)
            if fault := building.exception():
                _log.error("The library of brand %s could not be read; its old state answers", brand, exc_info=fault)
                self._rests_until[brand] = self._clock() + AFTER_FAULT
                return
            built, made = building.result(), self._made.get(brand)
            self._rests_until[brand] = max(self._rests_until.get(brand, 0), self._clock() + REST * built.seconds)
            if made is None or made.known != known:
                self._made[brand] = built


def _at_once(connection: Connection, brand: BrandId, known: Known, made: Made | None) -> Made:
    """What can be had without anybody waiting."""
    if made is not None and made.size > SMALL:
        return made
    stock = _stock(connection, brand)
    if made is None:
        return _made(replace(known, tier="lexical"), stock) if stock.size <= FIRST else _silent(known, stock.size)
    if stock.size <= SMALL and made.known.tier == known.tier:
        return _made(known, stock)
    if made.known.verdicts != known.verdicts:
        made = made.adapted(known.verdicts, stock.verdicts)
    return replace(made, size=stock.size)


def _made(known: Known, stock: Stock) -> Made:
    begun = perf_counter()
    return Made(known, build(stock.entries, known.tier, stock.verdicts), stock.size, perf_counter() - begun)


def _silent(known: Known, size: int) -> Made:
    """What answers for a very large library until it is built."""
    return Made(Known(0, known.verdicts, "lexical"), build(()), size, 0.0)


def _stock(connection: Connection, brand: BrandId) -> Stock:
    return Stock(library.find_all(connection, brand, ("approved",)), verdicts_of(connection, brand))


def verdicts_of(connection: Connection, brand: BrandId) -> list[Verdict]:
    """What a brand's team made of suggestions, the newest last."""
    return [Verdict(*fate) for fate in suggestions.verdicts(connection, brand)]
