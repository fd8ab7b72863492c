"""The features of a text in three channels: letter sequences, words, pairs of near words.

Invariant: features depend on the words alone, so library and message are read alike.
Deliberately absent: weights; rarity in the library is the index's matter, rarity in the language comes from
`faq.words`.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.words import commonness, stem

Floats: TypeAlias = NDArray[np.float32]

_REACH = 3  # words from the first of a pair to the second


def letter_sequences(tokens: Sequence[str]) -> list[str]:
    """All runs of 2 to 5 letters within the words, each word with an edge on both sides."""
    padded = [f" {token} " for token in tokens]
    return [word[at : at + size] for word in padded for size in (2, 3, 4, 5) for at in range(len(word) - size + 1)]


def stems(tokens: Sequence[str]) -> list[str]:
    return [stem(token) for token in tokens]


def pairs(tokens: Sequence[str]) -> list[str]:
    """Stems that follow each other, next or nearly next."""
    line = stems(tokens)
    return [f"{left} {right}" for at, left in enumerate(line) for right in line[at + 1 : at + 1 + _REACH]]


def rarity(stemmed: str) -> float:
    """How much a stem says, by how rare it is in its language: .1 for the most common words, 1 for rare ones."""
    return min(1.0, max(0.1, (8 - commonness(stemmed)) / 4))


def rarities(words: Sequence[str]) -> Floats:
    return np.array([rarity(word) for word in words], np.float32)


def pair_rarity(pair: str) -> float:
    left, _, right = pair.partition(" ")
    return (rarity(left) + rarity(right)) / 2
