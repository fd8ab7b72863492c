"""Kernel ridge regression over phrasings, in closed form: how much a message belongs to each answer.

With K the likeness of phrasings to each other, sharpened, and Y telling which phrasing asks for which answer, the
coefficients are (K + λI)⁻¹Y, and a message scores k·coefficients. Unlike the nearest phrasing alone, all have a say,
and those that resemble each other share theirs. The same inverse tells what each phrasing would score had it, or its
whole answer, never been seen. In a large library the regression is made for each message anew, over those nearest
to it. An English question to a Russian library is scored by a second regression, over what can be alike across
alphabets.
Deliberately absent: where likeness comes from (`faq.shelf`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.kernel import Kernel
from faq.shelf import Heard, Shelf

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
_SMALLEST = 32  # a matrix that is inverted at once


class Regression(Protocol):
    """Scores of all answers: for a message, and for a phrasing as if it, or its answer, were not there."""

    def scores(self, heard: Heard) -> Floats: ...
    def without_phrasing(self, row: int) -> Floats: ...
    def without_answer(self, row: int) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """The regression over all phrasings; `coefficients` has a column per answer. Of (K + λI)⁻¹ `own` keeps what it says
    of the phrasings of each answer among themselves.
    """

    shelf: Shelf
    kernel: Kernel
    coefficients: Floats
    own: tuple[Floats, ...]

    def scores(self, heard: Heard) -> Floats:
        return np.asarray(self.kernel(heard.likeness) @ self.coefficients, np.float32)

    def without_phrasing(self, row: int) -> Floats:
        answer, place = self._at(row)
        own = self.own[answer][place, place]
        return np.asarray(_is_owner(self.shelf, row) - self.coefficients[row] / own, np.float32)

    def without_answer(self, row: int) -> Floats:
        answer, place = self._at(row)
        coefficients = self.coefficients[self.shelf.starts[answer] : self.shelf.starts[answer + 1]]
        left_out = np.linalg.solve(self.own[answer], coefficients)
        return np.asarray(_is_owner(self.shelf, row) - left_out[place], np.float32)

    def _at(self, row: int) -> tuple[int, int]:
        """The answer that a phrasing asks for, and its place among those that do."""
        answer = int(self.shelf.owners[row])
        return answer, row - int(self.shelf.starts[answer])


@dataclass(frozen=True, slots=True)
class Nearby:
    """The regression over the phrasings nearest to each message."""

    shelf: Shelf
    kernel: Kernel

    def scores(self, heard: Heard) -> Floats:
        return self._scores(heard, slice(0, 0))

    def without_phrasing(self, row: int) -> Floats:
        return self._scores(self.shelf.overheard(row), slice(row, row + 1))

    def without_answer(self, row: int) -> Floats:
        answer = self.shelf.owners[row]
        absent = slice(self.shelf.starts[answer], self.shelf.starts[answer + 1])
        return self._scores(self.shelf.overheard(row), absent)

    def _scores(self, heard: Heard, absent: slice) -> Floats:
        """The scores as if the phrasings `absent` were not there."""
        near = np.arange(len(self.shelf.places)) if heard.near is None else heard.near
        near = near[(near < absent.start) | (near >= absent.stop)]
        likeness = heard.likeness[:, near]
        if len(near) > self.kernel.near:
            best = np.argpartition(-self.kernel.together(likeness), self.kernel.near)[: self.kernel.near]
            near, likeness = near[best], likeness[:, best]
        kernel = self.kernel(self.shelf.among(near))
        kernel[np.diag_indices_from(kernel)] += self.kernel.penalty
        shares = np.linalg.solve(kernel, self.kernel(likeness))
        scores = np.bincount(self.shelf.owners[near], shares, minlength=self.shelf.answers)
        return np.asarray(scores, np.float32)


@dataclass(frozen=True, slots=True)
class AcrossAlphabets:
    """Two regressions: `abroad` compares no letters, and scores messages in an alphabet that the library isn't in."""

    shelf: Shelf
    home: Regression
    abroad: Regression

    def scores(self, heard: Heard) -> Floats:
        return (self.abroad if self.shelf.is_foreign(heard.message) else self.home).scores(heard)

    def without_phrasing(self, row: int) -> Floats:
        return self.home.without_phrasing(row)

    def without_answer(self, row: int) -> Floats:
        return self.home.without_answer(row)


def _inverse(matrix: Floats) -> Floats:
    """The inverse of a symmetric positive definite matrix, by halves (Schur complement): products of matrices take a
    fifth of the time that solving takes. The halves go down to a size at which nothing is lost in float32.
    """
    if len(matrix) <= _SMALLEST:
        return np.asarray(np.linalg.inv(matrix), np.float32)
    half = len(matrix) // 2
    across = matrix[:half, half:]
    first = _inverse(matrix[:half, :half])
    left = first @ across
    last = _inverse(matrix[half:, half:] - across.T @ left)
    corner = -left @ last
    return np.block([[first - corner @ left.T, corner], [corner.T, last]])


def _is_owner(shelf: Shelf, row: int) -> Floats:
    return np.asarray(np.arange(shelf.answers) == shelf.owners[row], np.float32)


def nearest(shelf: Shelf, readings: Sequence[Floats], answer: int) -> tuple[int, int]:
    """Which of a message's readings is most like a phrasing of an answer, and the row of that phrasing."""
    start, end = shelf.starts[answer : answer + 2]
    own = np.concatenate([likeness[:, start:end] for likeness in readings], axis=1)
    reading, place = divmod(int(shelf.kernel.together(own).argmax()), int(end - start))
    return reading, int(start) + place


def solved(shelf: Shelf) -> Regression:
    """The regression for a shelf."""
    home, abroad = shelf.kernel, shelf.kernel.across_alphabets
    if shelf.is_large:
        return AcrossAlphabets(shelf, Nearby(shelf, home), Nearby(shelf, abroad))
    likeness = shelf.among()
    whole = _whole(shelf, home, likeness)
    return whole if len(shelf.written_in) > 1 else AcrossAlphabets(shelf, whole, _whole(shelf, abroad, likeness))


def _whole(shelf: Shelf, kernel: Kernel, likeness: Floats) -> Whole:
    penalised = kernel(likeness)
    penalised[np.diag_indices_from(penalised)] += kernel.penalty
    inverse = _inverse(penalised)
    own = tuple(inverse[start:end, start:end].copy() for start, end in pairwise(shelf.starts))
    return Whole(shelf, kernel, inverse @ np.eye(shelf.answers, dtype=np.float32)[shelf.owners], own)
