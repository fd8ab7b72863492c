"""A message that stands in a chat, as a test looks at it.

Invariant: `raw` is replaced whole at every edit and never changed in place, because updates and answers hold on to
it.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.standin.wire import Json

if TYPE_CHECKING:  # a chat holds messages, a message knows its chat
    from bot.standin.chat import Chat

MARKS = {
    "photo": "[photo]", "video": "[video]", "animation": "[animation]", "voice": "[voice]", "audio": "[audio]",
    "video_note": "[video note]", "sticker": "[sticker]", "document": "[document]", "contact": "[contact]",
    "location": "[location]", "poll": "[poll]", "dice": "[dice]",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Message:
    """One message; `copy` is a channel post's automatic forward in the discussion group."""

    chat: "Chat"
    raw: Json
    copy: "Message | None" = None
    is_bots: bool = False  # sent by the bot itself
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    voters: dict[int, list[int]] = field(default_factory=dict)
    edits: int = 0
    former: list[Json] = field(default_factory=list)  # as it stood before each edit
    _edits_seen: int = field(default=0, repr=False)

    @property
    def id(self) -> int:
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text", self.raw.get("caption", "")))

    @property
    def thread(self) -> int | None:
        return self.raw.get("message_thread_id")

    @property
    def sender_name(self) -> str:
        sender = self.raw.get("sender_chat") or self.raw.get("from") or self.raw["chat"]
        if "sender_business_bot" in self.raw:
            sender = self.raw["sender_business_bot"]
        return str(sender.get("title") or " ".join(filter(None, (sender["first_name"], sender.get("last_name")))))

    @property
    def keyboard(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[list[str]]:
        """The words on the buttons, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard]

    @property
    def data(self) -> list[str]:
        """The callback data of all buttons, in reading order."""
        return [button["callback_data"] for row in self.keyboard for button in row if "callback_data" in button]

    @property
    def line(self) -> str:
        """As the transcript shows it: who, what it carries, the words, a row of buttons a line."""
        marks = [
            mark
            for key, mark in MARKS.items()
            if key in self.raw and not (key == "document" and "animation" in self.raw)
        ]
        asked = self.raw.get("poll", {}).get("question")
        said = " ".join(filter(None, [f"{self.sender_name}:", *marks, asked, self.text]))
        return "\n".join([said, *(" ".join(f"[{text}]" for text in row) for row in self.buttons)])

    def replace(self, raw: Json) -> None:
        self.former.append(self.raw)
        self.raw = raw
        self.edits += 1

    async def edited(self) -> "Message":
        """Wait for the next edit that no earlier call has waited for."""
        await self.chat.ground.bell.until(lambda: self.edits > self._edits_seen)
        self._edits_seen += 1
        return self
