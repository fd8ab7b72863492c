"""How well scores tell messages that ask for something from those that don't.

Deliberately absent: where scores come from.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Doubles: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


def auroc(scores: Doubles, asked: Flags) -> float:
    """The chance that a message that asks scores above one that doesn't; a tie is half. Without both: nan."""
    yes, no = int(asked.sum()), int((~asked).sum())
    if not yes or not no:
        return float("nan")
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return float((ranks[asked].sum() - yes * (yes + 1) / 2) / (yes * no))


def line_for(scores: Doubles, let_through: float) -> float:
    """The lowest of these scores above which at most so large a share of them lies."""
    most = int(let_through * len(scores) + 1e-9)
    return float(np.sort(scores)[-1 - most])


def acc_at_10(scores: Doubles, asked: Flags, first: Flags) -> float:
    """Of those that ask: the right answer first, above the line that lets at most a tenth of the others through.

    Without both: nan.
    """
    if asked.all() or not asked.any():
        return float("nan")
    line = line_for(scores[~asked], 0.1)
    return float((first & (scores > line))[asked].mean())
