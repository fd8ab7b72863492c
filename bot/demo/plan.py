"""What will happen in the month, as values in order of time. Who acts is a number or a role, and becomes a person when
it is played.

Invariant: a plan is a function of community, month, length and seed; nothing in it knows the program.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.demo.community import Topic

Where = Literal["group", "comment", "private", "business", "direct"]
Mate = int
"""A teammate: 0 is the lead, the managers follow."""
How = Literal["suggestion", "edited", "own", "command", "native", "anonymous", "channel"]
Media = Literal["", "photo", "voice", "sticker", "album"]


@dataclass(frozen=True, slots=True)
class Matter:
    """What one member wants to know, in one place."""

    number: int
    where: Where
    member: int
    topic: Topic
    post: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    at: datetime


@dataclass(frozen=True, slots=True)
class Asks(Happening):
    """A message that needs an answer."""

    matter: Matter
    text: str
    media: Media = ""


@dataclass(frozen=True, slots=True)
class Thanks(Happening):
    matter: Matter
    text: str


@dataclass(frozen=True, slots=True)
class Edits(Happening):
    """The member corrects the question."""

    matter: Matter
    text: str


@dataclass(frozen=True, slots=True)
class Talks(Happening):
    """Members among themselves."""

    member: int
    text: str
    media: Media = ""
    post: int | None = None
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class Answers(Happening):
    matter: Matter
    by: Mate
    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Races(Happening):
    """Two teammates look at the same card; one presses, the other is told who was faster."""

    matter: Matter
    by: Mate
    other: Mate


@dataclass(frozen=True, slots=True)
class Touches(Happening):
    """A teammate presses a button on the card: `tk`, `rs`, `ro` and the like, `sz:1h` within a menu."""

    matter: Matter
    by: Mate
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes(Happening):
    matter: Matter
    by: Mate
    text: str


@dataclass(frozen=True, slots=True)
class Spams(Happening):
    member: int
    text: str


@dataclass(frozen=True, slots=True)
class LooksThrough(Happening):
    """A teammate goes through the desk: cards of what is no question or spam, and what was missed."""

    by: Mate


@dataclass(frozen=True, slots=True)
class Publishes(Happening):
    post: int


@dataclass(frozen=True, slots=True)
class Commands(Happening):
    """A teammate types a command on the desk."""

    by: Mate
    text: str


@dataclass(frozen=True, slots=True)
class Restarts(Happening):
    """The program is stopped, and started again at `until`; what people write between waits at Telegram."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Places(Happening):
    """A teammate makes an invite link to the channel for a placement."""

    by: Mate
    text: str


@dataclass(frozen=True, slots=True)
class Joins(Happening):
    """Somebody joins the channel, by the link of the placement with that text if there is one."""

    member: int
    placement: str = ""


@dataclass(frozen=True, slots=True)
class Leaves(Happening):
    member: int


@dataclass(frozen=True, slots=True)
class Reacts(Happening):
    """To the newest message of the group."""

    member: int
    emoji: str


@dataclass(frozen=True, slots=True)
class Likes(Happening):
    """A post has so many reactions by now; Telegram doesn't say whose."""

    post: int
    number: int


@dataclass(frozen=True, slots=True)
class SetsHours(Happening):
    """The owner changes the brand's hours, from the next day on."""

    text: str


@dataclass(frozen=True, slots=True)
class Approves(Happening):
    """The client approves what the team has drafted."""


@dataclass(frozen=True, slots=True)
class HourStrikes(Happening):
    """Time alone: snoozes end, cards grow old, silence closes."""


Plan = Sequence[Happening]
"""In order of time."""
