"""Forms as people make them, for the tests of reading."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from faq.files.reading import LibraryFile, read_library
from faq.wording import in_words
from inbox.errors import LibraryInvalid

HEADER = ("Вопрос", "Ответ")


def xlsx(*sheets: Sequence[Sequence[Any]], merged: Iterable[str] = (), hidden: Iterable[int] = ()) -> bytes:
    """A workbook of a sheet for each list of rows; `merged` ranges are of the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Лист{number}")
        for row in rows:
            sheet.append(row)
        if number in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def read(*rows: Sequence[Any], merged: Iterable[str] = ()) -> LibraryFile:
    return read_library(xlsx(rows, merged=merged), "form.xlsx")


def csv(text: str, encoding: str = "utf-8") -> LibraryFile:
    return read_library(text.encode(encoding), "form.csv")


def told(file: LibraryFile) -> list[str]:
    return [in_words(problem, "ru") for problem in file.problems]


def refused(content: bytes, name: str = "form.xlsx") -> list[str]:
    """What the person is told of a file that cannot be used at all."""
    try:
        read_library(content, name)
    except LibraryInvalid as invalid:
        return [in_words(problem, "ru") for problem in invalid.problems]
    raise AssertionError("the file was read")
