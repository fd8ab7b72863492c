"""What the team made of suggestions, and what follows for messages like those.

An entry accepted or chosen for a message gains for messages alike; dismissed ones lose, and after `HEEDED` dismissals
for messages alike it is not suggested for such any more, until it is accepted for one. All verdicts together shift how
sure the matcher is in this brand.
Invariant: verdicts about other messages change no ranking.
Deliberately absent: who gave a verdict, and when.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.shelf import Heard, Shelf, stocked
from inbox.entries import Entry
from inbox.ids import EntryId

Outcome = Literal["accepted", "chosen", "dismissed"]
Floats: TypeAlias = NDArray[np.float32]

HEEDED = 3
ALIKE = 0.62  # messages at least so alike (by the kernel's mean of channels) are about the same
_GAIN = 0.5  # what one acceptance for the same message adds to an answer's score
_LOSS = 1 / 6  # the share of that which one dismissal takes off
_REMEMBERED = 2000  # verdicts, the newest
_FIRMNESS = 4.0  # how firmly the matcher trusts itself before it has heard from the team


@dataclass(frozen=True, slots=True)
class Verdict:
    """A suggestion's fate: accepted, dismissed, or chosen by hand instead. `score` is what was shown, if it was."""

    text: str
    entry_id: EntryId
    outcome: Outcome
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """Verdicts with their messages on a shelf of their own."""

    verdicts: tuple[Verdict, ...]
    shelf: Shelf
    shift: float  # of the log odds, from how suggestions fared

    def votes(self, heard: Sequence[Heard]) -> dict[EntryId, "Votes"]:
        """What was said of each entry about messages like this one, or like a sentence of it."""
        if not self.verdicts or not heard:
            return {}
        compared = [self.shelf.compared(each.message, each.meaning).likeness for each in heard]
        alike = np.max([self.shelf.kernel.together(likeness) for likeness in compared], axis=0)
        votes: dict[EntryId, Votes] = {}
        for row in np.flatnonzero(alike >= ALIKE):
            verdict = self.verdicts[int(self.shelf.owners[row])]
            so_far = votes.get(verdict.entry_id, Votes())
            votes[verdict.entry_id] = so_far.with_one(verdict.outcome, float(alike[row]))
        return votes


@dataclass(frozen=True, slots=True)
class Votes:
    """How much speaks for an entry, and how often it was dismissed since it was last taken."""

    support: float = 0.0
    dismissals: int = 0

    def with_one(self, outcome: Outcome, alike: float) -> "Votes":
        near = (alike - ALIKE) / (1 - ALIKE)
        if outcome == "dismissed":
            return Votes(self.support - _LOSS * near, self.dismissals + 1)
        return Votes(max(self.support, 0) + near, 0)

    @property
    def bonus(self) -> float:
        """What to add to the answer's score."""
        return _GAIN * max(-1.0, min(1.0, self.support))

    @property
    def is_unwanted(self) -> bool:
        return self.dismissals >= HEEDED


def remembered(verdicts: Sequence[Verdict], shelf: Shelf) -> Memory:
    """A memory of the newest verdicts, oldest first, read as the library on `shelf` reads messages."""
    newest = tuple(verdict for verdict in verdicts if verdict.text.strip())[-_REMEMBERED:]
    asked = [Entry(number, verdict.text, "") for number, verdict in enumerate(newest)]
    return Memory(newest, stocked(asked, shelf.embedding), _shift(newest))


def _shift(verdicts: Sequence[Verdict]) -> float:
    """The shift of log odds under which the shown scores fit their fates best, held near zero while there are few."""
    shown = [(v.score, v.outcome == "accepted") for v in verdicts if v.score is not None and v.outcome != "chosen"]
    odds = [math.log(min(max(score, 1e-3), 1 - 1e-3) / (1 - min(max(score, 1e-3), 1 - 1e-3))) for score, _ in shown]
    shift = 0.0
    for _ in range(20):
        chances = [1 / (1 + math.exp(-(odd + shift))) for odd in odds]
        slope = sum(taken - chance for chance, (_, taken) in zip(chances, shown, strict=True)) - _FIRMNESS * shift
        shift += slope / (sum(chance * (1 - chance) for chance in chances) + _FIRMNESS)
    return shift
