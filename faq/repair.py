"""Misspelled words, repaired to the library's words, or else to common words of the language.

Invariant: only a word that neither the library nor the language knows is repaired, so a correct message stays as it is.
Deliberately absent: grammar, and errors that make another known word.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.words import common_words, is_known

SHORTEST = 4
_ALIKE = {"library": 0.66, "language": 0.75}  # least likeness of a misspelled word to what it is taken for
_AT_HOME = 0.08  # a head start for the library's words
_COMMON = 3.6  # how common a word must be for others to be taken for it
_MOST = 6  # words repaired in one message


@dataclass(frozen=True, slots=True)
class Spelling:
    """A library's words by length."""

    words: Collection[str]
    by_length: dict[int, list[str]]

    def repaired(self, tokens: Sequence[str]) -> dict[str, str]:
        """The words that are misspelled, each with the word that it is taken for."""
        unknown = [token for token in dict.fromkeys(tokens) if self._is_misspelled(token)][:_MOST]
        nearest = {token: self._nearest(token) for token in unknown}
        return {token: word for token, word in nearest.items() if word}

    def _is_misspelled(self, token: str) -> bool:
        return len(token) >= SHORTEST and token.isalpha() and token not in self.words and not is_known(token)

    def _nearest(self, token: str) -> str:
        reach = 1 + len(token) // 6
        sizes = range(len(token) - reach, len(token) + reach + 1)
        here = _likest(token, (word for size in sizes for word in self.by_length.get(size, ())), _ALIKE["library"])
        sizes = range(len(token) - 1, len(token) + 2)
        common = _common_by_start_and_length()
        near = (word for size in sizes for word in common.get((token[0], size), ()))
        there = _likest(token, near, _ALIKE["language"])
        return here[0] if here[1] + _AT_HOME >= there[1] else there[0]


def _likest(token: str, words: Iterable[str], least: float) -> tuple[str, float]:
    found = process.extractOne(token, list(words), scorer=OSA.normalized_similarity, score_cutoff=least)
    return (found[0], found[1]) if found else ("", 0.0)


@cache
def _common_by_start_and_length() -> dict[tuple[str, int], list[str]]:
    """The language's common words by first letter and length; people rarely mistype the first letter."""
    words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word, common in common_words().items():
        if common >= _COMMON and len(word) >= SHORTEST:
            words[word[0], len(word)].append(word)
    return dict(words)


def spelling(words: Iterable[str]) -> Spelling:
    """The spelling of a library with these words."""
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    known = frozenset(words)
    for word in sorted(known):
        if word.isalpha():
            by_length[len(word)].append(word)
    return Spelling(known, dict(by_length))
