"""How little wordings of one question are nearer to each other than to those of other questions, as a loss."""

import torch
from torch import Tensor


def confusion(vectors: Tensor, questions: Tensor, sharpness: float) -> Tensor:
    """Of vectors of length one, a row for each wording, with the question of each: the mean of minus the log chance
    that another one, drawn by likeness, is of the same question.

    As in P. Khosla et al., Supervised contrastive learning, 2020.
    """
    itself = torch.eye(len(vectors), dtype=torch.bool)
    alike = (vectors @ vectors.T * sharpness).masked_fill(itself, -1e4)
    chances = alike - torch.logsumexp(alike, 1, keepdim=True)
    same = (questions[:, None] == questions) & ~itself
    return -((chances * same).sum(1) / same.sum(1).clamp(min=1)).mean()
