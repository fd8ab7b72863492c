"""Who asks for what, and where; and the shapes of the tables in handlers.routes that say what can be asked for.

Invariant: `brand` is the one brand that the request is about, and `role` is the asker's role in that brand (where no
brand is meant: the highest that they have in any); a request about a brand in which the asker has no role is refused
before a handler sees it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.scene import Scene
from inbox.errors import NotFound
from inbox.events import CallSettled
from inbox.ids import BrandId
from inbox.messages import Message, Person
from storage.chats import Chat, Purpose
from storage.team import Role
from texts import Catalogue

TEAM: frozenset[Role] = frozenset({"manager", "lead", "owner"})
LEADS: frozenset[Role] = frozenset({"lead", "owner"})
LONGEST = 15
"""Digits of a row's number; more would be no number of a database."""
EVERYBODY: frozenset[Role] = TEAM | {"client"}


@dataclass(frozen=True, slots=True)
class Request:
    """A command (`message` is what was written, `args` what stood after the command) or a press of a button
    (`press_id`, `card` is the message that carried it, `args` what stood in it after the verb).
    """

    person: Person
    chat: Chat
    brand: BrandId | None
    role: Role | None
    texts: Catalogue
    args: str = ""
    message: Message | None = None
    press_id: str = ""
    card: int | None = None

    @property
    def words(self) -> list[str]:
        return self.args.split()

    @property
    def parts(self) -> list[str]:
        """What a button carries after its verb: `pv:12:3` has the parts 12 and 3."""
        return self.args.split(":")

    def part(self, place: int) -> str:
        """Raises `NotFound` where a button of another version, or a forged one, carries less."""
        if place >= len(self.parts):
            raise NotFound("stale-button")
        return self.parts[place]

    def number(self, place: int = 0) -> int:
        """A number that a row can have. Raises `NotFound` for anything else."""
        number = row_number(self.part(place))
        if number is None:
            raise NotFound("stale-button")
        return number


def row_number(text: str) -> int | None:
    """A number that a row can have."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


DESK: frozenset[Purpose] = frozenset({"desk", "private"})
GROUPS: frozenset[Purpose] = frozenset({"desk", "unbound", "community"})
ANYWHERE: frozenset[Purpose] = DESK | GROUPS

Act = Callable[[Scene, Request], None]


@dataclass(frozen=True, slots=True)
class Command:
    """`/name`; its words in the catalogues are `command-<name>` and, with arguments, `usage-<name>`.

    `roles`: who may; empty means anybody, a member too. `needs_brand`: it is about one brand, which must be known.
    """

    name: str
    act: Act
    roles: frozenset[Role]
    places: frozenset[Purpose] = DESK
    needs_brand: bool = True


@dataclass(frozen=True, slots=True)
class Press:
    """A button that carries `verb:…`. What it is about must be of the request's brand: the handler checks that."""

    verb: str
    act: Act
    roles: frozenset[Role]
    needs_brand: bool = True


Continue = Callable[[Scene, Request, Mapping[str, Any]], None]
"""Goes on with a dialogue: the request's message is what the person said, then the dialogue's state."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the bot has asked in a dialogue: who may answer it still. A `file` is waited for, or words."""

    hear: Continue
    roles: frozenset[Role]
    needs_brand: bool = True
    file: bool = False


Work = Callable[[Scene, Mapping[str, Any]], None]
"""Does a job with these params; it reads only; see `scene.Effects` for what it may come to."""

Settle = Callable[[Scene, CallSettled], None]
