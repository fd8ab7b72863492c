"""What the student and its quickest teacher say of a text, in one vector."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.encoder import use
from tools.encoder.student import PARTS, Student

WEIGHTS = {"mpnet": 1.0, "e5": 0.75}
"""How much it helps what the student has learnt of each teacher. What it learnt of the quickest, that says itself."""
TEACHER = 1.5
_SIZE = sum(PARTS[name][0] for name in WEIGHTS) + use.SIZE


class Joint(nn.Module):
    """The student, and a matrix that turns what both say to what matters; at first it changes nothing."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        self.student = student
        self.turn = nn.Parameter(torch.zeros(_SIZE, _SIZE))

    def together(self, said: Tensor, taught: Tensor) -> Tensor:
        """A vector of length one for each text, from what the student `said` and what its teacher `taught`."""
        parts = dict(zip(PARTS, said.split([size for size, _ in PARTS.values()], dim=-1), strict=True))
        weighed = [functional.normalize(parts[name], dim=-1) * weight for name, weight in WEIGHTS.items()]
        both = torch.cat([*weighed, TEACHER * taught], dim=-1)
        return functional.normalize(both + both @ self.turn, dim=-1)
