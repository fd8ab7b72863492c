"""The fields of a message, from what was said: words, attachment, reply, quote, forward.

Invariant: pure; nothing here numbers, stores or publishes.
"""

from bot.standin.formatting import Formatted, plain
from bot.standin.media import Attachment, Files
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.wire import Json, utf16

Origin = Message | Person | str


def worded(said: Formatted, *, caption: bool = False) -> Json:
    """A text or caption with its entities; nothing for no words."""
    if not said.text:
        return {}
    names = ("caption", "caption_entities") if caption else ("text", "entities")
    return {names[0]: said.text} | ({names[1]: said.entities} if said.entities else {})


def content(text: str, attachment: Attachment | None, files: Files) -> Json:
    if attachment is None:
        return worded(plain(text))
    return attachment.shown(files) | worded(plain(text), caption=True)


def answered(message: Message, quote: str | None = None) -> Json:
    """A reply to `message`; Telegram shows one level of replies only."""
    fields: Json = {"reply_to_message": {key: value for key, value in message.raw.items() if key != "reply_to_message"}}
    if quote is not None:
        position = utf16(message.text[: message.text.index(quote)])
        fields["quote"] = {"text": quote, "position": position, "is_manual": True}
    return fields


def forwarded(origin: Origin, date: int) -> Json:
    """Where a forward came from: a message, a person, or only the name of one who hides."""
    if isinstance(origin, Message):
        return {"forward_origin": _origin_of(origin.raw)}
    if isinstance(origin, Person):
        return {"forward_origin": {"type": "user", "date": date, "sender_user": origin.user}}
    return {"forward_origin": {"type": "hidden_user", "date": date, "sender_user_name": origin}}


def _origin_of(raw: Json) -> Json:
    if "forward_origin" in raw:
        origin: Json = raw["forward_origin"]
        return origin
    date = {"date": raw["date"]}
    if raw["chat"]["type"] == "channel":
        signed = {key: raw[key] for key in ("author_signature",) if key in raw}
        return {"type": "channel", **date, "chat": raw["chat"], "message_id": raw["message_id"]} | signed
    if "sender_chat" in raw:
        return {"type": "chat", **date, "sender_chat": raw["sender_chat"]}
    return {"type": "user", **date, "sender_user": raw["from"]}
