"""Which word pieces of an encoder English and Russian need: about 30,000, of hundreds of thousands for all."""

import random
from collections import Counter
from collections.abc import Sequence

from faq.pieces import UNKNOWN, Pieces
from faq.typos import mistyped
from faq.words import common_words
from tools.encoder.texts import Text, as_heard

_ALPHABETS = "abcdefghijklmnopqrstuvwxyz0123456789абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґўқғңүұһө"
_MISTYPED = 80_000  # lines that are read with typos as well


def needed(texts: Sequence[Text], known: Pieces) -> list[int]:
    """The numbers of the pieces that the texts, all common words and letters are cut into; the unknown one first."""
    chance = random.Random(3)  # noqa: S311 - a fixed draw, not a secret
    lines = [as_heard(line) for text in texts for line in (text.english, text.russian) if line]
    lines += [mistyped(line, chance) for line in chance.sample(lines, min(_MISTYPED, len(lines)))]
    used = Counter(number for line in (*lines, *common_words()) for number in known.of(line))
    used.update(known.numbers.get(mark + letter, UNKNOWN) for letter in _ALPHABETS for mark in ("", "\u2581"))
    return [UNKNOWN, *(number for number, _ in used.most_common() if number != UNKNOWN)]
