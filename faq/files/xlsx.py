"""The sheets of an XLSX file, read part by part from its XML.

Only what a form needs is read: sheet names, texts, numbers, dates, merged cells, formulas' kept values. So a file whose
styles another program wrote slightly wrong is read all the same, and merged cells and formulas without a value are
seen, which a spreadsheet library's quick mode hides and its full mode pays for with time.
Invariant: nothing is unpacked beyond `LARGEST`, and nothing outside the file is looked up.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import product
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from faq.files.dates import is_date_format, moment
from faq.files.sheets import MOST_ROWS, WIDEST, Place, Sheet, TooBig

LARGEST = 64 * 1024 * 1024

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")


class NotWorkbook(ValueError):
    """A ZIP archive, but not of a workbook."""


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    strings: list[str]
    date_styles: frozenset[int]
    since_1904: bool


def read_workbook(content: bytes) -> list[Sheet]:
    """Raises what `zipfile` and the XML parser raise of a broken file."""
    with ZipFile(BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise TooBig
        return list(_sheets(archive))


def _sheets(archive: ZipFile) -> Iterator[Sheet]:
    main = next((part for kind, part in _related(archive, "").values() if kind == "officeDocument"), "")
    if not main.endswith(".xml"):
        raise NotWorkbook
    related = _related(archive, main)
    workbook = _tree(archive.read(main))
    book = _Book(
        [text for part in _of_kind(related, "sharedStrings") for text in _strings(archive.read(part))],
        frozenset(style for part in _of_kind(related, "styles") for style in _date_styles(archive.read(part))),
        any(_is_true(element.get("date1904", "")) for element in _named(workbook, "workbookPr")),
    )
    for sheet in _named(workbook, "sheet"):
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        kind, part = related.get(link, ("", ""))
        if kind == "worksheet":
            is_hidden = sheet.get("state", "visible") != "visible"
            yield _sheet(archive.read(part), book, sheet.get("name", ""), is_hidden=is_hidden)


def _sheet(xml: bytes, book: _Book, name: str, *, is_hidden: bool) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    flawed: dict[Place, str] = {}
    merges: list[tuple[Place, Place]] = []
    number = 0
    for _, element in ET.iterparse(BytesIO(xml)):  # noqa: S314 # expat itself limits what entities may grow to
        match _local(element):
            case "row":
                number = int(element.get("r", number + 1))
                texts, flaws = _row(element, book)
                if texts:
                    rows[number] = texts
                flawed |= {(number, column): flaw for column, flaw in flaws.items()}
                element.clear()
                if len(rows) > MOST_ROWS:
                    raise TooBig
            case "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                merges.append((_place(first), _place(last or first)))
    return Sheet(name, rows, is_hidden, _spread(rows, merges), flawed)


def _row(row: ET.Element, book: _Book) -> tuple[dict[int, str], dict[int, str]]:
    texts: dict[int, str] = {}
    flaws: dict[int, str] = {}
    column = 0
    for cell in row:
        address = cell.get("r")
        column = _place(address)[1] if address else column + 1
        if column > WIDEST:
            break
        text, flaw = _cell(cell, book)
        if text.strip():
            texts[column] = text
        if flaw:
            flaws[column] = flaw
    return texts, flaws


def _cell(cell: ET.Element, book: _Book) -> tuple[str, str]:
    """The cell's text, and what keeps it from being used: an error or a formula that was never worked out."""
    kind, raw, has_formula = cell.get("t", "n"), "", False
    for part in cell:
        match _local(part):
            case "v":
                raw = part.text or ""
            case "is":
                raw = _rich(part)
            case "f":
                has_formula = True
    if has_formula and not raw and kind != "str":
        return "", "formula"
    return _text(raw, kind, int(cell.get("s", 0)), book) if raw else "", "error" if kind == "e" else ""


def _text(raw: str, kind: str, style: int, book: _Book) -> str:
    match kind:
        case "s":
            return book.strings[int(raw)]
        case "n":
            number = float(raw)
            if style in book.date_styles:
                return moment(number, since_1904=book.since_1904)
            return format(number, ".15g" if abs(number) < 1e15 else ".0f")
        case "b":
            return "TRUE" if _is_true(raw) else "FALSE"
        case _:
            return _unescaped(raw)


def _spread(rows: dict[int, dict[int, str]], merges: list[tuple[Place, Place]]) -> dict[Place, Place]:
    """Writes each merged cell's text into all its places, as far down as there are rows; says where it came from."""
    merged: dict[Place, Place] = {}
    for steps, (first, place) in enumerate(_covered(merges, max(rows, default=0))):
        if steps > 10 * MOST_ROWS:
            raise TooBig
        merged[place] = first
        text = rows.get(first[0], {}).get(first[1])
        if text:
            rows.setdefault(place[0], {})[place[1]] = text
    return merged


def _covered(merges: list[tuple[Place, Place]], lowest: int) -> Iterator[tuple[Place, Place]]:
    for (top, left), (bottom, right) in merges:
        for place in product(range(top, min(bottom, lowest) + 1), range(left, min(right, WIDEST) + 1)):
            yield (top, left), place


def _strings(xml: bytes) -> Iterator[str]:
    for _, element in ET.iterparse(BytesIO(xml)):  # noqa: S314 # as above
        if _local(element) == "si":
            yield _unescaped(_rich(element))
            element.clear()


def _rich(element: ET.Element) -> str:
    """A text of one or several runs; reading aids above it are left out."""
    runs = (run for run in element if _local(run) in {"t", "r"})
    return "".join(part.text or "" for run in runs for part in run.iter() if _local(part) == "t")


def _date_styles(xml: bytes) -> Iterator[int]:
    """The cell styles that show a number as a date or a time."""
    tree = _tree(xml)
    formats = {int(made.get("numFmtId", 0)): made.get("formatCode", "") for made in _named(tree, "numFmt")}
    for styles in _named(tree, "cellXfs"):
        for index, style in enumerate(styles):
            number = int(style.get("numFmtId", 0))
            if is_date_format(number, formats.get(number, "")):
                yield index


def _related(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part leads to: id -> kind and path."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist():
        return {}
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))[1:],
        )
        for link in _named(_tree(archive.read(path)), "Relationship")
    }


def _of_kind(related: Mapping[str, tuple[str, str]], wanted: str) -> Iterator[str]:
    return (part for kind, part in related.values() if kind == wanted)


def _tree(xml: bytes) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 # as above


def _named(tree: ET.Element, name: str) -> Iterator[ET.Element]:
    return (element for element in tree.iter() if _local(element) == name)


def _local(element: ET.Element) -> str:
    return _without_namespace(element.tag)


@lru_cache
def _without_namespace(tag: str) -> str:
    return tag.rpartition("}")[2]


def _place(address: str) -> Place:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column


def _is_true(raw: str) -> bool:
    return raw in {"1", "true"}


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
