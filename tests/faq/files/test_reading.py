"""Every bad row of a form is told with its place and its reason, and the good ones are given apart."""

from datetime import date, datetime, time

import pytest

from faq.files.examples import example_entries
from faq.files.reading import read_library
from faq.files.writing import write_csv
from faq.wording import in_words
from inbox.entries import Entry
from tests.faq.files.forms import HEADER, csv, read, refused, told, xlsx


def test_a_whole_form_is_read() -> None:
    file = read(
        ("ID", "Категория", "Вопрос", "Другие формулировки", "Ответ", "Язык", "Статус", "Код", "Файл"),
        (7, "Доставка", "Сколько ждать?", "когда\nдолго ещё", "<b>2 дня</b>", "русский", "Черновик", "срок", "схема"),
        (None, None, "How long?", "when; how soon", "2 days", "EN", "approved"),
    )  # fmt: skip
    assert file.problems == file.notices == ()
    assert file.entries == (
        Entry(
            7, "Сколько ждать?", "<b>2 дня</b>", "Доставка", ("когда", "долго ещё"),
            state="draft", code="срок", attachment="схема",
        ),
        Entry("", "How long?", "2 days", phrasings=("when", "how soon"), language="en"),
    )  # fmt: skip


def test_headers_are_known_in_any_order_case_and_language_below_a_title() -> None:
    file = read(
        ("Форма Q&A бренда «Ромашка»",),
        (),
        ("№", "  STANDARD   REPLY*", "Вопрос (клиента)", "Ответственный"),
        (1, "Да.", "Есть?", "Боб"),
    )
    assert file.entries == (Entry("", "Есть?", "Да."),)


def test_language_and_state_are_filled_in_where_they_are_left_blank() -> None:
    file = read((*HEADER, "Согласовано"), ("Где?", "Тут", "да"), ("Where?", "Here", None), ("Когда?", "Сейчас", "нет"))
    assert [(e.language, e.state) for e in file.entries] == [("ru", "approved"), ("en", "approved"), ("ru", "draft")]


def test_each_bad_row_is_told_with_place_and_remedy() -> None:
    file = read(
        ("ID", "Вопрос", "Ответ", "Язык", "Статус", "Код", "Согласовано (клиент)"),
        (1, "Хороший?", "Да."),
        (2, "Теги?", "<b>Да."),
        (3, None, "Ответ без вопроса"),
        (4, "Без ответа?", None),
        (5, "Длинный?", "я" * 4097),
        (6, "Слова?", "Да.", "немецкий", "готово", "два слова", "потом"),
        (7, "Кому?", "Вам, {имя}"),
        (1, "Другой?", "Да."),
        (9, "ХОРОШИЙ", "Нет."),
        (10, "Ещё хороший?", "Да."),
    )
    assert [entry.question for entry in file.entries] == ["Хороший?", "Ещё хороший?"]
    assert file.bad_rows == 8
    assert told(file) == [
        "Строка 3, «Ответ». Тег <b> не закрыт. Допишите </b>. Место в тексте: строка 1, знак 1, «<b>Да.».",
        "Строка 4, «Вопрос». Нет вопроса. Напишите его или удалите строку.",
        "Строка 5, «Ответ». Ответ пустой. Напишите его.",
        "Строка 6, «Ответ». Ответ не поместится в сообщение: 4097 знаков при 4096 возможных. Сократите на 1.",
        "Строка 7, «Язык». Непонятный язык: «немецкий». Напишите «Русский» или «Английский».",
        "Строка 7, «Статус». Непонятный статус: «готово». Напишите «Черновик», «Утверждён» или «В архиве».",
        "Строка 7, «Согласовано (клиент)». Непонятно, согласован ли ответ: «потом». Напишите «Да» или «Нет», а замечание — в «Комментарий».",  # noqa: E501
        "Строка 7, «Код». Код «два слова» не подойдёт: нужны буквы, цифры, «-» или «_», до 32 знаков без пробелов.",
        "Строка 8, «Ответ». Подстановки {имя} нет. Есть {name}, {post}. Если нужны сами скобки, удвойте их: {{ и }}. Место в тексте: строка 1, знак 6, «Вам, {имя}».",  # noqa: E501
        "Строка 9, «ID». ID 1 уже стоит в строке 2. У новой записи оставьте ID пустым.",
        "Строка 10, «Вопрос». Такой вопрос уже есть в строке 2. Объедините их: второй вариант впишите в «Другие формулировки».",  # noqa: E501
    ]


