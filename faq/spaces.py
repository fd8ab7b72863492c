"""Words that were run together ("гдезаказ") or torn apart ("зак аз").

Invariant: words that the library or the language knows are not taken apart; what reads as likely by itself stays.
Deliberately absent: which words are misspelled otherwise (`faq.repair`).
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter

from faq.likelihood import likely
from faq.words import is_known

_RUN_TOGETHER = 3.0  # by so much two words must be likelier than the unknown one that stands there
_TORN_APART = 3.0  # by so much one word must be likelier than the two that stand there
_SHORTEST = 2  # letters of the second of two words; a single one is an ending more often


def parted(token: str, library: Collection[str]) -> tuple[str, float]:
    """The likeliest two words that an unknown one may be, and their likelihood; "" when it likely is one."""
    least = likely(token, library) + _RUN_TOGETHER
    ways = ((token[:at], token[at:]) for at in range(1, len(token) - _SHORTEST + 1))
    words = (way for way in ways if all(_is_word(word, library) for word in way))
    chances = ((" ".join(way), sum(likely(word, library) for word in way)) for way in words)
    return max((each for each in chances if each[1] >= least), key=itemgetter(1), default=("", -inf))


def joined(tokens: Sequence[str], library: Collection[str]) -> dict[str, str]:
    """Neighbours that are likelier one word: "зак аз" with "заказ"."""
    return {
        f"{left} {right}": left + right
        for left, right in dict.fromkeys(pairwise(tokens))
        if left.isalpha()
        and right.isalpha()
        and _is_word(left + right, library)
        and likely(left + right, library) - likely(left, library) - likely(right, library) > _TORN_APART
    }


def _is_word(text: str, library: Collection[str]) -> bool:
    return text in library or is_known(text)
