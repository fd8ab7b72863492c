"""The way out: a Bot API call as raw JSON, made by whichever Telegram library is at hand.

Invariant: `DeliveryFailed` says whether the call can have been made: `permanent` and `retry_after` mean no, `ambiguous`
means nobody knows, neither means that Telegram was not reached. docs/decisions/0002-raw-json-both-ways.md says why raw.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Protocol

Upload = tuple[str, bytes]
"""A file's name and content; it goes where a parameter is `ATTACHED`."""

ATTACHED = "attach://upload"
TEMPORARY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS)
"""Refusals that are not the call's own fault: a token, a second poller, too many calls."""


class DeliveryFailed(Exception):
    """A call that brought no result; `code` is the Bot API's error code where it answered."""

    def __init__(
        self,
        reason: str,
        *,
        code: int = 0,
        ambiguous: bool = False,
        retry_after: float | None = None,
        migrate_to: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code
        self.ambiguous = ambiguous or code >= HTTPStatus.INTERNAL_SERVER_ERROR
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    @property
    def permanent(self) -> bool:
        """Telegram will never do it."""
        return 400 <= self.code < 500 and self.code not in TEMPORARY and self.retry_after is None


class Messenger(Protocol):
    """Both raise `DeliveryFailed` and nothing else."""

    async def call(self, method: str, params: Mapping[str, Any], upload: Upload | None = None) -> Any:
        """The `result` of the Bot API's answer; a `timeout` parameter (of a long poll) lengthens the patience."""

    async def download(self, file_id: str) -> bytes: ...
