"""Words that are not spelled as in a book: misspelled ones are repaired to the library's words, or else to common words
of the language; words run together or torn apart are mended; spoken ones ("скок", "wanna") are read as written ones.

Invariant: but for spoken words, which are read alike in libraries and messages, the words that the library or the
language knows stay as they are.
Deliberately absent: grammar, and errors that make another known word.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.letters import plain
from faq.letters import tokens as words
from faq.likelihood import likely
from faq.spaces import joined, parted
from faq.words import common_words, is_cyrillic, is_known, stem

SHORTEST = 4
_ALIKE = {"library": 0.66, "language": 0.75}  # least likeness of a misspelled word to what it is taken for
_AT_HOME = 0.08  # a head start for the library's words
_COMMON = 3.6  # how common a word must be for others to be taken for it
_LARGE = 2000  # words from which on a library's are looked up by first letter too
_MOST = 6  # words repaired in one message
_SLIP = 2.0  # how much less likely each further slip makes a word, as log10
_REACH = 2  # letters by which a word of the library may be longer or shorter


@dataclass(frozen=True, slots=True)
class Near:
    """Words that a misspelled one may be; a bit per letter of each, so that most can be ruled out at once."""

    words: NDArray[np.object_]
    letters: NDArray[np.uint32]

    def likest(self, token: str, least: float) -> tuple[str, float]:
        """The word most like `token` and how like it is, at least `least`."""
        slips = int((1 - least) * (len(token) + _REACH) + 1e-6)  # each changes two letters at most
        differing = np.bitwise_count(self.letters ^ _letters_of(token))
        words = self.words[differing <= 2 * slips].tolist()
        found = process.extractOne(token, words, scorer=OSA.normalized_similarity, score_cutoff=least)
        return (found[0], found[1]) if found else ("", 0.0)


_NOBODY = Near(np.zeros(0, object), np.zeros(0, np.uint32))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A library's words; `near` lists what a misspelled word may be, by its start (in large libraries) and length."""

    words: Collection[str]
    near: Mapping[tuple[str, int], Near]
    is_large: bool
    alphabets: Collection[bool]  # is it Cyrillic: yes, no, or both

    def repaired(self, tokens: Sequence[str]) -> dict[str, str]:
        """The words that are misspelled or spoken, each with the word, or words, that it is taken for.

        Two words that are taken for one stand there with the blank between them.
        """
        written, whole = spoken(tokens), joined(tokens, self.words)
        read = written.keys() | {piece for pair in whole for piece in pair.split()}
        foreign = (token for token in dict.fromkeys(tokens) if token not in self.words and token not in read)
        taken = {token: self._taken_for(token) for token in islice(filter(_is_unknown, foreign), _MOST)}
        return written | whole | {token: word for token, word in taken.items() if word}

    def _taken_for(self, token: str) -> str:
        """The likeliest: one word that is misspelled, or two that were run together; "" when nothing is."""
        near = self._nearest(token)
        parts, chance = parted(token, self.words)
        if not near or not parts:
            return near or parts
        slips = OSA.distance(token, near)
        return near if likely(near, self.words) - _SLIP * (slips - 1) >= chance else parts

    def _nearest(self, token: str) -> str:
        start = token[0] if self.is_large else ""
        here = self.near.get((start, len(token)), _NOBODY).likest(token, _ALIKE["library"])
        least = min(1.0, max(_ALIKE["language"], here[1] + _AT_HOME))
        there = _common_words_near().get((token[0], len(token)), _NOBODY).likest(token, least)
        return there[0] or here[0]


def spoken(tokens: Iterable[str]) -> dict[str, str]:
    """The spoken words among these, each with the written word, or words, that it stands for."""
    return {token: written for token in dict.fromkeys(tokens) if (written := _written(token))}


def mended(tokens: Sequence[str], repaired: Mapping[str, str]) -> tuple[str, ...]:
    """The words, with those that were repaired as they are taken for."""
    words: list[str] = []
    at = 0
    while at < len(tokens):
        pair, token = " ".join(tokens[at : at + 2]), tokens[at]
        words += repaired.get(pair, repaired.get(token, token)).split()
        at += 2 if pair != token and pair in repaired else 1
    return tuple(words)


def _is_unknown(token: str) -> bool:
    return len(token) >= SHORTEST and token.isalpha() and not is_known(token)


@cache
def _spoken() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Spoken words, then the stems of longer ones, with the written words that they stand for."""
    lines = files(__package__).joinpath("knowledge", "spoken.txt").read_text("utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines)
    whole = {spoken: " ".join(words(plain(written))) for spoken, written in pairs}
    return whole, {stem(spoken): written for spoken, written in whole.items() if len(spoken) > SHORTEST}


def _written(token: str) -> str:
    """What a spoken word stands for; of a longer word that the language doesn't know, other forms count too."""
    whole, stems = _spoken()
    has_forms = len(token) > SHORTEST and _is_unknown(token)
    return whole.get(token) or (stems.get(stem(token), "") if has_forms else "")


def _letters_of(word: str) -> np.uint32:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 32)
    return np.uint32(bits)


def _by_length(words: Iterable[str], *, by_start: bool, reach: int) -> dict[tuple[str, int], Near]:
    """For each length the words about as long, and with the same first letter if wished: it is rarely mistyped."""
    near: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for word in words:
        for size in range(len(word) - reach, len(word) + reach + 1):
            near[word[0] if by_start else "", size].append(word)
    letters = {word: _letters_of(word) for line in near.values() for word in line}
    return {
        key: Near(np.array(line, object), np.array([letters[word] for word in line], np.uint32))
        for key, line in near.items()
    }


@cache
def _common_words_near() -> dict[tuple[str, int], Near]:
    common = (word for word, often in common_words().items() if often >= _COMMON and len(word) >= SHORTEST)
    return _by_length(common, by_start=True, reach=1)


def spelling(words: Iterable[str]) -> Spelling:
    """The spelling of a library with these words."""
    known = frozenset(words)
    spelled = sorted(word for word in known if word.isalpha() and len(word) >= SHORTEST - 1)
    is_large = len(spelled) > _LARGE
    alphabets = frozenset(is_cyrillic(word) for word in spelled)
    return Spelling(known, _by_length(spelled, by_start=is_large, reach=_REACH), is_large, alphabets)
