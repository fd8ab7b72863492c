"""What the handlers are to the pipeline: pure and synchronous, inside the transaction of what they answer to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from handlers.scene import Effects
from inbox.calls import Call
from inbox.events import Event
from storage import Connection


class Router(Protocol):
    """The calls that come back are put to the outbox in the same transaction."""

    def handle(self, connection: Connection, event: Event, now: datetime) -> Sequence[Call]: ...

    def tick(self, connection: Connection, now: datetime) -> Sequence[Call]:
        """What time alone brings about."""

    def job(self, connection: Connection, kind: str, params: Mapping[str, Any], now: datetime) -> Effects:
        """Long work, on a connection that only reads."""

    def job_failed(self, connection: Connection, params: Mapping[str, Any], now: datetime) -> Sequence[Call]:
        """It came to nothing by a fault of ours: whoever asked for it is told."""
