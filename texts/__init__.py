"""Every word that people read, as message catalogues in Russian and English, with each language's plurals.

A catalogue file is TOML: a key holds a sentence, or a table of CLDR plural categories chosen by the argument `n`::

    card-open = "Открыть"
    days = { one = "{n} день", few = "{n} дня", many = "{n} дней", other = "{n} дня" }

Invariant: both languages hold the same keys with the same placeholders (a test holds it). What a sentence puts between
quotation marks has the language's inner marks in the place of its own.
Deliberately absent: logic, markup building, fallbacks between languages; a missing key is a bug and raises.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from babel import Locale

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

Sentence = str | Mapping[str, str]

MARKS: Mapping[Language, tuple[tuple[str, str], tuple[str, str]]] = {
    "ru": (("«", "»"), ("„", "“")),
    "en": (("“", "”"), ("‘", "’")),
}
"""Quotation marks, and those within them."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one language."""

    language: Language
    sentences: Mapping[str, Sentence]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence for `key` with its placeholders filled; a plural is chosen by the value named `n`."""
        sentence = self.sentences[key]
        if not isinstance(sentence, str):
            sentence = sentence[Locale(self.language).plural_form(values["n"])]  # type: ignore[arg-type]
        quoted = {name: within_quotes(str(values[name]), self.language) for name in _quoted(sentence, self.language)}
        return sentence.format_map({**values, **quoted})


@cache
def _quoted(sentence: str, language: Language) -> tuple[str, ...]:
    """The placeholders that stand between quotation marks."""
    opening, closing = MARKS[language][0]
    spans = re.findall(f"{opening}([^{opening}{closing}]*){closing}", sentence)
    return tuple(name for span in spans for name in re.findall(r"{(\w+)}", span))


def within_quotes(text: str, language: Language) -> str:
    """For «Кофейня «Зерно»»: Кофейня „Зерно“."""
    for outer, inner in zip(*MARKS[language], strict=True):
        text = text.replace(outer, inner)
    return text


def quoted(text: str, language: Language) -> str:
    opening, closing = MARKS[language][0]
    return f"{opening}{within_quotes(text, language)}{closing}"


@cache
def catalogue(language: Language) -> Catalogue:
    """All catalogue files of one language, read once."""
    sentences: dict[str, Sentence] = {}
    for file in sorted(files(__package__).joinpath(language).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            sentences.update(tomllib.loads(file.read_text("utf-8")))
    return Catalogue(language, sentences)


def language_of(code: str | None) -> Language:
    """The catalogue for a Telegram `language_code`: English when it says so, Russian otherwise."""
    return "en" if (code or "").lower().startswith("en") else "ru"
