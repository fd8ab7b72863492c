"""The student and its quickest teacher made small: one ONNX graph in eight bits, and beside it their word pieces.

The graph takes what the pieces of one text are looked up as, a line each, in both vocabularies, and gives the text's
vector of length one. One text at a time: rounding then depends on nothing but the text.
"""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from faq.pieces import Pieces
from tools.encoder import use
from tools.encoder.e5 import HEADS, SIZE, Floats, Layer
from tools.encoder.joint import Joint
from tools.encoder.student import Student

_STEPS = 127


class _Student(nn.Module):
    """The student for the rows of one text's pieces."""

    def __init__(self, student: Student) -> None:
        super().__init__()
        network = student.network
        self.places, self.norm, self.layers = network.places.weight, network.norm, network.layers
        self.head = student.head

    def forward(self, rows: Tensor) -> Tensor:
        x = self.norm(rows + self.places[: rows.shape[0]])
        for layer in self.layers:
            x = _through(layer, x)  # type: ignore[arg-type]
        return self.head(x.mean(0))  # type: ignore[no-any-return]


class _Both(nn.Module):
    """What both say, in one vector."""

    def __init__(self, joint: Joint, teacher: use.Files) -> None:
        super().__init__()
        self.joint, self.student, self.teacher = joint, _Student(joint.student), use.One(teacher)

    def forward(self, student: Tensor, teacher: Tensor) -> Tensor:
        return self.joint.together(self.student(student), self.teacher(teacher))


def _through(layer: Layer, x: Tensor) -> Tensor:
    length = x.shape[0]
    ask, tell, listen = (part.view(length, HEADS, SIZE // HEADS) for part in layer.ask(x).split(SIZE, dim=1))
    shares = torch.softmax(ask.transpose(0, 1) @ tell.permute(1, 2, 0) / (SIZE // HEADS) ** 0.5, dim=-1)
    heard = (shares @ listen.transpose(0, 1)).transpose(0, 1).reshape(length, SIZE)
    x = layer.norms[0](x + layer.tell(heard))
    return layer.norms[1](x + layer.narrow(functional.gelu(layer.widen(x))))  # type: ignore[no-any-return]


def packed(joint: Joint, known: Pieces, teacher: use.Files, kept: list[int], target: Path) -> None:
    """Write `sentences.onnx` and `sentences.npz` into the folder `target`. Of the teacher's pieces some are `kept`."""
    logging.getLogger().setLevel(logging.ERROR)  # the quantizer tells much
    graph = target / "sentences.onnx"
    plain = graph.with_suffix(".plain")
    names = ["student", "teacher"]
    torch.onnx.export(
        _Both(joint, teacher).eval(),
        (torch.randn(7, SIZE), torch.randn(6, use.SIZE)),
        plain,
        dynamo=False,
        input_names=names,
        output_names=["vector"],
        dynamic_axes={name: {0: name} for name in names},
    )
    quantize_dynamic(plain, graph, weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    named = list(teacher.pieces.numbers)
    np.savez_compressed(
        target / "sentences.npz",
        **_vocabulary("student", known, list(known.numbers), joint.student.network.words.weight.detach().numpy()),
        **_vocabulary("teacher", teacher.pieces, [named[number] for number in kept], teacher.rows[kept]),
    )


def _vocabulary(name: str, known: Pieces, pieces: list[str], rows: Floats) -> dict[str, Any]:
    """Pieces, their log chances, and what each is looked up as: a row of steps, and how large they are."""
    steps = np.abs(rows).max(axis=1, keepdims=True) / _STEPS
    return {
        f"{name}.pieces": np.frombuffer("\n".join(pieces).encode(), np.uint8),
        f"{name}.chances": np.array([known.chances.get(piece, 0) for piece in pieces], np.float32),
        f"{name}.table": np.round(rows / steps).astype(np.int8),
        f"{name}.steps": steps.astype(np.float32),
    }
