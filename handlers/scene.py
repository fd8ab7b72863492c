"""What a handler is given: the transaction, the time, who we are, the brands' matchers; and where its answers go.

Invariant: a handler reads and writes through `scene.connection` only and never does I/O: what it wants of Telegram it
says with `scene.call`, and the calls are stored in the same transaction.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from faq.matcher import Suggestion
from inbox.calls import Call
from inbox.ids import BrandId
from storage import Connection


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as getMe tells."""

    id: int
    username: str
    name: str = ""
    sees_all_messages: bool = False
    """Privacy mode is off: in groups it sees every message even as a plain member."""


class Library(Protocol):
    """What the brands' matchers know. Safe to ask within a transaction: it never waits for a build."""

    def suggest(self, connection: Connection, brand: BrandId, text: str, language: str) -> tuple[Suggestion, ...]: ...


@dataclass(slots=True)
class Scene:
    connection: Connection
    now: datetime
    me: Me
    library: Library
    calls: list[Call] = field(default_factory=list)

    def call(self, call: Call) -> None:
        self.calls.append(call)
