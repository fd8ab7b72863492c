"""Problems are told with place and remedy, in both languages."""

from faq.checks import answer_problems
from faq.wording import in_words
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
