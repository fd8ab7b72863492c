"""A month of a brand's community as it might be: for golden files, for looking at, and (large) for the bench.

Deterministic: the same seed gives the same month. Alice asks, Bob and Carol answer.
"""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from inbox.facts import (
    AnswerFact,
    Asked,
    ConversationFact,
    EntryFact,
    Gap,
    ItemLine,
    Month,
    MonthFacts,
    Outcome,
    PostFact,
    Recommendation,
    Review,
    SuggestionFact,
    TopicFact,
    UseFact,
    WaitFact,
)
from inbox.ids import ChatId, ConversationId, MessageId, PostId, TelegramId, WaitId
from report.headline import Headline

ZONE = ZoneInfo("Europe/Moscow")
OCTOBER = Month(2026, 10, ZONE)
BOB, CAROL = TelegramId(11), TelegramId(12)
MEMBERS = ("Алиса", "Алиса К.", "alice_home", "Alice")
CHATS = {ChatId(1): "Тёплый дом: чат", ChatId(2): "Комментарии канала", ChatId(3): "Личные сообщения"}
ASKED = {
    "Доставка": ("Подскажите, сколько стоит доставка в Казань?", "А когда приедет заказ? Обещали вчера"),
    "Оплата": ("Можно ли оплатить частями?", "Оплата не проходит, что делать?"),
    "Возврат": ("Как вернуть плед, если не подошёл цвет?",),
    "Размеры": ("Какой размер наволочки у комплекта «Лён»?", "Есть ли простыня на резинке 180×200?"),
}
ANSWERED = "Здравствуйте! Доставка в Казань — от 390 ₽, 2–3 дня. Точную стоимость видно в корзине после ввода адреса."


def _working(asked: datetime, answered: datetime) -> timedelta:
    """Moscow has no clock changes: ten to seven, Monday to Friday, counted plainly."""
    total, day = timedelta(), asked.astimezone(ZONE).date()
    while day <= answered.astimezone(ZONE).date():
        if day.weekday() < 5:
            opens, closes = (datetime.combine(day, time(hour), ZONE) for hour in (10, 19))
            total += max(min(closes, answered) - max(opens, asked), timedelta())
        day += timedelta(days=1)
    return total


def _waits(dice: random.Random, month: Month, count: int) -> tuple[WaitFact, ...]:
    return tuple(sorted((_wait(dice, month, WaitId(n)) for n in range(1, count + 1)), key=lambda wait: wait.asked_at))


def _wait(dice: random.Random, month: Month, number: WaitId) -> WaitFact:
    days = (month.ends_at - month.starts_at).days
    hour = min(int(dice.triangular(6, 24, 20)), 23)
    asked = month.starts_at + timedelta(days=dice.randrange(days), hours=hour, seconds=dice.randrange(3600))
    local = asked.astimezone(month.zone)
    slow = 6.0 if local.weekday() >= 5 else 2.5 if local.hour >= 19 else 1.0
    answered = asked + timedelta(seconds=int(dice.lognormvariate(6.9, 1.1) * slow) + 20)
    is_answered = dice.random() > 0.06
    category = dice.choices(tuple(ASKED), (5, 3, 2, 3))[0]
    chat = dice.choices(tuple(CHATS), (5, 4, 2))[0]
    post = PostId(dice.choices(range(1, 13), (9, 5, *[1] * 10))[0]) if chat == 2 else None
    return WaitFact(
        id=number,
        conversation=ConversationId(number),
        chat=chat,
        post=post,
        asked_at=asked,
        answered_at=answered if is_answered else None,
        answered_by=dice.choices((BOB, CAROL), (3, 1))[0] if is_answered else None,
        is_first=dice.random() < 0.7,
        working=_working(asked, answered) if is_answered else None,
        is_late=not is_answered or answered - asked > timedelta(hours=1),
        category=category if dice.random() > 0.15 else None,
        member=dice.choice(MEMBERS),
        text=dice.choice(ASKED[category]),
        link=f"https://t.me/c/1000000{chat}/{number * 7}",
        answer_text=ANSWERED if is_answered else "",
        answer_link=f"https://t.me/c/1000000{chat}/{number * 7 + 3}" if is_answered else "",
    )


def _conversations(waits: tuple[WaitFact, ...]) -> tuple[ConversationFact, ...]:
    return tuple(
        ConversationFact(
            wait.conversation,
            wait.chat,
            wait.asked_at,
            wait.answered_at + timedelta(hours=2) if wait.answered_at and wait.id % 9 else None,
            wait.answered_by,
            wait.member,
            wait.text,
            wait.link,
        )
        for wait in waits
        if wait.is_first
    )


