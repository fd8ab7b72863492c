"""A text as it stands in a chat: words and entities, those given and those that Telegram finds by itself.

Invariant: offsets and lengths count UTF-16 units; the order of entities is Telegram's: by place, the longer first,
then by kind.
Deliberately absent: Markdown in both versions (the product writes HTML), phone numbers and cashtags.
"""

import re
from dataclasses import dataclass, field

from bot.standin.wire import Json, utf16

ORDER = (
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "url", "email", "mention", "bot_command",
    "hashtag", "bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji",
)  # fmt: skip
OPAQUE = {"code", "pre", "text_link", "mention"}  # inside these nothing is looked for
DOMAIN = r"(?:[a-z0-9-]+\.)+(?:com|ru|org|net|me|io|example|рф)"
FOUND = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"),
    "url": re.compile(rf"(?<![\w@./])(?:https?://[^\s<>\"]+|{DOMAIN}(?:/[^\s<>\"]*)?)(?<![.,!?;:])", re.IGNORECASE),
    "mention": re.compile(r"(?<![\w@`])@[A-Za-z]\w{2,31}", re.ASCII),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}"),
}
MAY_HOLD = re.compile(r"[/@#.]")  # without one of these there is nothing to find


@dataclass(frozen=True, slots=True)
class Formatted:
    """Words with their entities."""

    text: str
    entities: list[Json] = field(default_factory=list)


def plain(text: str, entities: list[Json] | None = None) -> Formatted:
    """Text with the entities that came with it and those that Telegram finds in it."""
    given = entities or []
    found = _found(text, given) if MAY_HOLD.search(text) else []
    return Formatted(text, sorted([*given, *found], key=_place))


def trimmed(formatted: Formatted) -> Formatted:
    """Without the white space around it, as Telegram stores it."""
    kept = formatted.text.rstrip()
    cut = utf16(kept) - utf16(kept.lstrip())
    end = utf16(kept) - cut
    entities = []
    for entity in formatted.entities:
        start = max(entity["offset"] - cut, 0)
        length = min(entity["offset"] + entity["length"] - cut, end) - start
        if length > 0:
            entities.append(entity | {"offset": start, "length": length})
    return Formatted(kept.lstrip(), entities)


def _place(entity: Json) -> tuple[int, int, int]:
    kind = entity["type"]
    return entity["offset"], -entity["length"], ORDER.index(kind) if kind in ORDER else len(ORDER)


def _found(text: str, given: list[Json]) -> list[Json]:
    taken = [(e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in OPAQUE]
    found: list[Json] = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start, end = utf16(text[: match.start()]), utf16(text[: match.end()])
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return found
