"""Derive `faq/knowledge/words.xz`, how common Russian and English words are, from the package wordfreq 3.1.1.

Run once, with that package at hand (it is no dependency of Otklik)::

    pip install --target /tmp/wordfreq wordfreq==3.1.1 && PYTHONPATH=/tmp/wordfreq python tools/derive_words.py

The result is under CC BY-SA 4.0 like its source; `faq/knowledge/README.md` names the sources.
"""

import lzma
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

from wordfreq import get_frequency_dict

KEPT = {"ru": (60_000, re.compile(r"[а-я]+")), "en": (35_000, re.compile(r"[a-z]+"))}
STEPS = 5  # a bucket is a fifth of a power of ten


def common_words(language: str) -> list[tuple[str, float]]:
    """The most frequent words, spelled as the matcher spells them, with log10 of their count in a billion."""
    kept, letters = KEPT[language]
    frequencies: Counter[str] = Counter()
    for word, frequency in get_frequency_dict(language, wordlist="large").items():
        spelled = word.replace("ё", "е").replace("'", "")
        if letters.fullmatch(spelled):
            frequencies[spelled] += frequency
    return [(word, math.log10(frequency) + 9) for word, frequency in frequencies.most_common(kept)]


def main() -> None:
    buckets: defaultdict[int, set[str]] = defaultdict(set)
    for language in KEPT:
        for word, commonness in common_words(language):
            buckets[round(commonness * STEPS)].add(word)
    lines = (f"{bucket / STEPS} {' '.join(sorted(buckets[bucket]))}" for bucket in sorted(buckets, reverse=True))
    target = Path(__file__).parent.parent / "faq" / "knowledge" / "words.xz"
    target.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
