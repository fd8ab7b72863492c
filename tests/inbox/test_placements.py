"""A placement as people type it."""

from datetime import date

import pytest

from inbox.errors import Invalid
from inbox.placements import Wanted, name_for_telegram, placement_wanted

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('"Blogger A" 5000 RUB paid', Wanted("Blogger A", 500_000, "RUB", is_paid=True)),
        ("Блогер А 5000 ₽ платно", Wanted("Блогер А", 500_000, "RUB", is_paid=True)),
        (
            "«Блог 24» 12 500,50 руб. до 30.11",
            Wanted("Блог 24", 1_250_050, "RUB", is_paid=True, until=date(2026, 11, 30)),
        ),
        ("VK free", Wanted("VK")),
        ("“A” $300 until 2027-01-31", Wanted("A", 30_000, "USD", is_paid=True, until=date(2027, 1, 31))),
        ('"Обмен" 3000 ₽ бесплатно', Wanted("Обмен", 300_000, "RUB", is_paid=False)),
        ("Посев 2", Wanted("Посев 2")),
        ('"Посев" 2', Wanted("Посев", 200, is_paid=True)),
        ("Bistro 24 канал до 1.2", Wanted("Bistro 24 канал", until=date(2027, 2, 1))),
    ],
)
def test_name_cost_and_term(said: str, meant: Wanted) -> None:
    assert placement_wanted(said, TODAY) == meant


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "link-how"),
        ("5000 RUB paid", "link-how"),
        ('"A" and more', "link-words-left"),
        ("x" * 121, "link-name-long"),
        ("A до 31.02", "link-until-unreadable"),
        ("A until 2026-11-22", "link-until-past"),
        ('"A" 99999999999999 RUB', "link-cost-large"),
    ],
)
def test_what_cannot_be_is_refused(said: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        placement_wanted(said, TODAY)
    assert refused.value.code == code


def test_a_long_name_is_shortened_for_telegram_only() -> None:
    assert name_for_telegram("Кофе и книги: зимний спецпроект, блогер А") == "Кофе и книги: зимний спецпроект…"
    assert name_for_telegram("x" * 32) == "x" * 32
