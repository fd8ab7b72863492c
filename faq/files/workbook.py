"""The library as an Excel workbook that a client can read, fill in and send back.

Every cell is text, so nothing in it is worked out. The sheet beside it explains the columns.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from faq.files.cells import is_example
from faq.files.columns import COLUMNS, REQUIRED, Column, header
from faq.files.writing import rows_of
from inbox.entries import Entry
from texts import Language, catalogue

_WIDTHS: dict[Column, int] = {
    "id": 9, "category": 18, "question": 36, "phrasings": 40, "answer": 60, "language": 13, "state": 13, "code": 13,
    "attachment": 18, "group": 16, "auto_send": 13, "approved": 15, "comment": 36, "version": 12,
}  # fmt: skip
_CLIENTS: tuple[Column, ...] = ("approved", "comment")
_CHOICES: dict[Column, tuple[str, ...]] = {
    "language": ("library-language-ru", "library-language-en"),
    "state": ("library-state-draft", "library-state-approved", "library-state-retired"),
    "auto_send": ("library-no", "library-yes"),
    "approved": ("library-yes", "library-no"),
}
_SPARE_ROWS = 1000

_INK, _PAPER, _LINE = "#1F2933", "#FFFFFF", "#D5DBE1"
_HEADER, _NEEDED, _CLIENT, _EXAMPLE = "#52667A", "#1D4E79", "#9C5B00", "#F3F5F7"


def write_workbook(entries: Iterable[Entry], language: Language) -> bytes:
    """Examples are set apart by their looks."""
    import xlsxwriter  # noqa: PLC0415 # slow to import; the bot starts without

    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        _write_form(book, [row for entry in entries for row in rows_of(entry, language)], language)
        _write_help(book, language)
    return content.getvalue()


def _write_form(book: Any, rows: Sequence[Sequence[str]], language: Language) -> None:
    sheet = book.add_worksheet(catalogue(language)("library-sheet-form"))
    body = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1, "border_color": _LINE}
    kept = book.add_format({**body, "font_color": _INK})
    example = book.add_format({**body, "font_color": _HEADER, "bg_color": _EXAMPLE, "italic": True})
    blank = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, _WIDTHS[column], blank, {"hidden": column == "version"})
        sheet.write_string(0, place, header(column, language), _header_format(book, column))
        _offer_choices(sheet, place, column, len(rows) + _SPARE_ROWS, language)
    for number, row in enumerate(rows, 1):
        look = example if is_example(row[0]) else kept
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, look) if text else sheet.write_blank(number, place, None, look)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    sheet.print_area(0, 0, max(len(rows), 1), COLUMNS.index("comment"))
    _prepare_print(sheet)


def _prepare_print(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _header_format(book: Any, column: Column) -> Any:
    colour = _NEEDED if column in REQUIRED else _CLIENT if column in _CLIENTS else _HEADER
    look = {"bold": True, "font_color": _PAPER, "bg_color": colour, "border": 1, "border_color": _PAPER}
    return book.add_format({**look, "text_wrap": True, "valign": "vcenter"})


def _offer_choices(sheet: Any, place: int, column: Column, last: int, language: Language) -> None:
    if column not in _CHOICES:
        return
    say = catalogue(language)
    offered = {
        "validate": "list",
        "source": [say(key) for key in _CHOICES[column]],
        "error_type": "warning",
        "error_title": header(column, language),
        "error_message": say("library-choice"),
    }
    sheet.data_validation(1, place, last, place, offered)


def _write_help(book: Any, language: Language) -> None:
    say = catalogue(language)
    sheet = book.add_worksheet(say("library-sheet-help"))
    sheet.hide_gridlines(2)
    text = book.add_format({"text_wrap": True, "valign": "top", "font_color": _INK})
    sheet.set_column(0, 0, 26, text)
    sheet.set_column(1, 1, 96, text)
    sheet.write_string(0, 0, say("library-help-title"), book.add_format({"bold": True, "font_size": 15}))
    rules = say("library-help-rules").splitlines()
    for row, rule in enumerate(rules, 2):
        sheet.merge_range(row, 0, row, 1, rule, text)
        sheet.set_row(row, 16 * (1 + len(rule) // 120))
    for row, column in enumerate((column for column in COLUMNS if column != "version"), len(rules) + 3):
        sheet.write_string(row, 0, header(column, language), _header_format(book, column))
        sheet.write_string(row, 1, say(f"library-help-{column}"), text)
    _prepare_print(sheet)
