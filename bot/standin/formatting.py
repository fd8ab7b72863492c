"""From marked-up text to Telegram's text and entities: parse_mode HTML, and what Telegram finds by itself.

Invariant: offsets and lengths count UTF-16 units; a fault is refused with the words and the *byte* offset of the real
parser. Deliberately absent: Markdown in both versions (the product writes HTML).
"""

import re
from dataclasses import dataclass, field

from bot.standin.refusals import unparsable
from bot.standin.wire import Json, utf16

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
ATTRIBUTE = re.compile(r"""\s+([^\s=>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.\-]+)))?""")
TAG = re.compile(r"<(/?)([^\s>]*)")

FOUND = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1, 64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"), "mention":
    re.compile(r"(?<![\w@`])@[A-Za-z]\w{2,31}", re.ASCII), "hashtag":
    re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}"), "email":
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"), "url":
    re.compile(r"(?<![\w@./])(?:https?://[^\s<>\"]+|(?:[a-z0-9-]+\.)+(?:com|ru|org|net|me|io|рф)(?:/[^\s<>\"]*)?)(?<![.,!?;:])",
    re.IGNORECASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as it stands in a chat."""

    text: str
    entities: list[Json] = field(default_factory=list)


def plain(text: str, entities: list[Json] | None = None) -> Formatted:
    """Text with the entities that came with it and those that Telegram finds in it."""
    return Formatted(text, _sorted([*(entities or []), *_found(text, entities or [])]))


def from_html(source: str) -> Formatted:
    reader = _HtmlReader(source)
    reader.read()
    return plain("".join(reader.parts), reader.entities)


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


def _sorted(entities: list[Json]) -> list[Json]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _found(text: str, given: list[Json]) -> list[Json]:
    taken = [
        (e["offset"], e["offset"] + e["length"]) for e in given if e["type"] in ("code", "pre", "text_link", "mention")
    ]
    found: list[Json] = []
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start, end = utf16(text[: match.start()]), utf16(text[: match.end()])
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                found.append({"type": kind, "offset": start, "length": end - start})
    return found


class _HtmlReader:
    """One pass over the source, with a stack of open tags."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0
        self.open: list[tuple[str, Json, int]] = []
        self.entities: list[Json] = []

    def read(self) -> None:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._characters()
        if self.open:
            raise unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1][0]}"')

    def _characters(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        text = _dereferenced(self.source[self.at : end])
        self.parts.append(text)
        self.length += utf16(text)
        self.at = end

    def _tag(self) -> None:
        match = TAG.match(self.source, self.at)
        assert match is not None
        closing, name = match.groups()
        if closing:
            self._close(name.lower(), match.end())
        else:
            self._open(name.lower(), match.end())

    def _open(self, name: str, at: int) -> None:
        begin = f"at byte offset {self._bytes(self.at)}"
        if at == len(self.source):
            raise unparsable(f"Unclosed start tag {begin}")
        if name not in KINDS:
            raise unparsable(f'Unsupported start tag "{name}" {begin}')
        attributes: dict[str, str] = {}
        while match := ATTRIBUTE.match(self.source, at):
            key, *values = match.groups()
            attributes[key.lower()] = _dereferenced(next((value for value in values if value is not None), ""))
            at = match.end()
        end = self.source.find(">", at)
        if end < 0 or self.source[at:end].strip():
            raise unparsable(f"Unclosed start tag {begin}")
        self.open.append((name, self._entity(name, attributes, begin), self.length))
        self.at = end + 1

    def _entity(self, name: str, attributes: dict[str, str], begin: str) -> Json:
        entity: Json = {"type": KINDS[name]}
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" {begin}')
        if name == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        elif name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif name == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        elif name == "a":
            entity["url"] = attributes.get("href", "")
        return entity

    def _close(self, name: str, at: int) -> None:
        begin = f"at byte offset {self._bytes(self.at)}"
        if not self.open:
            raise unparsable(f"Unexpected end tag {begin}")
        end = self.source.find(">", at)
        if end < 0 or self.source[at:end].strip():
            raise unparsable(f"Unclosed end tag {begin}")
        opened, entity, start = self.open.pop()
        if name and name != opened:
            raise unparsable(f'Unmatched end tag {begin}, expected "</{opened}>", found "</{name}>"')
        self.at = end + 1
        self._keep(opened, entity, start)

    def _keep(self, name: str, entity: Json, start: int) -> None:
        """The finished entity; a link without address is judged by its own text, <pre><code> becomes one."""
        length = self.length - start
        if name == "a":
            entity["url"] = _link(
                entity["url"] or "".join(self.parts).encode("utf-16-le")[start * 2 :].decode("utf-16-le")
            )
        if length == 0 or entity.get("url") == "":
            return
        inner = self.entities[-1] if self.entities else None
        if (
            name == "pre"
            and inner
            and inner["type"] == "code"
            and (inner["offset"], inner["length"]) == (start, length)
        ):
            self.entities.pop()
            entity |= {key: inner[key] for key in ("language",) if key in inner}
        elif "language" in entity and not (self.open and self.open[-1][0] == "pre"):
            del entity["language"]
        self.entities.append({"type": entity.pop("type"), "offset": start, "length": length} | entity)

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())


def _dereferenced(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            return NAMED[name]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else match.group()

    return REFERENCE.sub(character, text)


def _link(address: str) -> str:
    """The address as Telegram keeps it, or nothing when it is no address."""
    if re.match(r"(https?|tg|ton)://.", address, re.IGNORECASE):
        bare_host = re.fullmatch(r"https?://[^/?#]+", address, re.IGNORECASE)
        return address + "/" if bare_host else address
    return f"http://{address}/" if re.fullmatch(r"[\w-]+(\.[\w-]+)+", address) else ""
