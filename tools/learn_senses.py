"""What words mean, learnt from what brands are asked: words that ask for the same come nearer to each other.

All words are moved by one matrix, and each word that the wordings have by a step of its own, which is pulled to zero:
so the words that they don't have go along. Learnt is that the words of one question's wordings, taken together as the
matcher takes them, are nearer to each other than to those of the trade's other questions (as in `tools.encoder.apart`).
What comes of it lies between what was before and after.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from faq.alignment import distinct
from faq.embedding import unit
from faq.grams import rarities
from faq.senses import SIZE
from tools.encoder.asked import Trade
from tools.encoder.contrast import confusion

Floats: TypeAlias = NDArray[np.float32]
STEPS, RATE, SHARPNESS = 1200, 2e-3, 10.0
TRADES, WORDINGS = 2, 5  # of a step, and of each question
OWN_PULL, PULL = 0.2, 0.01  # how strongly own steps, and the matrix, are pulled to zero
KEPT = 0.8  # how much of what was learnt is kept


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a text that have a sense, by row, and how rare they are."""

    rows: list[int]
    rarity: list[float]


class Senses(nn.Module):
    """The words' directions, a row each, and how they move."""

    def __init__(self, first: Floats) -> None:
        super().__init__()
        self.first = torch.from_numpy(first)
        self.matrix = nn.Parameter(torch.zeros(SIZE, SIZE))
        self.own = nn.Parameter(torch.zeros_like(self.first))

    def words(self, rows: Tensor) -> Tensor:
        first = self.first[rows]
        return functional.normalize(first + first @ self.matrix + self.own[rows], dim=1)

    def texts(self, bags: Sequence[Bag]) -> tuple[Tensor, Tensor]:
        """The direction of each text, and how far the own steps of its words are."""
        rows = torch.tensor([row for bag in bags for row in bag.rows])
        rarity = torch.tensor([each for bag in bags for each in bag.rarity])
        places = torch.tensor([place for place, bag in enumerate(bags) for _ in bag.rows])
        total = torch.zeros(len(bags), SIZE).index_add(0, places, self.words(rows) * rarity[:, None])
        return functional.normalize(total, dim=1), self.own[rows.unique()].square().sum(1).mean()


def learnt(first: Floats, rows: Mapping[str, int], trades: Sequence[Trade]) -> Floats:
    """The directions of words after the lesson, from their `first` ones."""
    torch.manual_seed(1)
    chance = random.Random(1)  # noqa: S311 - a fixed draw, not a secret
    senses = Senses(first)
    optimizer = torch.optim.Adam(senses.parameters(), RATE)
    asked = [[[bag for line in each if (bag := _bag(line, rows)).rows] for each in trade] for trade in trades]
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * max(0.02, 1 - step / STEPS)
        loss = PULL * senses.matrix.square().sum()
        for trade in chance.sample(asked, TRADES):
            confused, moved = _confused(senses, trade, chance)
            loss = loss + confused / TRADES + OWN_PULL * moved
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    with torch.inference_mode():
        return unit(first + KEPT * (senses.words(torch.arange(len(first))).numpy() - first))


def _bag(line: str, rows: Mapping[str, int]) -> Bag:
    words = distinct(line.split())
    known = [(rows[word], float(rarity)) for word, rarity in zip(words, rarities(words), strict=True) if word in rows]
    return Bag([row for row, _ in known], [rarity for _, rarity in known])


def _confused(senses: Senses, trade: Sequence[Sequence[Bag]], chance: random.Random) -> tuple[Tensor, Tensor]:
    """How much wordings are taken for others of the trade, and how far words have moved."""
    drawn = [
        (question, bag) for question, bags in enumerate(trade) for bag in chance.sample(bags, min(WORDINGS, len(bags)))
    ]
    directions, moved = senses.texts([bag for _, bag in drawn])
    return confusion(directions, torch.tensor([question for question, _ in drawn]), SHARPNESS), moved
