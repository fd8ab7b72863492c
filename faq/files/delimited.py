"""A CSV file, in whatever encoding and with whatever delimiter a spreadsheet program saved it.

Both are found by the header: the reading under which most columns are known is the right one.
"""

import csv
import re
from io import StringIO
from itertools import islice, product

from faq.files.columns import column_of
from faq.files.sheets import MOST_ROWS, WIDEST, Sheet, TooBig

_DELIMITERS = ";,\t|"
_ENCODINGS = ("utf-8-sig", "cp1251", "mac-cyrillic", "cp866", "koi8-r")
_HEAD = 8192
_FIRST_ROWS = 20


class BrokenQuotes(ValueError):
    """A quoted cell never ends, or goes on after its quote; `row` is where it starts."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def read_delimited(content: bytes, name: str) -> Sheet:
    """Bytes that mean nothing in the encoding are shown as U+FFFD."""
    encoding, delimiter = _reading(content)
    text = _without_hint(content.decode(encoding, "replace"))
    rows: dict[int, dict[int, str]] = {}
    try:
        for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            rows[number] = {column: cell for column, cell in enumerate(cells[:WIDEST], 1) if cell.strip()}
            if number > MOST_ROWS:
                raise TooBig
    except csv.Error as error:
        raise BrokenQuotes(len(rows) + 1) from error
    return Sheet(name, rows)


def _reading(content: bytes) -> tuple[str, str]:
    """The encoding and the delimiter."""
    encodings: tuple[str, ...] = _ENCODINGS
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif content[1:200:2].count(0) > content[:200:2].count(0):
        encodings = ("utf-16-le",)
    heads = {encoding: _without_hint(content[:_HEAD].decode(encoding, "replace")) for encoding in encodings}
    return max(product(encodings, _DELIMITERS), key=lambda reading: _known_columns(heads[reading[0]], reading[1]))


def _known_columns(head: str, delimiter: str) -> int:
    rows = islice(csv.reader(StringIO(head, newline=""), delimiter=delimiter), _FIRST_ROWS)
    return max((len({column_of(cell) for cell in cells} - {None}) for cells in rows), default=0)


def _without_hint(text: str) -> str:
    """Spreadsheet programs may put the delimiter into a line of its own; they don't count it as a row."""
    return re.sub(r"\A\ufeff?sep=.\r?\n", "", text)
