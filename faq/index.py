"""A sparse index of weighted features: the similarity of one text to every row, without a matrix library.

Each row is a unit vector of TF-IDF weights. Postings (row, weight) lie one feature after another in two flat arrays, so
a query gathers the postings of its own features and sums them by row.
Invariant: a similarity lies in 0…1; a feature that no row has counts against the query (it lengthens its vector).
Deliberately absent: what the features are (`faq.grams`) and changing an index; a new one is built.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """The rows' postings: those of the feature numbered n lie at `starts[n]:starts[n + 1]`."""

    numbers: Mapping[str, int]
    rarity: Floats
    starts: Ints
    rows: NDArray[np.int32]
    weights: Floats
    size: int
    unseen: Callable[[str], float]

    def vector(self, features: Iterable[str]) -> tuple[Ints, Floats]:
        """The numbers and unit weights of a text's features that the index knows."""
        return _vector(Counter(features), self.numbers, self.rarity, self.unseen)

    def similarities(self, features: Iterable[str]) -> Floats:
        """The cosine of the text to each row."""
        numbers, weights = self.vector(features)
        starts = self.starts[numbers]
        lengths = self.starts[numbers + 1] - starts
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        at = np.repeat(starts - ends + lengths, lengths) + np.arange(total)
        sums = np.bincount(self.rows[at], self.weights[at] * np.repeat(weights, lengths), minlength=self.size)
        return sums.astype(np.float32)


def _vector(
    counts: Mapping[str, int], numbers: Mapping[str, int], rarity: Floats, unseen: Callable[[str], float]
) -> tuple[Ints, Floats]:
    known = [(numbers[feature], count) for feature, count in counts.items() if feature in numbers]
    at = np.array([number for number, _ in known], np.int64)
    weights = rarity[at] * (1 + np.log(np.array([count for _, count in known], np.float32)))
    missing = sum(unseen(feature) ** 2 for feature in counts if feature not in numbers)
    length = float(np.sqrt(weights @ weights + missing))
    return at, weights / np.float32(length or 1)


def built(texts: Sequence[Iterable[str]], background: Callable[[str], float] = lambda _feature: 1.0) -> Index:
    """An index of texts given as features; a feature weighs by its rarity here times its `background` rarity."""
    counts = [Counter(text) for text in texts]
    spread = Counter(feature for count in counts for feature in count)
    numbers = {feature: number for number, feature in enumerate(spread)}
    size = len(texts)

    def unseen(feature: str) -> float:
        return (log(1 + size) + 1) * background(feature)

    rarity = np.array([(log((1 + size) / (1 + df)) + 1) * background(f) for f, df in spread.items()], np.float32)
    vectors = [_vector(count, numbers, rarity, unseen) for count in counts]
    columns = np.concatenate([at for at, _ in vectors]) if vectors else np.zeros(0, np.int64)
    order = np.argsort(columns, kind="stable")
    lengths = np.array([len(at) for at, _ in vectors], np.int64)
    rows = np.repeat(np.arange(size, dtype=np.int32), lengths)
    weights = np.concatenate([weight for _, weight in vectors]) if vectors else np.zeros(0, np.float32)
    starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=len(numbers)))]).astype(np.int64)
    return Index(numbers, rarity, starts, rows[order], weights[order].astype(np.float32), size, unseen)
