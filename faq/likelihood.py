"""How likely words are: a known word by how common it is, another by a small model of letter triples learned from the
common words.

Invariant: likelihoods are log10 of probabilities, so that those of words in a row add up.
Deliberately absent: which reading of a message is the likeliest (`faq.keyboards`, `faq.repair`).
"""

import math
from collections import Counter
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import islice

from faq.words import common_words, commonness, is_known

_ALPHABET = 34
_UNKNOWN_WORD = -1.5  # log10 of the share of words that the list doesn't hold
_LIBRARY_WORD = -3.0  # log10 of the probability given to a word of the library


@cache
def _triples() -> tuple[Counter[str], Counter[str]]:
    """Counts of letter triples, and of the pairs they begin with, in the most common words of both languages."""
    words = [f"^{word}$" for word in islice(common_words(), 16_000)]
    triples = Counter(word[at : at + 3] for word in words for at in range(len(word) - 2))
    pairs = Counter(word[at : at + 2] for word in words for at in range(len(word) - 2))
    return triples, pairs


@lru_cache(1 << 14)
def _spelled(word: str) -> float:
    """log10 of the probability of an unknown word's letters."""
    triples, pairs = _triples()
    padded = f"^{word}$"
    return _UNKNOWN_WORD + sum(
        math.log10((triples[padded[at : at + 3]] + 0.1) / (pairs[padded[at : at + 2]] + 0.1 * _ALPHABET))
        for at in range(len(padded) - 2)
    )


def likely(word: str, library: Collection[str]) -> float:
    """The likelihood of a word in a message to a library with these words."""
    if is_known(word):
        return max(commonness(word) - 9, _LIBRARY_WORD if word in library else -9)
    return _LIBRARY_WORD if word in library else _spelled(word)
