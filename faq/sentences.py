"""What of a message asks for something: its sentences, without the greetings and thanks around them.

"Hello! I am a regular of yours. When do you open on Sunday? Thanks" asks one thing. Read as a whole, it resembles no
phrasing: the courtesies and the story drown the question. So courtesies are taken off both ends of messages and
phrasings alike, and each sentence of a message is read by itself too.
Invariant: of a text that is nothing but courtesy all words stay, so that a library may answer "thank you".
Deliberately absent: whether a message needs an answer (`inbox.attention`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from faq.letters import ends, plain, tokens
from faq.repair import mended
from faq.words import is_known

Words: TypeAlias = tuple[str, ...]
MOST = 3  # sentences of a message that are read by themselves
_ROOM = 180  # characters of all of them together
_LEAST = 2  # words that a statement needs to be read by itself
_ENDS = re.compile(r"(?<=[.!?…;])\s+|\n+")


@cache
def _courtesies() -> tuple[frozenset[Words], int]:
    """Greetings, thanks and preambles as words, and how many words the longest has."""
    lines = files(__package__).joinpath("knowledge", "courtesy.txt").read_text("utf-8").splitlines()
    phrases = frozenset(tokens(plain(line)) for line in lines)
    return phrases, max(map(len, phrases))


def to_the_point(words: Words) -> Words:
    """The words without courtesies at both ends; all of them where nothing else would be left."""
    return _without_courtesies(words) or words


def _without_courtesies(words: Words) -> Words:
    start, end = 0, len(words)
    while size := _courtesy(words[start:end], at_end=False):
        start += size
    while size := _courtesy(words[start:end], at_end=True):
        end -= size
    return words[start:end]


def _courtesy(words: Words, *, at_end: bool) -> int:
    """How many words the longest courtesy at an end of these has."""
    phrases, longest = _courtesies()
    sizes = range(min(longest, len(words)), 0, -1)
    return next((size for size in sizes if (words[-size:] if at_end else words[:size]) in phrases), 0)


def sentences(text: str, repaired: Mapping[str, str]) -> tuple[Words, ...]:
    """The sentences of a plain text that may ask for something, misspelled words repaired; none if there is but one.

    Where something is asked with a question mark, statements are no questions; of more than `MOST`, or than there is
    room for, the longest count.
    """
    pieces = [(piece, mended(tokens(piece), repaired)) for piece in _ENDS.split(text)]
    if sum(bool(words) for _, words in pieces) < 2:
        return ()
    said = [(_without_courtesies(words), piece.rstrip().endswith("?")) for piece, words in pieces]
    asked = [words for words, is_asked in said if words and is_asked]
    told = [words for words, _ in said if len(words) >= _LEAST]
    return tuple(_fitting(sorted(dict.fromkeys(asked or told), key=len, reverse=True)))[:MOST]


def _fitting(found: Iterable[Words]) -> Iterator[Words]:
    """Those that fit into what is read besides the whole message, so that the time for a message is bounded.

    Unknown words count twice: they take an encoder longer.
    """
    room = _ROOM
    for words in found:
        size = sum((len(word) + 1) * (1 if is_known(word) else 2) for word in words)
        if size <= room:
            room -= size
            yield words


def as_written(text: str, sentence: Words, repaired: Mapping[str, str]) -> str:
    """The sentence of a message that was read as these words, as it was typed; the words where there is no such."""
    pieces = ((piece, mended(tokens(plain(piece)), repaired)) for piece in _ENDS.split(ends(text)))
    found = (piece.strip() for piece, words in pieces if _without_courtesies(words) == sentence)
    return next(found, " ".join(sentence))
