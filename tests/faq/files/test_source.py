"""What is no library file gets one clear answer, whatever its name says."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from faq.files.sheets import MOST_ROWS
from faq.files.xlsx import LARGEST
from tests.faq.files.forms import HEADER, refused, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = xlsx([HEADER, ("Где?", "Тут")])


def archive(**parts: bytes | str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return content.getvalue()


def with_part(name: str, part: bytes | str) -> bytes:
    """The good workbook with one part of it replaced."""
    with ZipFile(BytesIO(GOOD)) as good:
        return archive(**{n: part if n == name else good.read(n) for n in good.namelist()})


EMPTY = "Файл «form.xlsx» пустой."
OLD = "«form.xlsx» — это старый формат Excel (.xls). Откройте его в Excel и сохраните как .xlsx."
LOCKED = "Файл «form.xlsx» защищён паролем. Снимите пароль в Excel (Файл → Сведения → Защита книги) и пришлите ещё раз."
WEB = "«form.xlsx» — это веб-страница, а не таблица. Откройте её в Excel и сохраните как .xlsx."
BIG = "Файл «form.xlsx» слишком большой. Удалите лишние листы, строки и картинки и сохраните его ещё раз."
BROKEN = (
    "Файл «form.xlsx» повреждён: прочитать его не получается. "
    "Откройте его в Excel, сохраните ещё раз как .xlsx и пришлите снова."
)
OTHER = "«form.xlsx» — это не таблица Excel и не CSV. Сохраните библиотеку как .xlsx или .csv."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", EMPTY),
        (b" \r\n ", EMPTY),
        (OLE + b"Workbook", OLD),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (b"\n<html><table><tr><td>", WEB),
        (b"%PDF-1.7", OTHER),
        (archive(mimetype="text"), OTHER),
    ],
)
def test_another_kind_of_file_is_named(content: bytes, told: str) -> None:
    assert refused(content) == [told]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "' + "ha" * 50_000 + '">]><x>' + "&a;" * 2_000 + "</x>"


@pytest.mark.parametrize(
    "content",
    [
        GOOD[: len(GOOD) // 2],
        GOOD[:200],
        GOOD[:-30] + b"x" * 30,
        GOOD.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheetX.xml"),
        with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"),
        with_part("xl/worksheets/sheet1.xml", '<w><row r="x"/></w>'),
        with_part("xl/worksheets/sheet1.xml", '<w><row><c r="A1" t="s"><v>99</v></c></row></w>'),
        with_part("xl/worksheets/sheet1.xml", '<w><row><c r="1A"><v>1</v></c></row></w>'),
        with_part("xl/worksheets/sheet1.xml", LAUGHS),
        with_part("xl/workbook.xml", b"\x00\x01"),
    ],
)
def test_a_damaged_file_gets_one_answer(content: bytes) -> None:
    assert refused(content) == [BROKEN]


def test_a_file_that_unpacks_into_too_much_is_refused_unopened() -> None:
    bomb = with_part("xl/worksheets/sheet1.xml", b" " * (LARGEST + 1))
    assert len(bomb) < LARGEST / 100
    assert refused(bomb) == [BIG]


def test_a_file_with_endless_rows_or_merged_cells_is_refused() -> None:
    assert refused("Вопрос;Ответ\n".encode() + b"?;!\n" * MOST_ROWS) == [BIG]
    row, merge = '<row r="99999"><c><v>1</v></c></row>', '<mergeCell ref="A1:BL99999"/>'
    assert refused(with_part("xl/worksheets/sheet1.xml", f"<w>{row}{merge * 100}</w>")) == [BIG]
