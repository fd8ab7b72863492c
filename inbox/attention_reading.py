"""A message as its shape: a letter for each word (its kind in `attention_words`), sentence by sentence.

Capitals, elongations, apostrophes and emoji don't matter; Russian typed in Latin letters or on the wrong keyboard
layout is read as Russian, and long words of a table are known by a slip of one letter. Invariant: reading any text is
quick and never fails; of a very long one, the beginning and the end are read, where people put their questions.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inbox.attention_kinds import COMMA, kind, kind_transliterated, phrases
from inbox.attention_words import DIGITS, LAUGH, OTHER

HEAD, TAIL = 600, 300

NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+\.\w+|[@/]\w+")
REPEATED = re.compile(r"(\w)\1{2,}")
PIECES = re.compile(r"(?P<word>[^\W_]+(?:-[^\W_]+)*)|(?P<stop>[.!?…;\n]+)|(?P<comma>,)|(?P<laugh>[😂🤣😹😆]|\){3,})")
CYRILLIC = re.compile(r"[а-я]")
KEYBOARD = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюе")
NOTHING_KNOWN = frozenset(OTHER + DIGITS + COMMA + ".vbJ")

KindOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words' kinds with commas between, and the signs it ends with."""

    shape: str
    ends: str


@dataclass(frozen=True, slots=True)
class Reading:
    sentences: tuple[Sentence, ...]

    @property
    def shape(self) -> str:
        return ".".join(sentence.shape for sentence in self.sentences)

    @property
    def laughs(self) -> bool:
        return LAUGH in self.shape

    @property
    def asks(self) -> bool:
        return any("?" in sentence.ends for sentence in self.sentences)


def read(text: str) -> Reading:
    """The shape of a message."""
    plain = _plain(text)
    reading = _reading(plain, kind)
    if CYRILLIC.search(plain) or _known(reading) * 2 >= len(reading.shape):
        return reading
    retyped = plain.translate(KEYBOARD)
    return max(reading, _reading(plain, kind_transliterated), _reading(retyped, kind), key=_known)


def _known(reading: Reading) -> int:
    return sum(letter not in NOTHING_KNOWN for letter in reading.shape)


def _plain(text: str) -> str:
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]} {text[-TAIL:]}"
    text = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("’", "'")
    return REPEATED.sub(r"\1", NOT_WORDS.sub(" ", text))


def _reading(plain: str, kind_of: KindOf) -> Reading:
    return Reading(tuple(_sentences(plain.replace("'", ""), kind_of)))


def _sentences(plain: str, kind_of: KindOf) -> Iterator[Sentence]:
    words: list[str] = []
    for piece in PIECES.finditer(plain):
        if piece["stop"]:
            yield Sentence(_shape(words, kind_of), piece["stop"])
            words = []
        else:
            words.append(LAUGH if piece["laugh"] else piece[0])
    if words:
        yield Sentence(_shape(words, kind_of), "")


def _shape(words: list[str], kind_of: KindOf) -> str:
    letters, at = "", 0
    while at < len(words):
        letter, length = _phrase(words, at)
        letters += letter or kind_of(words[at])
        at += length
    return letters


def _phrase(words: list[str], at: int) -> tuple[str, int]:
    """The kind and length of a set phrase that begins here; nothing and 1 where none does."""
    for phrase, letter in phrases().get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            return letter, len(phrase)
    return "", 1
