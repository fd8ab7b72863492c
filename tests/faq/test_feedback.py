"""What the team made of suggestions is heeded, for messages alike and for no others."""

from faq.feedback import Verdict
from faq.matcher import Matcher, build
from inbox.entries import Entry

LIBRARY = (
    Entry("delivery", "Сколько идёт доставка?", "", phrasings=("сроки доставки", "когда привезут заказ")),
    Entry("return", "Как вернуть товар?", "", phrasings=("оформить возврат", "возврат денег")),
    Entry("shops", "Где ваши магазины?", "", phrasings=("адрес магазина", "часы работы")),
)
ASKED = "сроки доставки мебели"


def first(matcher: Matcher, text: str) -> object:
    return matcher.rank(text)[0][0]


def suggested(matcher: Matcher, text: str) -> list[object]:
    return [suggestion.entry_id for suggestion in matcher.suggest(text)]


def test_three_dismissals_for_messages_alike_are_heeded_at_once() -> None:
    dismissed = [
        Verdict(text, "delivery", "dismissed") for text in (ASKED, "сроки доставки мебели?", "срок доставки мебели")
    ]
    before = build(LIBRARY)
    assert [suggested(before.adapted(dismissed[:count]), ASKED)[:1] for count in (0, 2, 3)] == [
        ["delivery"],
        ["delivery"],
        [],
    ]


def test_dismissals_change_nothing_for_other_messages() -> None:
    dismissed = [Verdict(ASKED, "delivery", "dismissed")] * 3
    text = "когда привезут заказ"
    assert build(LIBRARY).adapted(dismissed).rank(text) == build(LIBRARY).rank(text)


def test_an_entry_accepted_after_dismissals_is_offered_again() -> None:
    verdicts = [*[Verdict(ASKED, "delivery", "dismissed")] * 3, Verdict(ASKED, "delivery", "accepted")]
    assert first(build(LIBRARY).adapted(verdicts), ASKED) == "delivery"


def test_an_entry_chosen_by_hand_comes_first_for_messages_alike() -> None:
    chosen = [Verdict("мебель приехала поцарапанная", "return", "chosen")]
    assert first(build(LIBRARY).adapted(chosen), "приехала поцарапанная мебель") == "return"


def test_a_brand_that_dismisses_much_hears_lower_scores() -> None:
    elsewhere = [Verdict(f"совсем другое дело {number}", "shops", "dismissed", 0.9) for number in range(20)]
    before, after = build(LIBRARY), build(LIBRARY).adapted(elsewhere)
    assert after.rank(ASKED)[0][1] < before.rank(ASKED)[0][1]
