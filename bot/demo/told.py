"""What the demo lets on while it plays, for whoever watches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and the team's answer; `options` is how many standard replies the card offered."""

    asked_at: datetime
    waited: timedelta
    place: str
    member: str
    question: str
    options: int
    teammate: str
    answer: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something else that happened, as a key of the catalogues with its values."""

    at: datetime
    key: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Watcher:
    """`step`: what is being done now, as a key of the catalogues."""

    step: Callable[[str], None] = lambda _: None
    day: Callable[[date], None] = lambda _: None
    exchange: Callable[[Exchange], None] = lambda _: None
    event: Callable[[Event], None] = lambda _: None
