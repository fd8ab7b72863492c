"""How alike two texts are in all channels together, sharpened: what regression is made over.

Invariant: texts that are the same in all channels have a kernel of one.
Deliberately absent: the likeness in each channel (`faq.shelf`).
"""

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
_SPELLED = [0, 2]  # letters, and pairs of stems


@dataclass(frozen=True, slots=True)
class Kernel:
    """The weight of each channel, and how sharply likeness in it counts."""

    weights: Floats
    sharpness: Floats
    jointly: float  # the sharpness of all channels together
    penalty: float
    near: int  # phrasings of a large library over which regression is made for a message

    @property
    def across_alphabets(self) -> "Kernel":
        """The same without the channels in which texts in different alphabets can't be alike."""
        weights = self.weights.copy()
        weights[_SPELLED] = 0
        return replace(self, weights=weights / weights.sum())

    def together(self, likeness: Floats) -> Floats:
        """The weighted mean of the channels."""
        flat = likeness.reshape(len(likeness), -1)
        return (self.weights @ flat).reshape(likeness.shape[1:])

    def __call__(self, likeness: Floats) -> Floats:
        """Half each channel for itself, half all together: alike in one way counts, alike in all ways more."""
        kernel = np.exp(self.jointly * (self.together(likeness) - 1))
        for weight, sharpness, channel in zip(self.weights, self.sharpness, likeness, strict=True):
            kernel += weight * np.exp(sharpness * (channel - 1))
        return np.asarray(kernel / 2, np.float32)


LEXICAL = Kernel(np.array([0.18, 0.35, 0.07, 0.4], np.float32), np.array([2, 3, 2, 3], np.float32), 3, 0.15, 64)
SEMANTIC = Kernel(
    np.array([0.1, 0.12, 0.04, 0.04, 0.7], np.float32), np.array([2, 3, 2, 2, 3], np.float32), 2.5, 0.1, 96
)
