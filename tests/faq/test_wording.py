"""Problems are told with place and remedy, in both languages."""

from dataclasses import replace

from faq.checks import answer_problems
from faq.files.changes import compare
from faq.files.reading import read_library
from faq.files.writing import write_csv
from faq.wording import change_in_words, changes_in_words, conflict_in_words, in_words
from inbox.entries import Entry
from inbox.errors import Problem


def test_a_problem_in_an_answer_says_where_and_how_to_mend_it() -> None:
    (problem,) = answer_problems("Срок\n<b>3 дня")
    assert in_words(problem, "ru") == (
        "Тег <b> не закрыт. Допишите </b>. Место в тексте: строка 2, знак 1, «<b>3 дня»."
    )
    assert in_words(problem, "en") == (
        "The tag <b> is not closed. Add </b>. Place in the text: line 2, character 1, “<b>3 дня”."
    )


def test_a_problem_in_a_file_names_row_and_column() -> None:
    assert [in_words(Problem("library-answer-empty", row=7, column=column), "ru") for column in ("Ответ", "")] == [
        "Строка 7, «Ответ». Ответ пустой. Напишите его.",
        "Строка 7. Ответ пустой. Напишите его.",
    ]


def test_what_a_file_would_do_is_told_in_a_line_each() -> None:
    library = [Entry(number, f"Вопрос {number}?", "Да.") for number in range(1, 9)]
    rows = "".join(f"{number};Вопрос {number}?;Да.;\n" for number in range(3, 8))
    text = "ID;Вопрос;Ответ;Согласовано\n1;Вопрос 1?;Нет.;\n2;Вопрос 2?;Да.;нет\n;Новый?;Да.;да\n;;Чей?;\n" + rows
    file = read_library(text.encode(), "library.csv")
    changes = compare(library, file)
    assert changes_in_words(changes, file, "ru") == [
        "Добавится 1 ответ.",
        "Изменятся 2 ответа.",
        "Без изменений: 5 ответов.",
        "Нет в файле, останется как есть: 1 ответ.",
        "Не загрузится из-за ошибок: 1 строка.",
        "Клиент вернул на доработку: 1 ответ.",
    ]
    assert changes_in_words(changes, file, "en") == [
        "1 reply will be added.",
        "2 replies will change.",
        "5 replies stay the same.",
        "1 reply is not in the file and stays as it is.",
        "1 row can't be loaded because of mistakes.",
        "The client returned 1 reply.",
    ]
    assert [change_in_words(change, "ru") for change in changes.changed] == [
        "№ 1 «Вопрос 1?»: ответ",
        "№ 2 «Вопрос 2?»: статус",
    ]


def test_what_both_sides_changed_is_told_with_the_words_of_both() -> None:
    sent = Entry(1, "Где заказ?", "В пути.", phrasings=("где он",))
    text = write_csv([sent], "ru").decode("utf-8-sig").replace("В пути.", "Скоро будет.").replace("где он", "где же он")
    now = replace(sent, answer="Доставлен. " * 20)
    (conflict,) = compare([now], read_library(text.encode(), "library.csv")).outdated
    assert conflict_in_words(conflict, "ru") == (
        "№ 1 «Где заказ?»: другие формулировки в библиотеке «где он», в файле «где же он»; "
        f"ответ в библиотеке «{('Доставлен. ' * 10)[:99]}…», в файле «Скоро будет.»"
    )


def test_ids_that_the_library_does_not_know_are_named() -> None:
    file = read_library("ID;Вопрос;Ответ\n99;Кто вы?;Мы.\n98;Где заказ?;Тут.\n".encode(), "library.csv")
    assert changes_in_words(compare([Entry(1, "Где заказ?", "Тут.")], file), file, "ru") == [
        "Добавится 1 ответ.",
        "Без изменений: 1 ответ.",
        (
            "Таких ID в библиотеке нет, поэтому эти строки станут новыми ответами: 99. Если это прежние ответы, "
            "поправьте ID."
        ),
    ]
