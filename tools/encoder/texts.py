"""What the student learns from: translations, requests, sayings, questions, chats and single words, each once.

Invariant: nothing of the labelled sets, and the same packages give the same texts in the same order.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from faq.embedding import line_of
from faq.letters import plain, tokens
from faq.words import common_words, commonness, is_cyrillic
from tools.encoder import packages, phrases, talk
from tools.encoder.packages import Pair

Both: TypeAlias = tuple[str | None, str | None]
TRANSLATIONS, ENGLISH_WORDS, RUSSIAN_WORDS = 110_000, 9_000, 16_000
_SIGNS = re.compile(r"[/\\=<>|@#{}\[\]*_]")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in English, in Russian, or in both."""

    english: str | None
    russian: str | None


def gathered(folder: Path) -> list[Text]:
    """All texts from the packages in `folder`."""
    chance = random.Random(7)  # noqa: S311 - a fixed draw, not a secret
    lines = [pair for pair in packages.pairs(folder) if _reads_well(pair, chance)]
    chance.shuffle(lines)
    translations = list({english.lower().strip(" .:!…"): (english, russian) for english, russian in lines}.values())
    both: list[Both] = [*translations[:TRANSLATIONS], *phrases.requests(translations, chance)]
    both += [*_of_one_language(talk.sayings(folder, chance)), *_words()]
    both += _of_one_language(talk.questions(folder, chance))
    return [Text(*each) for each in _once(both)]


def _reads_well(pair: Pair, chance: random.Random) -> bool:
    """Whether a text is of common words and no mere sign of a program; of its complaints less than half are kept."""
    english, russian = pair
    if not (len(english.split()) <= 26 and len(english) <= 150 and len(russian) <= 180) or _SIGNS.search(english):
        return False
    if sum(letter.isdigit() for letter in english) > 4:
        return False
    if re.match(r"(unable|could not|cannot|failed|error)", english, re.IGNORECASE) and chance.random() < 0.6:
        return False
    return _common("[a-z']+", english, 3.0) >= 0.7 and _common("[а-яе]+", russian.replace("ё", "е"), 2.5) >= 0.6


def _common(pattern: str, text: str, least: float) -> float:
    """The share of words that are common."""
    words = re.findall(pattern, text.lower())
    return sum(commonness(word) > least for word in words) / len(words) if words else 0


def _of_one_language(lines: tuple[Sequence[str], Sequence[str]]) -> list[Both]:
    english, russian = lines
    return [*((line, None) for line in english), *((None, line) for line in russian)]


def _words() -> list[Both]:
    words = [word for word, often in common_words().items() if often > 3.2]
    russian = [word for word in words if is_cyrillic(word)][:RUSSIAN_WORDS]
    english = [word for word in words if not is_cyrillic(word)][:ENGLISH_WORDS]
    return [*((None, word) for word in russian), *((word, None) for word in english)]


def _once(both: Iterable[Both]) -> Iterator[Both]:
    seen: set[tuple[str, str]] = set()
    for english, russian in both:
        key = ((english or "").lower(), (russian or "").lower())
        if key not in seen:
            seen.add(key)
            yield english, russian


def as_heard(text: str) -> str:
    """The text as the matcher's channel of meaning gets it: plain words in a row."""
    return line_of(tokens(plain(text)))
