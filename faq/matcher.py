"""The matcher: a message in, at most three standard replies out, each with a probability and a reason, or silence.

Invariant: a matcher never changes, so any number of threads may ask it; any text gets an answer, never an exception, in
bounded time. Only approved entries take part. Language variants of one answer (`Entry.group`) compete as one; the one
in the asked language is offered.
Deliberately absent: I/O, time, and who is asking.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq import grams, index, ridge
from faq.keyboards import Reading, Typed, meant
from faq.letters import plain, tokens
from faq.words import is_cyrillic
from inbox.entries import Entry, Language
from inbox.ids import EntryId

Tier = Literal["lexical", "semantic"]
Channel = Literal["letters", "words", "meaning"]
Floats: TypeAlias = NDArray[np.float32]

_WEIGHTS = {"letters": 0.6, "words": 0.2, "pairs": 0.2}
_SHARPNESS, _PENALTY = 2.0, 0.3
_SILENT_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry is suggested: the phrasing that the message is nearest to, and how the message was read."""

    phrasing: str
    repaired: tuple[tuple[str, str], ...] = ()  # words as typed and as read
    typed: Typed = "as it stands"
    channel: Channel = "letters"  # in what they are alike


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry offered for a message; `score` is the probability that it is the right one."""

    entry_id: EntryId
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Phrasing:
    text: str
    entry: Entry
    answer: int


@dataclass(frozen=True, slots=True)
class Matcher:
    """A library made ready for matching; made by `build`."""

    entries: tuple[Entry, ...]
    tier: Tier
    _phrasings: tuple[_Phrasing, ...]
    _owners: NDArray[np.int64]
    _words: frozenset[str]
    _alphabets: frozenset[bool]
    _letters: index.Index
    _stems: index.Index
    _pairs: index.Index
    _ridge: ridge.Ridge | None = field(repr=False)

    def suggest(self, text: str, limit: int = 3, language: Language | None = None) -> tuple[Suggestion, ...]:
        """The likeliest entries, best first; none when none is likely enough."""
        found = self._ranked(self._read(text), limit, language)
        return tuple(suggestion for suggestion in found if suggestion.score >= _SILENT_BELOW)

    def rank(self, text: str, limit: int = 10, language: Language | None = None) -> tuple[tuple[EntryId, float], ...]:
        """The likeliest entries with their probabilities, however unlikely; for searching and for measuring."""
        return tuple((found.entry_id, found.score) for found in self._ranked(self._read(text), limit, language))

    def with_phrasing(self, entry_id: EntryId, text: str) -> "Matcher":
        """The matcher after one more phrasing of an entry."""
        return build(
            tuple(
                replace(entry, phrasings=(*entry.phrasings, text)) if entry.id == entry_id else entry
                for entry in self.entries
            ),
            self.tier,
        )

    def _read(self, text: str) -> Reading:
        return meant(plain(text), self._words, self._alphabets)

    def _ranked(self, reading: Reading, limit: int, language: Language | None) -> list[Suggestion]:
        if self._ridge is None:
            return []
        similarities = self._similarities(reading.tokens)
        scores = self._ridge.scores(similarities)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [self._suggestion(int(answer), scores, similarities, reading, language) for answer in best]

    def _similarities(self, words: Sequence[str]) -> Floats:
        return np.asarray(
            _WEIGHTS["letters"] * self._letters.similarities(grams.letter_sequences(words))
            + _WEIGHTS["words"] * self._stems.similarities(grams.stems(words))
            + _WEIGHTS["pairs"] * self._pairs.similarities(grams.pairs(words)),
            np.float32,
        )

    def _suggestion(
        self, answer: int, scores: Floats, similarities: Floats, reading: Reading, language: Language | None
    ) -> Suggestion:
        own = np.flatnonzero(self._owners == answer)
        nearest = self._phrasings[int(own[similarities[own].argmax()])]
        variants = (self._phrasings[int(at)].entry for at in own)
        entry = next((entry for entry in variants if entry.language == language), nearest.entry)
        score = 1 / (1 + math.exp(-8 * (float(scores[answer]) - 0.35)))
        return Suggestion(entry.id, score, Reason(nearest.text, typed=reading.typed))


def build(entries: Iterable[Entry], tier: Tier = "lexical") -> Matcher:
    """A matcher for the approved entries among these."""
    kept = tuple(entries)
    phrasings = _phrasings(entry for entry in kept if entry.state == "approved")
    words = [tokens(plain(phrasing.text)) for phrasing in phrasings]
    letters = index.built([grams.letter_sequences(each) for each in words])
    stems = index.built([grams.stems(each) for each in words], grams.rarity)
    pairs = index.built([grams.pairs(each) for each in words], grams.pair_rarity)
    owners = np.array([phrasing.answer for phrasing in phrasings], np.int64)
    vocabulary = frozenset(word for each in words for word in each)
    alphabets = frozenset(is_cyrillic(word) for word in vocabulary if word.isalpha())
    matcher = Matcher(kept, tier, phrasings, owners, vocabulary, alphabets, letters, stems, pairs, None)
    if not phrasings:
        return matcher
    similarities = np.stack([matcher._similarities(each) for each in words])  # noqa: SLF001 - it is ours, half made
    return replace(matcher, _ridge=ridge.solved(similarities, owners, _SHARPNESS, _PENALTY))


def _phrasings(entries: Iterable[Entry]) -> tuple[_Phrasing, ...]:
    answers: dict[object, int] = {}
    return tuple(
        _Phrasing(text, entry, answers.setdefault(("group", entry.group) if entry.group else entry.id, len(answers)))
        for entry in entries
        for text in entry.wordings()
    )
