"""Whether a text is English."""

import pytest

from faq.english import is_english


@pytest.mark.parametrize(
    "text",
    [
        "Where can I park my car near you?",
        "How much?",
        "How do I cancle my subscribtion",
        "do you ship 2 boxes to Kazan",
        "WHAT IS THE PRICE???",
    ],
)
def test_english_is(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "👍 +++ 12345",
        "ok",
        "net, da",
        "dostavka v Kazahstan est?",
        "gde moy zakaz",
        "est li u vas latte",
        "nu i nu",
        "ghbdtn",
        "crjkmrj cnjbn ljcnfdrf",
        "Apple Pay",
        "iPhone 15 Pro",
        "Wo ist mein Paket?",
        "Где взять The North Face?",
        "https://example.com/where-can-i-park",
        "\ud800 \x00 ",
    ],
)
def test_what_is_not_plainly_english_is_not(text: str) -> None:
    assert not is_english(text)
