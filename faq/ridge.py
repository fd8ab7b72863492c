"""Kernel ridge regression over phrasings, in closed form: how much a message belongs to each answer.

With K the similarities among phrasings, sharpened, and Y telling which phrasing asks for which answer, the coefficients
are (K + λI)⁻¹Y, and a message scores k·coefficients. Unlike the nearest phrasing, all of them are weighed, those that
resemble each other less. The same inverse tells what each phrasing would score had it, or its whole answer, never been
seen.
Deliberately absent: where similarities come from.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ridge:
    """`inverse` is (K + λI)⁻¹, `coefficients` one column per answer."""

    sharpness: float
    inverse: Floats
    coefficients: Floats

    def scores(self, similarities: Floats) -> Floats:
        """One score per answer, about 1 for what is surely asked."""
        return np.asarray(np.exp(self.sharpness * (similarities - 1)) @ self.coefficients, np.float32)


def solved(similarities: Floats, owners: NDArray[np.int64], sharpness: float, penalty: float) -> Ridge:
    """The regression for phrasings with these similarities to each other and these numbers of answers."""
    kernel = np.exp(sharpness * (similarities - 1))
    kernel[np.diag_indices_from(kernel)] += penalty
    inverse = np.linalg.inv(kernel).astype(np.float32)
    answers = int(owners.max(initial=-1)) + 1
    return Ridge(sharpness, inverse, inverse @ np.eye(answers, dtype=np.float32)[owners])
