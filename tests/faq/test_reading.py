"""Messages are read as they were meant: layout, transliteration, spelling, elongation."""

import pytest

from faq.keyboards import Reading, meant
from faq.letters import plain
from faq.message import read
from faq.repair import spelling
from faq.words import common_words

RUSSIAN = spelling(["доставка", "оплатить", "заказ", "промокод", "iphone"])
ENGLISH = spelling(["delivery", "order", "refund"])


@pytest.mark.parametrize(
    ("text", "words", "typed"),
    [
        ("ghbdtn", ("привет",), "keyboard layout"),
        ("ghjvjrjl yt hf,jnftn", ("промокод", "не", "работает"), "keyboard layout"),
        ("kak oplatit zakaz", ("как", "оплатить", "заказ"), "transliteration"),
        ("how to pay", ("how", "to", "pay"), "as it stands"),
        ("СРОООЧНО!!! заказ", ("срочно", "заказ"), "as it stands"),
        ("ещё раз", ("еще", "раз"), "as it stands"),
        ("заказ 10423587 за 1990", ("заказ", "00000000", "за", "1990"), "as it stands"),
    ],
)
def test_a_message_is_read_as_it_was_meant(text: str, words: tuple[str, ...], typed: str) -> None:
    message = read(text, RUSSIAN)
    assert (message.tokens, message.typed) == (words, typed)


def test_misspelled_words_are_repaired_and_told() -> None:
    message = read("доствака заказа", RUSSIAN)
    assert (message.tokens, message.repaired) == (("доставка", "заказа"), (("доствака", "доставка"),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("скок стоит заказ", "сколько стоит заказ"),
        ("а симками торгуете", "а сим карте торгуете"),
        ("wanna know about the iphone", "want to know about the iphone"),
        ("обновить краше", "обновить краше"),
    ],
)
def test_spoken_words_are_read_as_the_written_ones(text: str, words: str) -> None:
    assert " ".join(read(text, RUSSIAN).tokens) == words


def test_an_english_library_reads_russian_keys_as_english() -> None:
    assert read("вудшмукн", ENGLISH).tokens == ("delivery",)


def test_links_and_mentions_are_no_words() -> None:
    assert read("@shop_bot заказ https://example.org/a?b=c", RUSSIAN).tokens == ("заказ",)


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("гдезаказ", {"гдезаказ": "где заказ"}),
        ("вмагазине есть", {"вмагазине": "в магазине"}),
        ("неработает", {"неработает": "не работает"}),
        ("howmuch", {"howmuch": "how much"}),
        ("где зак аз", {"зак аз": "заказ"}),
        ("оп лата картой", {"оп лата": "оплата"}),
        ("по этому поводу", {}),
        ("подскажите", {}),
        ("доставкка", {"доставкка": "доставка"}),
    ],
)
def test_words_run_together_or_torn_apart_are_mended(typed: str, repaired: dict[str, str]) -> None:
    assert spelling(("заказ", "доставка", "оплата")).repaired(typed.split()) == repaired


def test_only_the_pair_that_is_one_word_becomes_one() -> None:
    message = read("зак аз или зак", spelling(("заказ",)))
    assert message.tokens == ("заказ", "или", "зак")


@pytest.mark.parametrize(("letter", "read"), [("я", 500), ("x", 500), ("送", 120), ("ש", 120)])
def test_of_a_text_in_other_alphabets_less_is_read(letter: str, read: int) -> None:
    assert len(plain(letter * 10_000)) == read


def test_only_so_many_words_are_transliterated() -> None:
    russian = [word for word in common_words() if len(word) > 4 and set(word) <= set("абвдзикмнопрстуф")][:50]
    typed = [word.translate(str.maketrans("абвдзикмнопрстуф", "abvdzikmnoprstuf")) for word in russian]
    assert meant(" ".join(typed)) == Reading((*russian[:40], *typed[40:]), "transliteration")
