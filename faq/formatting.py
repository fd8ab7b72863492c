"""An answer typed in Telegram, with its formatting, as the HTML that a library keeps.

Invariant: what comes out passes `markup_problem`, and its plain text is the text that went in. Entities that Telegram
finds again by itself (links, mentions, hashtags, …) are left to it; entities that cross each other, which Telegram does
not send, are cut where the outer one ends.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

Entity = Mapping[str, Any]

_LOW_HALVES = frozenset(bytes([high]) for high in range(0xDC, 0xE0))

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote expandable",
}


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    before: str
    after: str


def html_of(text: str, entities: Sequence[Entity] = ()) -> str:
    """`entities` are those of the Bot API: offsets and lengths in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    spans = [_span(units, entity, *tags) for entity in entities if (tags := _tags(entity))]
    return _formatted(units, 0, len(units) // 2, sorted(spans, key=lambda span: (span.start, -span.end)))


def _span(units: bytes, entity: Entity, before: str, after: str) -> _Span:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return _Span(_whole(units, start), _whole(units, end), before, after)


def _whole(units: bytes, at: int) -> int:
    """Never between the halves of one character."""
    return at + 1 if units[2 * at + 1 : 2 * at + 2] in _LOW_HALVES else at


def _formatted(units: bytes, start: int, end: int, spans: Sequence[_Span]) -> str:
    pieces: list[str] = []
    at = start
    for position, outer in enumerate(spans):
        opens, closes = max(outer.start, at), min(outer.end, end)
        if outer.start < at or opens >= closes:
            continue
        inner = _formatted(units, opens, closes, [span for span in spans[position + 1 :] if span.start < closes])
        pieces += [_escaped(units, at, opens), outer.before, inner, outer.after]
        at = closes
    return "".join([*pieces, _escaped(units, at, end)])


def _escaped(units: bytes, start: int, end: int) -> str:
    return escape(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"), quote=False)


def _tags(entity: Entity) -> tuple[str, str] | None:
    match entity:
        case {"type": "text_link", "url": str(url)}:
            return f'<a href="{escape(url)}">', "</a>"
        case {"type": "text_mention", "user": {"id": person}}:
            return f'<a href="tg://user?id={person}">', "</a>"
        case {"type": "custom_emoji", "custom_emoji_id": str(emoji)}:
            return f'<tg-emoji emoji-id="{escape(emoji)}">', "</tg-emoji>"
        case {"type": "pre", "language": str(language)} if language:
            return f'<pre><code class="language-{escape(language)}">', "</code></pre>"
        case {"type": str(kind)} if kind in _TAGS:
            return f"<{_TAGS[kind]}>", f"</{_TAGS[kind].split()[0]}>"
    return None
