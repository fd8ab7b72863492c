"""The parts of a workbook that spreadsheet programs write each in their own way."""

from io import BytesIO
from zipfile import ZipFile

import xlsxwriter

from faq.files.xlsx import read_workbook

SPACE = "http://schemas.openxmlformats.org"
LINK = f"{SPACE}/officeDocument/2006/relationships"


def related(**links: str) -> str:
    made = (f'<Relationship Id="{kind}" Type="{LINK}/{kind}" Target="{target}"/>' for kind, target in links.items())
    return f"<Relationships>{''.join(made)}</Relationships>"


def workbook(sheet: str, strings: str = "", styles: str = "", main: str = "") -> bytes:
    """A workbook whose parts lie elsewhere than usual, with prefixed names."""
    sheets = '<x:sheets><x:sheet name="Форма" sheetId="7" r:id="worksheet"/></x:sheets>'
    parts = {
        "_rels/.rels": related(officeDocument="/book/main.xml"),
        "book/main.xml": f'<x:workbook xmlns:x="{SPACE}/m" xmlns:r="{LINK}">{main}{sheets}</x:workbook>',
        "book/_rels/main.xml.rels": related(worksheet="../one.xml", sharedStrings="s.xml", styles="styles.xml"),
        "one.xml": f'<x:worksheet xmlns:x="{SPACE}/m">{sheet}</x:worksheet>',
        "book/s.xml": f"<sst>{strings}</sst>",
        "book/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def test_shared_strings_join_their_runs_and_leave_reading_aids_out() -> None:
    strings = (
        "<si><t>Где </t></si><si><r><t>за</t></r><r><rPr/><t>каз</t></r><rPh><t>zakaz</t></rPh></si>"
        "<si><t>_x0041__x005F_x0041_</t></si>"
    )
    cells = "".join(f'<x:c t="s"><x:v>{string}</x:v></x:c>' for string in (1, 2, 0))
    (sheet,) = read_workbook(workbook(f'<x:row r="3"><x:c r="A3"/>{cells}</x:row>', strings))
    assert (sheet.name, sheet.rows) == ("Форма", {3: {2: "заказ", 3: "A_x0041_", 4: "Где "}})


def test_cells_without_addresses_follow_each_other() -> None:
    (sheet,) = read_workbook(workbook("<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert sheet.rows == {1: {1: "1", 3: "2"}, 2: {1: "3"}}


def test_formulas_keep_their_last_value_and_errors_are_marked() -> None:
    row = (
        '<row><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v/></c><c r="C1"><f>1+1</f><v/></c>'
        '<c r="D1" t="e"><v>#REF!</v></c><c r="E1" t="str"><f>"а"</f><v>а</v></c></row>'
    )
    (sheet,) = read_workbook(workbook(row))
    assert (sheet.rows[1], sheet.flawed) == ({1: "2", 4: "#REF!", 5: "а"}, {(1, 3): "formula", (1, 4): "error"})


def test_dates_are_told_from_numbers_by_their_style() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="[$-419]d\\ mmm;@"/>'
        '<numFmt numFmtId="165" formatCode="0 &quot;дней&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    )
    cells = "".join(f'<c s="{style}"><v>46296.5</v></c>' for style in range(4))
    (sheet,) = read_workbook(workbook(f"<row>{cells}</row>", styles=styles))
    assert sheet.rows[1] == {1: "46296.5", 2: "01.10.2026 12:00", 3: "01.10.2026 12:00", 4: "46296.5"}


def test_dates_may_count_from_1904() -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    (sheet,) = read_workbook(
        workbook("<row><c><v>44834</v></c></row>", styles=styles, main='<workbookPr date1904="1"/>')
    )
    assert sheet.rows[1] == {1: "01.10.2026"}


def test_a_number_that_is_no_day_stays_a_number() -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    (sheet,) = read_workbook(workbook("<row><c><v>-1</v></c><c><v>1E+20</v></c></row>", styles=styles))
    assert sheet.rows[1] == {1: "-1", 2: "1e+20"}


def test_merged_cells_reach_no_further_than_the_rows_do() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row><mergeCell ref="A1:A1048576"/>'
    )
    (sheet,) = read_workbook(workbook(rows))
    assert sheet.rows == {1: {1: "1"}, 2: {1: "1"}, 3: {1: "1", 2: "2"}}
    assert [sheet.origin((row, 1)) for row in (1, 3)] == [(1, 1), (1, 1)]


def test_what_stands_far_to_the_right_is_nobodys_form() -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write_row(0, 0, ["a"] * 200)
        book.add_chartsheet()
    (sheet,) = read_workbook(content.getvalue())
    assert len(sheet.rows[1]) == 64
