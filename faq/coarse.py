"""A cheap first look at many vectors: along the few directions in which they differ most.

Invariant: it only chooses what is worth an exact look; no likeness shown or learned from is taken from here.
Deliberately absent: any structure to search in; a straight pass over 100,000 short rows takes a millisecond.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
_SAMPLE = 4096  # rows from which the directions are taken


@dataclass(frozen=True, slots=True)
class Coarse:
    """Vectors along a few directions (a column of `basis` each)."""

    rows: Floats
    basis: Floats

    def likeness(self, vector: Floats) -> Floats:
        """About the cosine of a unit vector to each row."""
        return np.asarray(self.rows @ (vector @ self.basis), np.float32)


def coarse(vectors: Floats, directions: int) -> Coarse:
    """Unit vectors, seen along so many directions."""
    some = vectors[:: 1 + len(vectors) // _SAMPLE]
    _, found = np.linalg.eigh(some.T @ some)
    basis = np.ascontiguousarray(found[:, -directions:])
    return Coarse(vectors @ basis, basis)
