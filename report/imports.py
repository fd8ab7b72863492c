"""Content plans, KPIs and competitors, read from the tables that people keep.

Invariant: good rows are read, bad ones are told with place and remedy, unknown columns are handed back to be asked
about; nothing is guessed and nothing is dropped in silence.

Errors: `Invalid` when the file holds no table at all (see `grids`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from typing import TypeVar

from inbox.errors import Problem
from report.amounts import Amount, amount, clock, day
from report.columns import FIGURE, Column, Kind, at, catalogue_of, columns, heading_row
from report.grids import Grid, Row, Value, read_grid
from texts import Language

Read = TypeVar("Read")
METRICS = ("reach", "views", "er", "followers", "growth", "clicks", "conversions", "leads", "spend")
REQUIRED: Mapping[Kind, tuple[str, ...]] = {"plan": ("date", "title"), "kpi": (), "competitors": ("name",)}


@dataclass(frozen=True, slots=True)
class PlanEntry:
    row: int
    on: date
    title: str
    network: str = ""
    format: str = ""
    status: str = ""
    link: str = ""
    at: time | None = None


@dataclass(frozen=True, slots=True)
class KpiEntry:
    """`metric` is a field of the catalogue, or the name that the table itself uses."""

    row: int
    network: str
    metric: str
    value: Amount
    before: Amount | None = None
    goal: Amount | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CompetitorEntry:
    row: int
    name: str
    network: str = ""
    followers: Amount | None = None
    posts: Amount | None = None
    er: Amount | None = None
    note: str = ""


Entry = PlanEntry | KpiEntry | CompetitorEntry


@dataclass(frozen=True, slots=True)
class Imported:
    """`unknown` are the columns to ask about; `mapping` is worth remembering once they are answered."""

    kind: Kind
    entries: tuple[Entry, ...]
    unknown: tuple[Column, ...]
    problems: tuple[Problem, ...]
    mapping: Mapping[str, str]


class Reader:
    """One table in reading; what is wrong gathers in `problems`."""

    def __init__(self, grid: Grid, found: Sequence[Column], year: int) -> None:
        self._grid = grid
        self._year = year
        self.columns = found
        self.by_field = {column.field: column for column in reversed(found) if column.field}
        self.problems: list[Problem] = []

    def text(self, row: Row, field: str) -> str:
        column = self.by_field.get(field)
        cell = at(row, column) if column else None
        return "" if cell is None else str(cell)

    def amount(self, row: Row, column: Column | None) -> Amount | None:
        decimal = self._grid.comma_is_decimal
        return self._read(row, column, lambda cell: amount(cell, comma_is_decimal=decimal), "report-import-bad-number")

    def day(self, row: Row) -> date | None:
        return self._read(row, self.by_field["date"], lambda cell: day(cell, self._year), "report-import-bad-date")

    def clock(self, row: Row) -> time | None:
        """In a column of its own, else behind the date."""
        column = self.by_field.get("time")
        alone = self._read(row, column, clock, "report-import-bad-time")
        return alone if alone is not None else self._read(row, self.by_field["date"], clock, "report-import-bad-time")

    def _read(self, row: Row, column: Column | None, read: Callable[[Value], Read], code: str) -> Read | None:
        if column is None:
            return None
        cell = at(row, column)
        try:
            return read(cell)
        except ValueError:
            self.complain(code, row, column.letter, value=str(cell))
            return None

    def complain(self, code: str, row: Row | None = None, letter: str = "", **values: object) -> None:
        self.problems.append(Problem(code, values, row.number if row else None, letter))


def read_import(kind: Kind, content: bytes, year: int, mapping: Mapping[str, str] | None = None) -> Imported:
    """Read a table; `year` is that of dates written without one, `mapping` what a person said of unknown columns."""
    grid = read_grid(content)
    rows = [row for row in grid.rows if row]
    heading = heading_row(rows, kind, mapping or {})
    found = columns(rows, heading, kind, mapping or {})
    reader = Reader(grid, found, year)
    entries: tuple[Entry, ...] = ()
    if _has_what_it_needs(kind, reader):
        entries = tuple(READERS[kind](rows[heading + 1 :], reader))
        if not entries and not reader.problems:
            reader.complain("report-import-no-rows")
    unknown = tuple(column for column in found if column.field is None)
    known = {column.name: column.field for column in found if column.field is not None}
    return Imported(kind, entries, unknown, tuple(reader.problems), {**known, **(mapping or {})})


def _has_what_it_needs(kind: Kind, reader: Reader) -> bool:
    needed = [field for field in REQUIRED[kind] if field not in reader.by_field]
    if kind == "kpi" and not _figures(reader) and not {"metric", "value"} <= reader.by_field.keys():
        needed = ["metric", "value"]
    names = ", ".join(f"«{heading(kind, field, 'ru')}» / “{heading(kind, field, 'en')}”" for field in needed)
    if needed:
        there = ", ".join(column.name for column in reader.columns if column.name)
        reader.complain("report-import-missing", columns=names, there=there)
    return not needed


def _plan(rows: Sequence[Row], reader: Reader) -> Iterator[PlanEntry]:
    for row in rows:
        on, title = reader.day(row), reader.text(row, "title")
        if on is not None and title:
            others = {field: reader.text(row, field) for field in ("network", "format", "status", "link")}
            yield PlanEntry(row.number, on, title, **others, at=reader.clock(row))
        elif not any(problem.row == row.number for problem in reader.problems):
            missing = reader.by_field["title" if on else "date"]
            reader.complain("report-import-blank", row, missing.letter, column=missing.name)


def _kpi(rows: Sequence[Row], reader: Reader) -> Iterator[KpiEntry]:
    """A table may have a row per figure, or a row per network with a column per figure."""
    figures = _figures(reader)
    for row in rows:
        network, note = reader.text(row, "network"), reader.text(row, "note")
        metric, value = reader.text(row, "metric"), reader.amount(row, reader.by_field.get("value"))
        if metric and value is not None:
            before, goal = (reader.amount(row, reader.by_field.get(field)) for field in ("before", "goal"))
            yield KpiEntry(row.number, network, metric, value, before, goal, note)
        elif value is not None and (unnamed := reader.by_field.get("metric")):
            reader.complain("report-import-blank", row, unnamed.letter, column=unnamed.name)
        for column in figures:
            found = reader.amount(row, column)
            if found is not None:
                name = column.name if column.field == FIGURE else str(column.field)
                yield KpiEntry(row.number, network or column.group, name, found, note=note)


def _figures(reader: Reader) -> list[Column]:
    return [column for column in reader.columns if column.field in {*METRICS, FIGURE}]


def _competitors(rows: Sequence[Row], reader: Reader) -> Iterator[CompetitorEntry]:
    for row in rows:
        name = reader.text(row, "name")
        followers, posts, er = (reader.amount(row, reader.by_field.get(key)) for key in ("followers", "posts", "er"))
        if name:
            network, note = reader.text(row, "network"), reader.text(row, "note")
            yield CompetitorEntry(row.number, name, network, followers, posts, er, note)
        else:
            column = reader.by_field["name"]
            reader.complain("report-import-blank", row, column.letter, column=column.name)


READERS: Mapping[Kind, Callable[[Sequence[Row], Reader], Iterator[Entry]]] = {
    "plan": _plan, "kpi": _kpi, "competitors": _competitors,
}  # fmt: skip


def heading(kind: Kind, field: str, language: Language) -> str:
    """The name under which the template has a field."""
    return catalogue_of(kind)[field][language][0]


def template(kind: Kind, language: Language) -> bytes:
    """An empty table with the headings that `read_import` knows; KPIs as a row per figure."""
    from xlsxwriter import Workbook  # noqa: PLC0415 # slow to import; the bot starts without

    out = BytesIO()
    shown = [field for field in catalogue_of(kind) if field not in METRICS or kind != "kpi"]
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bottom": 1})
        for place, field in enumerate(shown):
            sheet.write_string(0, place, heading(kind, field, language), bold)
        sheet.set_column(0, len(shown) - 1, 22)
        sheet.freeze_panes(1, 0)
    return out.getvalue()
