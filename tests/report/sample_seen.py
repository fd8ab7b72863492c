"""What Telegram might have shown of the sample's month: a plan, posts, members, placements, competitors."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from inbox.content_plan import held_against
from inbox.evidence import Activated, Counted, Kind, Observed, Placed, Planned, Published, Repeat, Seen, Stay
from inbox.ids import ChatId, PostId, TelegramId
from tests.report.sample import OCTOBER

CHANNEL, GROUP = ChatId(1), ChatId(2)
TITLES = ("Новая коллекция «Лён»", "Как стирать плед", "Отзыв Алисы", "Розыгрыш набора", "Цвета осени", "Ткань недели")
ENDS = OCTOBER.ends_at


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


def post(number: int, day: int, title: str, reactions: int, comments: int, forwarded: str = "") -> Published:
    text = f"{title}. Рассказываем, почему это важно дома зимой, и что взять с собой"
    link = f"https://t.me/warmhouse/{number}"
    return Published(PostId(number), CHANNEL, at(day), text, link, reactions, comments, forwarded)


def stays(dice: random.Random, placement: int | None, count: int, leaves: float) -> tuple[Stay, ...]:
    found = []
    for _ in range(count):
        joined = at(1) + timedelta(minutes=dice.randrange(30 * 1440))
        left = joined + timedelta(days=dice.randrange(1, 9)) if dice.random() < leaves else None
        gone = left if left is not None and left < ENDS else None
        found.append(Stay(CHANNEL, TelegramId(dice.randrange(10**9)), joined, gone, placement))
    return tuple(found)


def placed(
    dice: random.Random, number: int, name: str, cost: int | None, count: int, leaves: float, said: int
) -> Placed:  # fmt: skip
    came = stays(dice, number, count, leaves)
    currency = "RUB" if cost is not None else ""
    return Placed(
        number, name, CHANNEL, cost, currency, cost is not None, at(1), stays=came, messages=said, questions=said // 3
    )


def observed(kind: Kind, name: str, network: str, text: str, month: int, day: int, link: str = "") -> Observed:
    return Observed(kind, name, network, text, "", link, datetime(2026, month, day, 9, tzinfo=UTC), "Bob")


def sample_seen(language: Literal["ru", "en"] = "ru") -> Seen:
    dice = random.Random(7)
    posts = tuple(
        post(n, 2 + 2 * n, TITLES[n % 6], 40 - 3 * n, 12 - n, "Домашние" if n == 11 else "") for n in range(1, 12)
    )
    plan = [Planned(n, date(2026, 10, 2 + 2 * n), TITLES[n % 6], at(2 + 2 * n)) for n in range(1, 9)]
    plan.append(Planned(20, date(2026, 10, 29), "Итоги октября"))
    plan.append(Planned(21, date(2026, 10, 12), "Рилс о пледах", network="Instagram", elsewhere=True))
    placements = (
        placed(dice, 1, "Посев в «Домашних»", 24_000_00, 96, 0.2, 31),
        placed(dice, 2, "Блогер Катя", 15_000_00, 34, 0.5, 4),
        placed(dice, 3, "Взаимный пост с «Чайной»", None, 41, 0.1, 12),
        placed(dice, 4, "Купон в заказах", 3_000_00, 6, 0, 5),
    )
    joined = [*stays(dice, None, 120, 0.3), *(stay for one in placements for stay in one.stays)]
    return Seen(
        chats={CHANNEL: "Тёплый дом", GROUP: "Тёплый дом: чат"},
        blind=("Тёплый дом: чат",),
        posts=posts,
        plan=held_against(plan, posts, OCTOBER.zone, OCTOBER.ends_at),
        repeats=(
            Repeat(PostId(7), 96.4, "Новая коллекция «Лён»: часть 1", "https://t.me/warmhouse/1", at(4)),
            Repeat(PostId(9), 81.0, "Как ухаживать за пледом", "https://t.me/warmhouse/2", at(6)),
        ),
        stays=tuple(joined),
        counted=(Counted(CHANNEL, date(2026, 10, 1), 4_210), Counted(CHANNEL, date(2026, 10, 31), 4_425)),
        reach={CHANNEL: 30_250},
        commenters=57,
        returning=21,
        goals={"members": 4_400, "er": 90, "posts": 12},
        placements=placements,
        activated=(
            Activated(
                1,
                "poll",
                "Какой цвет следующий?",
                "https://t.me/warmhouse/20",
                "Плед",
                1,
                at(10),
                at(12),
                at(12),
                at(13),
                {"in": 80, "late": 2},
                (("Синий", 50), ("Зелёный", 30)),
                ("Alice",),
                0,
                ("territory",),
            ),
        ),
        observed=(
            observed("competitor", "Мягкий мир", "Telegram", "Доставка за день", 8, 3),
            observed("competitor", "Мягкий мир", "Telegram", "Скидка 20 % по средам", 10, 5, "https://t.me/soft/4"),
            observed("competitor", "Лён и точка", "VK", "Открыли шоурум", 10, 9),
            observed("trend", "", "Instagram", "Короткие видео «до и после»", 10, 12),
            observed("algorithm", "", "Instagram", "Ролики до трёх минут попадают в рекомендации", 10, 20),
        ),
    )
