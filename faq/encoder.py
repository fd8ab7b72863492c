"""The sentence encoder: what a line of words asks, as a vector near to that of the same question in other words, or in
the other language.

It is two in one, a student of three large encoders and the quickest of its teachers, made by `tools.encoder`
(`faq/knowledge/README.md` tells from what). Each has word pieces of its own, which are looked up here; onnxruntime, the
extra `semantic`, does the arithmetic.
Invariant: a line's vector has length one and depends on that line alone, of which the first `LONGEST` pieces are read.
One encoder serves any number of threads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from faq.pieces import UNKNOWN, Pieces, pieces

Floats: TypeAlias = NDArray[np.float32]
LONGEST = 48  # what it has learnt to read


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces, and what each is looked up as: its row of `table`, times its step."""

    pieces: Pieces
    table: NDArray[np.int8]
    steps: Floats

    def rows(self, line: str) -> Floats:
        """A row for each piece of a line."""
        numbers = self.pieces.of(line)[:LONGEST] or [UNKNOWN]
        return self.table[numbers] * self.steps[numbers]


@dataclass(frozen=True, slots=True)
class Encoder:
    """Made by `encoder`: what the graph takes in, by name, and the graph itself."""

    vocabularies: Mapping[str, Vocabulary]
    session: Any

    def encode(self, lines: Sequence[str]) -> Floats:
        """A row for each line."""
        return np.array([self._encoded(line) for line in lines], np.float32)

    def _encoded(self, line: str) -> Floats:
        looked_up = {name: vocabulary.rows(line) for name, vocabulary in self.vocabularies.items()}
        vector: Floats = self.session.run(None, looked_up)[0]
        return vector


def encoder() -> Encoder:
    """Read the encoder's files, which takes half a second. Raises ImportError without onnxruntime."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - optional: loaded only where asked for

    folder = files(__package__).joinpath("knowledge")
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    graph = folder.joinpath("sentences.onnx").read_bytes()
    session = InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    with np.load(str(folder.joinpath("sentences.npz"))) as packed:
        return Encoder({each.name: _vocabulary(packed, each.name) for each in session.get_inputs()}, session)


def _vocabulary(packed: Mapping[str, Any], name: str) -> Vocabulary:
    names = packed[f"{name}.pieces"].tobytes().decode().split("\n")
    known = pieces(dict(zip(names, packed[f"{name}.chances"].tolist(), strict=True)))
    return Vocabulary(known, packed[f"{name}.table"], packed[f"{name}.steps"])
