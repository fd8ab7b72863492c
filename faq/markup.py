"""Telegram's HTML as it is in an answer: whether Telegram takes it, what a reader sees of it, how long that is.

Invariant: what `markup_problem` passes, Telegram's parser accepts; the rules are those of `parse_html` in its source.
On top of them it refuses what Telegram would accept and spoil: `&nbsp;` (shown letter by letter) and a link that is
silently dropped. Deliberately absent: mending. The person who wrote the answer is told where and how.
"""

import re
from html.entities import html5

from inbox.errors import Problem

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

TAGS = frozenset(
    {"a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "tg-emoji", "code", "pre"}
    | {"blockquote"}
)
_LINE_TAGS = frozenset({"br", "br/", "p", "div", "li", "ul", "ol", "tr", "td", "table", "h1", "h2", "h3", "h4"})

_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([A-Za-z]+));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAMES = "|".join(sorted(TAGS))
_TAG = re.compile(
    rf"""</(?:{_NAMES})?\s*>|<(?:{_NAMES})(?:\s(?:"[^"]*"|'[^']*'|[^>"'])*)?>""", re.IGNORECASE | re.ASCII
)

_POINT = re.compile("[<&]")
_NAME = re.compile(r"<([^\s>]*)", re.ASCII)
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]*)(?=[\s>])))?""", re.ASCII)
_CLOSING = re.compile(r"\s*>", re.ASCII)
_END = re.compile(r"</([^\s>]*)\s*(>?)", re.ASCII)
_EMOJI_ID = re.compile("[1-9][0-9]{0,18}")
_LINK = re.compile(r"(?:tg|ton|tonsite):\S|(?:https?://)?[^\s/?#:]+\.[^\s/?#]", re.IGNORECASE)


class _Refused(Exception):
    def __init__(self, code: str, offset: int, **values: object) -> None:
        self.code = code
        self.offset = offset
        self.values = values


def plain_text(html: str) -> str:
    """What a reader sees of an answer. Of broken markup: what can be made of it."""
    return _decoded(_TAG.sub("", html))


def length(html: str) -> int:
    """As Telegram counts it: without markup, in UTF-16 units, without the blanks around it."""
    return len(plain_text(html).strip().encode("utf-16-le", "replace")) // 2


def markup_problem(html: str) -> Problem | None:
    """The first thing for which Telegram would refuse the answer, or spoil it."""
    try:
        _check(html)
    except _Refused as refused:
        return problem_at(refused.code, html, refused.offset, **refused.values)
    return None


def problem_at(code: str, text: str, offset: int, **values: object) -> Problem:
    """A problem with its place for a person: line, position in the line, and what stands there."""
    before = text[:offset]
    line_starts = before.rfind("\n") + 1
    shown = text[max(line_starts, offset - 12) : offset + 24].partition("\n")[0].strip()
    place = {"line": before.count("\n") + 1, "position": offset - line_starts + 1, "excerpt": shown}
    return Problem(code, {**place, **values})


def _check(html: str) -> None:
    opened: list[tuple[str, int]] = []
    at = 0
    while point := _POINT.search(html, at):
        at = point.start()
        if html[at] == "&":
            at = _reference_ends(html, at)
        elif html.startswith("</", at):
            at = _end_tag(html, at, opened)
        else:
            name, ends = _start_tag(html, at)
            opened.append((name, at))
            at = ends
    if opened:
        tag, offset = opened[-1]
        raise _Refused("library-markup-unclosed", offset, tag=tag)


def _reference_ends(html: str, at: int) -> int:
    match = _REFERENCE.match(html, at)
    if match is None:
        return at + 1
    reference, character = match[0], _character(match)
    if reference[1:] in html5 and match[3] not in _NAMED and reference.endswith(";"):
        raise _Refused("library-markup-reference", at, reference=reference, instead=html5[reference[1:]])
    if "\ud800" <= character <= "\udfff":
        raise _Refused("library-markup-character", at, reference=reference)
    return match.end()


def _end_tag(html: str, at: int, opened: list[tuple[str, int]]) -> int:
    match = _END.match(html, at)
    assert match
    if not opened:
        raise _Refused("library-markup-not-opened", at, tag=match[1])
    if not match[2]:
        raise _Refused("library-markup-cut", at, tag=match[0].strip())
    tag, _ = opened.pop()
    if match[1] and match[1].lower() != tag:
        raise _Refused("library-markup-crossed", at, tag=match[1], expected=tag)
    return match.end()


def _start_tag(html: str, at: int) -> tuple[str, int]:
    match = _NAME.match(html, at)
    assert match
    name = match[1].lower()
    if not name[:1].isalpha():
        raise _Refused("library-markup-angle", at)
    if name not in TAGS:
        raise _Refused("library-markup-line-tag" if name in _LINE_TAGS else "library-markup-tag", at, tag=match[1])
    attributes, ends = _attributes(html, name, at, match.end())
    _check_attributes(name, attributes, at)
    return name, ends


def _attributes(html: str, tag: str, at: int, ends: int) -> tuple[dict[str, str], int]:
    attributes: dict[str, str] = {}
    while not (closing := _CLOSING.match(html, ends)):
        attribute = _ATTRIBUTE.match(html, ends)
        if attribute is None:
            raise _Refused("library-markup-attribute" if ">" in html[at:] else "library-markup-cut", at, tag=f"<{tag}")
        attributes[attribute[1]] = attribute[2] or attribute[3] or attribute[4] or ""
        ends = attribute.end()
    return attributes, closing.end()


def _check_attributes(tag: str, attributes: dict[str, str], at: int) -> None:
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _Refused("library-markup-span", at)
    if tag == "tg-emoji" and not _EMOJI_ID.fullmatch(attributes.get("emoji-id", "")):
        raise _Refused("library-markup-emoji", at)
    link = _decoded(attributes.get("href", ""))
    if tag == "a" and link and "{" not in link and not _LINK.match(link):
        raise _Refused("library-markup-link", at, link=link)


def _decoded(text: str) -> str:
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]] if match[3] in _NAMED else match[0]
    number = int(match[1], 16) if match[1] else int(match[2])
    return match[0] if not 0 < number < 0x10FFFF or len(match[0].rstrip(";")) >= 10 else chr(number)
