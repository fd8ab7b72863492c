"""What a handler is given: the transaction, the time, who we are, the brands' matchers; and where its answers go.

Invariant: a handler reads and writes through `scene.connection` only and never does I/O: what it wants of Telegram it
says with `scene.call`, and the calls are stored in the same transaction. What it cannot do it refuses by raising one of
`inbox.errors`, which the router turns into words.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from faq.matcher import Suggestion
from inbox.calls import Call
from inbox.entries import Language
from inbox.ids import BrandId, ConversationId, EntryId
from storage import Connection
from storage.messages import Source


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as getMe tells. `sees_all_messages`: privacy mode is off; `is_plugged`: into a host that has
    commands and buttons of its own.
    """

    id: int
    username: str
    name: str = ""
    sees_all_messages: bool = False
    is_plugged: bool = False


class Library(Protocol):
    """The brands' matchers, each kept in step with its brand's library."""

    def suggest(
        self, connection: Connection, brand: BrandId, text: str, language: Language
    ) -> tuple[Suggestion, ...]: ...

    def search(self, connection: Connection, brand: BrandId, text: str, limit: int) -> tuple[EntryId, ...]:
        """The likeliest entries, however unlikely."""
        ...

    def unwanted(self, connection: Connection, brand: BrandId, text: str) -> tuple[EntryId, ...]:
        """The entries that the team has dismissed for messages like this one, so often that they are not suggested."""
        ...

    def keep_up(self, connection: Connection) -> None:
        """The libraries may have changed since."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a job that needs no database: `say` goes out before it, if anybody waits."""

    say: Call | None
    work: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a job comes to: its steps, done one by one, then its calls and writes, with its end in one transaction."""

    calls: list[Call] = field(default_factory=list)
    writes: list[Callable[[Connection], None]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    connection: Connection
    now: datetime
    me: Me
    library: Library
    source: Source = "live"
    """Whether the messages are told as they are written, or imported: then nobody is called to the desk."""
    calls: list[Call] = field(default_factory=list)
    changed: dict[ConversationId, bool] = field(default_factory=dict)
    """Conversations whose cards have to follow, once all is done; True: as new cards."""
    writes: list[Callable[[Connection], None]] = field(default_factory=list)
    """Of a job, which itself only reads."""
    steps: list[Step] = field(default_factory=list)
    """Of a job."""

    def call(self, call: Call) -> None:
        self.calls.append(call)
