"""The matcher finds the entry that a message asks for, and is silent about the rest."""

from dataclasses import replace

import pytest

from faq.feedback import Verdict
from faq.matcher import build
from faq.message import Message
from faq.shelf import stocked
from inbox.entries import Entry

LIBRARY = (
    Entry("delivery", "Сколько идёт доставка?", "Три дня.", phrasings=("когда привезут заказ", "сроки доставки")),
    Entry("return", "Как вернуть товар?", "В течение 14 дней.", phrasings=("хочу сделать возврат", "возврат денег")),
    Entry("shops", "Где ваши магазины?", "На карте.", phrasings=("адрес магазина", "часы работы")),
    Entry("draft", "Есть ли скидки?", "Пока нет.", state="draft"),
)
BAD_TEXTS = (
    "",
    " ",
    "\ud800",
    "\x00",
    "😀🔥",
    "a" * 1_000_000,
    "שלום עולם",
    "я" + "\u0301" * 5000,
    "\u202eabc",
    "?!",
    "\u0000\u0001",
    "@" * 1000,
)


@pytest.mark.parametrize("text", ["сроки доставки", "скоко идет доставка", "ljcnfdrf", "dostavka", "ДОСТАВКА!!!!!"])
def test_the_entry_asked_for_comes_first(text: str) -> None:
    assert build(LIBRARY).rank(text)[0][0] == "delivery"


def test_what_nobody_asked_gets_silence() -> None:
    assert build(LIBRARY).suggest("ну и погодка сегодня") == ()


def test_only_approved_entries_take_part() -> None:
    assert sorted(str(entry_id) for entry_id, _ in build(LIBRARY).rank("скидки")) == ["delivery", "return", "shops"]


@pytest.mark.parametrize("text", BAD_TEXTS)
def test_bad_text_gets_an_answer(text: str) -> None:
    assert len(build(LIBRARY).rank(text)) == 3


@pytest.mark.parametrize("library", [(), LIBRARY[:1]])
def test_a_small_library_works(library: tuple[Entry, ...]) -> None:
    assert [entry_id for entry_id, _ in build(library).rank("доставка")] == [entry.id for entry in library]


@pytest.mark.parametrize(("text", "offered"), [("Можно с собакой?", ["dogs"]), ("Где мой заказ?", [])])
def test_an_only_entry_is_offered_for_its_question_alone(text: str, offered: list[str]) -> None:
    only = Entry("dogs", "Можно ли к вам с собакой?", "Да")
    assert [found.entry_id for found in build([only]).suggest(text)] == offered


def test_a_phrasing_added_is_found() -> None:
    matcher = build(LIBRARY).with_phrasing("return", "не подошёл размер")
    assert matcher.suggest("не подошел размер")[0].entry_id == "return"


@pytest.mark.parametrize("text", ["как положить наличные", "как закинуть нал"])
def test_spoken_phrasings_and_messages_agree_with_written_ones(text: str) -> None:
    entries = (*LIBRARY, Entry("cash", "Куда закинуть наличку?", "В кассу."))
    assert build(entries).rank(text)[0][0] == "cash"


def test_language_variants_are_one_answer_offered_in_the_asked_language() -> None:
    pair = (
        Entry(1, "Сколько идёт доставка?", "Три дня.", group="delivery"),
        Entry(2, "How long is delivery?", "Three days.", group="delivery", language="en"),
    )
    matcher = build((*pair, *LIBRARY[1:]))
    asked = {
        language: matcher.suggest("сколько идет доставка", language=language)[0].entry_id
        for language in ("ru", "en", None)
    }
    assert asked == {"ru": 1, "en": 2, None: 1}


@pytest.mark.parametrize(("entries", "phrasings"), [(5000, 1), (1, 5000), (10, 500)])
def test_thousands_of_identical_phrasings_work(entries: int, phrasings: int) -> None:
    same = [Entry(number, "Где мой заказ?", "", phrasings=("где мой заказ",) * phrasings) for number in range(entries)]
    assert len(build(same).rank("где заказ")) == min(entries, 10)


def test_a_large_library_finds_what_a_small_one_finds() -> None:
    others = [Entry(number, f"номер {number} и ещё {number * 7}", "") for number in range(3001)]
    assert build([*LIBRARY, *others]).rank("скоко идет доставка")[0][0] == "delivery"


def test_an_answer_dismissed_for_good_leaves_the_others_as_likely_as_they_are() -> None:
    dismissed = [Verdict("сроки доставки", "delivery", "dismissed")] * 3
    assert build(LIBRARY).adapted(dismissed).suggest("сроки доставки") == ()


@pytest.mark.parametrize(("twins", "offered"), [(1, 1), (2, 2), (30, 0)])
def test_what_is_too_unlikely_to_be_worth_reading_is_not_offered(twins: int, offered: int) -> None:
    same = [Entry(number, "Где купить подарочную карту?", "") for number in range(twins)]
    assert len(build([*same, *LIBRARY]).suggest("где купить подарочную карту")) == offered


def test_a_suggestion_says_why() -> None:
    reason = build(LIBRARY).suggest("сроки дотсавки")[0].reason
    assert (reason.phrasing, reason.repaired) == ("сроки доставки", (("дотсавки", "доставки"),))


@pytest.mark.parametrize(
    ("tokens", "is_foreign"),
    [(("delivery", "time"), True), (("доставка", "ozon"), False), (("100", "24/7"), False), ((), False)],
)
def test_a_message_with_no_word_in_the_librarys_alphabet_is_foreign(tokens: tuple[str, ...], is_foreign: bool) -> None:  # noqa: FBT001
    branded = replace(LIBRARY[0], phrasings=tuple(f"доставка {number} от ozon" for number in range(12)))
    assert stocked([branded, Entry("ozon", "Ozon?", "Да")], None).is_foreign(Message(tokens)) is is_foreign
