"""A Bot API call that we decided on: what the outbox holds and delivery makes.

Raw JSON comes in, raw JSON goes out: `method` and `params` are the Bot API's own, so no second model of it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

UNORDERED = 0
"""The lane of calls that need no order: answers to button presses, questions to Telegram."""

REPEATABLE = ("answerCallbackQuery", "edit", "get", "set", "delete", "download", "pin", "unpin")
"""Beginnings of the methods that may be made twice without harm."""


@dataclass(frozen=True, slots=True)
class Call:
    """`lane`: the Telegram id of the chat whose order it keeps. `purpose` names the handler of its `CallSettled`, which
    gets `subject` back; without a purpose nobody waits for the result. A newer call with the same `coalesce` takes the
    place of one that has not been started. `to_member`: may be seen by a member, so it is never made twice.
    `upload` is sent as the file of the parameter whose value is `"attach://upload"`.
    """

    method: str
    params: Mapping[str, Any]
    lane: int = UNORDERED
    purpose: str = ""
    subject: Mapping[str, Any] = field(default_factory=dict)
    coalesce: str = ""
    to_member: bool = False
    upload: bytes | None = None
    upload_name: str = ""
    not_before: datetime | None = None

    @property
    def is_repeatable(self) -> bool:
        return self.method.startswith(REPEATABLE)
