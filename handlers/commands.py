"""How a command is written: `/name`, or `/name@bot` where several listen, and what stands after it.

Absent: which commands there are (see handlers.routes).
"""

import re

from inbox.messages import Message

NAME = re.compile("[a-z][a-z0-9_]{0,31}")
ANY_COMMAND = re.compile(rf"/{NAME.pattern}(@\w+)?(?!\S)", re.IGNORECASE)


def command_of(text: str, username: str) -> tuple[str, str]:
    """The name of the command and what stands after it; nothing when it is no command, or another bot's."""
    if not text.startswith("/"):
        return "", ""
    head, *rest = text[1:].split(maxsplit=1) or [""]
    name, _, addressee = head.partition("@")
    if addressee and addressee.lower() != username.lower():
        return "", ""
    return name.lower(), rest[0].strip() if rest else ""


def is_command(message: Message, username: str) -> bool:
    """Whether there is such a command or not; what was forwarded is somebody else's."""
    return message.origin is None and bool(NAME.fullmatch(command_of(message.text, username)[0]))


def is_any_command(message: Message) -> bool:
    """Whether it begins with a command, to us or to another bot."""
    return message.origin is None and bool(ANY_COMMAND.match(message.text))
