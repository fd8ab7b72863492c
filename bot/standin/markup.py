"""parse_mode HTML, read as Telegram reads it.

Invariant: a fault is refused with the words and the *byte* offset of the real parser. A closing tag may be empty
(`</>`), attributes that mean nothing are passed over, and an `&` that starts no reference stands for itself.
Deliberately absent: <tg-time>.
"""

import re

from bot.standin.formatting import Formatted, plain
from bot.standin.refusals import unparsable
from bot.standin.wire import Json, utf16

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
TAG = re.compile(r"<(/?)([^\s>]*)\s*")
NAME = re.compile(r"([^\s=>]*)\s*")
TOKEN = re.compile(r"([a-zA-Z0-9.\-]*)(?=[\s>])")
SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


def from_html(source: str) -> Formatted:
    """The words and entities; Refusal for what Telegram would not take."""
    reader = _Reader(source)
    reader.read()
    return plain("".join(reader.parts), reader.entities)


class _Reader:
    """One pass over the source, with a stack of open tags: name, its attributes, where it starts in the text."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.parts: list[str] = []
        self.length = 0  # of the text so far
        self.open: list[tuple[str, dict[str, str], int]] = []
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
        text = _dereferenced(self.source[self.at : end if end >= 0 else None])
        self.parts.append(text)
        self.length += utf16(text)
        self.at = end if end >= 0 else len(self.source)

    def _tag(self) -> None:
        place = f"at byte offset {self._bytes(self.at)}"
        match = TAG.match(self.source, self.at)
        assert match is not None
        slash, name = match.groups()
        self.at = match.end()
        if slash:
            self._close(name.lower(), place)
        else:
            self._open(name.lower(), place)

    def _open(self, name: str, place: str) -> None:
        if self.at == len(self.source):
            raise unparsable(f"Unclosed start tag {place}")
        if name not in KINDS:
            raise unparsable(f'Unsupported start tag "{name}" {place}')
        attributes: dict[str, str] = {}
        while self._next() != ">":
            key = self._attribute_name(name, place)
            attributes[key] = self._attribute_value(name, place) if self._next() == "=" else ""
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" {place}')
        self.open.append((name, attributes, self.length))
        self.at += 1

    def _attribute_name(self, tag: str, place: str) -> str:
        if self._next() == "":
            raise unparsable(f"Unclosed start tag {place}")
        match = NAME.match(self.source, self.at)
        assert match is not None
        if not match[1]:
            raise unparsable(f'Empty attribute name in the tag "{tag}" {place}')
        self.at = match.end()
        return match[1].lower()

    def _attribute_value(self, tag: str, place: str) -> str:
        self.at += 1
        self._skip_spaces()
        quote = self._next()
        if quote == "":
            raise unparsable(f'Unclosed start tag "{tag}" {place}')
        if quote in "\"'":
            end = self.source.find(quote, self.at + 1)
            if end < 0:
                raise unparsable(f"Unclosed start tag {place}")
            value, self.at = self.source[self.at + 1 : end], end + 1
        else:
            match = TOKEN.match(self.source, self.at)
            if match is None:
                raise unparsable(f"Unexpected end of name token at byte offset {self._bytes(self.at)}")
            value, self.at = match[1], match.end()
        self._skip_spaces()
        return _dereferenced(value)

    def _close(self, name: str, place: str) -> None:
        if not self.open:
            raise unparsable(f"Unexpected end tag {place}")
        if self._next() != ">":
            raise unparsable(f"Unclosed end tag {place}")
        self.at += 1
        opened, attributes, start = self.open.pop()
        if name and name != opened:
            raise unparsable(f'Unmatched end tag {place}, expected "</{opened}>", found "</{name}>"')
        if self.length > start and (details := self._details(opened, attributes, start)) is not None:
            self._keep({"offset": start, "length": self.length - start} | details)

    def _details(self, name: str, attributes: dict[str, str], start: int) -> Json | None:
        """What the entity is, beside its place; None for a link that leads nowhere."""
        kind = KINDS[name]
        if name == "a":
            own_text = "".join(self.parts).encode("utf-16-le")[start * 2 :].decode("utf-16-le")
            address = address_of(attributes.get("href") or own_text)
            return {"type": kind, "url": address} if address else None
        if name == "tg-emoji":
            return {"type": kind, "custom_emoji_id": attributes.get("emoji-id", "")}
        if name == "blockquote" and "expandable" in attributes:
            return {"type": "expandable_blockquote"}
        language = attributes.get("class", "").removeprefix("language-") if name == "code" else ""
        return {"type": kind} | ({"language": language} if language else {})

    def _keep(self, entity: Json) -> None:
        """<pre> and <code> with a language around the same words become one; elsewhere a language means nothing."""
        inner = self.entities[-1] if self.entities else {}
        pair = {inner.get("type"), entity["type"]} == {"pre", "code"}
        if pair and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"]):
            language = inner.get("language") or entity.get("language")
            if language:
                self.entities[-1] = entity | {"type": "pre", "language": language}
                return
        if entity["type"] == "pre":
            self.entities = [_without_language(e) for e in self.entities]
        inside_pre = self.open and self.open[-1][0] == "pre"
        self.entities.append(entity if inside_pre else _without_language(entity))

    def _next(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_spaces(self) -> None:
        while self._next().isspace():
            self.at += 1

    def _bytes(self, at: int) -> int:
        return len(self.source[:at].encode())


def _without_language(entity: Json) -> Json:
    is_merged = entity["type"] == "pre"
    return entity if is_merged else {key: value for key, value in entity.items() if key != "language"}


def _dereferenced(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        decimal, hexadecimal, name = match.groups()
        if name:
            return NAMED[name]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        if 0xD800 <= code < 0xE000:
            raise unparsable(SURROGATES)
        return chr(code) if 0 < code < 0x10FFFF else match.group()

    return REFERENCE.sub(character, text)


def address_of(text: str) -> str:
    """The address as Telegram keeps it, or nothing when it is none."""
    if re.match(r"(https?|tg|ton)://.", text, re.IGNORECASE):
        is_bare = re.fullmatch(r"https?://[^/?#]+", text, re.IGNORECASE)
        return text + "/" if is_bare else text
    match = re.fullmatch(r"([\w-]+(?:\.[\w-]+)+)(?:/?([/?#].*))?", text)
    return f"http://{match[1]}/{(match[2] or '').removeprefix('/')}" if match else ""
