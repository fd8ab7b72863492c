"""The content plan in the chat, its reminders; posts seen elsewhere, filed."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from faq.markup import length
from handlers.checklist.plan import SIGNS
from inbox.events import PostEdited, PostPublished, ReactionCounts
from inbox.evidence import Seen, Standing
from inbox.facts import Month
from inbox.ids import TelegramId
from inbox.messages import Attachment, Message, Origin, Place
from storage import chats
from storage.database import Database
from storage.month_seen import seen
from tests.cast import BOB, CAROL, DESK, MALLORY, NINE, set_stage
from tests.dialogue import Dialogue
from texts import catalogue

CHANNEL = Place(TelegramId(-1003), "channel", "Coffee news", "coffee_news")
RIVAL = Place(TelegramId(-2001), "channel", "Кофе и точка", "coffee_spot")
NOVEMBER, DECEMBER = (Month(2026, number, ZoneInfo("Europe/Moscow")) for number in (11, 12))
TEXTS = catalogue("ru")
TABLE = (
    "Дата;Время;Тема;Площадка;Ответственный\r\n"
    "3.11;12:00;Лавандовый раф;Telegram;Боб\r\n4.11;;Сторис;VK;\r\nскоро;;Когда-то;;\r\n"
)


async def with_channel(database: Database, **telegram: Any) -> Dialogue:
    stage = await set_stage(database)

    def bind(connection: Any) -> None:
        channel = chats.remember(connection, CHANNEL, NINE)
        chats.bind(connection, channel.id, "channel", stage.brand)
        chats.change(connection, channel.id, standing="administrator")
        chats.bind(connection, chats.remember(connection, DESK, NINE).id, "desk", stage.brand)

    await database.run(bind)
    return Dialogue(database, telegram=telegram)


def post(number: int, text: str, at: datetime, **more: Any) -> PostPublished:
    return PostPublished(Message(CHANNEL, number, at, sender_chat=CHANNEL, text=text, **more))


async def shown(database: Database, month: Month = NOVEMBER, now: datetime = NOVEMBER.ends_at) -> Seen:
    return await database.run(lambda c: seen(c, chats.of_brand(c, 1)[0].brand or 1, month, now))  # type: ignore[arg-type]


async def test_a_plan_comes_from_a_file_and_goes_again(database: Database) -> None:
    chat = await with_channel(database, download=lambda _: TABLE.encode("cp1251"))
    await chat.says(BOB, "/plan", attachment=Attachment("document", "file1", name="plan.csv"))
    await chat.presses(BOB, "не загружать")
    asked, means, planned = chat.heard()
    assert asked.splitlines()[0] == (
        "В файле «plan.csv» столбец E «Ответственный» мне не знаком (в нём: Боб). Что это?"
    )
    assert means.splitlines()[0] == (
        "Запомнил: «Ответственный» — не загружать. Передумаете — /plan забыть, и я спрошу о столбцах заново."
    )
    assert planned == (
        "Файл «plan.csv» прочитан.\nЗаписал в план 2 публикации.\n"
        "Строка 4, столбец A. «скоро» не похоже на дату. Подойдёт 1.10.2026.\n[↩ Вернуть как было]"
    )
    await chat.happens(post(1, "Лавандовый раф вернулся в меню!", NINE + timedelta(days=1)))
    chat.now = NINE + timedelta(days=3)
    await chat.says(BOB, "/plan")
    assert chat.heard() == [
        (
            "План на 11.2026: 2 строки\n✅ вышло: 1\n🌐 в других сетях, мне не видно: 1\n\n"
            "✅ 03.11 12:00 Лавандовый раф · Telegram №1\n🌐 04.11 Сторис · VK №2"
        )
    ]
    await chat.presses(BOB, "↩ Вернуть как было")
    await chat.says(BOB, "/plan")
    assert chat.heard()[0] == "Убрал из плана 2 строки этого файла."


async def test_the_same_file_twice_doubles_nothing(database: Database) -> None:
    chat = await with_channel(database, download=lambda _: TABLE.encode())
    for _ in range(2):
        await chat.says(BOB, "/plan", attachment=Attachment("document", "file1", name="plan.csv"))
        await chat.says(BOB, "-")
    assert chat.heard()[3].startswith("Файл «plan.csv» прочитан.\nЗаписал в план 0 публикаций.\nУже было в плане: 2.")


async def test_what_was_said_of_a_plans_column_counts_for_the_next_plan_until_it_is_forgotten(
    database: Database,
) -> None:
    chat = await with_channel(database, download=lambda _: TABLE.encode())
    plan = Attachment("document", "file1", name="plan.csv")
    await chat.says(BOB, "/plan", attachment=plan)
    await chat.says(BOB, "Формат")
    await chat.says(BOB, "/plan", attachment=plan)
    assert chat.heard()[3].splitlines()[0] == "Файл «plan.csv» прочитан."
    await chat.says(BOB, "/plan забыть")
    await chat.says(BOB, "/plan", attachment=plan)
    assert chat.heard()[1].splitlines()[0].endswith("«Ответственный» мне не знаком (в нём: Боб). Что это?")


async def test_lines_are_added_and_removed_by_hand(database: Database) -> None:
    chat = await with_channel(database)
    await chat.says(BOB, "/plan add 30.11 12:00 Рецепт какао")
    await chat.says(BOB, "/plan add 30.11 12:00 рецепт какао")
    await chat.says(BOB, "/plan add завтра какао")
    await chat.says(BOB, "/plan remove 1")
    await chat.says(BOB, "/plan remove 1")
    assert chat.heard() == [
        "В плане: 30.11 12:00 — Рецепт какао",
        "Это уже в плане: 30.11 12:00 — рецепт какао",
        "Напишите день, время (если есть) и тему: /plan add 30.11 12:00 Рецепт какао",
        "Строка №1 убрана из плана.",
        "Строки №1 в плане нет.",
    ]


async def test_the_desk_is_reminded_once_before_a_post_is_late_and_not_of_what_came_out(database: Database) -> None:
    chat = await with_channel(database)
    await chat.says(BOB, "/plan add 2.11 14:00 Лавандовый раф")
    await chat.says(BOB, "/plan add 2.11 14:00 Рецепт какао с корицей")
    await chat.says(BOB, "/plan add 2.11 Сторис дня")
    await chat.happens(post(1, "Лавандовый раф вернулся в меню!", NINE))
    chat.heard()
    await chat.passes(60)
    assert chat.heard() == []
    await chat.passes(31)
    await chat.passes(1)
    assert chat.heard() == ["В 14:00 по плану — «Рецепт какао с корицей»."]
    await chat.passes(60 * 5)
    assert chat.heard() == ["Сегодня по плану — «Сторис дня»."]


async def test_after_a_downtime_the_desk_hears_that_it_is_late(database: Database) -> None:
    chat = await with_channel(database)
    await chat.says(BOB, "/plan add 2.11 14:00 Рецепт какао с корицей")
    await chat.says(BOB, "/plan add 31.10 14:00 Давнее")
    chat.heard()
    await chat.passes(60 * 4)
    assert chat.heard() == ["По плану в 14:00 — «Рецепт какао с корицей», а публикации пока нет."]


@pytest.mark.parametrize(
    ("planned", "came_out_at", "standing"),
    [
        ("01.12 12:00", datetime(2026, 11, 30, 17, tzinfo=UTC), "early"),
        ("30.11 23:50", datetime(2026, 11, 30, 21, 1, tzinfo=UTC), "published"),
        ("30.11 12:00", datetime(2026, 12, 1, 7, tzinfo=UTC), "late"),
        ("30.11 12:00", None, "missing"),
    ],
)
async def test_at_a_months_end_the_report_says_of_a_line_what_the_plan_says(
    database: Database, planned: str, came_out_at: datetime | None, standing: Standing
) -> None:
    chat = await with_channel(database)
    chat.now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    await chat.says(BOB, f"/plan add {planned} Розыгрыш абонемента среди подписчиков")
    if came_out_at is not None:
        await chat.happens(post(1, "Розыгрыш абонемента среди подписчиков: участвуйте!", came_out_at))
    chat.now = datetime(2026, 12, 2, 9, tzinfo=UTC)
    november, december = [(await shown(database, month, chat.now)).plan for month in (NOVEMBER, DECEMBER)]
    assert [line.standing for line in (*november.lines, *december.lines)] == [standing]
    assert (*november.unplanned, *december.unplanned) == ()
    chat.heard()
    await chat.says(BOB, f"/plan 2026-{planned[3:5]}")
    assert chat.heard()[0].splitlines()[1] == f"{SIGNS[standing]} {TEXTS(f'plan-{standing}')}: 1"


async def test_albums_edits_forwards_and_counts_of_a_post(database: Database) -> None:
    chat = await with_channel(database)
    for part, text in enumerate(("", "Новое зерно из Эфиопии уже в кофейнях города, приходите пробовать!")):
        await chat.happens(post(10 + part, text, NINE, album_id="7", content="photo"))
    await chat.happens(ReactionCounts(CHANNEL, 10, NINE, {"👍": 3}))
    await chat.happens(ReactionCounts(CHANNEL, 10, NINE + timedelta(minutes=5), {"👍": 4, "🔥": 1}))
    later = NINE + timedelta(hours=1)
    same = "Приходите пробовать! Новое зерно из Эфиопии уже в кофейнях города"
    await chat.happens(post(12, "Черновик", later))
    await chat.happens(PostEdited(Message(CHANNEL, 12, later, sender_chat=CHANNEL, text=same), later))
    await chat.happens(
        post(13, "Чужое", later + timedelta(hours=1), origin=Origin("Кофе и точка", NINE, chat=RIVAL, message_id=5))
    )
    found = await shown(database)
    assert [(one.reactions, one.text[:5], one.forwarded_from) for one in found.posts] == [
        (5, "Новое", ""), (0, "Прихо", ""), (0, "Чужое", "Кофе и точка")
    ]  # fmt: skip
    assert [(one.post, round(one.alike), one.earlier_link) for one in found.repeats] == [
        (found.posts[1].id, 100, "https://t.me/coffee_news/10")
    ]


async def forwarded(chat: Dialogue, who: Any = BOB, place: Place | None = DESK, **more: Any) -> None:
    origin = Origin(RIVAL.title, NINE, chat=RIVAL, message_id=55)
    await chat.says(who, "Доставляем за 15 минут", place, origin=origin, **more)


async def test_a_forwarded_post_is_filed_with_one_tap_named_and_noted(database: Database) -> None:
    chat = await with_channel(database)
    await forwarded(chat)
    assert chat.heard() == [
        "Публикация из «Кофе и точка». Что это для отчёта?\n[Конкурент | Тренд | Алгоритм]\n[✕ Не для отчёта]".replace(
            "\n[✕", " [✕"
        )
    ]
    await chat.presses(BOB, "Конкурент", DESK)
    await chat.says(BOB, "Сделать так же", DESK, reply_to=2)
    assert chat.heard() == [
        (
            "Записано: Конкурент — Кофе и точка · Telegram\nЗаметку добавьте ответом на это сообщение.\n"
            "[✓ Конкурент | Тренд | Алгоритм] [✕ Не для отчёта]"
        ),
        "Заметка записана.",
    ]
    (one,) = (await shown(database)).observed
    assert (one.kind, one.name, one.text, one.note, one.link, one.author) == (
        "competitor", "Кофе и точка", "Доставляем за 15 минут", "Сделать так же", "https://t.me/coffee_spot/55", "Bob"
    )  # fmt: skip


async def test_what_is_not_filed_or_dropped_is_no_evidence(database: Database) -> None:
    chat = await with_channel(database)
    await forwarded(chat)
    assert (await shown(database)).observed == ()
    await chat.presses(BOB, "Тренд", DESK)
    await chat.presses(BOB, "Instagram", DESK)
    assert [(one.kind, one.network) for one in (await shown(database)).observed] == [("trend", "Instagram")]
    await chat.presses(BOB, "✕ Не для отчёта", DESK)
    assert (await shown(database)).observed == ()


async def test_an_album_is_asked_of_once_and_strangers_are_not_asked(database: Database) -> None:
    chat = await with_channel(database)
    await forwarded(chat, album_id="9")
    await forwarded(chat, album_id="9")
    await forwarded(chat, MALLORY)
    assert len(chat.heard()) == 1


async def test_memos_in_ones_own_words(database: Database) -> None:
    chat = await with_channel(database)
    await chat.says(CAROL, "/memo тренд Короткие рецепты с зерном")
    await chat.says(CAROL, "/memo конкурент Кофе и точка: запустили доставку")
    await chat.says(CAROL, "/memo алгоритм Instagram: Reels до 3 минут")
    await chat.says(CAROL, "/memo конкурент доставка")
    await chat.says(CAROL, "/memo")
    said = chat.heard()
    assert said[:3] == [
        "Записано: Тренд — Короткие рецепты с зерном\n[↩ Вернуть как было]",
        "Записано: Конкурент — Кофе и точка · запустили доставку\n[↩ Вернуть как было]",
        "Записано: Алгоритм — Instagram · Reels до 3 минут\n[↩ Вернуть как было]",
    ]
    assert said[3].startswith("Напишите, о чём и что")
    assert said[4] == (
        "Записано за 11.2026: 3\n• Тренд: Короткие рецепты с зерном\n• Конкурент: Кофе и точка · запустили доставку\n"
        "• Алгоритм: Instagram · Reels до 3 минут"
    )


async def test_a_reminder_that_no_message_holds_is_heard_cut(database: Database) -> None:
    chat = await with_channel(database)
    for number in range(20):
        await chat.says(BOB, f"/plan add 2.11 14:00 {number} {'Очень длинный заголовок публикации ' * 7}")
    chat.heard()
    await chat.passes(91)
    (reminder,) = (one.params["text"] for one in chat.shown[-1:])
    assert (length(reminder), reminder[-1]) == (4096, "…")


async def test_a_number_that_no_row_can_have_is_told(database: Database) -> None:
    chat = Dialogue(database)
    await set_stage(database)
    for command in ("/plan remove", "/ugc", "/activation"):
        await chat.says(BOB, f"{command} {'9' * 20}")
    await chat.says(BOB, f"/ugc https://t.me/c/{'9' * 20}/5")
    assert len(chat.heard()) == 4


async def test_in_december_january_is_the_next_one(database: Database) -> None:
    chat = await with_channel(database, download=lambda _: "Дата;Тема\n05.01;Ёлка\n".encode())
    chat.now = datetime(2026, 12, 20, 9, tzinfo=UTC)
    await chat.says(BOB, "/plan add 06.01 12:00 Каникулы")
    await chat.says(BOB, "/plan add 20.11 Уже было")
    assert chat.heard() == ["В плане: 2027, 06.01 12:00 — Каникулы", "В плане: 20.11 — Уже было"]
    await chat.says(BOB, "/plan 2027-01", attachment=Attachment("document", "file1", name="plan.csv"))
    chat.heard()
    await chat.says(BOB, "/plan 2027-01")
    assert [line for line in chat.heard()[0].splitlines() if "Ёлка" in line or "Каникулы" in line] != []
    assert "Ёлка" in chat.shown[-1].params["text"]


@pytest.mark.parametrize(
    ("command", "remedy"),
    [
        ("/plan 9999-12", "Такого месяца нет: «9999-12». Пишите год и месяц"),
        ("/plan add 01.01.0001 Начало", "/plan"),
        ("/plan add 31.12.9999 Конец", "/plan"),
    ],
)
async def test_no_plan_is_made_for_the_ends_of_the_calendar(database: Database, command: str, remedy: str) -> None:
    chat = await with_channel(database)
    await chat.says(BOB, command)
    (said,) = chat.heard()
    assert (remedy in said, "В плане" in said) == (True, False)