def _suggestions(dice: random.Random, waits: tuple[WaitFact, ...]) -> tuple[SuggestionFact, ...]:
    kinds: tuple[Outcome, ...] = ("as_is", "edited", "other", "dismissed", "ignored")
    found = []
    for wait in waits:
        if wait.category is None or dice.random() < 0.2:
            continue
        outcome = dice.choices(kinds, (10, 4, 2, 2, 3))[0]
        accepted = outcome in {"as_is", "edited"}
        changed = round(dice.random() * 0.6, 2) if outcome == "edited" else 0.0
        rank = dice.choices((1, 2, 3), (7, 2, 1))[0] if accepted else None
        shown = (1, 2, 3)
        found.append(SuggestionFact(_asked(wait), shown, outcome, 1 if accepted else None, rank, changed))
    return tuple(found)


def _asked(wait: WaitFact) -> Asked:
    return Asked(MessageId(wait.id), wait.chat, wait.asked_at, wait.member, wait.text, wait.link)


def _uses(waits: tuple[WaitFact, ...]) -> tuple[UseFact, ...]:
    """The replies of the categories, for every other answer."""
    entries = {entry.category: entry.id for entry in ENTRIES}
    sent = [wait for wait in waits if wait.answered_at is not None and wait.category is not None and wait.id % 2]
    return tuple(
        UseFact(
            wait.id, entries[wait.category or ""], wait.answered_at or wait.asked_at, wait.answered_by, wait.member,
            wait.text, wait.answer_link,
        )
        for wait in sent
    )  # fmt: skip


def _answers(waits: tuple[WaitFact, ...]) -> tuple[AnswerFact, ...]:
    """Those that ended waits, and a second one after every fourth."""
    found = []
    for wait in waits:
        if wait.answered_at is None or wait.answered_by is None:
            continue
        for more in range(1 + (wait.id % 4 == 0)):
            at, number = wait.answered_at + timedelta(minutes=more), MessageId(2 * wait.id + more)
            found.append(AnswerFact(number, at, wait.answered_by, wait.member, wait.answer_text, wait.answer_link))
    return tuple(found)


def _topic(question: str, count: int, first: int, answer: str = "") -> TopicFact:
    return TopicFact(
        tuple(
            Asked(
                MessageId(first + n), ChatId(1 + n % 2), _at(2 + 2 * n), "Alice", question,
                f"https://t.me/c/10000001/{first + 21 * n}",
            )
            for n in range(count)
        ),
        answer,
    )  # fmt: skip


def _incoming(dice: random.Random, waits: tuple[WaitFact, ...], zone: ZoneInfo) -> Counter[tuple[date, int]]:
    counts: Counter[tuple[date, int]] = Counter()
    for wait in waits:
        local = wait.asked_at.astimezone(zone)
        counts[local.date(), local.hour] += 1 + (dice.random() < 0.3)
    return counts


ENTRIES = (
    EntryFact(1, "Доставка", "Сколько стоит доставка?", ANSWERED, "approved", date(2026, 5, 12)),
    EntryFact(
        2,
        "Оплата",
        "Можно ли оплатить частями?",
        "Да, на 4 платежа без переплаты: выберите «Долями».",
        "approved",
        date(2026, 5, 12),
    ),
    EntryFact(
        3,
        "Возврат",
        "Как вернуть товар?",
        "Вернуть можно за 14 дней. Напишите номер заказа.",
        "approved",
        date(2026, 6, 2),
    ),
    EntryFact(
        4,
        "Размеры",
        "Какие бывают размеры?",
        "Размерная сетка есть в карточке каждого товара.",
        "approved",
        date(2026, 10, 6),
        date(2026, 10, 7),
    ),
    EntryFact(
        5,
        "Магазины",
        "Где посмотреть вживую?",
        "Шоурум на Лесной, 7, ежедневно с 11 до 20.",
        "approved",
        date(2026, 5, 12),
    ),
    EntryFact(6, "Подарки", "Есть ли подарочная упаковка?", "Да, за 250 ₽.", "draft", date(2026, 10, 20)),
    EntryFact(
        7,
        "Акции",
        "До какого числа скидка?",
        "Скидка закончилась.",
        "retired",
        date(2026, 9, 1),
        None,
        date(2026, 10, 15),
    ),
)


def _at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


