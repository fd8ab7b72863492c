"""CSV is read however a spreadsheet program saved it."""

import pytest

from inbox.entries import Entry
from tests.faq.files.forms import csv, refused, told

TEXT = 'Вопрос{0}Ответ{0}Статус\r\nГде заказ?{0}"В пути,\nждите; скоро ""будет"""{0}Черновик\r\n'
ENTRY = Entry("", "Где заказ?", 'В пути,\nждите; скоро "будет"', state="draft")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "mac-cyrillic", "cp866", "koi8-r"]
)
def test_encoding_and_delimiter_are_found(encoding: str, delimiter: str) -> None:
    assert csv(TEXT.format(delimiter), encoding).entries == (ENTRY,)


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    file = csv("sep=;\r\n" + TEXT.format(";"), "utf-8-sig")
    assert (file.entries, file.rows[0].number) == ((ENTRY,), 2)


def test_a_quote_that_never_ends_is_told_with_its_row() -> None:
    assert refused('Вопрос;Ответ\nГде?;Тут\nКогда?;"Завтра\nКто?;Я\n'.encode(), "form.csv") == [
        (
            "Строка 3. Здесь открыты кавычки, которые не закрываются как надо, и дальше файл прочитать нельзя. "
            "Проверьте эту строку или сохраните таблицу как .xlsx."
        )
    ]


def test_lost_letters_are_told() -> None:
    assert told(csv("Вопрос;Ответ\nГде?;Т\ufffdт\n")) == [
        (
            "Строка 2, «Ответ». Часть букв потерялась (вместо них «\ufffd»). "
            "Впишите текст заново или сохраните файл как .xlsx."
        )
    ]
