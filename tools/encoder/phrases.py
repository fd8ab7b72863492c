"""Everyday requests in English and Russian, put together from words and patterns (`phrases.toml`) and declined.

Most of them nobody would say ("where can I wash the border?"), which is no harm: a student learns from them what a
pattern does to whatever stands in it.
"""

import random
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pymorphy3 import MorphAnalyzer

from faq.words import commonness
from tools.encoder.packages import Pair

WISHES, THINGS, COMMANDS = 26_000, 24_000, 9_000
_INFINITIVE = re.compile(r"^[А-ЯЁа-яё]+(?:ть|ться|ти|чь)$")
_ARTICLES = ("", "the ", "a ", "my ")
_SLOT = re.compile(r"\{(one|other)(?::([^}]*))?\}")


@cache
def _patterns() -> dict[str, list[list[str]]]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text())


def requests(texts: Iterable[Pair], chance: random.Random) -> list[Pair]:
    """Commands of programs made into wishes, then wishes and remarks about things."""
    texts = list(texts)
    patterns, things = _patterns(), _things(texts)
    commands = [command for pair in texts if (command := _command(*pair))]
    made = [
        (english.format(command[0]), russian.format(command[1]))
        for command in chance.sample(commands, min(COMMANDS, len(commands)))
        for english, russian in chance.sample(patterns["wishes"], 2)
    ]
    made += [_wish(things, chance) for _ in range(WISHES)]
    return made + [_remark(things, chance) for _ in range(THINGS)]


def _command(english: str, russian: str) -> Pair | None:
    """The command of a button ("Delete the file") as it goes into a sentence, if the text is one."""
    words, translated = english.split(), russian.split()
    fits = 2 <= len(words) <= 8 and len(translated) <= 9 and not english.endswith(("?", "."))
    if not fits or not _INFINITIVE.match(translated[0]) or commonness(words[0].lower()) <= 3:
        return None
    english, russian = english.rstrip(" .…:"), russian.rstrip(" .…:")
    return english[0].lower() + english[1:], russian[0].lower() + russian[1:]


def _things(texts: Iterable[Pair]) -> list[list[Sequence[str]]]:
    """Our own nouns, and those that programs name."""
    named = dict.fromkeys((english.strip(" :.").lower(), russian.strip(" :.").lower()) for english, russian in texts)
    theirs = [
        pair for pair in named
        if re.fullmatch("[a-z]{3,14}", pair[0]) and re.fullmatch("[а-яё]{3,14}", pair[1])
        and commonness(pair[0]) > 3.6 and commonness(pair[1].replace("ё", "е")) > 3.3
        and _first_is_noun(pair[1])
    ]  # fmt: skip
    return [list(_patterns()["nouns"]), list(theirs)]


def _thing(things: list[list[Sequence[str]]], chance: random.Random) -> Sequence[str]:
    return chance.choice(things[0] if chance.random() < 0.6 else things[1])


def _wish(things: list[list[Sequence[str]]], chance: random.Random) -> Pair:
    patterns = _patterns()
    verb, (noun, russian_noun) = chance.choice(patterns["verbs"]), _thing(things, chance)
    article = chance.choice(_ARTICLES)
    if article == "a " and noun[0] in "aeio":
        article = "an "
    english, russian = f"{verb[0]} {article}{noun}", f"{verb[1]} {_declined(russian_noun, verb[2])}"
    if chance.random() < 0.3:
        tail = chance.choice(patterns["tails"])
        english, russian = f"{english} {tail[0]}", f"{russian} {tail[1]}"
    around = chance.choice(patterns["wishes"])
    return around[0].format(english), around[1].format(russian)


def _remark(things: list[list[Sequence[str]]], chance: random.Random) -> Pair:
    named = {"one": _thing(things, chance), "other": _thing(things, chance)}
    english, russian = chance.choice(_patterns()["things"])

    def filled(slot: re.Match[str]) -> str:
        return _declined(named[slot[1]][1], slot[2] or "")

    return _SLOT.sub(lambda slot: named[slot[1]][0], english), _SLOT.sub(filled, russian)


def _declined(noun: str, form: str) -> str:
    """The noun in a case ("gent", "gent+plur"), or the one of four forms that fits it ("мой|моя|моё|мои")."""
    parsed = _noun(noun)
    if "|" in form:
        forms = dict(zip(("masc", "femn", "neut", "plur"), form.split("|"), strict=True))
        is_plural = parsed is not None and parsed.tag.number == "plur"
        return forms["plur"] if is_plural else forms.get(parsed.tag.gender if parsed else "masc", forms["masc"])
    inflected = parsed.inflect(set(form.split("+"))) if parsed is not None and form else None
    return str(inflected.word) if inflected else noun


@cache
def _analyzer() -> Any:
    return MorphAnalyzer()


@cache
def _noun(word: str) -> Any:
    """The word as a noun in its dictionary form; none when it is none."""
    return next((each for each in _analyzer().parse(word) if "NOUN" in each.tag and each.tag.case == "nomn"), None)


@cache
def _first_is_noun(word: str) -> bool:
    first = _analyzer().parse(word)[0]
    return "NOUN" in first.tag and first.tag.case == "nomn"
