"""A sparse index of weighted features: how alike a text is to every row, without a matrix library.

Each row is a unit vector of TF-IDF weights, kept twice in flat arrays: row by row, and as postings feature by feature.
A query gathers the postings of its own features and sums them by row.
Invariant: a likeness lies in 0…1; a feature that no row has counts against the query (it lengthens its vector).
Deliberately absent: what the features are (`faq.grams`) and changing an index; a new one is built.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
_CROWDED = 1000  # what more rows have tells too little to be worth its postings
_RARE = 40  # features of at most so many rows are multiplied pair by pair, others as a dense matrix


@dataclass(frozen=True, slots=True)
class Sparse:
    """A sparse matrix by lines: the entries of line n lie at `starts[n]:starts[n + 1]`."""

    starts: Ints
    at: NDArray[np.int32]
    weights: Floats

    def gathered(self, lines: Ints) -> tuple[NDArray[np.int32], Floats, Ints]:
        """All entries of some lines, one line after another, and how many each line has."""
        starts = self.starts.take(lines)
        lengths = self.starts.take(lines + 1) - starts
        ends = np.cumsum(lengths)
        positions = np.repeat(starts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)
        return self.at.take(positions), self.weights.take(positions), lengths


@dataclass(frozen=True, slots=True)
class Index:
    """Rows by feature (`postings`) and features by row (`rows`)."""

    numbers: Mapping[str, int]
    rarity: Floats
    unseen: Callable[[Sequence[str]], float]  # the squared length of features that no row has
    rows: Sparse
    postings: Sparse
    size: int

    def likeness(self, features: Iterable[str]) -> Floats:
        """The cosine of a text to each row."""
        return self._cosines(*_vector(Counter(features), self.numbers, self.rarity, self.unseen))

    def likeness_of(self, row: int) -> Floats:
        """The cosine of a row to each row."""
        own = slice(self.rows.starts[row], self.rows.starts[row + 1])
        return self._cosines(self.rows.at[own].astype(np.int64), self.rows.weights[own])

    def _cosines(self, numbers: Ints, weights: Floats) -> Floats:
        at, products, lengths = self.postings.gathered(numbers)
        products *= np.repeat(weights, lengths)
        return np.bincount(at, products, minlength=self.size).astype(np.float32)

    def among(self, rows: Ints) -> Floats:
        """The cosines among a few rows."""
        features, weights, lengths = self.rows.gathered(rows)
        last = np.empty(len(self.rarity), np.int32)  # where each feature occurs last; of the others nothing is read
        last[features] = np.arange(len(features), dtype=np.int32)
        columns = last.take(features)
        spread = np.bincount(columns, minlength=len(features))
        shared = spread.take(columns) > 1  # what only one row has adds to no cosine but its own, which is one
        kept = np.cumsum(spread > 1) - 1
        width = int(kept[-1]) + 1 if len(kept) else 0
        dense = np.zeros(len(rows) * width, np.float32)
        dense[(np.repeat(np.arange(len(rows)) * width, lengths) + kept.take(columns))[shared]] = weights[shared]
        square = dense.reshape(len(rows), width)
        return _with_ones(square @ square.T)

    def among_all(self) -> Floats:
        """The cosines among all rows."""
        spread = np.diff(self.postings.starts)
        common = np.flatnonzero(spread > _RARE)
        at, weights, lengths = self.postings.gathered(common)
        dense = np.zeros((self.size, len(common)), np.float32)
        dense[at, np.repeat(np.arange(len(common)), lengths)] = weights
        cosines = dense @ dense.T
        for count in range(2, _RARE + 1):
            starts = self.postings.starts[np.flatnonzero(spread == count)]
            at = starts[:, None] + np.arange(count)
            rows, weights = self.postings.at[at].astype(np.int64), self.postings.weights[at]
            places = rows[:, :, None] * self.size + rows[:, None, :]
            np.add.at(cosines.reshape(-1), places.reshape(-1), (weights[:, :, None] * weights[:, None, :]).reshape(-1))
        return _with_ones(cosines)


def _turned(columns: NDArray[np.int32], lines: NDArray[np.int32], weights: Floats, width: int) -> Sparse:
    """Entries given by line and column, as a matrix by columns, of which there are `width`."""
    order = np.argsort(columns, kind="stable")
    return Sparse(_starts(np.bincount(columns, minlength=width)), lines[order], weights[order])


def _with_ones(cosines: Floats) -> Floats:
    np.fill_diagonal(cosines, 1)
    return cosines


def _starts(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _vector(
    counts: Mapping[str, int], numbers: Mapping[str, int], rarity: Floats, unseen: Callable[[Sequence[str]], float]
) -> tuple[Ints, Floats]:
    """The numbers and weights of a text's known features; all its features together have length one."""
    places = [numbers.get(feature, -1) for feature in counts]
    missing = [feature for feature, place in zip(counts, places, strict=True) if place < 0]
    at, times = np.array(places, np.int64), np.fromiter(counts.values(), np.float32, len(counts))
    if missing:
        at, times = at[at >= 0], times[at >= 0]
    weights = rarity.take(at) * (1 + np.log(times))
    return at, weights / np.float32(np.sqrt(weights @ weights + unseen(missing)) or 1)


def built(texts: Iterable[Iterable[str]], background: Callable[[str], float] | None = None) -> Index:
    """An index of texts given as features; each weighs by its rarity here, times its `background` rarity if any."""
    numbers, columns, times, lengths = _counted(texts)
    size, spread = len(lengths), np.bincount(columns, minlength=len(numbers))

    def unseen(missing: Sequence[str]) -> float:
        usual = len(missing) if background is None else sum(background(feature) ** 2 for feature in missing)
        return usual * (log(1 + size) + 1) ** 2

    rarity = np.array([log((1 + size) / (1 + df)) + 1 for df in spread.tolist()], np.float32)
    if background is not None:
        rarity *= np.array([background(feature) for feature in numbers], np.float32)
    lines = np.repeat(np.arange(size, dtype=np.int32), lengths)
    weights = rarity[columns] * (1 + np.log(times))
    weights /= np.sqrt(np.bincount(lines, weights**2, minlength=size)).astype(np.float32)[lines]
    rows = Sparse(_starts(lengths), columns, weights)
    telling = spread[columns] <= _CROWDED
    postings = _turned(columns[telling], lines[telling], weights[telling], len(numbers))
    return Index(numbers, rarity, unseen, rows, postings, size)


def _counted(texts: Iterable[Iterable[str]]) -> tuple[dict[str, int], NDArray[np.int32], Floats, Ints]:
    """The numbers of all features; for each text in turn those that it has, how often, and how many different ones.

    In flat arrays from the first, text by text: lists of millions would hold up all other threads when they are
    converted, thrown away, or looked through for garbage.
    """
    numbers: dict[str, int] = {}
    columns, times, lengths = array("i"), array("f"), array("q")
    for text in texts:
        counts = Counter(text)
        columns.extend([numbers.setdefault(feature, len(numbers)) for feature in counts])
        times.extend(counts.values())
        lengths.append(len(counts))
    return numbers, np.array(columns, np.int32), np.array(times, np.float32), np.array(lengths, np.int64)
