"""The report as a Word document, for those who want to write into it.

Invariant: the same blocks in the same order as on paper; charts are pictures, for Word shows no SVG everywhere.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from report.blocks import Block, Bullets, Cell, Chart, HeatMap, Kind, Paragraph, Section, Table, Tiles
from report.model import Report
from report.paper import chart_images
from texts import catalogue

PAGE = 17.0
"""Centimetres between the margins."""
QUIET = RGBColor(0x5B, 0x64, 0x70)
TONES = {"good": RGBColor(0x1D, 0x72, 0x45), "bad": RGBColor(0xB3, 0x36, 0x2B), "muted": QUIET}


def docx(report: Report) -> bytes:
    writing = Writing(report)
    writing.front()
    for section in report.sections:
        writing.section(section)
    writing.last()
    out = BytesIO()
    writing.document.save(out)
    return out.getvalue()


class Writing:
    """One document in the making."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.say = catalogue(report.language)
        self.images = chart_images(report)
        self.accent = RGBColor.from_string(report.look.accent[1:].upper())
        self.document: Any = Document()
        self._styles()

    def _styles(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2)
        page.top_margin = page.bottom_margin = Cm(2)
        styles = self.document.styles
        styles["Normal"].font.name = "Calibri"
        styles["Normal"].font.size = Pt(10.5)
        for level, size in ((1, 22), (2, 15), (3, 12)):
            font = styles[f"Heading {level}"].font
            font.name, font.size, font.bold = "Calibri", Pt(size), True
            font.color.rgb = self.accent if level == 2 else RGBColor(0x1C, 0x20, 0x27)
        properties = self.document.core_properties
        properties.title, properties.author = (
            _clean(f"{self.report.brand}. {self.report.title}"),
            _clean(self.report.brand),
        )
        properties.created = properties.modified = self.report.figures.facts.made_at.replace(tzinfo=None)

    def heading(self, text: str, level: int) -> None:
        self.document.add_heading(text, level)

    def note(self, text: str) -> None:
        run = self.document.add_paragraph().add_run(text)
        run.font.size, run.font.color.rgb = Pt(9), QUIET

    def front(self) -> None:
        report = self.report
        if report.look.logo:
            self.document.add_picture(BytesIO(report.look.logo), height=Cm(1.4))
        self.document.add_paragraph().add_run(_clean(report.brand)).font.color.rgb = self.accent
        self.heading(report.title, 1)
        self.note(report.period)
        if report.status:
            self.note(report.status)
        done = self.say("report-done", done=report.done, total=len(report.sections))
        self.heading(f"{self.say('report-checklist')}. {done}", 2)
        for section in report.sections:
            self._item(section)
        self.block(report.tiles, "")
        self.heading(report.decisions.title, 2)
        self.points(report.decisions.points or (Cell(self.say("report-no-decisions")),))
        self.heading(report.comparison.title, 2)
        self.table(report.comparison)

    def _item(self, section: Section) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{section.number}. {section.title}").bold = True
        paragraph.add_run(f"  [{section.mark_text}]").font.color.rgb = self.accent if section.is_done else QUIET
        paragraph.add_run(f"\n{_clean(section.summary)}").font.color.rgb = QUIET
        paragraph.paragraph_format.space_after = Pt(4)

    def section(self, section: Section) -> None:
        self.heading(f"{section.number}. {section.title} [{section.mark_text}]", 2)
        for at, block in enumerate(section.blocks):
            self.block(block, f"{section.number}-{at}")

    def block(self, block: Block, name: str) -> None:
        if not isinstance(block, Paragraph | Tiles) and block.title:
            self.heading(block.title, 3)
        match block:
            case Table():
                self.table(block)
            case Paragraph():
                self.note(block.text)
            case Bullets():
                self.points(block.points)
            case Tiles():
                self._tiles(block)
            case Chart() | HeatMap():
                self._pictures(block, name)

    def _pictures(self, block: Chart | HeatMap, name: str) -> None:
        if isinstance(block, Chart):
            self.picture(name)
        else:
            for layer, key in enumerate(("incoming", "response")):
                self.note(self.say(f"report-heat-{key}"))
                self.picture(f"{name}-{layer}")
        if block.note:
            self.note(block.note)

    def _tiles(self, block: Tiles) -> None:
        table = self.document.add_table(rows=1, cols=len(block.tiles))
        for cell, tile in zip(table.rows[0].cells, block.tiles, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(f"{tile.name}\n").font.size = Pt(9)
            figure = paragraph.add_run(tile.figure.text)
            figure.bold, figure.font.size = True, Pt(16)
            if tile.change:
                self._toned(paragraph.add_run(f"\n{tile.change.text}"), tile.change)
            note = paragraph.add_run(f"\n{tile.note}")
            note.font.size, note.font.color.rgb = Pt(8.5), QUIET

    def picture(self, name: str) -> None:
        self.document.add_picture(BytesIO(self.images[name]), width=Cm(13))

    def points(self, points: tuple[Cell, ...]) -> None:
        for point in points:
            self._cell(self.document.add_paragraph(style="List Bullet"), point)

    def table(self, table: Table) -> None:
        made = self.document.add_table(rows=1, cols=len(table.columns))
        made.autofit = False
        _rule(made)
        widths = _widths(table)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
        self._row(
            made.rows[0], [Cell(name, kind) for name, kind in zip(table.columns, _kinds(table), strict=True)], widths
        )
        _repeat_head(made.rows[0])
        for row in table.rows:
            self._row(made.add_row(), row, widths)
        if table.note:
            self.note(table.note)

    def _row(self, row: Any, cells: Sequence[Cell], widths: Sequence[float]) -> None:
        for place, cell, width in zip(row.cells, cells, widths, strict=True):
            place.width = Cm(width)
            paragraph = place.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            if cell.kind != "text":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._cell(paragraph, cell, 9.5 if len(cells) < 6 else 8.5)

    def _cell(self, paragraph: Any, cell: Cell, size: float = 9.5) -> None:
        if cell.href.startswith(("https://", "http://")):
            _link(paragraph, cell.text, cell.href)
        else:
            self._toned(paragraph.add_run(_clean(cell.text)), cell, size)
        if cell.sub:
            small = paragraph.add_run(f"\n{_clean(cell.sub)}")
            small.font.size, small.font.color.rgb, small.bold = Pt(8.5), QUIET, False

    @staticmethod
    def _toned(run: Any, cell: Cell, size: float = 9.5) -> None:
        run.font.size = Pt(size)
        if cell.tone in TONES:
            run.font.color.rgb = TONES[cell.tone]

    def last(self) -> None:
        report = self.report
        if report.revised:
            self.block(report.revised, "")
        self.heading(report.gaps.title, 2)
        self.points(report.gaps.points)
        self.heading(report.definitions.title, 2)
        for term, meaning in report.definitions.rows:
            paragraph = self.document.add_paragraph()
            paragraph.add_run(f"{term.text}. ").bold = True
            paragraph.add_run(meaning.text)
        self.note(f"{report.made}. {self.say('report-figures-of')}. {self.say('report-lists-print')}")


def _clean(text: str) -> str:
    """Without the control characters that XML forbids and people paste."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")


def _kinds(table: Table) -> list[Kind]:
    """What stands in each column; the first row tells."""
    return [cell.kind for cell in table.rows[0]] if table.rows else ["text"] * len(table.columns)


def _widths(table: Table) -> list[float]:
    """The first column wide, the figures narrow; tables of words share the page evenly."""
    count, kinds = len(table.columns), _kinds(table)
    if all(kind == "text" for kind in kinds):
        return [PAGE / count] * count
    figure = 3.3 if count < 5 else 2.4
    first = max(PAGE - figure * (count - 1), 4.0)
    return [first, *[(PAGE - first) / (count - 1)] * (count - 1)]


def _rule(table: Any) -> None:
    """A thin line under each row, and nothing else."""
    borders = OxmlElement("w:tblBorders")
    for side in ("bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "DFE3E8")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 (python-docx has no other way to borders)


def _repeat_head(row: Any) -> None:
    """The heading comes again on the next page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 (python-docx has no other way to the row's properties)


def _link(paragraph: Any, text: str, address: str) -> None:
    """A hyperlink, which python-docx can read but not write."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link, run = OxmlElement("w:hyperlink"), paragraph.add_run(_clean(text))
    link.set(qn("r:id"), key)
    run.font.underline = True
    link.append(run._r)  # noqa: SLF001 (as above)
    paragraph._p.append(link)  # noqa: SLF001
