"""The sentence encoder reads each line alone, in bounded time, and knows a question in other words and languages."""

import numpy as np
import pytest

from faq.encoder import Encoder, encoder
from faq.pieces import Pieces, pieces


@pytest.fixture(scope="module")
def reading() -> Encoder:
    pytest.importorskip("onnxruntime")
    return encoder()


@pytest.fixture
def known() -> Pieces:
    return pieces({"<unk>": 0, "▁when": -3, "▁wh": -2, "en": -2, "▁": -5, "w": -4, "e": -4, "r": -4})


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("when", [1]),
        ("where", [2, 6, 7, 6]),
        ("when wen", [1, 4, 5, 3]),
        ("jr", [4, 0, 7]),
        ("", []),
    ],
    ids=["whole", "in parts", "two words", "a letter that no piece has", "nothing"],
)
def test_words_are_cut_into_the_likeliest_pieces(known: Pieces, line: str, numbers: list[int]) -> None:
    assert known.of(line) == numbers


def test_a_question_is_nearest_to_itself_in_other_words_and_in_the_other_language(reading: Encoder) -> None:
    asked = reading.encode(["сколько стоит доставка", "во сколько вы открываетесь", "как вернуть заказ"])
    heard = reading.encode(["how much is shipping", "what time do you open", "i want to send my purchase back"])
    assert (heard @ asked.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_line_is_read_as_it_is_alone(reading: Encoder) -> None:
    line = "когда привезут мой заказ"
    together = reading.encode([line, "how do i pay", line])
    assert np.array_equal(together[[0, 2]], np.repeat(reading.encode([line]), 2, axis=0))
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(3), abs=1e-3)


def test_what_is_too_long_is_read_from_its_beginning(reading: Encoder) -> None:
    short, long = (" ".join(["доставка"] * count) for count in (60, 5000))
    assert np.array_equal(reading.encode([short]), reading.encode([long]))
