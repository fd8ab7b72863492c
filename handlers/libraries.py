"""The brands' matchers, each kept in step with its brand's library and with what the team makes of suggestions.

Invariant: asking never waits for a large library or for the embedding: while a new matcher is being built, the old one
answers (the first time: silence, or wording alone). Where wording alone is compared, a small library is built at once,
so that an entry just approved is offered for the very next message; with the embedding, a moment later. A dismissal
sets off a build and is heeded from then on; acceptances come along with it. Building beside the work takes a tenth of
the time at most, however often the library changes. Where every run must come out the same (the demo), a matcher is
built when it is asked, `every` so often, and asking does wait.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from time import monotonic, perf_counter

from faq import embedding
from faq.feedback import Verdict
from faq.matcher import Matcher, Suggestion, build
from faq.tiers import Tier
from inbox.entries import Entry, Language
from inbox.ids import BrandId, EntryId
from storage import Connection, library, suggestions

SMALL = 500
"""Phrasings and verdicts up to which building takes a fraction of a second."""
LEAST = 0.05
"""What a search finds is at least so likely: of what is asked in three it leaves out a fiftieth at most."""
REST = 10
"""After a build beside the work, so many times its length passes before the next."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a matcher was made of: the library's version, the number of dismissals, the tier."""

    version: int
    dismissals: int
    tier: Tier


@dataclass(frozen=True, slots=True)
class Made:
    known: Known
    matcher: Matcher
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

    def close(self) -> None:
        self._builder.shutdown(cancel_futures=True)

    def _matcher(self, connection: Connection, brand: BrandId) -> Matcher:
        self._take_what_is_built(brand)
        made = self._made.get(brand)
        known = Known(*library.version(connection, brand), self._tier())
        if (made is None or made.known != known) and self._may_build(brand):
            made = self._rebuild(connection, brand, known, made)
        return made.matcher if made is not None else build(())

    def _may_build(self, brand: BrandId) -> bool:
        return brand not in self._building and self._clock() >= self._rests_until.get(brand, 0)

    def _tier(self) -> Tier:
        is_there = self._embedding is not None and (self._every is not None or self._embedding.done())
        return "semantic" if is_there else "lexical"

    def _take_what_is_built(self, brand: BrandId) -> None:
        building = self._building.get(brand)
        if building is not None and building.done():
            made = self._made[brand] = self._building.pop(brand).result()
            self._rests_until[brand] = self._clock() + REST * made.seconds

    def _rebuild(self, connection: Connection, brand: BrandId, known: Known, made: Made | None) -> Made | None:
        entries = library.find_all(connection, brand, ("approved",))
        verdicts = [Verdict(*fate) for fate in suggestions.verdicts(connection, brand)]
        is_small = len(verdicts) + sum(len(entry.wordings()) for entry in entries) <= SMALL
        if self._every is not None:
            self._made[brand] = _made(known, entries, verdicts)
            self._rests_until[brand] = self._clock() + self._every
            return self._made[brand]
        if is_small and (known.tier == "lexical" or made is None):
            self._made[brand] = _made(replace(known, tier="lexical"), entries, verdicts)
            return self._made[brand]
        self._building[brand] = self._builder.submit(partial(_made, known, entries, verdicts))
        return made


def _made(known: Known, entries: list[Entry], verdicts: list[Verdict]) -> Made:
    begun = perf_counter()
    return Made(known, build(entries, known.tier, verdicts), perf_counter() - begun)
