"""Questions that the library does not answer, gathered by what they ask for.

Invariant: each text is in one group at most; a group's first text is its centre, the one most like all the others.
Deliberately absent: which questions went unanswered (storage knows), and what to do about them.
"""

from collections.abc import Sequence

import numpy as np

from faq.embedding import Embedding
from faq.shelf import stocked
from inbox.entries import Entry

ALIKE = 0.57
"""From what likeness on (the kernel's mean of channels) two questions are about the same."""
MOST = 600
"""Questions compared with each other: the newest. The work grows with their square."""


def gathered(texts: Sequence[str], embedding: Embedding | None = None) -> list[list[int]]:
    """Groups of the texts' numbers, the largest first; of `MOST` texts at most, the last ones."""
    numbers = [number for number, text in enumerate(texts) if text.strip()][-MOST:]
    if not numbers:
        return []
    shelf = stocked([Entry(number, texts[number], "") for number in numbers], embedding)
    rows = [phrasing.entry.id for phrasing in shelf.phrasings]
    alike = shelf.kernel.together(shelf.among()) >= ALIKE
    np.fill_diagonal(alike, val=True)
    free = np.ones(len(rows), bool)
    groups: list[list[int]] = []
    while free.any():
        centre = int(np.argmax(np.where(free, (alike & free).sum(axis=1), 0)))
        members = np.flatnonzero(alike[centre] & free)
        groups.append([int(rows[centre]), *(int(rows[row]) for row in members if row != centre)])
        free[members] = False
    return sorted(groups, key=len, reverse=True)
