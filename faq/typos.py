"""Typing as thumbs do it: neighbouring keys, letters left out, doubled or swapped; for learning and measuring only."""

import random

_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)}
SHORTEST = 4


def mistyped(text: str, chance: random.Random, most: int = 2) -> str:
    """The text with up to `most` typos in its longer words."""
    words = text.split(" ")
    for _ in range(chance.randint(1, most)):
        longer = [at for at, word in enumerate(words) if len(word) >= SHORTEST and word.isalpha()]
        if longer:
            at = chance.choice(longer)
            words[at] = _slipped(words[at], chance)
    return " ".join(words)


def _slipped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    left, key, right = word[:at], word[at], word[at + 1 :]
    slips = (
        left + right,
        left + right[0] + key + right[1:],
        left + chance.choice(_NEIGHBOURS.get(key.lower(), key)) + right,
        left + key + key + right,
    )
    return chance.choice(slips)
