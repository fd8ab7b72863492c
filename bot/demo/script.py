"""What else the demo's month tells of, read from `community/<language>-stories.toml`: the content plan, guests' photos,
activations, posts of others, tables.

Invariant: days are of the month, from 1, and hours the brand's; when a shorter month is played is for the planning.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from inbox.activations import Mechanic
from inbox.evidence import Kind
from texts import Language


@dataclass(frozen=True, slots=True)
class PlanLine:
    day: int
    at: str
    title: str
    network: str
    format: str


@dataclass(frozen=True, slots=True)
class ContentPlan:
    """`late` is the post, by number, that comes out hours after its minute; `lines` are planned beside the posts."""

    file: str
    heading: str
    responsible: str
    network: str
    format: str
    late: int
    lines: tuple[PlanLine, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """A post that nobody asks about; without a title it was not planned."""

    day: int
    at: str
    text: str
    title: str = ""
    photo: bool = False


@dataclass(frozen=True, slots=True)
class GuestPiece:
    """`asked` are the purposes; `answer` a button (`yes`, `no`), or words, or nothing; `use` is `post` for the extra
    post with the photo, or what is typed; `taken_back` is a day; `stranger` answers in the author's place.
    """

    day: int
    at: str
    caption: str
    asked: str
    answer: str
    album: bool = False
    tagged: bool = False
    use: str = ""
    edit: str = ""
    taken_back: int = 0
    stranger: str = ""


@dataclass(frozen=True, slots=True)
class Game:
    """`until` is a day and an hour; `people` is how many enter."""

    day: int
    at: str
    kind: Mechanic
    text: str
    until: tuple[int, str]
    prize: str
    people: int
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sight:
    """`channel` is its title and its name."""

    day: int
    at: str
    channel: tuple[str, str]
    text: str
    kind: Kind
    network: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SentTable:
    """`month` 0 is the one that is played, 1 the one before it."""

    command: Literal["kpi", "competitors"]
    month: int
    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    plan: ContentPlan
    extras: tuple[Extra, ...]
    pieces: tuple[GuestPiece, ...]
    games: tuple[Game, ...]
    sights: tuple[Sight, ...]
    tables: tuple[SentTable, ...]
    goals: tuple[str, ...]


@cache
def script(language: Language) -> Script:
    told = tomllib.loads(files(__package__).joinpath("community", f"{language}-stories.toml").read_text("utf-8"))
    plan = told["plan"]
    return Script(
        ContentPlan(**plan | {"lines": tuple(PlanLine(**line) for line in plan["lines"])}),
        tuple(Extra(**one) for one in told["extra"]),
        tuple(GuestPiece(**one) for one in told["piece"]),
        tuple(_game(one) for one in told["activation"]),
        tuple(Sight(**one | {"channel": tuple(one["channel"])}) for one in told["sight"]),
        tuple(SentTable(**one | {"text": one["text"].strip()}) for one in told["table"]),
        tuple(told["goals"]),
    )


def _game(told: dict[str, Any]) -> Game:
    day, at = told["until"]
    return Game(**told | {"until": (day, at)})
