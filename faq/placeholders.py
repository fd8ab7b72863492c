"""Placeholders of an answer: `{name}` is the member who asked, `{post}` the post under which they did.

`{{` and `}}` are braces as such; a brace without its pair is left as it is.
Invariant: a value takes no more room than was reckoned with when the answer was saved, and no markup comes of it.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

ROOM = {"name": 64, "post": 64}
"""Each placeholder with the most UTF-16 units its value may take."""

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")


def placeholders_of(answer: str) -> frozenset[str]:
    return frozenset(match[1].strip() for match in _named(answer))


def unknown_placeholders(answer: str) -> tuple[tuple[int, str], ...]:
    """Each placeholder that nothing can fill, with its offset."""
    return tuple((match.start(), match[0]) for match in _named(answer) if match[1].strip() not in ROOM)


def fill(answer: str, values: Mapping[str, str]) -> str:
    """The answer as HTML with each placeholder's value; one without a value stays, to be seen in the preview."""

    def filled(match: re.Match[str]) -> str:
        if match[1] is None:
            return match[0][0]
        name = match[1].strip()
        return escape(_fitting(values[name], ROOM[name])) if name in values else match[0]

    return _BRACES.sub(filled, answer)


def only_known(answer: str) -> str:
    """The answer with every placeholder that nothing can fill as the words that it would be."""

    def known(match: re.Match[str]) -> str:
        return match[0] if match[1] is None or match[1].strip() in ROOM else f"{{{{{match[1]}}}}}"

    return _BRACES.sub(known, answer)


def widest(answer: str) -> str:
    """The answer filled with values of the greatest length."""
    return fill(answer, {name: "x" * room for name, room in ROOM.items()})


def _named(answer: str) -> Iterator[re.Match[str]]:
    return (match for match in _BRACES.finditer(answer) if match[1] is not None)


def _fitting(value: str, room: int) -> str:
    units = value.encode("utf-16-le", "replace")
    if len(units) <= 2 * room:
        return value
    return units[: 2 * (room - 1)].decode("utf-16-le", "ignore") + "…"
