"""How good a matcher is on a labelled set: predictions first, made without labels, then figures from both.

Invariant: a prediction knows the set's entries and the message, nothing else.
Deliberately absent: printing (`bot`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.figures import acc_at_10, auroc
from faq.matcher import Matcher
from faq.sets import Query
from inbox.ids import EntryId

RANKED = 10
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
Doubles: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the matcher says of a message: whether it would suggest anything, and its ranking."""

    text: str
    shown: bool
    ranked: tuple[tuple[EntryId, float], ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Best entries whose score lies in one range: how many, their mean score, and how many of them were right."""

    least: float
    most: float
    count: int
    score: float
    right: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1. Of the answerable: `hit_1`, `hit_3`, `acc_10`, `shown_right` (suggested, the right one in three).

    `acc_10`: right and surer than all but a tenth of the unanswerable. `shown` and `falsely_shown`: answerable and
    unanswerable messages that get suggestions. `mcc`: of what is said at the default setting, silence being a class.
    """

    messages: int
    answerable: int
    hit_1: float
    hit_3: float
    auroc: float
    acc_10: float
    mcc: float
    shown: float
    shown_right: float
    falsely_shown: float


def predictions(matcher: Matcher, texts: Iterable[str]) -> Iterator[Prediction]:
    """A prediction for each message."""
    for text in texts:
        opinion = matcher.consider(text, RANKED)
        yield Prediction(text, opinion.speaks, tuple((found.entry_id, found.score) for found in opinion.ranked))


def figures(queries: Sequence[Query], made: Sequence[Prediction]) -> Figures:
    """How the predictions fit the labels."""
    asked = np.array([query.entry_id is not None for query in queries], bool)
    places = np.array([_place(query, prediction) for query, prediction in zip(queries, made, strict=True)], int)
    scores = np.array([prediction.ranked[0][1] if prediction.ranked else 0.0 for prediction in made], float)
    shown = np.array([prediction.shown for prediction in made], bool)
    return Figures(
        messages=len(queries),
        answerable=int(asked.sum()),
        hit_1=_share(places == 0, asked),
        hit_3=_share(places < 3, asked),
        auroc=auroc(scores, asked),
        acc_10=acc_at_10(scores, asked, places == 0),
        mcc=_mcc(queries, made),
        shown=_share(shown, asked),
        shown_right=_share(shown & (places < 3), asked),
        falsely_shown=_share(shown, ~asked),
    )


def by_kind(queries: Sequence[Query], made: Sequence[Prediction]) -> dict[str, Figures]:
    """The figures for each kind of message that the set names."""
    kinds = sorted({query.kind for query in queries if query.kind})
    found: dict[str, Figures] = {}
    for kind in kinds:
        pairs = [pair for pair in zip(queries, made, strict=True) if pair[0].kind == kind]
        found[kind] = figures([query for query, _ in pairs], [prediction for _, prediction in pairs])
    return found


def reliability(queries: Sequence[Query], made: Sequence[Prediction]) -> tuple[Reliability, ...]:
    """Best entries by score: a probability can be trusted when scores and shares of right ones agree."""
    scores = np.array([prediction.ranked[0][1] if prediction.ranked else 0.0 for prediction in made], float)
    right = np.array([_place(query, prediction) == 0 for query, prediction in zip(queries, made, strict=True)], bool)
    rows = []
    for least, most in pairwise(BINS):
        inside = (scores >= least) & ((scores < most) | (most == 1.0))
        if inside.any():
            rows.append(
                Reliability(least, most, int(inside.sum()), float(scores[inside].mean()), float(right[inside].mean()))
            )
    return tuple(rows)


def calibration_error(rows: Sequence[Reliability]) -> float:
    """The mean distance of scores from shares of right ones."""
    return sum(row.count * abs(row.score - row.right) for row in rows) / max(1, sum(row.count for row in rows))


def _place(query: Query, prediction: Prediction) -> int:
    """Where the right entry stands, from 0; past the end when it isn't ranked or there is none."""
    ids = [entry_id for entry_id, _ in prediction.ranked]
    return ids.index(query.entry_id) if query.entry_id in ids else RANKED


def _share(flags: Flags, among: Flags) -> float:
    return float(flags[among].mean()) if among.any() else float("nan")


def _mcc(queries: Sequence[Query], made: Sequence[Prediction]) -> float:
    """Matthews' correlation for many classes: entries, and silence."""
    decided = [prediction.ranked[0][0] if prediction.shown else None for prediction in made]
    classes: dict[EntryId | None, int] = {}
    true = np.array([classes.setdefault(query.entry_id, len(classes)) for query in queries], int)
    said = np.array([classes.setdefault(entry_id, len(classes)) for entry_id in decided], int)
    truths, sayings = np.bincount(true, minlength=len(classes)), np.bincount(said, minlength=len(classes))
    total = len(queries)
    above = float((true == said).sum() * total - truths @ sayings)
    below = float(np.sqrt(float(total**2 - sayings @ sayings) * float(total**2 - truths @ truths)))
    return above / below if below else float("nan")
