"""The brands' matchers, each kept in step with its brand's library and with what the team makes of suggestions.

Invariant: asking never waits for a large library or for the embedding: while a new matcher is being built, the old one
answers (the first time wording alone; silence, where even that takes long). Verdicts are heeded by the very next
message. So is an entry just approved in a small library; in a large one it is from a build beside the work on, which
the clock sets off, not the message that needs it. Building beside the work takes a tenth of the time at most, however
often the library changes. Where every run must come out the same (the demo), a matcher is built when it is asked,
`every` so often, and asking does wait.
"""

from collections.abc import Callable
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

SMALL, FIRST = 500, 5000
"""Phrasings and verdicts up to which building takes a tenth of a second; and, by wording alone, a second."""
LEAST = 0.05
"""What a search finds is at least so likely: of what is asked in three it leaves out a fiftieth at most."""
REST = 10
"""After a build beside the work, so many times its length passes before the next."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a matcher was made of: the library's version, the number of verdicts, the tier."""

    version: int
    verdicts: int
    tier: Tier

    def is_older(self, than: "Known") -> bool:
        return (self.version, self.verdicts) < (than.version, than.verdicts)


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

    def keep_up(self, connection: Connection) -> None:
        """Build beside the work what lags behind."""
        if self._every is not None or (self._embedding is not None and not self._embedding.done()):
            return
        for brand, version, verdicts in library.versions(connection):
            self._take_what_is_built(brand)
            known, made = Known(version, verdicts, self._tier()), self._made.get(brand)
            if (made is None or made.known != known) and self._may_build(brand):
                self._building[brand] = self._builder.submit(_made, known, _stock(connection, brand))

    def close(self) -> None:
        self._builder.shutdown(cancel_futures=True)

    def _matcher(self, connection: Connection, brand: BrandId) -> Matcher:
        self._take_what_is_built(brand)
        made = self._made.get(brand)
        known = Known(*library.version(connection, brand), self._tier())
        if made is None or made.known != known:
            made = self._renewed(connection, brand, known, made)
        return made.matcher

    def _renewed(self, connection: Connection, brand: BrandId, known: Known, made: Made | None) -> Made:
        """What can be had at once; the rest is built beside the work."""
        if self._every is not None:
            return self._waited_for(connection, brand, known, made)
        if made is not None and replace(made.known, verdicts=known.verdicts) == known:
            self._made[brand] = replace(made, known=known, matcher=made.matcher.adapted(_verdicts(connection, brand)))
            return self._made[brand]
        is_quick = made is None or (made.size <= SMALL and made.known.tier == known.tier)
        if made is not None and not is_quick and not self._may_build(brand):
            return made
        stock = _stock(connection, brand)
        if made is None:
            made = _made(replace(known, tier="lexical"), stock) if stock.size <= FIRST else _silent(stock.size)
        elif is_quick and stock.size <= SMALL:
            made = _made(known, stock)
        self._made[brand] = made
        if made.known != known and self._may_build(brand):
            self._building[brand] = self._builder.submit(_made, known, stock)
        return made

    def _waited_for(self, connection: Connection, brand: BrandId, known: Known, made: Made | None) -> Made:
        if made is None or self._clock() >= self._rests_until[brand]:
            made = self._made[brand] = _made(known, _stock(connection, brand))
            self._rests_until[brand] = self._clock() + (self._every or 0)
        return made

    def _may_build(self, brand: BrandId) -> bool:
        return brand not in self._building and self._clock() >= self._rests_until.get(brand, 0)

    def _tier(self) -> Tier:
        if self._embedding is None or (self._every is None and not self._embedding.done()):
            return "lexical"
        return "lexical" if self._embedding.result() is None else "semantic"

    def _take_what_is_built(self, brand: BrandId) -> None:
        building = self._building.get(brand)
        if building is not None and building.done():
            self._building.pop(brand, None)
            built, made = building.result(), self._made.get(brand)
            self._rests_until[brand] = self._clock() + REST * built.seconds
            if made is None or not built.known.is_older(made.known):
                self._made[brand] = built


def _made(known: Known, stock: Stock) -> Made:
    begun = perf_counter()
    return Made(known, build(stock.entries, known.tier, stock.verdicts), stock.size, perf_counter() - begun)


def _silent(size: int) -> Made:
    """What answers for a large library until it is built."""
    return Made(Known(0, 0, "lexical"), build(()), size, 0.0)


def _stock(connection: Connection, brand: BrandId) -> Stock:
    return Stock(library.find_all(connection, brand, ("approved",)), _verdicts(connection, brand))


def _verdicts(connection: Connection, brand: BrandId) -> list[Verdict]:
    return [Verdict(*fate) for fate in suggestions.verdicts(connection, brand)]
