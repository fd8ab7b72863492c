"""The kind of a word: by the tables of `attention_words`, by a beginning, by a slip of one letter, or by its ending.

Invariant: one word, one letter. Known words win over likenesses. Absent: what the letters mean (see the tables).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from inbox.attention_words import DIGITS, ENDINGS, LAUGH, OTHER, PHRASES, WORDS

KINDS_GLUED = frozenset("bGM")
COMMA = ","
STEM_LENGTHS = range(12, 2, -1)
SHORTEST_WITH_TYPO = 6
KINDS_WITH_TYPOS = frozenset("AQRUVMSu")

LATIN_OF = {
    **dict(zip("абвгдезийыклмнопрстуфхц", "abvgdeziiiklmnoprstufhc", strict=True)),
    "ж": "zh",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ь": "",
    "э": "e",
    "ю": "iu",
    "я": "ia",
}
LATIN_HABITS = tuple(
    (re.compile(habit), usual)
    for habit, usual in (
        ("sh?ch", "sh"),
        ("j(?=[aeiouy])", "zh"),
        ("kh|x", "h"),
        ("ts", "c"),
        ("[jy]", "i"),
        ("w", "v"),
        ("'", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Tables:
    """Words known whole, and words known by their beginning."""

    exact: Mapping[str, str]
    stems: Mapping[str, str]

    def kind(self, word: str) -> str | None:
        if known := self.exact.get(word):
            return known
        beginnings = (word[:length] for length in STEM_LENGTHS if length <= len(word))
        return next((self.stems[beginning] for beginning in beginnings if beginning in self.stems), None)


@lru_cache(maxsize=20_000)
def kind(word: str) -> str:
    """The kind of a word as it is written."""
    if word in {COMMA, LAUGH}:
        return word
    if word.isdigit():
        return DIGITS
    return tables().kind(word) or _kind_by_typo(word) or _kinds_glued(word) or _kind_by_ending(word)


@lru_cache(maxsize=20_000)
def kind_transliterated(word: str) -> str:
    """The kind of a Russian word that is written in Latin letters, in whatever habit."""
    for habit, usual in LATIN_HABITS:
        word = habit.sub(usual, word)
    return _latin_tables().kind(word) or (kind(word) if word in {COMMA, LAUGH} or word.isdigit() else OTHER)


@cache
def tables() -> Tables:
    words = {word: letter for letter, row in WORDS.items() for word in row.split()}
    stems = {word[:-1]: letter for word, letter in words.items() if word.endswith("*")}
    return Tables({word: letter for word, letter in words.items() if not word.endswith("*")}, stems)


@cache
def phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Set phrases by their first word, the longest first."""
    known = [(tuple(phrase.split()), letter) for letter, row in PHRASES.items() for phrase in row.split("|")]
    known.sort(key=lambda phrase: -len(phrase[0]))
    return {words[0]: tuple(each for each in known if each[0][0] == words[0]) for words, _ in known}


@cache
def _latin_tables() -> Tables:
    letters = str.maketrans(LATIN_OF)
    in_russian = tables()
    return Tables(
        {word.translate(letters): letter for word, letter in in_russian.exact.items() if not word.isascii()},
        {stem.translate(letters): letter for stem, letter in in_russian.stems.items() if not stem.isascii()},
    )


@cache
def _typos() -> Mapping[str, str]:
    """The words of the tables with one letter left out: two words share such a form when one slip lies between them."""
    words = [(word, letter) for word, letter in tables().exact.items() if letter in KINDS_WITH_TYPOS]
    return {form: letter for word, letter in words if len(word) >= SHORTEST_WITH_TYPO for form in _shortened(word)}


def _kind_by_typo(word: str) -> str | None:
    if len(word) < SHORTEST_WITH_TYPO:
        return None
    forms = (word, *_shortened(word))
    return next((letter for form in forms if (letter := _typos().get(form))), None)


def _shortened(word: str) -> tuple[str, ...]:
    """Its first letter stays, and its last: there a letter makes another form of the word, not a slip."""
    return tuple(word[:n] + word[n + 1 :] for n in range(1, len(word) - 1))


def _kinds_glued(word: str) -> str | None:
    """неработает, немогу"""
    if not word.startswith("не") or (rest := tables().kind(word[2:]) or _kind_by_ending(word[2:])) not in KINDS_GLUED:
        return None
    return "n" + rest


def _kind_by_ending(word: str) -> str:
    return next((letter for letter, endings in ENDINGS if len(word) > 3 and word.endswith(endings)), OTHER)
