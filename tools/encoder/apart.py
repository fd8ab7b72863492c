"""The student's last lesson: to tell apart what brands are asked.

Its teachers know how alike texts are in general; that "the courier never came" is another matter than "can I change the
address" they don't care about. So the student and the matrix beside it learn that wordings of one question are nearer
to each other than to those of the trade's other questions, in both languages. At every second step it says again what
its teachers say, so that it forgets nothing. What comes of it lies between what was before and after: people write
otherwise than the lesson has it, and a whole lesson costs more of what helps with them than a part of it (as in
M. Wortsman et al., Robust fine-tuning, 2022).
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from faq.chatter import chatter
from faq.embedding import line_of
from faq.encoder import LONGEST
from faq.pieces import UNKNOWN, Pieces
from faq.typos import mistyped
from tools.encoder import teachers
from tools.encoder.asked import Trade
from tools.encoder.contrast import confusion
from tools.encoder.joint import Joint
from tools.encoder.student import TYPOS, Lessons, follow, paced, said_by, strayed

Lines: TypeAlias = tuple["Line", ...]
SITTINGS = (32, 42)  # minutes; the rate falls to nothing in each
RATE, HEAD_RATE, WARMING = 2e-4, 1e-3, 100
TRADES, WORDINGS = 2, 4  # of a step, and of each question
SHARPNESS, PULL = 14.0, 0.01  # how sharply likeness counts; how strongly the matrix is pulled to zero
STUDENT, TURN = 0.75, 0.7  # how much of what the student, and the matrix, learnt is kept
_MIDDLE_EVERY = 100  # steps after which it is looked up again what all texts share


@dataclass(frozen=True, slots=True)
class Line:
    """A wording in pieces, and what the quickest teacher says of it."""

    pieces: list[int]
    taught: Tensor


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as it stands, and with typos."""

    plain: Line
    typed: Line


def tell_apart(joint: Joint, lessons: Lessons, trades: Sequence[Trade], known: Pieces) -> None:
    """Teach the last lesson, and keep a part of it."""
    before = {name: each.clone() for name, each in joint.student.state_dict().items()}
    torch.manual_seed(7)
    losses = _losses(joint, lessons, trades, known)
    for minutes in SITTINGS:
        turning = {"params": [joint.turn], "rate": RATE, "weight_decay": 0.0}
        follow(joint, [*paced(joint.student, RATE, HEAD_RATE), turning], losses, minutes, WARMING)
    after = joint.student.state_dict()
    joint.student.load_state_dict({name: torch.lerp(each, after[name], STUDENT) for name, each in before.items()})
    with torch.no_grad():
        joint.turn.mul_(TURN)


def told_apart(joint: Joint, trades: Sequence[Trade], known: Pieces) -> float:
    """The share of wordings whose nearest other one in their trade is of the same question."""
    right: list[NDArray[np.bool_]] = []
    for trade in trades:
        owners = np.repeat(np.arange(len(trade)), [len(question) for question in trade])
        with torch.inference_mode():
            vectors = _vectors(joint, _lines([wording for question in trade for wording in question], known))
            alike = (vectors @ vectors.T).fill_diagonal_(-1)
        right.append(owners[alike.argmax(1).numpy()] == owners)
    return float(np.concatenate(right).mean())


def _losses(joint: Joint, lessons: Lessons, trades: Sequence[Trade], known: Pieces) -> Iterator[Tensor]:
    chance = random.Random(7)  # noqa: S311 - a fixed draw, not a secret
    spoken, former = _worded(trades, known, chance), lessons.endless()
    small_talk = _lines([line_of(message.tokens) for message in chatter()], known)
    for step, questions in enumerate(_endless(spoken, chance)):
        if step % _MIDDLE_EVERY == 0:
            middle = _middle(joint, small_talk)
        loss = _confused(joint, questions, middle, chance) + PULL * joint.turn.square().sum()
        if step % 2 == 0:
            rows, goals = next(former)
            loss = loss + strayed(said_by(joint.student, rows), goals)
        yield loss


def _worded(trades: Sequence[Trade], known: Pieces, chance: random.Random) -> list[list[list[Wording]]]:
    """The wordings of each question of each trade."""
    texts = [wording for trade in trades for question in trade for wording in question]
    typed = _lines([mistyped(text, chance) for text in texts], known)
    found = iter([Wording(*both) for both in zip(_lines(texts, known), typed, strict=True)])
    return [[[next(found) for _ in question] for question in trade] for trade in trades]


def _lines(texts: Sequence[str], known: Pieces) -> Lines:
    taught = torch.from_numpy(teachers.use(texts).astype(np.float32))
    return tuple(Line(known.of(text)[:LONGEST] or [UNKNOWN], each) for text, each in zip(texts, taught, strict=True))


def _endless(spoken: Sequence[list[list[Wording]]], chance: random.Random) -> Iterator[list[list[list[Wording]]]]:
    """A few trades at a time, all of them again and again, each time in another order."""
    while True:
        order = chance.sample(spoken, len(spoken))
        for start in range(0, len(order) - TRADES + 1, TRADES):
            yield order[start : start + TRADES]


def _confused(joint: Joint, trades: list[list[list[Wording]]], middle: Tensor, chance: random.Random) -> Tensor:
    """How much wordings are taken for others of the same trade, on average."""
    drawn = [
        [
            (question, wording.typed if chance.random() < TYPOS else wording.plain)
            for question, wordings in enumerate(questions)
            for wording in chance.sample(wordings, min(WORDINGS, len(wordings)))
        ]
        for questions in trades
    ]
    vectors = _vectors(joint, tuple(line for each in drawn for _, line in each))
    parts = functional.normalize(vectors - middle, dim=1).split([len(each) for each in drawn])
    owners = [torch.tensor([question for question, _ in each]) for each in drawn]
    return torch.stack([confusion(*each, SHARPNESS) for each in zip(parts, owners, strict=True)]).mean()


def _vectors(joint: Joint, lines: Lines) -> Tensor:
    said = said_by(joint.student, [line.pieces for line in lines])
    return joint.together(said, torch.stack([line.taught for line in lines]))


def _middle(joint: Joint, lines: Lines) -> Tensor:
    """What all texts share, which the matcher takes off: the mean of chatter."""
    with torch.no_grad():
        return _vectors(joint, lines).mean(0)
