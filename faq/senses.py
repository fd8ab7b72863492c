"""What single words mean, as small vectors: the lexical tier's knowledge that "parcel" is near "delivery", in both
languages.

The vectors were derived once from a sentence encoder (`faq/knowledge/README.md`); here they are only looked up, so this
costs microseconds where the encoder costs milliseconds. They know no word order and no negation.
Invariant: a text's vector has length one, or zero when it has no known word.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.grams import rarities
from faq.words import common_words

Floats: TypeAlias = NDArray[np.float32]
SIZE = 128
STEPS = 7  # a number is one of 15 steps: four bits
LEAST_COMMON = 3.2


@cache
def _packed() -> tuple[dict[str, int], NDArray[np.uint8], Floats]:
    with np.load(str(files(__package__).joinpath("knowledge", "senses.npz"))) as packed:
        halves, scale = packed["halves"], packed["scale"]
    return {word: row for row, word in zip(range(len(halves)), common_words(), strict=False)}, halves, scale


def vectors(words: Sequence[str]) -> Floats:
    """The direction of each word, a line each; zero for a word that is not known."""
    return np.array([_direction(word) for word in words], np.float32).reshape(len(words), SIZE)


def vector(tokens: Sequence[str]) -> Floats:
    """The direction of a text's words together, each weighed by how rare it is."""
    return together(vectors(tokens), rarities(tokens))


def together(words: Floats, weights: Floats) -> Floats:
    """The direction of words together, given by their directions and weights."""
    total = weights @ words
    return np.asarray(total / (np.linalg.norm(total) or 1), np.float32)


@lru_cache(1 << 13)
def _direction(word: str) -> Floats:
    rows, halves, scale = _packed()
    if word not in rows:
        return np.zeros(SIZE, np.float32)
    packed = halves[rows[word]]
    steps = np.stack([packed >> 4, packed & 15], axis=1).reshape(SIZE).astype(np.float32)
    direction = (steps - STEPS) * scale
    return np.asarray(direction / np.linalg.norm(direction), np.float32)