def test_a_phrasing_in_two_entries_is_told_and_both_are_kept() -> None:
    file = read(
        (*HEADER, "Варианты вопроса"),
        ("Где заказ?", "Тут", "где посылка"),
        ("Когда?", "Завтра", "ГДЕ ПОСЫЛКА??\nскоро"),
    )
    assert (len(file.rows), file.problems) == (2, ())
    assert [(p.code, p.row, p.column, p.values["other"]) for p in file.notices] == [
        ("library-phrasing-twice", 3, "Варианты вопроса", 2)
    ]


def test_what_is_retired_is_in_nobodys_way() -> None:
    file = read(
        (*HEADER, "Статус", "Код"),
        ("Где?", "Тут", "архив", "где"),
        ("Где?", "Там", "", "где"),
        ("Где?", "Нигде", "В архиве"),
    )
    assert (len(file.rows), file.problems) == (3, ())


def test_language_variants_share_question_code_and_group() -> None:
    file = read(
        (*HEADER, "Язык", "Код", "Группа"), ("SOS", "Помощь", "ru", "sos", "1"), ("SOS", "Help", "en", "sos", "1")
    )
    assert [(e.answer, e.code, e.group) for e in file.entries] == [("Помощь", "sos", "1"), ("Help", "sos", "1")]


def test_blank_rows_and_filled_down_choices_are_no_entries() -> None:
    file = read((*HEADER, "Язык"), (None, None, "Русский"), (), ("Где?", "Тут", "Русский"), (" ", "\n", "Русский"))
    assert (len(file.rows), file.rows[0].number, file.problems) == (1, 4, ())


def test_merged_cells_hold_for_their_whole_range() -> None:
    file = read(
        ("Категория", "Вопрос", "Другие формулировки", "Ответ"),
        ("Доставка", "Где заказ?", "где посылка", "В пути."),
        (None, None, "не пришёл заказ", None),
        (None, "Сколько ждать?", None, "2 дня."),
        merged=("A2:A4", "B2:B3", "D2:D3"),
    )
    assert file.entries == (
        Entry("", "Где заказ?", "В пути.", "Доставка", ("где посылка", "не пришёл заказ")),
        Entry("", "Сколько ждать?", "2 дня.", "Доставка"),
    )


def test_a_row_merged_across_names_the_category_of_the_rows_below() -> None:
    file = read(
        HEADER,
        ("ДОСТАВКА",),
        ("Где заказ?", "В пути."),
        ("ОПЛАТА",),
        ("Картой можно?", "Да."),
        merged=("A2:B2", "A4:B4"),
    )
    assert [(e.category, e.question) for e in file.entries] == [("ДОСТАВКА", "Где заказ?"), ("ОПЛАТА", "Картой можно?")]


def test_rows_with_phrasings_only_belong_to_the_entry_above() -> None:
    file = read(
        ("Вопрос", "Формулировки", "Ответ"), ("Где?", "а", "Тут"), (None, "б"), (None, "в; г"), ("Кто?", None, "Я")
    )
    assert [(e.question, e.phrasings) for e in file.entries] == [("Где?", ("а", "б", "в", "г")), ("Кто?", ())]


def test_numbers_dates_and_truths_are_read_as_they_look() -> None:
    rows = (12, 0.5, 1e16, True, date(2026, 10, 1), datetime(2026, 10, 1, 9, 30), time(9, 30))  # noqa: DTZ001
    file = read(HEADER, *((f"Вопрос {n}", value) for n, value in enumerate(rows)))
    assert [entry.answer for entry in file.entries] == [
        "12", "0.5", "10000000000000000", "TRUE", "01.10.2026", "01.10.2026 09:30", "09:30",
    ]  # fmt: skip


def test_a_formula_without_its_value_is_told() -> None:
    file = read(HEADER, ("Сколько?", "=1+1"), ("Где?", "Тут"))
    assert told(file) == [
        (
            "Строка 2, «Ответ». В ячейке формула, а её значение в файл не сохранено. "
            "Замените формулу текстом или сохраните файл в Excel ещё раз."
        )
    ]
    assert [entry.question for entry in file.entries] == ["Где?"]


