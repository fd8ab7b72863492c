"""Posts held against the plan, and posts held against earlier ones."""

import random
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from inbox.content_plan import held_against
from inbox.evidence import Planned, Published
from inbox.ids import ChatId, PostId
from inbox.uniqueness import DOUBTFUL, SAME, comparable, likest

MOSCOW = ZoneInfo("Europe/Moscow")
COCOA = "Рецепт: какао с корицей. Зимой хочется тепла, поэтому варим какао на сливках"
RAF = "Лавандовый раф вернулся! Ищите в меню до конца месяца"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=MOSCOW).astimezone(UTC)


def planned(number: int, day: int, title: str, hour: int | None = None) -> Planned:
    return Planned(number, date(2026, 11, day), title, None if hour is None else at(day, hour))


def post(number: int, posted_at: datetime, text: str) -> Published:
    return Published(PostId(number), ChatId(1), posted_at, text, "")


def standings(plan: list[Planned], posts: list[Published], now: datetime) -> list[tuple[int, str, int | None]]:
    lines = held_against(plan, posts, MOSCOW, now).lines
    return [(line.planned.id, line.standing, line.post.id if line.post else None) for line in lines]


def test_two_lines_at_one_minute_find_each_its_own_post() -> None:
    plan = [planned(1, 3, "Лавандовый раф", 12), planned(2, 3, "Рецепт какао с корицей", 12)]
    posts = [post(10, at(3, 12), COCOA), post(11, at(3, 12, 1), RAF)]
    assert standings(plan, posts, at(4, 0)) == [(1, "published", 11), (2, "published", 10)]
    wordless = [post(10, at(3, 12), ""), post(11, at(3, 12, 1), "")]
    assert standings(plan, wordless, at(4, 0)) == [(1, "published", 10), (2, "published", 11)]


@pytest.mark.parametrize(
    ("posted_at", "standing"),
    [
        (at(3, 11), "published"),
        (at(3, 12, 14), "published"),
        (at(3, 12, 15), "late"),
        (at(5, 9), "late"),
        (at(2, 23), "early"),
    ],
)
def test_a_post_is_early_in_time_or_late(posted_at: datetime, standing: str) -> None:
    assert standings([planned(1, 3, "Лавандовый раф", 12)], [post(10, posted_at, RAF)], at(9, 0)) == [(1, standing, 10)]


def test_a_line_with_a_day_only_has_the_whole_day() -> None:
    plan = [planned(1, 3, "Лавандовый раф")]
    assert standings(plan, [post(10, at(3, 23, 59), RAF)], at(9, 0)) == [(1, "published", 10)]
    assert standings(plan, [post(10, at(4, 0, 0), RAF)], at(9, 0)) == [(1, "late", 10)]
    assert standings(plan, [], at(3, 23, 59)) == [(1, "due", None)]
    assert standings(plan, [], at(4, 0)) == [(1, "missing", None)]


def test_what_nobody_planned_is_named_and_one_word_in_common_is_not_enough_on_another_day() -> None:
    kept = held_against([planned(1, 3, "Новинка")], [post(10, at(4, 9), "Новинка недели: раф")], MOSCOW, at(9, 0))
    assert (kept.lines[0].standing, [one.id for one in kept.unplanned]) == ("missing", [10])


def test_other_networks_are_not_missed() -> None:
    line = Planned(1, date(2026, 11, 3), "Лавандовый раф", network="VK", elsewhere=True)
    assert standings([line], [post(10, at(3, 9), RAF)], at(9, 0)) == [(1, "elsewhere", None)]


def test_the_order_of_plan_and_posts_does_not_matter() -> None:
    plan = [planned(n, 1 + n % 5, f"Тема номер {n} про кофе и зерно", 12) for n in range(20)]
    posts = [post(n, at(1 + n % 6, 9, n), f"Сегодня тема номер {n % 9}: кофе, зерно и люди") for n in range(25)]
    expected = held_against(plan, posts, MOSCOW, at(9, 0))
    for seed in range(5):
        dice = random.Random(seed)
        dice.shuffle(plan)
        dice.shuffle(posts)
        assert held_against(plan, posts, MOSCOW, at(9, 0)) == expected


def test_a_repeat_is_found_through_moved_paragraphs_links_and_emoji() -> None:
    earlier = [comparable(text) for text in (COCOA, RAF)]
    moved = "☕ Зимой хочется тепла, поэтому варим КАКАО на сливках\nРецепт: какао с корицей https://t.me/x/5"
    like = likest(comparable(moved), earlier)
    assert like is not None
    assert (like.earlier, like.alike >= SAME) == (0, True)


def test_what_is_alike_but_not_the_same_is_doubtful() -> None:
    like = likest(comparable(COCOA.replace("корицей", "кардамоном").replace("сливках", "молоке")), [comparable(COCOA)])
    assert like is not None
    assert DOUBTFUL <= like.alike < SAME


def test_other_words_are_unique_and_short_ones_are_not_judged() -> None:
    assert likest(comparable(RAF), [comparable(COCOA)]) is None
    assert comparable("Доброе утро, друзья!") == ""
    assert likest("", [comparable(COCOA)]) is None
