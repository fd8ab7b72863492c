"""What single words mean, as small vectors: the knowledge that "parcel" is near "delivery", in both languages.

The vectors were derived once from sentence encoders (`faq/knowledge/README.md`); here they are only looked up, so this
costs microseconds where an encoder costs milliseconds. They know no word order and no negation. Each tier has its own:
beside the sentence embedding, what that doesn't know of words says more.
Invariant: a text's vector has length one, or zero when it has no known word.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.grams import rarities
from faq.tiers import Tier
from faq.words import common_words

Floats: TypeAlias = NDArray[np.float32]
SIZE = 128
STEPS = 7  # a number is one of 15 steps: four bits
_LEAST_COMMON = 3.2


@cache
def rows() -> dict[str, int]:
    """The words that have a direction, and the row of each."""
    common = (word for word, often in common_words().items() if often >= _LEAST_COMMON)
    return {word: row for row, word in enumerate(common)}


@cache
def _packed(tier: Tier) -> tuple[NDArray[np.uint8], Floats]:
    with np.load(str(files(__package__).joinpath("knowledge", f"senses_{tier}.npz"))) as packed:
        return packed["halves"], packed["scale"]


def vectors(words: Sequence[str], tier: Tier) -> Floats:
    """The direction of each word, a line each; zero for a word that is not known."""
    return np.array([_direction(word, tier) for word in words], np.float32).reshape(len(words), SIZE)


def vector(tokens: Sequence[str], tier: Tier) -> Floats:
    """The direction of a text's words together, each weighed by how rare it is."""
    return together(vectors(tokens, tier), rarities(tokens))


def together(words: Floats, weights: Floats) -> Floats:
    """The direction of words together, given by their directions and weights."""
    total = weights @ words
    return np.asarray(total / (np.linalg.norm(total) or 1), np.float32)


@lru_cache(1 << 13)
def _direction(word: str, tier: Tier) -> Floats:
    row = rows().get(word)
    if row is None:
        return np.zeros(SIZE, np.float32)
    halves, scale = _packed(tier)
    packed = halves[row]
    steps = np.stack([packed >> 4, packed & 15], axis=1).reshape(SIZE).astype(np.float32)
    direction = (steps - STEPS) * scale
    return np.asarray(direction / np.linalg.norm(direction), np.float32)
