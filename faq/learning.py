"""Fitting the gate to episodes: messages to libraries, with what spoke for an answer and whether there was one.

Invariant: episodes weigh by the root of their size, and in each those that ask weigh as much as those that don't.
Deliberately absent: where episodes come from (`faq.training`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.figures import acc_at_10, auroc
from faq.gate import USUAL, Gate

Doubles: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

_PULL = 3.0  # how strongly weights are pulled to zero
_FALSE = {"near": 0.1, "chatter": 0.01}  # false suggestions aimed at, a little below what is promised
_PROMISED = 0.12  # the share of near messages that may get a false suggestion
_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_WARMTHS = (6.0, 8.0, 10.0, 12.0, 15.0, 18.0, 22.0, 28.0, 34.0, 42.0)
_FEW = 5  # messages of a kind that say nothing of their share


@dataclass(frozen=True, slots=True)
class Episode:
    """One library's messages. `gold` is the number of the right answer or -1, `kinds` says asked, near or chatter."""

    family: str  # sets made from each other
    whole: bool
    evidence: Doubles
    strangers: Doubles
    scores: tuple[Doubles, ...]
    gold: NDArray[np.int64]
    kinds: NDArray[np.str_]

    @property
    def asked(self) -> Flags:
        return self.gold >= 0

    @property
    def ranks(self) -> NDArray[np.int64]:
        """How many answers score above the right one; many when there is none."""
        pairs = zip(self.scores, self.gold, strict=True)
        return np.array([(scores > scores[gold]).sum() if gold >= 0 else len(scores) for scores, gold in pairs])


def learn(played: Sequence[Episode]) -> Gate:
    """The gate that fits these episodes best."""
    weights, bias = _logistic(*_table([each.evidence for each in played], played), _PULL)
    raw = [each.evidence @ weights + bias for each in played]
    measures = [float(np.quantile(each.strangers @ weights + bias, USUAL)) for each in played]
    share = _share(played, raw, measures)
    left = [(each - share * measure)[:, None] for each, measure in zip(raw, measures, strict=True)]
    gain, offset = _logistic(*_table(left, played), 0.0)
    logits = [float(gain[0]) * each[:, 0] + offset for each in left]
    return Gate(
        weights=tuple(round(float(weight), 4) for weight in weights),
        bias=round(bias, 4),
        measure=round(float(np.median(measures)), 4),
        share=round(share, 4),
        gain=round(float(gain[0]), 4),
        offset=round(offset, 4),
        silence=round(_silence(played, logits), 4),
        warmth=max(_WARMTHS, key=lambda warmth: _fit_of_warmth(played, warmth)),
    )


def _table(columns: Sequence[Doubles], played: Sequence[Episode]) -> tuple[Doubles, Doubles, Doubles]:
    """All messages in one table, whether they ask, and their weights."""
    weights = [
        np.where(each.asked, 0.5 / max(1, each.asked.sum()), 0.5 / max(1, (~each.asked).sum()))
        * np.sqrt(len(each.gold))
        for each in played
    ]
    return (
        np.concatenate(columns),
        np.concatenate([each.asked for each in played]).astype(float),
        np.concatenate(weights),
    )


def _logistic(x: Doubles, y: Doubles, weights: Doubles, pull: float) -> tuple[Doubles, float]:
    """Logistic regression by Newton's method on standardised columns."""
    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    design = np.column_stack([(x - middle) / spread, np.ones(len(x))])
    weights = weights / weights.mean()
    pulls = np.append(np.full(x.shape[1], pull + 1e-6), 1e-6)
    found = np.zeros(len(pulls))
    for _ in range(40):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ ((y - chance) * weights) - pulls * found
        bend = (design * (chance * (1 - chance) * weights)[:, None]).T @ design + np.diag(pulls)
        step = np.linalg.solve(bend, slope)
        found += step * min(1, 3 / np.abs(step).max())
    return found[:-1] / spread, float(found[-1] - (middle / spread * found[:-1]).sum())


def _share(played: Sequence[Episode], raw: Sequence[Doubles], measures: Sequence[float]) -> float:
    """How much of a library's measure to take off, so that one line serves all libraries best."""

    def worth(share: float) -> float:
        logits = [each - share * measure for each, measure in zip(raw, measures, strict=True)]
        near = np.concatenate([each[at.kinds == "near"] for at, each in zip(played, logits, strict=True)])
        lines = (line for line in np.quantile(near, np.arange(0.5, 1, 0.01)) if _is_quiet(played, logits, float(line)))
        line = float(next(lines, np.inf))
        over = [max(0.0, each - _PROMISED) for each in _let_through(played, logits, "near", line)]
        return float(np.mean(_let_through(played, logits, "asked", line)) - 2 * np.mean(over))

    return max(_SHARES, key=worth)


def _is_quiet(played: Sequence[Episode], logits: Sequence[Doubles], line: float) -> bool:
    """Whether the shares of false suggestions, averaged over libraries, are small enough above this line."""
    return all(np.mean(_let_through(played, logits, kind, line)) <= most for kind, most in _FALSE.items())


def _silence(played: Sequence[Episode], logits: Sequence[Doubles]) -> float:
    """The probability from which on the shares of false suggestions are small enough."""
    for chance in np.arange(0.3, 0.95, 0.01):
        if _is_quiet(played, logits, float(np.log(chance / (1 - chance)))):
            return float(chance)
    return 0.95


def _let_through(played: Sequence[Episode], logits: Sequence[Doubles], kind: str, line: float) -> list[float]:
    """For each library with enough messages of a kind, the share of them above a line."""
    of_kind = [each[at.kinds == kind] for at, each in zip(played, logits, strict=True)]
    return [float((each >= line).mean()) for each in of_kind if len(each) > _FEW] or [0.0]


def _fit_of_warmth(played: Sequence[Episode], warmth: float) -> float:
    """The mean log chance given to the right answers of whole sets."""
    fits = [
        np.mean(
            [_log_chance(s, int(gold), warmth) for s, gold in zip(each.scores, each.gold, strict=True) if gold >= 0]
        )
        for each in played
        if each.whole
    ]
    return float(np.mean(fits))


def _log_chance(scores: Doubles, answer: int, warmth: float) -> float:
    odds = np.exp(warmth * (scores - scores.max()))
    return float(np.log(odds[answer] / odds.sum()))


def report(gate: Gate, tested: Episode) -> str:
    """How a gate does on a set that it was not learned from."""
    weights = np.array(gate.weights)
    measure = float(np.quantile(tested.strangers @ weights + gate.bias, USUAL))
    logits = gate.gain * (tested.evidence @ weights + gate.bias - gate.share * measure) + gate.offset
    sure = 1 / (1 + np.exp(-logits))
    best = np.array([np.exp(gate.warmth * (scores - scores.max())).sum() ** -0.5 for scores in tested.scores])
    shown = sure >= gate.silence
    figures = {
        "auroc": auroc(sure * best, tested.asked),
        "acc@10": acc_at_10(sure * best, tested.asked, tested.ranks == 0),
        **{f"{kind} shown": shown[tested.kinds == kind].mean() for kind in sorted(set(tested.kinds))},
        "right in three shown": (shown & (tested.ranks < 3))[tested.asked].mean(),
    }
    return " | ".join(f"{name} {100 * figure:.1f}" for name, figure in figures.items())
