"""What an author's answer means, and how long a right lasts."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from inbox.rights import ends_at, meaning

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        ("Да!", "yes"),
        ("да, конечно 🙂", "yes"),
        ("Конечно, я не против", "yes"),
        ("Разрешаю публиковать", "yes"),
        ("Yes, of course!", "yes"),
        ("ok", "yes"),
        ("С радостью, публикуйте", "yes"),
        ("нет", "no"),
        ("Нет, спасибо", "no"),
        ("Не надо, пожалуйста", "no"),
        ("No thanks", "no"),
        ("Please don't", "no"),
        ("не разрешаю", "no"),
        ("Нет, передумала, уберите", "no"),
        ("Отзываю согласие", "no"),
        ("Отзываю своё согласие на публикацию", "no"),
        ("Уберите это фото отовсюду", "no"),
        ("Please remove my photo", "no"),
        ("Извините, нет", "no"),
        ("Нет вопросов", None),
        ("Нет слов, как приятно!", None),
        ("Против не буду", None),
        ("No worries", None),
        ("Don't worry, use it", None),
        ("Never been happier", None),
        ("Да, но только в сторис", None),
        ("Да, если заплатите", None),
        ("А где опубликуете?", None),
        ("Да?", None),
        ("нет, ну можно конечно", None),
        ("Красивое фото", None),
        ("нет проблем", "yes"),
        ("🙂", None),
        ("", None),
    ],
)
def test_what_an_answer_means(answer: str, meant: str | None) -> None:
    assert meaning(answer) == meant


@pytest.mark.parametrize(
    ("granted", "months", "ends"),
    [
        (datetime(2026, 11, 2, 9, tzinfo=UTC), 12, datetime(2027, 11, 2, 9, tzinfo=UTC)),
        (datetime(2026, 11, 30, 9, tzinfo=UTC), 3, datetime(2027, 2, 28, 9, tzinfo=UTC)),
        (datetime(2026, 11, 30, 22, tzinfo=UTC), 3, datetime(2027, 2, 28, 22, tzinfo=UTC)),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), 36, datetime(2029, 12, 31, 12, tzinfo=UTC)),
    ],
)
def test_a_right_lasts_its_months_on_the_brands_calendar(granted: datetime, months: int, ends: datetime) -> None:
    assert ends_at(granted, months, MOSCOW) == ends
