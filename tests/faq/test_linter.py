"""The linter shows phrasings that another answer would get."""

from faq.linter import find_conflicts
from inbox.entries import Entry

DELIVERY = Entry(
    1, "Сколько идёт доставка?", "", phrasings=("сроки доставки", "когда привезут", "долго ли ждать доставку")
)
RETURN = Entry(2, "Как вернуть товар?", "", phrasings=("оформить возврат", "хочу вернуть заказ", "возврат товара"))


def test_a_sound_library_has_no_findings() -> None:
    assert find_conflicts((DELIVERY, RETURN)) == ()


def test_a_phrasing_of_two_answers_is_a_duplicate() -> None:
    copy = Entry(3, "Есть ли рассрочка?", "", phrasings=("Сроки доставки?",))
    found = [
        (finding.trouble, finding.entry_id, finding.other_phrasing)
        for finding in find_conflicts((DELIVERY, RETURN, copy))
    ]
    assert found == [("duplicate", 3, "сроки доставки")]


def test_a_phrasing_that_belongs_elsewhere_is_a_conflict() -> None:
    stray = Entry(3, "Где магазин?", "", phrasings=("адрес магазина", "как вернуть товар назад"))
    found = [{finding.phrasing, finding.other_phrasing} for finding in find_conflicts((DELIVERY, RETURN, stray))]
    assert found == [{"как вернуть товар назад", "Как вернуть товар?"}]


def test_retired_entries_and_empty_libraries_are_left_alone() -> None:
    retired = Entry(3, "Старое", "", phrasings=("сроки доставки",), state="retired")
    assert (find_conflicts((DELIVERY, retired)), find_conflicts(())) == ((), ())


def test_mere_emoji_ask_for_no_two_answers() -> None:
    emoji = (Entry(3, "🔥", "Горячо"), Entry(4, "👍", "Спасибо"))
    assert find_conflicts((DELIVERY, RETURN, *emoji)) == ()
