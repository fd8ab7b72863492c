"""What is written is read again: the same entries, whatever is in them."""

import csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from faq.files.cells import bare, from_cell, tidy, to_cell
from faq.files.changes import compare
from faq.files.reading import read_library
from faq.files.workbook import write_workbook
from faq.files.writing import write_csv
from faq.formatting import html_of
from inbox.entries import Entry, Language

Write = Callable[[list[Entry], Language], bytes]

LOST = "\ufffd"
"""What stands for a letter that was lost; a cell with it is reported, not read."""
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=LOST), max_size=20) | st.sampled_from(
    [
        "=1+1",
        "+7 495 000",
        "-",
        "@bob",
        "'=x",
        "''+",
        "a;b\nc",
        "\\;",
        ";)",
        "_x0041_",
        "1e5",
        "007",
        "\ta\r\nb",
        "«»",
        "ＣＳＶ＝",
    ]
)
ENTRY = st.builds(
    Entry,
    id=st.integers(min_value=1, max_value=10**9),
    question=TEXT.filter(lambda text: bool(tidy(Entry(1, text, "")).question)),
    answer=TEXT.map(lambda text: html_of(text.replace("{", "(").replace("\xad", "")) + "."),
    category=TEXT,
    phrasings=st.lists(TEXT, max_size=4).map(tuple),
    language=st.sampled_from(["ru", "en"]),
    state=st.sampled_from(["draft", "approved", "retired"]),
    code=st.sampled_from(["", "доставка", "faq-1"]),
    attachment=TEXT,
    group=TEXT,
    auto_send=st.booleans(),
)


def apart(entries: list[Entry]) -> list[Entry]:
    """No two of them with one code."""
    return [replace(entry, code=f"{entry.code}{entry.id}" if entry.code else "") for entry in entries]


ENTRIES = st.lists(ENTRY, min_size=1, max_size=4, unique_by=(lambda e: e.id, lambda e: bare(tidy(e).question))).map(
    apart
)


@pytest.mark.parametrize("write", [write_workbook, write_csv])
@pytest.mark.parametrize("language", ["ru", "en"])
@given(entries=ENTRIES)
def test_export_and_import_are_lossless(write: Write, language: Language, entries: list[Entry]) -> None:
    file = read_library(write(entries, language), "library")
    assert (file.problems, list(file.entries)) == ((), [tidy(entry) for entry in entries])
    changes = compare(entries, file)
    assert (changes.unchanged, changes.new, changes.changed, changes.outdated, changes.missing, changes.verdicts) == (
        tuple(entries), (), (), (), (), (),
    )  # fmt: skip


@given(TEXT)
def test_a_cell_gives_its_text_back_and_never_runs(text: str) -> None:
    cell = to_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert from_cell(cell) == tidy(Entry(1, "", text)).answer


def test_no_cell_of_an_export_starts_with_a_sign_that_runs() -> None:
    entry = Entry(1, "=HYPERLINK(0)", "@bob", "-доставка", ("+7", "=1"), attachment="=x", group="\t=1", code="-1")
    sheet = load_workbook(BytesIO(write_workbook([entry], "ru"))).worksheets[0]
    in_workbook = [cell.value for cell in sheet[2]]
    _, in_csv = csv.reader(StringIO(write_csv([entry], "ru").decode("utf-8-sig")), delimiter=";")
    assert [value or "" for value in in_workbook] == in_csv
    assert in_csv[:5] == ["1", "'-доставка", "'=HYPERLINK(0)", "'+7\n=1", "'@bob"]
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}


def test_more_phrasings_than_a_cell_holds_go_on_in_the_rows_below() -> None:
    entry = Entry(1, "Где заказ?", "Вот он.", phrasings=tuple(f"{n} " + "где мой заказ " * 20 for n in range(300)))
    other = Entry(2, "Сколько ждать?", "Два дня.")
    for content in (write_workbook([entry, other], "ru"), write_csv([entry, other], "en")):
        assert list(read_library(content, "library").entries) == [tidy(entry), other]
