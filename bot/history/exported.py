"""One message of an export as the message that a bot would have been told.

Invariant: the date is `date_unixtime`; exports of before June 2022 have only the local time of the exporting computer,
read in the time zone given. A message without a date or number is None: passed over and counted.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.history.export import bot_api_id
from inbox.ids import TelegramId
from inbox.messages import Attachment, Content, Message, Person, Place, ReplyTo

MEDIA: dict[str, Content] = {
    "sticker": "sticker",
    "voice_message": "voice",
    "video_message": "video_note",
    "video_file": "video",
    "animation": "animation",
    "audio_file": "audio",
}
KEYS: dict[str, Content] = {
    "photo": "photo",
    "poll": "poll",
    "contact_information": "contact",
    "location_information": "location",
    "file": "document",
}


@dataclass(slots=True)
class Reader:
    """`zone`: of exports without `date_unixtime`. `team`: names and ids (`Bob`, `user11`) who speak for the brand; a
    channel among them is the brand's own, and what it wrote by itself are copies of its posts. `team_seen` gathers
    those of them that have written, `team_ids` their ids.
    """

    place: Place
    zone: ZoneInfo
    team: frozenset[str] = frozenset()
    team_seen: set[str] = field(default_factory=set)
    team_ids: set[int] = field(default_factory=set)

    def message(self, raw: dict[str, Any]) -> Message | None:
        """None for service messages and for what has no number or date."""
        sent_at = self._date(raw)
        number = raw.get("id")
        if raw.get("type") != "message" or sent_at is None or not isinstance(number, int):
            return None
        person, sender_chat = self._sender(raw)
        reply_to = raw.get("reply_to_message_id")
        named = self.team & {str(raw.get("from")), str(raw.get("from_id"))}
        is_own_channel = bool(named) and sender_chat is not None and sender_chat.id != self.place.id
        message = Message(
            place=self.place,
            message_id=number,
            sent_at=sent_at,
            person=person,
            sender_chat=sender_chat,
            text=text_of(raw.get("text")),
            content=content_of(raw),
            attachment=_attachment(raw),
            reply_to=ReplyTo(reply_to) if isinstance(reply_to, int) else None,
            is_automatic_forward=is_own_channel and reply_to is None,
            is_automatic="via_bot" in raw,
        )
        if named:
            self.team_seen |= named
            self.team_ids.add(message.sender_id)
        return message

    def _date(self, raw: dict[str, Any]) -> datetime | None:
        try:
            if "date_unixtime" in raw:
                return datetime.fromtimestamp(int(raw["date_unixtime"]), UTC)
            return datetime.fromisoformat(raw["date"]).replace(tzinfo=self.zone).astimezone(UTC)
        except (KeyError, TypeError, ValueError, OverflowError):
            return None

    def _sender(self, raw: dict[str, Any]) -> tuple[Person | None, Place | None]:
        name = str(raw.get("from") or "")
        marked = str(raw.get("from_id") or "")
        bare = int("".join(letter for letter in marked if letter.isdigit()) or 0)
        if marked.startswith("channel"):
            if bot_api_id(bare, "supergroup") == self.place.id:
                return None, self.place
            return None, Place(bot_api_id(bare, "channel"), "channel", name)
        return Person(TelegramId(bare), name), None


def text_of(text: Any) -> str:
    """A string, or an array that mixes strings and `{type, text}`."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in text if part)
    return ""


def content_of(raw: dict[str, Any]) -> Content:
    if "media_type" in raw:
        return MEDIA.get(str(raw["media_type"]), "other")
    return next((content for key, content in KEYS.items() if key in raw), "text")


def _attachment(raw: dict[str, Any]) -> Attachment | None:
    """Files of an export are not Telegram's: only their name is known."""
    file = raw.get("file") or raw.get("photo")
    return Attachment(content_of(raw), "", name=str(file).rsplit("/", 1)[-1]) if file else None
