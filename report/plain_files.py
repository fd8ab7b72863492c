"""Documents and tables that are no report: a consent, rules, a register. Words in, a file out.

Invariant: text is always text, whatever stands in it: no formula runs, no control character breaks the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from report.tables import FORMULA

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WIDEST, NARROWEST = 60, 10


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


def plain_document(title: str, author: str, parts: Sequence[Part], made_at: datetime) -> bytes:
    """A Word document."""
    from docx import Document  # noqa: PLC0415 # half a second that the start of the bot does without
    from docx.shared import Cm, Pt  # noqa: PLC0415

    document: Any = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title, document.core_properties.author = _clean(title), _clean(author)
    document.core_properties.created = document.core_properties.modified = made_at.replace(tzinfo=None)
    document.add_heading(_clean(title), 1)
    for part in parts:
        if part.heading:
            document.add_heading(_clean(part.heading), 2)
        for paragraph in part.paragraphs:
            document.add_paragraph(_clean(paragraph))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def plain_workbook(name: str, columns: Sequence[str], rows: Sequence[Sequence[str | int]]) -> bytes:
    """A workbook of one sheet, to filter."""
    from xlsxwriter import Workbook  # noqa: PLC0415 # as above

    out = BytesIO()
    with Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        looks = [book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": quoted}) for quoted in (0, 1)]
        sheet: Any = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
        for column, words in enumerate(columns):
            sheet.set_column(column, column, _width(words, [row[column] for row in rows[:200]]))
            sheet.write_string(0, column, words, head)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, looks[0])
                else:
                    text = _clean(value)
                    sheet.write_string(number, column, text, looks[text.startswith(FORMULA)])
    return out.getvalue()


def _width(head: str, cells: Sequence[str | int]) -> int:
    longest = max((len(line) for cell in [head, *cells] for line in str(cell).split("\n")), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _clean(text: str) -> str:
    return CONTROL.sub("", text)
