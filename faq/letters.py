"""Text as people type it, brought to plain lower-case words.

Invariant: never raises, whatever the text (lone surrogates, control characters, zalgo, a megabyte), and looks at no
more than `LONGEST` characters, the first and the last, so that the time it takes is bounded.
Deliberately absent: what the words mean, and which keyboard they were typed on (`faq.keyboards`).
"""

import re
import unicodedata

from faq.words import is_known

LONGEST = 500
DENSE = 120  # characters of a text in other alphabets than ours, each of which may take an encoder as long as a word
_OTHERS = "\u0530"  # where they begin, past Latin, Greek and Cyrillic
_LINKS = re.compile(r"\b(?:https?://|www\.|t\.me/)\S+|(?<!\S)[^\s@]+@[^\s@]+\.\w+|(?<!\w)[@]\w+|<[^<>]{1,100}>")
_APOSTROPHES = re.compile(r"(?<=\w)['’`ʼ](?=\w)")
_TOKENS = re.compile(r"[^\W_]+")
_LONG_NUMBER = re.compile(r"\d{5,}")
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")


def plain(text: str) -> str:
    """The text in lower case, without accents, links, mentions and invisible characters; of a long one both ends.

    What is asked stands at the beginning or at the end, the story between them.
    """
    composed = unicodedata.normalize("NFKC", ends(text).encode("utf-8", "ignore").decode())
    composed = composed[: 2 * LONGEST].casefold().replace("ё", "е")
    if not composed.isascii():
        composed = "".join(letter for letter in composed if unicodedata.category(letter) not in {"Mn", "Me", "Cf"})
    return _LINKS.sub(" ", composed)[:LONGEST]


def ends(text: str) -> str:
    """What is read of a text: all of it, of a long one its beginning and its end as two lines."""
    read = _ends(text, LONGEST)
    is_dense = sum(letter >= _OTHERS and letter.isalpha() for letter in read) > DENSE
    return _ends(text, DENSE) if is_dense else read


def _ends(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most // 2]}\n{text[1 - most // 2 :]}"


def shortened(token: str) -> str:
    """`token` without elongation ("сроооочно"): one letter for three and more, or two where that is a word."""
    if not _ELONGATED.search(token):
        return token
    double = _ELONGATED.sub(r"\1\1", token)
    return double if is_known(double) else _ELONGATED.sub(r"\1", token)


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a plain text; of a long number (an order, a phone, a postcode) only the length tells."""
    words = _TOKENS.findall(_APOSTROPHES.sub("", text))
    return tuple(_LONG_NUMBER.sub(lambda digits: "0" * len(digits[0]), shortened(word)) for word in words)
