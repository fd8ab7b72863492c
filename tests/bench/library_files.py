"""A library of 10,000 entries as a file: written, read with all checks, compared; beside the bare reading of cells."""

from collections.abc import Callable
from io import BytesIO
from time import perf_counter
from typing import Any

from openpyxl import load_workbook
from rich.console import Console
from rich.table import Table

from faq.files.changes import compare
from faq.files.reading import read_library
from faq.files.workbook import write_workbook
from faq.files.writing import write_csv
from inbox.entries import Entry

ENTRIES = [
    Entry(
        id=number,
        question=f"Сколько стоит доставка заказа номер {number}?",
        answer=f'<b>300 ₽</b>, а от 3000 ₽ бесплатно. Подробнее: <a href="https://example.org/{number}">доставка</a>.',
        category="Доставка",
        phrasings=tuple(f"почём привезти {number}, вариант {variant}" for variant in range(5)),
    )
    for number in range(1, 10_001)
]


def main() -> None:
    table = Table("10,000 entries", "seconds", "per cells alone")
    book, page = write_workbook(ENTRIES, "ru"), write_csv(ENTRIES, "ru")
    file = read_library(book, "library.xlsx")
    cells = _seconds(lambda: _bare_reading(book))
    works: dict[str, Callable[[], Any]] = {
        "write XLSX": lambda: write_workbook(ENTRIES, "ru"),
        "write CSV": lambda: write_csv(ENTRIES, "ru"),
        "read XLSX, every check": lambda: read_library(book, "library.xlsx"),
        "read CSV, every check": lambda: read_library(page, "library.csv"),
        "compare with the library": lambda: compare(ENTRIES, file),
    }
    table.add_row("cells alone (openpyxl, read-only)", f"{cells:.2f}", "1.00")
    for name, work in works.items():
        seconds = _seconds(work)
        table.add_row(name, f"{seconds:.2f}", f"{seconds / cells:.2f}")
    Console().print(table)


def _bare_reading(book: bytes) -> int:
    return sum(1 for _ in load_workbook(BytesIO(book), read_only=True).worksheets[0].iter_rows(values_only=True))


def _seconds(work: Callable[[], Any]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
