"""The form is one that a client likes to open: explained, with choices, and its examples don't become replies."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from faq.checks import entry_problems
from faq.files.cells import DECISIONS, LANGUAGES, STATES, YES_OR_NO, meaning
from faq.files.columns import COLUMNS, column_of, header
from faq.files.examples import example_entries
from faq.files.reading import read_library
from faq.files.workbook import write_workbook
from inbox.entries import Entry
from tests.faq.files.forms import refused
from texts import LANGUAGES as TONGUES
from texts import Language


def template(language: Language) -> bytes:
    return write_workbook(example_entries(language), language)


HEADERS = [
    "ID", "Категория", "Вопрос", "Другие формулировки", "Ответ", "Статус", "Согласовано (клиент)", "Комментарий",
    "Язык", "Код", "Вложение", "Группа вариантов", "Автоответ", "Версия",
]  # fmt: skip


def test_the_template_has_the_columns_examples_and_an_explanation() -> None:
    form, explained = load_workbook(BytesIO(template("ru"))).worksheets
    assert (form.title, explained.title) == ("Ответы", "Как заполнять")
    assert [cell.value for cell in form[1]] == HEADERS
    assert [row[0].value for row in form.iter_rows(min_row=2)] == ["Пример 1", "Пример 2", "Пример 3"]
    assert [cell.value for cell in explained["A"] if cell.value in HEADERS] == HEADERS[:-1]


def test_the_template_is_laid_out_for_reading_and_printing() -> None:
    form, _ = load_workbook(BytesIO(template("ru"))).worksheets
    assert (form.freeze_panes, form.auto_filter.ref) == ("D2", "A1:N4")
    assert (form.print_area, form.print_title_rows) == ("'Ответы'!$A$1:$H$4", "$1:$1")
    assert {c.alignment.wrap_text for row in form.iter_rows() for c in row} == {True}
    assert {cell.number_format for row in form.iter_rows(min_row=2) for cell in row} == {"@"}
    assert [form.column_dimensions[c].hidden for c in ("A", "E", "N")] == [False, False, True]
    assert form.column_dimensions["E"].width > form.column_dimensions["C"].width > form.column_dimensions["A"].width
    assert [cell.font.bold for cell in form[1]] == [True] * len(COLUMNS)
    assert [cell.font.italic for cell in form[2]] == [True] * len(COLUMNS)


@pytest.mark.parametrize("language", TONGUES)
def test_each_choice_offered_is_understood(language: Language) -> None:
    form, _ = load_workbook(BytesIO(template(language))).worksheets
    words = {"language": LANGUAGES, "state": STATES, "auto_send": YES_OR_NO, "approved": DECISIONS}
    offered = {
        COLUMNS[next(iter(v.sqref.ranges)).min_col - 1]: v.formula1.strip('"')
        for v in form.data_validations.dataValidation
    }
    assert sorted(offered) == sorted(words)
    assert {c: [meaning(word, words[c]) for word in offered[c].split(",")] for c in offered} == {
        "language": ["ru", "en"],
        "state": ["draft", "approved", "retired"],
        "auto_send": [False, True],
        "approved": [True, False],
    }


@pytest.mark.parametrize("language", TONGUES)
def test_examples_are_good_replies_but_are_not_read(language: Language) -> None:
    assert len(refused(template(language))) == 1
    filled = load_workbook(BytesIO(template(language)))
    for row in range(2, 5):
        filled.worksheets[0].cell(row, 1).value = None
    content = BytesIO()
    filled.save(content)
    file = read_library(content.getvalue(), "library.xlsx")
    assert (file.problems, file.notices) == ((), ())
    assert [(e.language, e.state, len(e.phrasings), entry_problems(e)) for e in file.entries] == [
        (language, "approved", 3, ()),
        (language, "approved", 3, ()),
        (language, "draft", 2, ()),
    ]


@pytest.mark.parametrize("language", TONGUES)
def test_every_header_that_is_written_is_known(language: Language) -> None:
    assert [column_of(header(column, language)) for column in COLUMNS] == list(COLUMNS)


def test_an_export_offers_the_client_an_empty_column_for_their_word() -> None:
    form, _ = load_workbook(BytesIO(write_workbook([Entry(1, "Где?", "Тут.")], "ru"))).worksheets
    row = dict(zip(HEADERS, (cell.value for cell in form[2]), strict=True))
    assert (row["ID"], row["Статус"], row["Язык"], row["Автоответ"]) == ("1", "Утверждён", "Русский", "Нет")
    assert (row["Согласовано (клиент)"], row["Комментарий"]) == (None, None)
