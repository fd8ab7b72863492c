"""Texts cover each other word by word, by stem or by sense."""

import numpy as np
import pytest

from faq.alignment import MOST_WORDS, Words, words_of

ROWS = (("сроки", "доставки"), ("возврат", "товара"), (), ("когда", "привезут", "мой", "заказ"))


def likeness(words: Words, *tokens: str) -> list[float]:
    return [round(float(each), 2) for each in words.likeness(words.bag(tokens))]


def test_the_same_stems_cover_each_other_fully() -> None:
    assert likeness(words_of(ROWS, "lexical"), "срок", "доставка")[0] == 1


def test_near_senses_cover_partly() -> None:
    parcel = likeness(words_of(ROWS, "lexical"), "посылка")
    assert parcel[0] > parcel[1] > 0


@pytest.mark.parametrize("tokens", [(), ("ыъыъ",)])
def test_nothing_covers_a_text_without_known_words(tokens: tuple[str, ...]) -> None:
    assert likeness(words_of(ROWS, "lexical"), *tokens) == [0, 0, 0, 0]


def test_rows_are_as_alike_to_each_other_as_texts_are_to_rows() -> None:
    words = words_of(ROWS, "lexical")
    asked = np.array([words.likeness(words.bag(row)) for row in ROWS if row])
    assert np.allclose(words.among()[[0, 1, 3]], asked, atol=1e-5)


def test_a_part_is_as_alike_as_the_whole() -> None:
    words = words_of(ROWS, "lexical")
    rows = np.array([3, 0])
    bag = words.bag(("доставка", "заказа"))
    assert np.allclose(words.part(rows).likeness(bag), words.likeness(bag)[rows])


def test_only_the_first_words_of_a_long_text_are_compared() -> None:
    words = words_of([[f"слово{number}" for number in range(500)]], "lexical")
    assert len(words.at) == MOST_WORDS
