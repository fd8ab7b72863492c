"""A problem of the library in words: where it is, what it is, what to do. One place for chat and shell.

What comes out is plain text; whoever sends it as HTML escapes it.
"""

from faq.files.columns import COLUMNS, header
from inbox.errors import Problem
from texts import Language, catalogue


def in_words(problem: Problem, language: Language) -> str:
    say = catalogue(language)
    words = [say(problem.code, **{name: _value(value, language) for name, value in problem.values.items()})]
    if problem.row is not None:
        key = "library-place-cell" if problem.column else "library-place-row"
        words.insert(0, say(key, row=problem.row, column=problem.column))
    if "line" in problem.values:
        words.append(say("library-place-text", **problem.values))
    return " ".join(words)


def _value(value: object, language: Language) -> object:
    """Several names become a list in quotes; columns are called as we write them."""
    if not isinstance(value, tuple):
        return value
    names = (header(name, language) if name in COLUMNS else name for name in value)
    return ", ".join(catalogue(language)("library-quoted", name=name) for name in names)
