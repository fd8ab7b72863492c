"""How a value stands in a cell, and back.

Invariant: `from_cell(to_cell(text)) == clean(text)`, and no cell starts with a sign that a spreadsheet would run.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal, TypeVar

from inbox.entries import Entry, Language, State

_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠]")
_NEUTRALISED = re.compile(r"'+[=+\-@＝＋－＠]")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")

_SEPARATOR = re.compile(r"\\([\\;])|(\n|;(?!-?[)(DP]))")  # a winking smiley ends no phrasing

Meaning = TypeVar("Meaning")
Decision = bool | Literal["pending"]


def _by_word(words: Mapping[Meaning, tuple[str, ...]]) -> Mapping[str, Meaning]:
    return {word: meant for meant, spelled in words.items() for word in spelled}


STATES: Mapping[str, State] = _by_word({
    "draft": ("черновик", "на согласовании", "на утверждении", "новый", "draft", "pending", "new"),
    "approved": ("утвержден", "утверждено", "согласован", "согласовано", "одобрен", "одобрено", "approved", "active"),
    "retired": ("в архиве", "архив", "архивный", "снят", "устарел", "retired", "archived", "archive"),
})  # fmt: skip
LANGUAGES: Mapping[str, Language] = _by_word({
    "ru": ("русский", "ru", "rus", "рус", "russian"),
    "en": ("английский", "en", "eng", "англ", "english"),
})  # fmt: skip
YES_OR_NO: Mapping[str, bool] = _by_word({
    True: ("да", "yes", "y", "+", "ок", "ok", "true", "истина", "1", "✓", "✔", "✅", "согласовано", "согласован",
           "утверждено", "утвержден", "одобрено", "approved"),
    False: ("нет", "no", "n", "false", "ложь", "0", "✗", "❌", "не согласовано", "не согласован", "на доработку",
            "на доработке", "отклонено", "rejected", "not approved"),
})  # fmt: skip
DECISIONS: Mapping[str, Decision] = {
    **YES_OR_NO,
    **dict.fromkeys(("на согласовании", "на утверждении", "pending"), "pending"),
}


def meaning(text: str, words: Mapping[str, Meaning]) -> Meaning | None:
    """What a word in a cell stands for; None when it is none of them."""
    return words.get(" ".join(text.casefold().replace("ё", "е").strip(" .!").split()))


def clean(text: str) -> str:
    """The text as a library keeps it: one kind of line end, nothing that no reader sees, no blanks around it."""
    if text.isprintable():
        return text.strip()
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ").strip()


def to_cell(text: str) -> str:
    kept = clean(text)
    return f"'{kept}" if _DANGEROUS.match(kept) else kept


def from_cell(text: str) -> str:
    kept = clean(text)
    return kept[1:] if _NEUTRALISED.match(kept) else kept


def joined(phrasings: Iterable[str]) -> str:
    """One a line; what would divide a phrasing in itself is marked by a backslash."""
    return "\n".join(phrasing.replace("\\", "\\\\").replace(";", "\\;") for phrasing in phrasings)


def divided(cell: str) -> tuple[str, ...]:
    """The phrasings of a cell, one a line or divided by semicolons, each once."""
    phrasings = [""]
    at = 0
    for match in _SEPARATOR.finditer(cell):
        phrasings[-1] += cell[at : match.start()] + (match[1] or "")
        if match[2]:
            phrasings.append("")
        at = match.end()
    phrasings[-1] += cell[at:]
    return _each_once(phrasings)


def is_example(id_cell: str) -> bool:
    return id_cell.casefold().startswith(("пример", "example"))


def tidy(entry: Entry) -> Entry:
    """The entry as a file gives it back: texts cleaned, each phrasing once and on one line."""
    return replace(
        entry,
        category=clean(entry.category),
        question=clean(entry.question),
        phrasings=_each_once(entry.phrasings),
        answer=clean(entry.answer),
        code=clean(entry.code),
        attachment=clean(entry.attachment),
        group=clean(entry.group),
    )


def bare(text: str) -> str:
    """What is left of a text without case, signs and blanks: texts alike in this are the same to a reader."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("ё", "е"))) or text


def _each_once(phrasings: Iterable[str]) -> tuple[str, ...]:
    lines = (" ".join(clean(phrasing).split()) for phrasing in phrasings)
    return tuple(dict.fromkeys(line for line in lines if line))
