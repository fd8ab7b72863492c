"""How common a Russian or English word is: the background against which a library's own words stand out.

Invariant: words are spelled as `faq.letters` leaves them (case-folded, `е` for `ё`, no apostrophes).
Deliberately absent: meanings, lemmas, and any word chosen by hand. `faq/knowledge/README.md` tells where the counts
come from.
"""

import lzma
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

RAREST = 2.0  # the commonness given to a word that the list doesn't hold


@cache
def common_words() -> dict[str, float]:
    """Word -> log10 of its count in a billion words (7 for "и", 3 for a rare one), common ones first."""
    packed = files(__package__).joinpath("knowledge", "words.xz").read_bytes()
    known: dict[str, float] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        bucket, *words = line.split(" ")
        known.update(dict.fromkeys(words, float(bucket)))
    return known


def is_known(word: str) -> bool:
    return word in common_words()


def commonness(word: str) -> float:
    return common_words().get(word, RAREST)


def is_cyrillic(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text)


def alphabets(words: Iterable[str]) -> set[bool]:
    """Those that words of letters are in: Cyrillic, yes or no, or both."""
    return {is_cyrillic(word) for word in words if word.isalpha()}


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """The word without its ending; by a stemmer of its own, for one works at one word at a time only."""
    stemmer = snowballstemmer.stemmer("russian" if is_cyrillic(word) else "english")
    stemmed: str = stemmer.stemWord(word)
    return stemmed
