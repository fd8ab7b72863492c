"""A closed month stays as it was; counted anew it is another version that says what changed."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

from report.closing import Closed, frozen, recomputed, thawed
from report.exports import FORMS
from report.model import build
from report.words import Words
from tests.report.sample import HISTORY, empty, sample

CLOSED = Closed(sample(40), HISTORY)


def test_a_frozen_month_comes_back_as_it_was() -> None:
    assert thawed(frozen(CLOSED)) == CLOSED
    assert thawed(frozen(Closed(empty()))) == Closed(empty())


def test_a_thawed_month_makes_the_same_report() -> None:
    again = build(thawed(frozen(CLOSED)).figures())
    assert FORMS["report.html"](again) == FORMS["report.html"](build(CLOSED.figures()))


def test_a_recomputation_says_what_changed_and_why_figure_by_figure() -> None:
    answered = replace(CLOSED.facts.waits[5], answered_at=None, answered_by=None, working=None, is_late=True)
    waits = (*CLOSED.facts.waits[1:5], answered, *CLOSED.facts.waits[6:])
    line = replace(CLOSED.facts.items[0], text="Второй план")
    facts = replace(CLOSED.facts, messages=CLOSED.facts.messages + 7, waits=waits, items=(*CLOSED.facts.items, line))
    anew = recomputed(CLOSED, facts, "Импортирована история")
    found = {(one.item, one.table, one.figure): (one.before, one.now, one.why) for one in anew.facts.revised}
    assert found[0, "", "Сообщений участников"] == ("200", "207", "")
    assert found[0, "", "Остались без ответа"] == ("1", "2", "добавилось: 1")
    assert found[5, "Время ответа", "Любой ответ: С ответом"] == ("39", "37", "ушло: 2")
    assert found[5, "Время ответа", "Любой ответ: Медиана с неотвеченными"][2] == "ушло: 1, изменилось: 1"
    assert found[1, "", "Добавлена запись: Второй план"] == ("", "", "")
    assert {one.item for one in anew.facts.revised} == {0, 1, 5, 9}
    assert all(one.before != one.now or "запись" in one.figure for one in anew.facts.revised)


def test_every_form_names_what_a_recomputation_changed() -> None:
    anew = recomputed(CLOSED, replace(CLOSED.facts, waits=CLOSED.facts.waits[1:]), "Импортирована история.")
    made = build(anew.figures())
    count = len(anew.facts.revised)
    assert anew.facts.version == 2
    assert made.status.startswith("Версия 2. Причина: Импортирована история. ")
    assert made.revised is not None
    assert len(made.revised.rows) == count
    assert len(json.loads(FORMS["metrics.json"](made))["revised"]) == count
    for name in ("report.html", "report.pdf", "report.docx", "report.xlsx"):
        assert FORMS[name](made)


def test_a_change_of_conditions_is_the_reason_where_nothing_moved_behind_a_figure() -> None:
    anew = recomputed(CLOSED, replace(CLOSED.facts, messages=1, calendar="Круглосуточно"), "Новые часы")
    assert [(one.figure, one.why) for one in anew.facts.revised] == [("Сообщений участников", "другой календарь")]


def test_a_recomputation_that_moves_nothing_says_so() -> None:
    anew = recomputed(CLOSED, CLOSED.facts, "Проверка.")
    assert (anew.facts.version_note, anew.facts.revised) == ("Причина: Проверка. Ничего не изменилось.", ())
    assert build(anew.figures()).revised is None


def test_a_change_is_never_rounded_to_nothing_or_everything() -> None:
    words = Words("en", ZoneInfo("UTC"))
    assert [words.share(value) for value in (0, 0.0004, 0.5, 0.9996, 1, None)] == [
        "0%", "0.1%", "50%", "99.9%", "100%", "—",
    ]  # fmt: skip
