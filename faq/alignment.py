"""How well two texts cover each other word by word: the same stem covers fully, another word by how near its sense is.

"Any discount on bulk orders" covers "cheaper for large quantities" partly, though no word is the same. Words count by
how rare they are in the language, so that "the" and "please" need no cover.
Invariant: a likeness lies in 0…1 and is symmetric: the geometric mean of how far each text covers the other.
Deliberately absent: the order of words (`faq.grams.pairs`), and choosing which texts are worth comparing (`faq.shelf`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq import senses
from faq.grams import rarities
from faq.tiers import Tier
from faq.words import stem

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
MOST_WORDS = 60  # different words of a text that are compared
_AT_ONCE = 256  # rows compared with all rows at a time
_NOTHING = ""  # stands in a text that has no words; nothing covers it


@dataclass(frozen=True, slots=True)
class Bag:
    """A text's different words: their senses (a line each), numbers of their stems, and how rare they are."""

    senses: Floats
    stems: NDArray[np.int32]
    rarity: Floats

    @property
    def sense(self) -> Floats:
        """The sense of all words together."""
        return senses.together(self.senses, self.rarity)


@dataclass(frozen=True, slots=True)
class Columns:
    """The words of rows by place: the first words of all rows, then the second of those that have two, …

    For that rows stand by length, the longest first; `places` tells where each row went.
    """

    columns: tuple[Ints, ...]
    places: Ints

    def most(self, values: Floats) -> Floats:
        """For each row the greatest values (a line each) of its words."""
        most = values.take(self.columns[0], axis=0)
        for column in self.columns[1:]:
            part = most[: len(column)]
            np.maximum(part, values.take(column, axis=0), out=part)
        return most.take(self.places, axis=0)

    def total(self, values: Floats) -> Floats:
        """For each row the sum of the values of its words."""
        total = values.take(self.columns[0], axis=0)
        for column in self.columns[1:]:
            total[: len(column)] += values.take(column, axis=0)
        return total.take(self.places, axis=0)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts: those of row n are `at[starts[n]:starts[n + 1]]`, numbers of words."""

    tier: Tier
    stem_numbers: Mapping[str, int]
    stems: NDArray[np.int32]
    senses: Floats  # a column per word
    rarity: Floats
    at: Ints
    starts: Ints
    columns: Columns
    totals: Floats  # the rarity of each row's words together

    def bag(self, tokens: Sequence[str]) -> Bag:
        """A text's words."""
        own = distinct(tokens)
        stems = np.array([self.stem_numbers.get(stem(word), -1) for word in own], np.int32)
        return Bag(senses.vectors(own, self.tier), stems, rarities(own))

    def bag_of(self, row: int) -> Bag:
        """A row's words."""
        own = self.at[self.starts[row] : self.starts[row + 1]]
        return Bag(self.senses.T[own], self.stems[own], self.rarity[own])

    def likeness(self, bag: Bag) -> Floats:
        """The likeness of a text to each row."""
        if not len(bag.rarity):
            return np.zeros_like(self.totals)
        alike = self._alike(bag.senses, bag.stems)
        best = self.columns.most(np.ascontiguousarray(alike.T))
        message = best.dot(bag.rarity / bag.rarity.sum())  # `@` may warn of what BLAS reads beside so short rows
        rows = self.columns.total(alike.max(axis=0) * self.rarity) / self.totals
        return np.asarray(np.sqrt(message * rows), np.float32)

    def together(self) -> Floats:
        """The sense of each row's words together."""
        total = self.columns.total(np.ascontiguousarray((self.senses * self.rarity).T))
        return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9), np.float32)

    def among(self) -> Floats:
        """The likeness of all rows to each other."""
        size = len(self.totals)
        covered = np.zeros((size, size), np.float32)  # how far the row of a line is covered by the row of a column
        for start in range(0, size, _AT_ONCE):
            rows = np.arange(start, min(start + _AT_ONCE, size))
            some = self if size <= _AT_ONCE else self.part(rows)
            alike = self._alike(some.senses.T, some.stems)
            best = self.columns.most(np.ascontiguousarray(alike.T))
            covered[rows] = some.columns.total(best.T * some.rarity[:, None])
        covered /= self.totals[:, None]
        return np.asarray(np.sqrt(covered * covered.T), np.float32)

    def part(self, rows: Ints) -> "Words":
        """The words of some rows alone."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        at = self.at[np.repeat(self.starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])]
        words, at = np.unique(at, return_inverse=True)
        return _laid_out(
            self.tier,
            self.stem_numbers,
            self.stems[words],
            self.senses.take(words, axis=1),
            self.rarity[words],
            at,
            starts,
        )

    def _alike(self, vectors: Floats, stems: NDArray[np.int32]) -> Floats:
        """How alike each of these words (line) is to each word of the rows (column)."""
        alike: Floats = np.maximum(vectors @ self.senses, 0)
        alike[self.stems == stems[:, None]] = 1
        return alike


def distinct(tokens: Sequence[str]) -> list[str]:
    """The different words of a text, in order."""
    return list(dict.fromkeys(tokens))[:MOST_WORDS]


def words_of(texts: Sequence[Sequence[str]], tier: Tier) -> Words:
    """The words of texts, given as tokens, with a tier's senses."""
    lines = [distinct(tokens) or [_NOTHING] for tokens in texts]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(word for line in lines for word in line))}
    stem_numbers: dict[str, int] = {}
    stems = [stem_numbers.setdefault(stem(word), len(stem_numbers)) for word in numbers]
    return _laid_out(
        tier,
        stem_numbers,
        np.array(stems, np.int32),
        np.ascontiguousarray(senses.vectors(list(numbers), tier).T),
        rarities(list(numbers)),
        np.array([numbers[word] for line in lines for word in line], np.int64),
        np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64),
    )


def _laid_out(
    tier: Tier,
    stem_numbers: Mapping[str, int],
    stems: NDArray[np.int32],
    vectors: Floats,
    rarity: Floats,
    at: Ints,
    starts: Ints,
) -> Words:
    lengths = np.diff(starts)
    order = np.argsort(-lengths, kind="stable")
    counts = [int((lengths > place).sum()) for place in range(int(lengths.max(initial=0)))]
    columns = Columns(
        tuple(at[starts[order[:count]] + place] for place, count in enumerate(counts)) or (at,), np.argsort(order)
    )
    return Words(tier, stem_numbers, stems, vectors, rarity, at, starts, columns, columns.total(rarity))
