"""What speaks for and against the best answer to a message, as numbers that mean the same in every library.

Invariant: the numbers know no labels and nothing of messages past; the same message and shelf give the same numbers.
Deliberately absent: how much each number counts (`faq.gate`).
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from faq import grams
from faq.chatter import chatter_senses
from faq.ridge import Regression, kernel_of, nearest
from faq.shelf import Heard, Shelf

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
_ALIKE = 0.6  # words less alike than this are different words
_SAMPLE = 150  # phrasings from which a library's own standard is taken


@dataclass(frozen=True, slots=True)
class Standard:
    """How a library's own phrasings score when they, or their answers, are left out: what is usual in this library."""

    stranger: float  # mean best score of a phrasing whose answer is not there
    spread: float
    friend: float  # mean score of a phrasing for its answer

    def height(self, score: float) -> float:
        """How far a score stands out from what strangers get."""
        return min(6.0, max(-3.0, (score - self.stranger) / (self.spread + 0.05)))


def sample(shelf: Shelf) -> Ints:
    """Phrasings spread evenly over the shelf."""
    rows = np.arange(len(shelf.phrasings))
    return rows[:: max(1, len(rows) // _SAMPLE)]


def standard(shelf: Shelf, regression: Regression) -> Standard:
    """The standard of a shelf; with one answer there are no strangers, and a middling one is taken."""
    if shelf.answers < 2:
        return Standard(0.3, 0.1, 0.5)
    rows = sample(shelf)
    friends = [float(regression.without_phrasing(row)[shelf.owners[row]]) for row in rows]
    strangers = [float(_without(regression.without_answer(row), shelf.owners[row]).max()) for row in rows]
    return Standard(float(np.mean(strangers)), float(np.std(strangers)), float(np.mean(friends)))


def _without(scores: Floats, answer: int) -> Floats:
    scores = scores.copy()
    scores[answer] = -np.inf
    return scores


def as_stranger(shelf: Shelf, regression: Regression, row: int) -> tuple[Heard, Floats]:
    """A phrasing as it would be heard and scored if its answer were not in the library."""
    heard = shelf.overheard(row)
    answer = shelf.owners[row]
    heard.likeness[:, shelf.starts[answer] : shelf.starts[answer + 1]] = 0
    return heard, _without(regression.without_answer(row), answer)


def as_friend(shelf: Shelf, regression: Regression, row: int) -> tuple[Heard, Floats]:
    """A phrasing as it would be heard and scored if it were not in the library itself."""
    heard = shelf.overheard(row)
    heard.likeness[:, row] = 0
    return heard, regression.without_phrasing(row)


def evidence(shelf: Shelf, usual: Standard, heard: Heard, scores: Floats) -> Floats:
    """The numbers for the answer with the best score; `NAMES` tells what they are."""
    kernel = kernel_of(shelf)
    best = int(scores.argmax())
    rest = np.delete(scores, best)
    score, second = float(scores[best]), max(float(rest.max(initial=0)), 0.0)
    near = nearest(shelf, heard.likeness, best)
    own = heard.likeness[:, shelf.starts[best] : shelf.starts[best + 1]]
    words, phrased = heard.message.tokens, shelf.phrasings[near].message.tokens
    numbers = [
        score,
        score - second,
        float(kernel.together(own).max()),
        *own.max(axis=1)[:4].tolist(),
        *_covered(shelf, words, phrased),
        _unknown(shelf, words),
        float((chatter_senses() @ heard.sense).max()),
        usual.height(score),
        usual.friend,
        float(np.log(shelf.answers)),
    ]
    if shelf.embedding and heard.meaning is not None:
        numbers += [float(own.max(axis=1)[4]), float((shelf.embedding.chatter @ heard.meaning).max())]
    return np.array(numbers, np.float32)


NAMES = (
    "score", "lead", "likeness", "letters", "words", "pairs", "senses", "message covered", "phrasing covered",
    "unknown words", "chatter by senses", "height", "friends", "answers", "meaning", "chatter by meaning",
)  # fmt: skip


def _covered(shelf: Shelf, words: tuple[str, ...], phrased: tuple[str, ...]) -> tuple[float, float]:
    """The share of a message's words that the phrasing has, and the other way round, weighed by how rare they are."""
    ours, theirs = grams.stems(words), grams.stems(phrased)
    if not ours or not theirs:
        return 0.0, 0.0
    alike = process.cdist(ours, theirs, scorer=Indel.normalized_similarity, dtype=np.float32, score_cutoff=_ALIKE)
    our_weights = np.array([shelf.stems.weight(stem) for stem in ours])
    their_weights = np.array([shelf.stems.weight(stem) for stem in theirs])
    message = alike.max(axis=1) @ our_weights / our_weights.sum()
    phrasing = alike.max(axis=0) @ their_weights / their_weights.sum()
    return float(message), float(phrasing)


def _unknown(shelf: Shelf, words: tuple[str, ...]) -> float:
    """The share of a message's words that no phrasing has, weighed by how rare they are in the language."""
    stems = grams.stems(words)
    weights = [grams.rarity(stem) for stem in stems]
    missing = [weight for stem, weight in zip(stems, weights, strict=True) if stem not in shelf.stems.numbers]
    return sum(missing) / (sum(weights) or 1)
