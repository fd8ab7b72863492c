"""Which column of an imported table means what: names known beforehand, and what a person said of the others.

Invariant: a name that is not known is asked about, never guessed. `mapping` answers: the column name -> a field, or ""
to leave it out; it is what a brand remembers for next month.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Literal

from report.grids import Row, Value, width
from texts import Language

Kind = Literal["plan", "kpi", "competitors"]
FIGURE = "figure"
"""The field of a KPI column that no catalogue knows: a figure under its own name."""
LOOKED_AT = 15


@dataclass(frozen=True, slots=True)
class Column:
    """`letter` as the spreadsheet shows it; `group` is the wider heading above; `field` None means: ask."""

    at: int
    name: str
    group: str
    field: str | None
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 # slow to import; the bot starts without

        return str(get_column_letter(self.at + 1))


@cache
def catalogue_of(kind: Kind) -> Mapping[str, Mapping[Language, Sequence[str]]]:
    """Fields in their order, each with its names; the first one heads the template."""
    loaded = tomllib.loads((files("report") / "templates" / "columns.toml").read_text("utf-8"))
    found: Mapping[str, Mapping[Language, Sequence[str]]] = loaded[kind]
    return found


def fields(kind: Kind) -> tuple[str, ...]:
    """What a column may be mapped to."""
    return (*catalogue_of(kind), *((FIGURE,) if kind == "kpi" else ()))


@cache
def _names(kind: Kind) -> Mapping[str, str]:
    return {
        normal(name): field
        for field, languages in catalogue_of(kind).items()
        for names in languages.values()
        for name in names
    }


def field_meant(kind: Kind, said: str) -> str | None:
    """The field that a person names by its key or by any heading; "" leaves the column out, None is none of them."""
    said = said.strip()
    if said in {"", "-", "—"}:
        return ""
    return said.lower() if said.lower() in fields(kind) else _names(kind).get(normal(said))


def normal(name: str) -> str:
    """Lower case, one kind of е, no punctuation, single spaces."""
    return " ".join(re.sub(r"[^\w\s]", " ", name.lower().replace("ё", "е")).split())


def heading_row(rows: Sequence[Row], kind: Kind, mapping: Mapping[str, str]) -> int:
    """Where the headings stand: the row with most known names among the first, else the first with two texts."""
    known = {*_names(kind), *map(normal, mapping)}
    head = rows[:LOOKED_AT]
    scores = [sum(isinstance(cell, str) and normal(cell) in known for cell in row.cells) for row in head]
    if max(scores, default=0):
        return scores.index(max(scores))
    return next((at for at, row in enumerate(head) if sum(isinstance(cell, str) for cell in row.cells) > 1), 0)


def columns(rows: Sequence[Row], heading: int, kind: Kind, mapping: Mapping[str, str]) -> tuple[Column, ...]:
    said = {normal(name): field for name, field in mapping.items()}
    names = {**_names(kind), **said}
    above = _groups(rows[heading - 1] if heading else None, width(rows))
    found = []
    for at, (cell, group) in enumerate(zip_longest(rows[heading].cells, above)):
        name = "" if cell is None else str(cell)
        samples = _samples(rows[heading + 1 :], at)
        if name or samples:
            found.append(Column(at, name, group or "", names.get(normal(name)) if name else None, samples))
    return tuple(found)


def _groups(row: Row | None, count: int) -> list[str]:
    """A heading over several columns goes on until the next; a single one is the table's title and heads nothing."""
    if row is None or len({cell for cell in row.cells if cell is not None}) < 2:
        return [""] * count
    groups: list[str] = []
    for cell in row.cells:
        groups.append(str(cell) if cell is not None else groups[-1] if groups else "")
    return groups


def _samples(rows: Sequence[Row], at: int) -> tuple[str, ...]:
    filled = (row.cells[at] for row in rows[:50] if at < len(row.cells) and row.cells[at] is not None)
    return tuple(str(cell) for cell, _ in zip(filled, range(3), strict=False))


def at(row: Row, column: Column) -> Value:
    return row.cells[column.at] if column.at < len(row.cells) else None
