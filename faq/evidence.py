"""What speaks for and against there being an answer to a message, as numbers that mean the same in every library.

There are few of them on purpose: with more (likeness by channel, words covered, the distance to the second answer),
what was learned on some libraries held less well on others.
Invariant: the numbers know no labels and nothing of messages past; the same message and shelf give the same numbers.
Deliberately absent: how much each number counts (`faq.gate`).
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.chatter import chatter_senses
from faq.ridge import Regression
from faq.shelf import Heard, Shelf

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
_SAMPLE = 150  # phrasings from which a library's own standard is taken
_NO_FRIENDS = 0.5  # a middling standard, for a library that has none of its own

NAMES = ("best above the mean", "all together", "friends", "chatter")


def sample(shelf: Shelf) -> Ints:
    """Phrasings spread evenly over the shelf."""
    rows = np.arange(len(shelf.phrasings))
    return rows[:: max(1, len(rows) // _SAMPLE)]


def standard(shelf: Shelf, regression: Regression) -> float:
    """What a library's own phrasings score for their answers, on average, were they themselves left out."""
    if shelf.answers < 2:
        return _NO_FRIENDS
    return float(np.mean([regression.without_phrasing(row)[shelf.owners[row]] for row in sample(shelf)]))


def as_stranger(shelf: Shelf, regression: Regression, row: int) -> tuple[Heard, Floats]:
    """A phrasing as it would be heard and scored if its answer were not in the library."""
    return shelf.overheard(row), np.delete(regression.without_answer(row), shelf.owners[row])


def evidence(shelf: Shelf, usual: float, heard: Heard, scores: Floats) -> Floats:
    """The numbers for a message with these scores, in a library whose standard is `usual`; `NAMES` tells what they are.

    A message that several answers fit is no less answerable than one that only one fits: so all scores together count.
    Likeness to chatter tells little until it is great: so it is cubed. An only answer is measured as though there were
    another that has nothing to do with the message.
    """
    above = np.maximum(scores, 0)
    return np.array(
        [
            scores.max() - scores.sum() / max(2, len(scores)),
            np.sqrt(above @ above),
            usual,
            _like_chatter(shelf, heard) ** 3,
        ],
        np.float32,
    )


def _like_chatter(shelf: Shelf, heard: Heard) -> float:
    """How like it is to what is most like it among chatter: by meaning, or else by the senses of its words."""
    if shelf.embedding and heard.meaning is not None:
        return float((shelf.embedding.chatter @ heard.meaning).max())
    return float((chatter_senses() @ heard.sense).max())
