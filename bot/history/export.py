"""From the export's JSON to messages, one at a time.

Shapes: one chat (`{name, type, id, messages}`) or a whole account (`chats.list`, `left_chats.list`). Raises `Invalid`
for what is no export, or a damaged or truncated one, once all that could be read has been given.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

import ijson

from bot.history.repair import RepairedStream
from inbox.errors import Invalid
from inbox.ids import TelegramId
from inbox.messages import ChatKind, Place

KINDS: dict[str, ChatKind] = {
    "private_group": "group",
    "private_supergroup": "supergroup",
    "public_supergroup": "supergroup",
    "private_channel": "channel",
    "public_channel": "channel",
    "personal_chat": "private",
}
"""Kinds of chats that a brand's community can be; `saved_messages` and `bot_chat` are none."""

BASES = ("", "chats.list.item.", "left_chats.list.item.")
HEAD = ("name", "type", "id")
SUPERGROUP_OFFSET = -(10**12)


@dataclass(frozen=True, slots=True)
class ExportedChat:
    """A chat as the export heads it. `is_alone`: the export is of this chat only, not of a whole account."""

    place: Place
    is_importable: bool
    is_alone: bool


def bot_api_id(bare: int, kind: ChatKind) -> TelegramId:
    """The export's bare id as the Bot API writes it: `-100…` for channels and supergroups, `-id` for basic groups."""
    if kind in ("supergroup", "channel"):
        return TelegramId(SUPERGROUP_OFFSET - bare)
    return TelegramId(-bare if kind == "group" else bare)


def read_export(
    path: Path, on_read: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[ExportedChat, dict[str, Any] | None]]:
    """Each chat with None when it begins, then with each of its messages, as they stand in the file."""
    with path.open("rb") as file:
        try:
            yield from _read(RepairedStream(file, on_read))
        except (ijson.JSONError, UnicodeDecodeError) as error:
            if not path.stat().st_size:
                raise Invalid("export-empty") from error
            place = _place(error)
            raise (Invalid("export-damaged", place=place) if place else Invalid("export-truncated")) from error


def _read(stream: RepairedStream) -> Iterator[tuple[ExportedChat, dict[str, Any] | None]]:
    walk = _Walk()
    for prefix, event, value in ijson.parse(cast(BinaryIO, stream)):
        if walk.message is not None:
            walk.message.event(event, value)
            if event == "end_map" and prefix == walk.message_prefix:
                yield walk.chat(), walk.message.value
                walk.message = None
        elif walk.steps_on(prefix, event, value):
            yield walk.chat(), None
    if not walk.is_export:
        raise Invalid("export-foreign")


@dataclass(slots=True)
class _Walk:
    """Where in the file we are: the head of the chat, and the message being built."""

    head: dict[str, Any] = field(default_factory=dict)
    base: str = ""
    message: ijson.ObjectBuilder | None = None
    message_prefix: str = ""
    is_export: bool = False

    def steps_on(self, prefix: str, event: str, value: Any) -> bool:
        """Take a step outside of messages; True when the messages of a chat begin."""
        base, _, name = prefix.rpartition(".")
        base = f"{base}." if base else ""
        if base in BASES and name in HEAD and event in ("string", "number", "null"):
            self.head[name] = value
        elif prefix.removesuffix("messages.item") in BASES and event == "start_map" and name == "item":
            self._begin_message(prefix)
        elif event == "end_map" and f"{prefix}." in BASES:
            self.head = {}
        begins = base in BASES and name == "messages" and event == "start_array"
        self.base = base if begins else self.base
        self.is_export = self.is_export or begins
        return begins

    def _begin_message(self, prefix: str) -> None:
        self.message, self.message_prefix = ijson.ObjectBuilder(), prefix
        self.message.event("start_map", None)

    def chat(self) -> ExportedChat:
        kind = KINDS.get(str(self.head.get("type")))
        name = str(self.head.get("name") or "")
        number = bot_api_id(int(self.head.get("id") or 0), kind or "private")
        return ExportedChat(Place(number, kind or "private", name), kind is not None, not self.base)


def _place(error: Exception) -> str:
    """The words of the file at which the parser stopped; none where the file ends."""
    lines = str(error).replace("\\n", "\n").splitlines()
    return lines[1].strip()[:80] if len(lines) > 1 else str(error)[:80]
