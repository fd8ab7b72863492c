import pytest

from bot.plain_text import plain


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"text": "<b>Hi</b> &amp; bye", "parse_mode": "HTML"}, {"text": "Hi & bye"}),
        ({"text": "2 < 3 and 5 > 4", "parse_mode": "HTML"}, {"text": "2 < 3 and 5 > 4"}),
        ({"text": "<b>not markup</b>"}, {"text": "<b>not markup</b>"}),
        ({"text": "<i>a", "parse_mode": "HTML", "x": {"text": "<b>"}}, {"text": "a", "x": {"text": "<b>"}}),
        ({"media": [{"caption": "<b>a", "parse_mode": "HTML"}]}, {"media": [{"caption": "a"}]}),
    ],
)
def test_markup_goes_and_words_stay(params: dict[str, object], expected: dict[str, object]) -> None:
    assert plain(params) == expected
