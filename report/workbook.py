"""The report as a workbook: the first page, a sheet per item with native charts, the raw waits.

Invariant: text is always written as text, and marked so, so that nothing in it can run when the file is saved as
another kind; figures are numbers with a format, the unknown is a dash.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from report.behind import HEAD, Part, parts
from report.blocks import Block, Bullets, Cell, Chart, HeatMap, Paragraph, Section, Series, Table, Tiles
from report.logo import size_of
from report.model import Report
from report.tables import FORMULA, summary_rows, wait_rows
from texts import Catalogue, catalogue

DAY = 86400
FORMATS = {
    "count": "#,##0", "average": "#,##0.0", "money": "#,##0.00", "duration": "[h]:mm:ss", "share": "0%",
    "fine_share": "0.00%", "text": "@",
}  # fmt: skip
FIRST_WIDTH, WIDTH, BEHIND_WIDTH, LINE = 52, 15, 20, 15.5
CHART_KINDS = {"bars": ("column", "stacked"), "rows": ("bar", ""), "line": ("line", "")}
CHART_ROWS = 16
MOST_LINKS = 65_530
"""So many Excel takes on a sheet."""
FIRST_LIST = 2
"""The row of the first list on the sheet of messages behind the figures."""
LOGO_HEIGHT, LOGO_COLUMN = 48, 4
LIGHT = {"visible": True, "line": {"color": "#dfe3e8"}}


def xlsx(report: Report) -> bytes:
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": f"{report.brand}. {report.title}", "comments": report.made})
        writing = Writing(book, report, catalogue(report.language))
        writing.front()
        for section in report.sections:
            writing.section(section)
        writing.rows(writing.say("report-sheet-summary"), list(summary_rows(report)))
        writing.rows(writing.say("report-sheet-waits"), list(wait_rows(report)))
        writing.behind()
        writing.definitions()
    return out.getvalue()


class Writing:
    """One workbook in the making; `at` is the next free row of the sheet at hand."""

    def __init__(self, book: Any, report: Report, say: Catalogue) -> None:
        self.book, self.report, self.say = book, report, say
        accent = report.look.accent
        self.formats = {kind: book.add_format({"num_format": code, "valign": "top"}) for kind, code in FORMATS.items()}
        self.text = book.add_format({"valign": "top"})
        self.wrapped = book.add_format({"valign": "top", "text_wrap": True})
        self.quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": accent})
        self.subtitle = book.add_format({"bold": True, "font_size": 12})
        self.note = book.add_format({"font_color": "#5b6470", "italic": True})
        self.links = {
            kind: book.add_format({"num_format": code, "valign": "top", "font_color": accent, "underline": 1})
            for kind, code in FORMATS.items()
        }
        self.parts = parts(report, FIRST_LIST)
        self.sheet: Any = None
        self.at = 0

    def open(self, name: str, title: str) -> None:
        self.sheet = self.book.add_worksheet(name[:31])
        self.sheet.hide_gridlines(2)
        self.sheet.set_column(0, 0, FIRST_WIDTH)
        self.sheet.set_column(1, 8, WIDTH)
        self.sheet.set_column(9, 24, 8)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.write_string(0, 0, title, self.title)
        self.at = 2

    def line(self, text: str, look: Any) -> None:
        self.put(self.at, 0, text, look)
        self.at += 1

    def put(self, row: int, column: int, text: str, look: Any = None) -> None:
        is_formula = text.startswith(FORMULA)
        self.sheet.write_string(row, column, text, self.quoted if is_formula else look or self.text)

    def cell(self, row: int, column: int, cell: Cell) -> None:
        if cell.kind == "text" or not isinstance(cell.value, float | int):
            text = f"{cell.text}\n{cell.sub}" if cell.sub else cell.text
            if self.may_link(cell.href) and not text.startswith(FORMULA):
                self.sheet.write_url(row, column, cell.href, self.links["text"], text)
                return
            self.put(row, column, text, self.text if column else self.wrapped)
            if not column and (lines := _lines(text)) > 1:
                self.sheet.set_row(row, LINE * lines)
        else:
            value = cell.value / DAY if cell.kind == "duration" else cell.value
            if part := self.parts.get(cell.listing):
                name = self.say("report-sheet-behind").replace("'", "''")
                self.sheet.write_url(row, column, f"internal:'{name}'!A{part.row + 1}")
            self.sheet.write_number(row, column, value, (self.links if cell.listing else self.formats)[cell.kind])

    def may_link(self, href: str) -> bool:
        """Where not, the words stand without: a link beyond Excel's limits would take its cell's words with it."""
        is_short = len(href) <= self.sheet.max_url_length
        return href.startswith("https://") and is_short and self.sheet.hlink_count < MOST_LINKS

    def front(self) -> None:
        report, say = self.report, self.say
        self.open(say("report-sheet-front"), f"{report.brand}. {report.title}")
        if report.look.logo:
            self.logo(report.look.logo)
        self.line(report.period, self.note)
        if report.status:
            self.line(report.status, self.note)
        self.line(say("report-done", done=report.done, total=len(report.sections)), self.subtitle)
        rows = [(Cell(f"{one.number}. {one.title}"), Cell(one.mark_text), Cell(one.summary)) for one in report.sections]
        columns = tuple(say(f"report-col-{key}") for key in ("item", "mark", "summary"))
        self.table(Table("", columns, tuple(rows)))
        self.block(report.decisions)
        self.table(report.comparison)

    def logo(self, picture: bytes) -> None:
        """Right of the title, as high as the first rows together."""
        scale = LOGO_HEIGHT / size_of(picture)[1]
        place = {"image_data": BytesIO(picture), "x_scale": scale, "y_scale": scale, "object_position": 3}
        self.sheet.insert_image(0, LOGO_COLUMN, "logo.png", place)

    def section(self, section: Section) -> None:
        name = f"{section.number} {self.say(f'report-sheet-{section.number}')}"
        self.open(name, f"{section.number}. {section.title}")
        self.line(section.mark_text, self.note)
        for block in section.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        match block:
            case Table():
                self.table(block)
            case Paragraph():
                self.line(block.text, self.text)
            case Bullets():
                self.table(Table(block.title, (), tuple((point,) for point in block.points)))
            case Chart():
                self.chart(block)
            case HeatMap():
                self.heat_map(block)
            case Tiles():
                self.table(Table("", (), tuple((Cell(tile.name), tile.figure) for tile in block.tiles)))

    def table(self, table: Table) -> None:
        if table.title:
            self.at += 1
            self.line(table.title, self.subtitle)
        for column, name in enumerate(table.columns):
            self.put(self.at, column, name, self.head)
        if any(len(name) > WIDTH for name in table.columns[1:]):
            self.sheet.set_row(self.at, 2 * LINE)
        self.at += bool(table.columns)
        for row in table.rows:
            for column, cell in enumerate(row):
                self.cell(self.at, column, cell)
            self.at += 1
        if table.note:
            self.line(table.note, self.note)

    def chart(self, block: Chart) -> None:
        """The figures as a table, and a native chart of them beside it."""
        columns = ("", *(series.name for series in block.series))
        rows = zip(map(Cell, block.labels), *(series.cells for series in block.series), strict=True)
        top = self.at + 3
        self.table(Table(block.title, columns, tuple(rows), block.note))
        kind, stacked = CHART_KINDS[block.kind]
        chart = self.book.add_chart({"type": kind, **({"subtype": stacked} if stacked else {})})
        colours = (self.report.look.accent, "#b3541e")
        for column, (series, colour) in enumerate(zip(block.series, colours, strict=False), start=1):
            chart.add_series(self._series(series, top, column, colour))
        chart.set_title({"name": block.title, "name_font": {"size": 11}})
        chart.set_legend({"position": "bottom"} if len(block.series) > 1 else {"none": True})
        measure = FORMATS[block.series[0].cells[0].kind] if block.series[0].cells else FORMATS["count"]
        chart.set_y_axis({"reverse": True} if kind == "bar" else {"num_format": measure, "major_gridlines": LIGHT})
        self.sheet.insert_chart(top - 2, len(block.series) + 2, chart)
        self.at = max(self.at, top + CHART_ROWS)

    def _series(self, series: Series, top: int, column: int, colour: str) -> dict[str, Any]:
        name, last = self.sheet.get_name(), top + len(series.cells) - 1
        return {
            "name": series.name,
            "categories": [name, top, 0, last, 0],
            "values": [name, top, column, last, column],
            "fill": {"color": colour},
            "line": {"color": colour},
        }

    def heat_map(self, block: HeatMap) -> None:
        for key, rows in (("incoming", block.incoming), ("response", block.response)):
            columns = (self.say(f"report-heat-{key}"), *(f"{hour}:00" for hour in range(24)))
            top = self.at + 3
            named = tuple((Cell(day), *row) for day, row in zip(block.weekdays, rows, strict=True))
            self.table(Table(f"{block.title}. {self.say(f'report-heat-{key}')}", columns, named))
            scale = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": self.report.look.accent}
            self.sheet.conditional_format(top, 1, top + 6, 24, scale)

    def rows(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """A plain sheet of raw rows, to filter and to count anew."""
        self.sheet = self.book.add_worksheet(name[:31])
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_column(0, len(rows[0]) - 1, 16)
        self.sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    self.put(number, column, value, self.head if not number else self.formats["text"])
                elif value is not None:
                    self.sheet.write_number(number, column, value)

    def behind(self) -> None:
        """The messages behind each figure; the figure's cell leads to its list."""
        self.open(self.say("report-sheet-behind"), self.say("report-behind"))
        self.sheet.set_column(0, 2, BEHIND_WIDTH)
        self.sheet.set_column(3, 3, FIRST_WIDTH)
        for part in self.parts.values():
            self.put(part.row, 0, f"{part.listing.title} ({len(part.listing.rows)})", self.subtitle)
            for column, name in enumerate(part.register.columns):
                self.put(part.row + 1, column, name, self.head)
            for row, cells in enumerate(part.shown, start=part.row + HEAD):
                for column, cell in enumerate(cells):
                    self.cell(row, column, cell)
            if part.left_out:
                self.put(part.row + HEAD + len(part.shown), 0, self._more(part), self.note)

    def _more(self, part: Part) -> str:
        if part.register.name == "waits":
            return self.say("report-behind-more", n=part.left_out, sheet=self.say("report-sheet-waits"))
        return self.say("report-behind-below", n=part.left_out, list=part.register.title)

    def definitions(self) -> None:
        self.open(self.say("report-sheet-definitions"), self.report.definitions.title)
        if self.report.revised:
            self.table(self.report.revised)
        self.table(self.report.definitions)
        self.block(self.report.gaps)
        self.line(self.report.made, self.note)


def _lines(text: str) -> int:
    """How many lines a text takes in the first column."""
    return sum(-(-len(line) // FIRST_WIDTH) or 1 for line in text.split("\n"))
