"""What cannot be sent is not saved: length after the markup, room for placeholders, placeholders that nothing fills."""

import pytest

from faq.checks import answer_problems, entry_problems
from faq.placeholders import fill, placeholders_of
from inbox.entries import Entry, State


def codes(answer: str, *, has_attachment: bool = False) -> list[str]:
    return [problem.code for problem in answer_problems(answer, has_attachment=has_attachment)]


def test_the_limit_is_counted_after_the_markup_in_utf16_units() -> None:
    assert codes("<b>" + "я" * 4096 + "</b>") == []
    assert codes("я" * 4097) == ["library-answer-long"]
    assert codes("😀" * 2048) == []
    assert codes("😀" * 2049) == ["library-answer-long"]


def test_an_attachment_leaves_room_for_a_caption_only() -> None:
    assert codes("я" * 1024, has_attachment=True) == []
    assert codes("я" * 1025, has_attachment=True) == ["library-caption-long"]


def test_a_placeholder_keeps_its_room_free() -> None:
    assert codes("{name}" + "я" * (4096 - 64)) == []
    assert codes("{name}" + "я" * (4096 - 63)) == ["library-answer-long"]


@pytest.mark.parametrize("answer", ["", "  \n", "<b></b>", "<b> </b>"])
def test_an_answer_that_shows_nothing_is_refused_unless_a_picture_says_it(answer: str) -> None:
    assert (codes(answer), codes(answer, has_attachment=True)) == (["library-answer-empty"], [])


def test_unknown_placeholders_are_named_each() -> None:
    problems = answer_problems("Здравствуйте, {имя}!\nО {post} и {city}: {{не место}}")
    assert [(p.code, p.values["placeholder"], p.values["line"], p.values["known"]) for p in problems] == [
        ("library-placeholder-unknown", "{имя}", 1, "{name}, {post}"),
        ("library-placeholder-unknown", "{city}", 2, "{name}, {post}"),
    ]


@pytest.mark.parametrize(("code", "faults"), [("12", ["library-code-number"]), ("12a", []), ("check", [])])
def test_a_code_of_digits_would_be_taken_for_a_number(code: str, faults: list[str]) -> None:
    assert [problem.code for problem in entry_problems(Entry(1, "Где заказ?", "В пути", code=code))] == faults


@pytest.mark.parametrize(("state", "faults"), [("draft", []), ("approved", ["library-answer-empty"]), ("retired", [])])
def test_only_what_is_approved_needs_an_answer(state: State, faults: list[str]) -> None:
    assert [problem.code for problem in entry_problems(Entry(1, "Где заказ?", "", state=state))] == faults


def test_a_source_that_no_cell_holds_is_refused() -> None:
    assert codes("<b></b>" * 5000) == ["library-answer-source-long"]


def test_values_are_filled_as_text_never_as_markup() -> None:
    answer = '<b>{ name }</b>, смотрите <a href="{post}">пост</a>, {{скобки}} и {'
    assert fill(answer, {"name": "<Alice> & {post}", "post": 'https://t.me/x/1?"'}) == (
        '<b>&lt;Alice&gt; &amp; {post}</b>, смотрите <a href="https://t.me/x/1?&quot;">пост</a>, {скобки} и {'
    )


def test_a_value_too_long_for_its_room_is_cut_between_characters() -> None:
    assert fill("{name}", {"name": "a" + "😀" * 40}) == "a" + "😀" * 31 + "…"


def test_a_placeholder_without_a_value_stays_to_be_seen() -> None:
    assert fill("{name}, {post}", {"name": "Alice"}) == "Alice, {post}"
    assert placeholders_of("{name}, { post }, {{name}}") == {"name", "post"}
