"""A small network that learns to say of a text what its teachers say.

It is eight of the twelve layers of multilingual-e5-small, over the word pieces that English and Russian need, and one
more matrix for what it says: a part after each teacher. Learnt is each part's direction, and how alike texts are to
each other, in one language and across two. Some texts it gets with typos, its teachers never.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Any, TypeAlias

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from faq.encoder import LONGEST
from faq.pieces import Pieces
from faq.typos import mistyped
from tools.encoder.e5 import SIZE, Floats, Network, batch, unpacked
from tools.encoder.teachers import Halves
from tools.encoder.texts import Text, as_heard

Step: TypeAlias = tuple[list[list[int]], dict[str, Tensor]]
"""Rows of pieces, English ones first, and by teacher what they should come to."""
Group: TypeAlias = dict[str, Any]
"""Numbers that learn, and their rate."""
Targets: TypeAlias = dict[str, tuple[Tensor, Tensor]]
"""By teacher: a row for each text in English, and for each in Russian; not numbers where nothing was said."""
PARTS = {"mpnet": (256, 1.0), "e5": (128, 0.6), "use": (128, 0.5)}  # how many numbers, how much it counts in learning
LAYERS = (0, 1, 3, 5, 6, 8, 10, 11)
POSITIONS = 64
TOGETHER, WINDOW = 96, 40  # texts of a step; steps among whose texts like lengths are sought
RATE, HEAD_RATE, WARMING = 3e-4, 2e-3, 300
SITTINGS = ((50, 0.35), (90, 0.65))  # minutes, and how much what it is by the end of each counts
TYPOS, LIKENESS = 0.12, 8.0


class Student(nn.Module):
    """The network and its last matrix."""

    def __init__(self, kept: Sequence[int]) -> None:
        super().__init__()
        self.network = Network(unpacked(), LAYERS, kept, POSITIONS)
        self.head = nn.Linear(SIZE, sum(size for size, _ in PARTS.values()))
        nn.init.normal_(self.head.weight, std=0.05)
        nn.init.zeros_(self.head.bias)

    def forward(self, numbers: Tensor, there: Tensor) -> Tensor:
        return self.head(self.network(numbers, there).float())  # type: ignore[no-any-return]


def targets(said: Mapping[str, tuple[Halves, Halves | None]], translated: Sequence[int]) -> Targets:
    """What each teacher said, without what it says of all texts of a language, in as many numbers as it has a part for.

    `translated`: for each Russian text where its English original stands, -1 where there is none.
    """
    found: Targets = {}
    for name, (size, _) in PARTS.items():
        sides = [_centred(side) for side in said[name] if side is not None]
        some = np.concatenate([side[::3] for side in sides])
        directions = np.linalg.eigh(some.T @ some)[1][:, ::-1][:, :size]
        turned = [functional.normalize(torch.from_numpy(side @ directions), dim=1).half() for side in sides]
        if len(turned) == 1:
            turned.append(turned[0][torch.tensor(translated)])
            turned[1][torch.tensor(translated) < 0] = float("nan")
        found[name] = (turned[0], turned[1])
    return found


def _centred(rows: Halves) -> Floats:
    centred = rows.astype(np.float32) - rows.mean(axis=0, dtype=np.float32)
    return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)


def taught(lessons: "Lessons", kept: Sequence[int]) -> Student:
    """A student after all sittings: the mean of what it was at the end of each.

    In each the rate falls to nothing, so that each end is a good student, and their mean is a better one (as in
    M. Wortsman et al., Model soups, 2022).
    """
    torch.manual_seed(0)
    student, steps = Student(kept), lessons.endless()
    mean = {name: torch.zeros_like(each) for name, each in student.state_dict().items()}
    for minutes, share in SITTINGS:
        _teach(student, steps, minutes)
        for name, each in student.state_dict().items():
            mean[name] += share * each
    student.load_state_dict(mean)
    return student.eval()


def _teach(student: Student, steps: Iterator[Step], minutes: float) -> None:
    losses = (strayed(said_by(student, rows), goals) for rows, goals in steps)
    follow(student, paced(student, RATE, HEAD_RATE), losses, minutes, WARMING)


def said_by(student: Student, rows: list[list[int]]) -> Tensor:
    """What a student says of rows of pieces."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return student(*batch(rows))  # type: ignore[no-any-return]


