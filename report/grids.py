"""A table file, as people keep them, read into rows of cells: CSV of any dialect, or the first filled sheet of an XLSX.

Invariant: a row keeps the number that its spreadsheet shows; a merged cell says its value in every place it covers; a
formula is its last computed value, never code.

Errors: `Invalid`, coded `report-import-…`, when there is no table to be read.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any

from inbox.errors import Invalid

Value = str | float | date | None
DELIMITERS = ";\t,|"
PAGES = (b"%PDF", b"{\\rtf", b"<")
"""PDF, RTF, HTML and XML begin so: text, but no table."""
LARGEST = 20_000_000
MOST_ROWS, MOST_CELLS = 100_000, 2_000_000
"""A sheet is as wide as its last cell, be it a stray one."""


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1, as the spreadsheet does."""

    number: int
    cells: tuple[Value, ...]

    def __bool__(self) -> bool:
        return any(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """`comma_is_decimal` is unknown (None) where numbers came as numbers."""

    rows: tuple[Row, ...]
    comma_is_decimal: bool = True


def read_grid(content: bytes) -> Grid:
    if len(content) > LARGEST:
        raise Invalid("report-import-too-large", size=len(content) // 1_000_000)
    grid = _workbook(content) if content.startswith(b"PK") else _csv(content)
    if not any(grid.rows):
        raise Invalid("report-import-empty")
    return grid


def decoded(content: bytes) -> str:
    """UTF-8 (with its mark or without), UTF-16 with its mark, else the Windows code page of Russian."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")


def _csv(content: bytes) -> Grid:
    is_binary = b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_binary or content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(PAGES):
        raise Invalid("report-import-no-table")
    text = decoded(content)
    try:
        delimiter = _delimiter(text)
    except csv.Error as error:
        raise Invalid("report-import-no-table") from error
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    rows = tuple(Row(number, tuple(_said(cell) for cell in line)) for number, line in enumerate(_numbered(lines), 1))
    return Grid(rows, comma_is_decimal=delimiter != ",")


def _numbered(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        for count, line in enumerate(lines):
            if count >= MOST_ROWS:
                raise Invalid("report-import-too-long", most=MOST_ROWS)
            yield line
    except csv.Error as error:
        raise Invalid("report-import-no-table") from error


def _delimiter(text: str) -> str:
    """The one that parts the first lines into most columns; of equals the one that is no decimal mark."""
    head = "\n".join(text.splitlines()[:20])
    return max(DELIMITERS, key=lambda mark: (_columns(head, mark), -DELIMITERS.index(mark)))


def _columns(head: str, mark: str) -> int:
    """How many columns most lines have; a single one is no table."""
    counts = [len(line) for line in csv.reader(StringIO(head, newline=""), delimiter=mark) if line]
    usual = max(set(counts), key=counts.count, default=1)
    return usual if usual > 1 else 0


def _said(cell: str) -> str | None:
    return cell.strip() or None


def _workbook(content: bytes) -> Grid:
    from openpyxl import load_workbook  # noqa: PLC0415 # slow to import; the bot starts without

    try:
        book = load_workbook(BytesIO(content), data_only=True)
        for sheet in book.worksheets:
            rows = tuple(_sheet_rows(sheet))
            if any(rows):
                return Grid(rows)
    except Invalid:
        raise
    except Exception as error:  # a damaged file breaks in zlib, in the XML reader, anywhere
        raise Invalid("report-import-no-table") from error
    return Grid(())


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    if sheet.max_row > MOST_ROWS:
        raise Invalid("report-import-too-long", most=MOST_ROWS)
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise Invalid("report-import-too-wide", columns=sheet.max_column, rows=sheet.max_row)
    covered = _covered(sheet)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield Row(number, tuple(_value(covered.get((number, at), cell)) for at, cell in enumerate(cells, start=1)))


def _covered(sheet: Any) -> dict[tuple[int, int], Any]:
    """Every place under a merged cell, with the cell that speaks for it. A title over the whole sheet stays alone."""
    found = {}
    for area in sheet.merged_cells.ranges:
        if area.max_col - area.min_col + 1 < sheet.max_column or sheet.max_column == 1:
            speaker = sheet.cell(area.min_row, area.min_col)
            found.update(dict.fromkeys(area.cells, speaker))
    return found


def _value(cell: Any) -> Value:
    value = cell.value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, int | float):
        return f"{round(value * 100, 8):g}%" if "%" in str(cell.number_format) else float(value)
    return value if isinstance(value, date) or value is None else _said(str(value))


def width(rows: Sequence[Row]) -> int:
    return max((len(row.cells) for row in rows), default=0)
