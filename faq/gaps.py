"""Questions that the library does not answer, gathered by what they ask for.

Invariant: each text is in one group at most; a group's first text is its centre, the one most like all the others.
Deliberately absent: which questions went unanswered (storage knows), and what to do about them.
"""

from collections.abc import Sequence

import numpy as np

from faq.embedding import Embedding, Floats
from faq.shelf import stocked
from inbox.entries import Entry

ALIKE = 0.42
"""From what likeness on (the kernel's mean of channels) questions are about the same, on average between two groups."""
MOST = 600
"""Questions compared with each other: the newest. The work grows with their square."""


def gathered(texts: Sequence[str], embedding: Embedding | None = None) -> list[list[int]]:
    """Groups of the texts' numbers, the largest first; of `MOST` texts at most, the last ones."""
    numbers = [number for number, text in enumerate(texts) if text.strip()][-MOST:]
    if not numbers:
        return []
    shelf = stocked([Entry(number, texts[number], "") for number in numbers], embedding)
    rows = [int(phrasing.entry.id) for phrasing in shelf.phrasings]
    alike = shelf.kernel.together(shelf.among())
    groups = [_centre_first(group, alike) for group in _joined(alike)]
    return sorted(([rows[row] for row in group] for group in groups), key=len, reverse=True)


def _joined(alike: Floats) -> list[list[int]]:
    """Average linkage: the two groups that are most alike on average are joined, as long as they are alike enough."""
    mean, groups = alike.copy(), [[row] for row in range(len(alike))]
    np.fill_diagonal(mean, -1)
    while len(groups) > 1:
        one, other = divmod(int(mean.argmax()), len(groups))
        if mean[one, other] < ALIKE:
            break
        sizes = len(groups[one]), len(groups[other])
        mean[one] = mean[:, one] = np.average(mean[[one, other]], axis=0, weights=sizes)
        mean[one, one] = mean[other] = mean[:, other] = -1
        groups[one], groups[other] = [*groups[one], *groups[other]], []
    return [group for group in groups if group]


def _centre_first(group: list[int], alike: Floats) -> list[int]:
    group = sorted(group)
    centre = group[int(alike[np.ix_(group, group)].sum(axis=1).round(4).argmax())]  # of equals the first asked
    return [centre, *(row for row in group if row != centre)]