def paced(student: Student, rate: float, head_rate: float) -> list[Group]:
    """The student's numbers, at the rates at which they learn."""
    body = [each for name, each in student.named_parameters() if not name.startswith("head")]
    return [{"params": body, "rate": rate}, {"params": list(student.head.parameters()), "rate": head_rate}]


def follow(learner: nn.Module, groups: list[Group], losses: Iterator[Tensor], minutes: float, warming: int) -> None:
    """Make losses smaller for some minutes, at rates that rise for the first steps and then fall to nothing.

    Each loss is worked out when its turn comes.
    """
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    begun = monotonic()
    for step, loss in enumerate(losses):
        spent = (monotonic() - begun) / 60 / minutes
        if spent >= 1:
            return
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * min(1, (step + 1) / warming) * max(0.02, 1 - spent)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
        optimizer.step()
        if step % 200 == 0:
            print(f"{spent:4.0%} {step} steps, off by {loss.item():.3f}", flush=True)  # noqa: T201


def strayed(said: Tensor, goals: Mapping[str, Tensor]) -> Tensor:
    """How far what is said lies from what the teachers said: in direction, and in how alike texts are to each other."""
    total, at = torch.zeros(()), 0
    for name, (size, weight) in PARTS.items():
        goal = goals[name].float()
        there = ~goal.isnan().any(1)
        part, goal = functional.normalize(said[there, at : at + size], dim=1), goal[there]
        if len(goal):
            total = total + weight * (1 - (part * goal).sum(1)).mean()
            total = total + weight * LIKENESS * (part @ part.T - goal @ goal.T).square().mean()
        at += size
    return total


class Lessons:
    """The texts cut into pieces, and what the teachers said of each."""

    def __init__(self, texts: Sequence[Text], known: Pieces, aims: Targets) -> None:
        self.known, self.aims, self.chance = known, aims, random.Random(1)  # noqa: S311 - a fixed draw, not a secret
        english, russian = (
            [each for each in side if each] for side in zip(*((t.english, t.russian) for t in texts), strict=True)
        )
        self.lines = ([as_heard(line) for line in english], [as_heard(line) for line in russian])
        self.cut = tuple([known.of(line)[:LONGEST] for line in side] for side in self.lines)
        self.places = [
            place for place in _places(texts) if all(at is None or self.cut[side][at] for side, at in enumerate(place))
        ]

    def endless(self) -> Iterator[Step]:
        """All texts again and again, each time in another order."""
        while True:
            places = self.chance.sample(self.places, len(self.places))
            steps: list[list[tuple[int | None, ...]]] = []
            for start in range(0, len(places), TOGETHER * WINDOW):
                some = sorted(places[start : start + TOGETHER * WINDOW], key=self._length)
                steps += [some[at : at + TOGETHER] for at in range(0, len(some), TOGETHER)]
            self.chance.shuffle(steps)
            for step in steps:
                english, russian = ([at for place in step if (at := place[side]) is not None] for side in (0, 1))
                rows = [self._row(0, at) for at in english] + [self._row(1, at) for at in russian]
                yield rows, {name: torch.cat([aim[0][english], aim[1][russian]]) for name, aim in self.aims.items()}

    def _length(self, place: tuple[int | None, ...]) -> int:
        return max(len(self.cut[side][at]) for side, at in enumerate(place) if at is not None)

    def _row(self, side: int, at: int) -> list[int]:
        if self.chance.random() < TYPOS:
            return self.known.of(mistyped(self.lines[side][at], self.chance))[:LONGEST] or self.cut[side][at]
        return self.cut[side][at]


def _places(texts: Sequence[Text]) -> Iterator[tuple[int | None, int | None]]:
    """Where each text stands among those in English, and among those in Russian."""
    counts = [0, 0]
    for text in texts:
        place: list[int | None] = [None, None]
        for side, line in enumerate((text.english, text.russian)):
            if line:
                place[side] = counts[side]
                counts[side] += 1
        yield place[0], place[1]


def originals(texts: Sequence[Text]) -> list[int]:
    """For each Russian text where its English original stands among those in English, -1 where there is none."""
    return [-1 if english is None else english for english, russian in _places(texts) if russian is not None]