ITEMS = (
    ItemLine(
        1,
        "imported",
        "Контент-план на октябрь: 24 публикации, утверждён 28 сентября",
        "content-plan.xlsx",
        _at(1),
        "Carol",
    ),
    ItemLine(2, "auto", "Вышло 22 публикации из 24, все с уникальными текстами и съёмкой", "Telegram", _at(31)),
    ItemLine(
        3,
        "manual",
        "11 публикаций покупателей с отметкой бренда, права подтвердили 8 авторов",
        "реестр UGC",
        _at(30),
        "Bob",
        "https://t.me/c/10000001/900",
    ),
    ItemLine(
        4,
        "manual",
        "Викторина «Угадай ткань»: 214 участников, правила опубликованы",
        "Telegram",
        _at(18),
        "Carol",
        "https://t.me/c/10000001/640",
    ),
    ItemLine(
        6,
        "imported",
        "ER по охвату 4,2 %, подписчики +312, переходы на сайт 1 860",
        "kpi-october.csv",
        _at(31),
        "Carol",
    ),
    ItemLine(
        7,
        "manual",
        "Посев в канале «Домашние»: 24 000 ₽, 96 подписчиков. Продлить на ноябрь?",
        "отчёт площадки",
        _at(29),
        "Carol",
        needs_decision=True,
    ),
)

TOPICS = (
    _topic("Есть ли простыня на резинке 180×200?", 9, 77, "Да, артикул в карточке товара."),
    _topic("Работает ли шоурум в праздники?", 6, 140),
)

REVIEWS = (Review("weekend", "accepted"), Review("unanswered", "rejected"))
RECOMMENDATIONS = (
    Recommendation("Завести стандартный ответ о рассрочке", "done", "Ответ утверждён 7 октября, отправлен 31 раз"),
    Recommendation("Назначить дежурного на субботу", "not_done", "Медиана в выходные не изменилась"),
)

HISTORY = tuple(
    Headline(
        year=2026,
        month=month,
        messages=900 + 60 * month,
        incoming=150 + 20 * month,
        waits=120 + 15 * month,
        first_p50=3900 - 260 * month,
        first_p90=19000 - 400 * month,
        response_p50=3600 - 230 * month,
        response_p90=18000 - 350 * month,
        working_p50=1500 - 50 * month,
        p50_all=3900 - 220 * month,
        response_rate=0.86 + 0.008 * month,
        unanswered=24 - month,
        within_hour=0.42 + 0.02 * month,
        target_rate=0.45 + 0.02 * month,
        open_now=30 - month,
        coverage=0.5 + 0.02 * month,
        acceptance=0.4 + 0.02 * month,
        time_saved=1200.0 + 100 * month,
    )
    for month in range(5, 10)
)


def sample(
    waits: int = 260, month: Month = OCTOBER, seed: int = 10, language: Literal["ru", "en"] = "ru", chatter: int = 5
) -> MonthFacts:
    """A month with `waits` waits and about `chatter` times as many messages."""
    dice = random.Random(seed)
    asked = _waits(dice, month, waits)
    return MonthFacts(
        brand="Тёплый дом" if language == "ru" else "Warm House",
        language=language,
        month=month,
        cut_off=month.ends_at,
        made_at=month.ends_at + timedelta(hours=9),
        waits=asked,
        conversations=_conversations(asked),
        open_before=(
            ConversationFact(
                ConversationId(0), ChatId(1), month.starts_at - timedelta(days=3), None, None, "Alice", "Ещё актуально?"
            ),
        ),
        suggestions=_suggestions(dice, asked),
        entries=ENTRIES,
        uses=_uses(asked),
        topics=TOPICS,
        posts=tuple(
            PostFact(
                PostId(n),
                ChatId(2),
                month.starts_at + timedelta(days=2 * n, hours=9),
                f"Новая коллекция «Лён»: часть {n}",
                f"https://t.me/warmhouse/{n}",
                12 * n,
            )
            for n in range(1, 13)
        ),
        items=ITEMS,
        reviews=REVIEWS,
        recommendations=RECOMMENDATIONS,
        gaps=(Gap(_at(11, 1), _at(12, 4), "программа не работала"),),
        incoming=_incoming(dice, asked, month.zone),
        messages=waits * chatter,
        answers=_answers(asked),
        people={BOB: "Bob", CAROL: "Carol"},
        chats=CHATS,
        calendar="Будни 10:00–19:00, Москва; праздники России; действует с 1 марта 2026",
        target="ответ за 1 час",
    )


def empty(language: Literal["ru", "en"] = "ru") -> MonthFacts:
    """A month in which nobody wrote and nobody entered anything."""
    full = sample(0, language=language)
    return replace(
        full,
        conversations=(),
        open_before=(),
        entries=(),
        topics=(),
        posts=(),
        items=(),
        reviews=(),
        recommendations=(),
        gaps=(),
        people={},
        chats={},
        calendar="",
        target="",
    )