def test_examples_are_left_out_but_told_of_when_somebody_wrote_over_them() -> None:
    form = write_csv(example_entries("ru"), "ru").decode("utf-8-sig")
    assert refused(form.encode()) == ["В файле «form.xlsx» есть заголовок, но нет ни одной строки с ответом."]
    file = csv(form.replace("кто выиграл", "и кто же выиграл") + ";;Кто вы?;;Мы.")
    assert [entry.question for entry in file.entries] == ["Кто вы?"]
    assert [in_words(notice, "ru") for notice in file.notices] == [
        "Строка 4, «ID». Строка помечена как «Пример» и не загружена. Если это настоящий ответ, очистите ID."
    ]


def test_the_visible_sheet_with_the_columns_is_taken_and_others_named() -> None:
    form, other = (HEADER, ("Где?", "Тут")), (HEADER, ("Когда?", "Завтра"))
    file = read_library(xlsx([("План",), ("пост", "дата")], form, other, form, hidden=(4,)), "form.xlsx")
    assert [entry.question for entry in file.entries] == ["Где?"]
    assert [(p.code, dict(p.values)) for p in file.notices] == [
        ("library-sheet-skipped", {"sheet": "Лист3", "taken": "Лист2"})
    ]


def test_a_hidden_form_is_asked_for() -> None:
    assert refused(xlsx([("План",)], [HEADER, ("Где?", "Тут")], hidden=(2,))) == [
        "Ответы есть только на скрытом листе «Лист2». Покажите его в Excel и сохраните файл."
    ]


def test_missing_columns_are_named_with_those_found() -> None:
    assert refused(xlsx([("Вопрос", "Категория", "Автор"), ("Где?", "Доставка", "Боб")])) == [
        "Строка 1. Не хватает столбцов: «Ответ». Найдены: «Вопрос», «Категория»."
    ]
    assert refused(xlsx([("Имя", "Телефон")])) == [
        (
            "В файле нет строки с названиями столбцов. Нужны хотя бы «Вопрос», «Ответ». "
            "Образец: /faq export в чате или otklik library template."
        )
    ]


def test_columns_that_nobody_knows_are_named_when_something_stands_in_them() -> None:
    file = read(("№", *HEADER, "Кто  отвечает", "Пусто", "Источник"), (1, "Где?", "Тут", "Боб", None, "Чат"), (2,))
    assert [in_words(notice, "ru") for notice in file.notices] == [
        (
            "Эти столбцы бот не знает и не читает: «Кто отвечает», «Источник». Если там нужное, назовите столбец как в "
            "образце: /faq export в чате или otklik library template."
        )
    ]


@pytest.mark.parametrize(
    ("header", "approval"), [("Варианты", "Статус согласования"), ("Other ways to ask", "Approved?")]
)
def test_usual_headers_are_understood(header: str, approval: str) -> None:
    file = read(
        (*HEADER, header, approval), ("Где?", "Тут", "где вы", "Согласован"), ("Кто?", "Мы", None, "На согласовании")
    )
    assert file.notices == ()
    assert [(e.phrasings, e.state) for e in file.entries] == [(("где вы",), "approved"), ((), "draft")]


def test_a_column_that_stands_twice_is_asked_about() -> None:
    assert refused(xlsx([("Вопрос", "Ответ", "Ответ бренда"), ("Где?", "Тут", "Там")])) == [
        "Строка 1. Столбец «Ответ бренда» встречается второй раз. Оставьте один."
    ]


def test_a_header_merged_over_two_columns_is_one_column() -> None:
    file = read(("Вопрос", None, "Ответ"), ("Где?", "?", "Тут"), merged=("A1:B1",))
    assert file.entries == (Entry("", "Где?", "Тут"),)


def test_a_form_without_rows_is_told() -> None:
    assert refused(xlsx([HEADER])) == ["В файле «form.xlsx» есть заголовок, но нет ни одной строки с ответом."]


def test_ten_thousand_rows_are_read() -> None:
    lines = (f"Вопрос {n}?;Ответ {n};как {n} | или" for n in range(10_000))
    file = csv("Вопрос;Ответ;Формулировки\n" + "\n".join(lines))
    assert (len(file.rows), file.problems, file.rows[-1].number) == (10_000, (), 10_001)
