"""Which alphabet a message was meant in: as it stands, the other keyboard layout (`ghbdtn`), or transliteration
(`dostavka`).

Each reading is scored as a sequence of words (`faq.likelihood`); the likeliest wins, with a head start for the text as
it stands.
Invariant: text whose words are all known is left alone.
Deliberately absent: translation between languages; only a sentence embedding can match an English question to a Russian
entry.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice, product
from typing import Literal

from faq.letters import tokens
from faq.likelihood import likely
from faq.words import is_cyrillic, is_known

Typed = Literal["as it stands", "keyboard layout", "transliteration"]

_KEYS = ("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюе")
_TO_CYRILLIC, _TO_LATIN = str.maketrans(*_KEYS), str.maketrans(_KEYS[1], _KEYS[0])
_SOUNDS = {
    "shch": ("щ",), "sch": ("щ",), "zh": ("ж",), "kh": ("х",), "ts": ("ц", "тс"), "ch": ("ч",),
    "sh": ("ш", "щ"), "yu": ("ю",), "ju": ("ю",), "ya": ("я",), "ja": ("я",), "yo": ("е", "йо"), "jo": ("е",),
    "ye": ("е", "ье"), "iy": ("ий",), "yy": ("ый",), "ij": ("ий",), "ck": ("к",), "oo": ("у",), "ee": ("и",),
    "a": ("а",), "b": ("б",), "c": ("ц", "к", "с"), "d": ("д",), "e": ("е", "э"), "f": ("ф",), "g": ("г",),
    "h": ("х",), "i": ("и", "й"), "j": ("й", "ж"), "k": ("к",), "l": ("л", "ль"), "m": ("м",), "n": ("н", "нь"),
    "o": ("о",), "p": ("п",), "q": ("к",), "r": ("р",), "s": ("с",), "t": ("т", "ть"), "u": ("у",), "v": ("в",),
    "w": ("в", "ш"), "x": ("х", "кс"), "y": ("ы", "й"), "z": ("з",), "4": ("ч",), "6": ("ш",),
}  # fmt: skip
_HEAD_START = {"as it stands": 0.0, "keyboard layout": -2.0, "transliteration": -2.0}
_TRIED = 24  # spellings of one transliterated word
_MOST = 40  # words that are transliterated


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a message in the alphabet in which they make most sense."""

    tokens: tuple[str, ...]
    typed: Typed = "as it stands"


def _mean_likely(words: tuple[str, ...], library: Collection[str]) -> float:
    return sum(likely(word, library) for word in words) / max(len(words), 1)


def _split(word: str) -> list[tuple[str, ...]]:
    """The sounds of a transliterated word, longest spelling first, each with the letters it may stand for."""
    sounds: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        size = next(
            (size for size in (4, 3, 2) if word[at : at + size] in _SOUNDS and len(word[at : at + size]) == size), 1
        )
        sounds.append(_SOUNDS.get(word[at : at + size], (word[at],)))
        at += size
    return sounds


@lru_cache(1 << 12)
def transliterated(word: str) -> str:
    """The likeliest Russian spelling of a word typed in Latin letters."""
    if word.isdigit() or is_cyrillic(word):
        return word
    spellings = islice(product(*_split(word[:24])), _TRIED)
    return max(("".join(letters) for letters in spellings), key=lambda spelling: likely(spelling, ()))


def _on_other_keyboard(text: str, library: Collection[str]) -> Reading:
    """The text as the same keys give on the other layout; punctuation at a word's end may be just that."""
    keys = _TO_LATIN if is_cyrillic(text) else _TO_CYRILLIC
    words: list[str] = []
    for chunk in text.split():
        readings = [tokens(typed.translate(keys)) for typed in (chunk, chunk.rstrip(",.;'"))]
        words += max(readings, key=partial(_mean_likely, library=library))
    return Reading(tuple(words), "keyboard layout")


def _in_cyrillic(words: tuple[str, ...], library: Collection[str]) -> Reading:
    """All words transliterated but the library's own (a brand): people don't change alphabets word by word."""
    first = {word: transliterated(word) for word in islice(dict.fromkeys(words), _MOST) if word not in library}
    return Reading(tuple(first.get(word, word) for word in words), "transliteration")


def meant(text: str, library: Collection[str] = (), alphabets: Collection[bool] = (True, False)) -> Reading:
    """The likeliest reading of a plain text, for a library with these words; alphabets: is it Cyrillic, yes or no."""
    stands, cyrillic = Reading(tokens(text)), is_cyrillic(text)
    if (not cyrillic) not in alphabets or all(
        word.isdigit() or is_known(word) or word in library for word in stands.tokens
    ):
        return stands
    readings = [stands, _on_other_keyboard(text, library)]
    if not cyrillic:
        readings.append(_in_cyrillic(stands.tokens, library))
    return max(
        readings,
        key=lambda reading: _HEAD_START[reading.typed] + sum(likely(word, library) for word in reading.tokens),
    )
