"""A closed month stays as it was; counted anew it is another version that says what changed."""

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


def test_a_recomputation_says_what_changed_and_why() -> None:
    facts = replace(CLOSED.facts, messages=CLOSED.facts.messages + 7, waits=CLOSED.facts.waits[1:])
    anew = recomputed(CLOSED, facts, "Импортирована история.")
    assert anew.facts.version == 2
    note = anew.facts.version_note.replace("\u00a0", " ")
    assert note.startswith("Импортирована история. Изменилось: Сообщений участников: было 200, стало 207; ")
    assert build(anew.figures()).status == f"Версия 2. {anew.facts.version_note}"


def test_a_recomputation_that_moves_nothing_says_so() -> None:
    note = recomputed(CLOSED, CLOSED.facts, "Проверка.").facts.version_note
    assert note == "Проверка. Изменилось: ничего из главных показателей"


def test_a_change_is_never_rounded_to_nothing_or_everything() -> None:
    words = Words("en", ZoneInfo("UTC"))
    assert [words.share(value) for value in (0, 0.0004, 0.5, 0.9996, 1, None)] == [
        "0%", "0.1%", "50%", "99.9%", "100%", "—",
    ]  # fmt: skip
