"""How sure it is that a message asks for anything in the library: a probability, and the line below which silence is
better.

A logistic regression over `faq.evidence`, learned by `python -m faq.training` from several labelled sets and kept in
`knowledge/gate.json`. What is sure differs between libraries (answers close to each other, terse phrasings), so each
library brings its own measure: how sure the gate would be about its own phrasings, were their answers not there.
Invariant: no message and no label is needed to set up a library's measure.
Deliberately absent: which answer is meant, and what a brand's team thinks of suggestions (`faq.feedback`).
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from faq.evidence import as_stranger, evidence, sample, standard
from faq.ridge import Regression
from faq.shelf import Heard, Shelf

Floats: TypeAlias = NDArray[np.float32]
USUAL = 0.7  # of a library's strangers, so many look less like friends than its measure
FEW_ANSWERS = 8  # below, a library's own measure rests on too little


@dataclass(frozen=True, slots=True)
class Gate:
    """What was learned for a tier: logit = gain * (weights·evidence + bias - share * library's measure) + offset."""

    weights: tuple[float, ...]
    bias: float
    measure: float  # a middling library's measure
    share: float
    gain: float
    offset: float
    silence: float  # suggestions are made from this probability on
    warmth: float  # how fast the chances of answers fall with their scores

    def raw(self, numbers: Floats) -> float:
        return float(numbers @ np.array(self.weights, np.float32)) + self.bias

    def logit(self, raw: float, measure: float) -> float:
        return self.gain * (raw - self.share * measure) + self.offset

    def chances(self, scores: Floats, sure: float) -> Floats:
        """The probability of each answer, where there is one with probability `sure`."""
        odds = np.exp(self.warmth * (scores - scores.max()))
        return np.asarray(sure * odds / np.sqrt(odds.sum()), np.float32)


@dataclass(frozen=True, slots=True)
class Measured:
    """A gate set up for a library."""

    gate: Gate
    usual: float
    measure: float

    def logit(self, shelf: Shelf, heard: Heard, scores: Floats) -> float:
        """The log odds that the message asks for something in the library."""
        return self.gate.logit(self.gate.raw(evidence(shelf, self.usual, heard, scores)), self.measure)


@cache
def learned() -> dict[str, Gate]:
    """The gate of each tier."""
    packed = files(__package__).joinpath("knowledge", "gate.json").read_bytes()
    return msgspec.json.decode(packed, type=dict[str, Gate])


def measured(shelf: Shelf, regression: Regression, gate: Gate) -> Measured:
    """The gate for a library, with the library's own measure."""
    usual = standard(shelf, regression)
    return Measured(gate, usual, _measure(shelf, regression, gate, usual))


def _measure(shelf: Shelf, regression: Regression, gate: Gate, usual: float) -> float:
    if shelf.answers < FEW_ANSWERS:
        return gate.measure
    strangers = strangers_evidence(shelf, regression, usual)
    return float(np.quantile([gate.raw(numbers) for numbers in strangers], USUAL))


def strangers_evidence(shelf: Shelf, regression: Regression, usual: float) -> Floats:
    """The evidence for a sample of phrasings as if their answers were not there."""
    heard = (as_stranger(shelf, regression, row) for row in sample(shelf))
    return np.array([evidence(shelf, usual, each, scores) for each, scores in heard], np.float32)
