"""A call to a method, with its parameters brought to one form.

Clients send a number as 5, "5" or a form field, an object as JSON or as text that holds JSON; here each parameter has
one type, so a recorded call compares equal whichever library made it.
Invariant: text that people read is never taken for JSON.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.standin.refusals import bad_request, not_found
from bot.standin.wire import Json

NUMBERS = {
    "chat_id", "from_chat_id", "user_id", "message_id", "message_thread_id", "reply_to_message_id", "offset",
    "limit", "timeout", "direct_messages_topic_id", "max_connections", "cache_time", "expire_date", "member_limit",
    "icon_color", "duration", "open_period", "close_date", "width", "height", "length", "correct_option_id",
}  # fmt: skip
FLAGS = {
    "show_alert", "disable_notification", "protect_content", "drop_pending_updates", "is_anonymous",
    "allows_multiple_answers", "creates_join_request", "disable_web_page_preview", "is_big",
    "allow_sending_without_reply", "is_closed", "allows_revoting",
}  # fmt: skip
OBJECTS = {
    "reply_markup", "entities", "caption_entities", "reply_parameters", "allowed_updates", "media", "options",
    "commands", "scope", "link_preview_options", "reaction", "message_ids", "permissions",
    "correct_option_ids",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """What was called, with which parameters; lower-case method names are not told apart from camel case."""

    method: str
    params: Json = field(default_factory=dict)

    def text(self, name: str) -> str:
        return str(self.params.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        value = self.params.get(name, default)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        return bool(self.params.get(name, False))

    def object(self, name: str) -> Any:
        return self.params.get(name)

    @property
    def is_sending(self) -> bool:
        """Whether it puts a message into a chat."""
        name = self.method.lower()
        return name.startswith(("send", "copy", "forward")) and name != "sendchataction"

    @property
    def chat_id(self) -> int | str:
        if "chat_id" not in self.params or self.params["chat_id"] == "":
            raise bad_request("chat_id is empty")
        chat_id: int | str = self.params["chat_id"]
        if isinstance(chat_id, str) and not chat_id.startswith("@"):
            raise not_found("chat")
        return chat_id

    def upload(self, name: str) -> "Upload | str | None":
        """A file parameter: what was uploaded, in its own field or as attach://field, or a file id or address."""
        value = self.params.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.params.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload | str) else None


def read(method: str, given: Json) -> Call:
    """The call with every parameter in its one type."""
    return Call(method, {name: _typed(name, value) for name, value in given.items() if value is not None})


def _typed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in NUMBERS:
        return int(value) if value.lstrip("-").isascii() and value.lstrip("-").isdigit() else value
    if name in FLAGS:
        return value.lower() in ("true", "1", "yes", "on")
    return _parsed(name, value) if name in OBJECTS else value


def _parsed(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None
