"""What a report is made of: a few kinds of blocks that every form can say in its own way.

Invariant: a cell holds the words for people and the bare value for machines side by side; a form never computes. Texts
are plain: a form escapes them for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inbox.facts import Mark
from report.spread import Ids

Kind = Literal["text", "count", "average", "money", "duration", "share", "fine_share"]
"""What a cell's value is: `money` in whole units, a `fine_share` is a share so small that its hundredths matter."""
Tone = Literal["", "good", "bad", "muted"]
Value = float | str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """`listing` names the list of messages behind the figure, `sub` is a remark in small print under it."""

    text: str
    kind: Kind = "text"
    value: Value = None
    listing: str = ""
    href: str = ""
    sub: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large: its name, what it stands on, and how it moved."""

    name: str
    figure: Cell
    note: str
    change: Cell | None = None


@dataclass(frozen=True, slots=True)
class Tiles:
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    title: str
    points: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`bars` stand (stacked where there are several series), `rows` lie, `line` goes over months."""

    kind: Literal["bars", "rows", "line"]
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Seven rows (from Monday) of 24 hours; an empty cell has no value."""

    title: str
    weekdays: tuple[str, ...]
    incoming: tuple[tuple[Cell, ...], ...]
    response: tuple[tuple[Cell, ...], ...]
    note: str = ""


Block = Tiles | Paragraph | Bullets | Table | Chart | HeatMap


@dataclass(frozen=True, slots=True)
class Section:
    """One of the nine items."""

    number: int
    title: str
    mark: Mark
    mark_text: str
    summary: str
    blocks: tuple[Block, ...]

    @property
    def is_done(self) -> bool:
        return self.mark != "no_data"


RegisterName = Literal["waits", "talks", "hints", "uses", "answers", "topics", "entries"]
"""What a figure may be made of: waits, conversations, messages with suggestions, standard replies as they were sent,
all answers, questions that the library lacks, and the library's entries.
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands behind a figure: rows of one register."""

    id: str
    title: str
    register: RegisterName
    rows: Ids


@dataclass(frozen=True, slots=True)
class Register:
    """Rows by their number, in the order in which they happened; `wide` are the columns that hold people's words."""

    name: RegisterName
    title: str
    columns: tuple[str, ...]
    wide: frozenset[int]
    rows: Mapping[int, tuple[Cell, ...]]
