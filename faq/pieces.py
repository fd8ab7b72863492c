"""Words cut into the pieces that a sentence encoder knows: the likeliest of all ways (a unigram model, Kudo 2018).

Invariant: every word can be cut; a letter that no piece has is the unknown piece, number 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN = 0
_BEGINS = "\u2581"  # what a piece that begins a word begins with
_UNLIKELY = 10  # how much less likely an unknown letter is than the rarest piece, in logarithms


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces, each with its number and the logarithm of its chance."""

    numbers: Mapping[str, int]
    chances: Mapping[str, float]
    longest: int
    unknown: float

    def of(self, line: str) -> list[int]:
        """The numbers of the pieces of a line of words."""
        return [number for word in line.split() for number in _cut(self, word)]


def pieces(known: Mapping[str, float]) -> Pieces:
    """Pieces with their chances, the unknown one first."""
    numbers = {piece: number for number, piece in enumerate(known)}
    likely = dict(list(known.items())[UNKNOWN + 1 :])
    return Pieces(numbers, likely, max(map(len, likely)), min(likely.values()) - _UNLIKELY)


@lru_cache(1 << 13)
def _cut(known: Pieces, word: str) -> tuple[int, ...]:
    text = _BEGINS + word
    best = [0.0] + [float("-inf")] * len(text)
    cuts = [(0, UNKNOWN)] * (len(text) + 1)  # where the last piece before a place begins, and its number
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + known.longest) + 1):
            chance = known.chances.get(text[start:end])
            if chance is not None and best[start] + chance > best[end]:
                best[end], cuts[end] = best[start] + chance, (start, known.numbers[text[start:end]])
        if best[start] + known.unknown > best[start + 1]:
            best[start + 1], cuts[start + 1] = best[start] + known.unknown, (start, UNKNOWN)
    found, at = [], len(text)
    while at:
        at, number = cuts[at]
        found.append(number)
    return tuple(reversed(found))
