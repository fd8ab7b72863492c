"""What an answer says: a standard reply made ready for one member, or a teammate's own message sent on as it is.

Invariant: own words go out with the formatting they were written with, files by their Telegram id; nothing is uploaded
or copied. No placeholder that can be filled anywhere reaches a member.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from faq.formatting import html_of
from faq.markup import length
from faq.placeholders import ROOM, fill, only_known, placeholders_of
from handlers.desk.sight import Sight
from handlers.links import post_link
from inbox.entries import Entry
from inbox.errors import Invalid
from inbox.messages import Attachment, Content, Message

CAPTION_LIMIT = 1024
METHODS: dict[Content, str] = {
    "photo": "sendPhoto", "video": "sendVideo", "document": "sendDocument", "voice": "sendVoice",
    "audio": "sendAudio", "animation": "sendAnimation", "sticker": "sendSticker", "video_note": "sendVideoNote",
}  # fmt: skip
WORDLESS = ("sticker", "video_note")
ALBUM = "sendMediaGroup"
TEXT, CAPTION = ("text", "entities", "parse_mode"), ("caption", "caption_entities", "parse_mode")
AS_CAPTION = dict(zip(TEXT, CAPTION, strict=True))
OF_A_FILE = frozenset({*METHODS, *CAPTION, "media"})


@dataclass(frozen=True, slots=True)
class Contents:
    """A Bot API method, its parameters but for the address, and the words as HTML; `typed`: own words as a standard
    reply would have them, where placeholders of them were filled.
    """

    method: str
    params: dict[str, Any]
    html: str
    typed: str = ""


def unfilled(entry: Entry, sight: Sight) -> str:
    """The placeholders that have no value here, as they are written."""
    return _written(placeholders_of(entry.answer) - set(placeholder_values(sight)))


def standard(entry: Entry, sight: Sight) -> Contents:
    """A placeholder without a value here is left standing: whoever sends it asks `unfilled` first."""
    html = fill(entry.answer, placeholder_values(sight))
    if not entry.attachment_content:
        return Contents("sendMessage", {"text": html, "parse_mode": "HTML"}, html)
    kind = cast("Content", entry.attachment_content)
    params = {kind: entry.attachment, "caption": html, "parse_mode": "HTML"}
    return Contents(METHODS[kind], params, html)


def placeholder_values(sight: Sight) -> dict[str, str]:
    first = (sight.conversation.member_name.split() or [""])[0]
    return {"name": first} | ({"post": post_link(sight.post)} if sight.post is not None else {})


def own(message: Message, sight: Sight, skip: int = 0) -> Contents:
    """`skip`: how many characters at its beginning are not part of the answer. Raises `Invalid`."""
    text, entities = _without_head(message, skip)
    html, typed = html_of(text, entities), ""
    words: dict[str, Any] = {"text": text, "entities": entities}
    if placeholders := placeholders_of(text) & ROOM.keys():
        html, typed = _filled(html, placeholders, sight), only_known(html)
        words = {"text": html, "parse_mode": "HTML"}
    attachment = message.attachment
    if attachment is None:
        if message.content != "text" or not text.strip():
            raise Invalid("desk-kind-unsendable")
        return Contents("sendMessage", words, html, typed)
    if attachment.content not in METHODS:
        raise Invalid("desk-kind-unsendable")
    params: dict[str, Any] = {attachment.content: attachment.file_id}
    if text and attachment.content not in WORDLESS:
        if length(html) > CAPTION_LIMIT:
            raise Invalid("desk-caption-long", length=length(html), most=CAPTION_LIMIT)
        params |= {AS_CAPTION[name]: value for name, value in words.items()}
    return Contents(METHODS[attachment.content], params, html, typed)


def _filled(html: str, placeholders: frozenset[str], sight: Sight) -> str:
    values = placeholder_values(sight)
    if missing := placeholders - set(values):
        raise Invalid("desk-placeholder-empty", placeholders=_written(missing))
    return fill(html, values)


def _written(placeholders: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(placeholders))


def _without_head(message: Message, skip: int) -> tuple[str, list[dict[str, Any]]]:
    head = _units(message.text[:skip])
    entities = [dict(one) | {"offset": one["offset"] - head} for one in message.entities if one["offset"] >= head]
    return message.text[skip:], entities


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def with_part(method: str, params: Mapping[str, Any], part: Contents) -> tuple[str, dict[str, Any]]:
    """What was to be sent, and one file more: an album, in which each file keeps its caption."""
    items = params.get("media") or [_item(method, params)]
    around = {name: value for name, value in params.items() if name not in OF_A_FILE}
    return ALBUM, around | {"media": [*items, _item(part.method, part.params)]}


def _item(method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    kind = next(kind for kind, name in METHODS.items() if name == method)
    captions = {name: params[name] for name in CAPTION if name in params}
    return {"type": kind, "media": params[kind]} | captions


def attached(method: str, params: Mapping[str, Any]) -> Attachment | None:
    """The file that a call sends, if any; of an album the first."""
    if method == ALBUM:
        first = params["media"][0]
        return Attachment(first["type"], first["media"])
    kind = next((kind for kind, name in METHODS.items() if name == method), None)
    return None if kind is None else Attachment(kind, params[kind])
