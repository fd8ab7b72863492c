"""What people type when they start an activation."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from inbox.activations import Poll, end_said, poll_said, prize_said, text_said
from inbox.errors import Invalid

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("3 дня", datetime(2026, 11, 5, 9, tzinfo=UTC)),
        ("12 h", datetime(2026, 11, 2, 21, tzinfo=UTC)),
        ("12.11 18:00", datetime(2026, 11, 12, 15, tzinfo=UTC)),
        ("12.11", datetime(2026, 11, 12, 20, 59, tzinfo=UTC)),
        ("01.02", datetime(2027, 2, 1, 20, 59, tzinfo=UTC)),
        ("12.11.2026, 18:00", datetime(2026, 11, 12, 15, tzinfo=UTC)),
        ("10 декабря", datetime(2026, 12, 10, 20, 59, tzinfo=UTC)),
        ("10 декабря в 18:00", datetime(2026, 12, 10, 15, tzinfo=UTC)),
        ("1 дек.", datetime(2026, 12, 1, 20, 59, tzinfo=UTC)),
        ("5 May 2027", datetime(2027, 5, 5, 20, 59, tzinfo=UTC)),
    ],
)
def test_an_end_is_read_as_people_say_it(words: str, end: datetime) -> None:
    assert end_said(words, NOW, MOSCOW) == end


@pytest.mark.parametrize(
    "words", ["", "завтра", "31.02", "01.01.2020", "0 ч", "999 дней", "12.11 25:00", "3 дома", "31.12.9999"]
)
def test_an_end_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(Invalid):
        end_said(words, NOW, MOSCOW)


@pytest.mark.parametrize(
    ("words", "prize"),
    [
        ("3 × чашка", (3, "чашка")),
        ("Сертификат", (1, "Сертификат")),
        ("2х билет", (2, "билет")),
        ("1 × 500 рублей", (1, "500 рублей")),
        ("-", (0, "")),
        ("Нет", (0, "")),
        ("без приза", (0, "")),
        ("No prize", (0, "")),
    ],
)
def test_a_prize_is_a_number_and_a_thing(words: str, prize: tuple[int, str]) -> None:
    assert prize_said(words) == prize


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("1000 × стикер", "activation-prize-invalid"),
        ("0 × чашка", "activation-prize-invalid"),
        ("3 чашки", "activation-prize-unclear"),
        ("2 x-box", "activation-prize-unclear"),
    ],
)
def test_a_prize_that_may_be_anything_is_refused(words: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        prize_said(words)
    assert refused.value.code == code


def test_a_quiz_needs_one_right_answer() -> None:
    assert poll_said("Сколько?\n1\n+2\n3", is_quiz=True) == Poll("Сколько?", ("1", "2", "3"), 1)
    assert poll_said("Какой?\n+Тёмный\nСветлый", is_quiz=False) == Poll("Какой?", ("+Тёмный", "Светлый"), None)
    for words in ("Сколько?\n1\n2", "Сколько?\n+1\n+2", "Сколько?", "Сколько?\n+1", ""):
        with pytest.raises(Invalid):
            poll_said(words, is_quiz=True)


def test_a_text_is_a_title_and_the_rest() -> None:
    assert text_said("Чашка\nЖмите кнопку") == ("Чашка", "Жмите кнопку")
    with pytest.raises(Invalid):
        text_said("  ")
