"""The month's checklist, its report and its figures, asked for in the chat."""

from datetime import timedelta

import pytest

from handlers.router import Router
from inbox.messages import Attachment, Place
from report.figures import figures
from report.model import build
from storage import brands, chats, jobs
from storage.database import Database
from storage.months import month_facts
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, ME, NINE, SilentLibrary, set_stage
from tests.dialogue import Dialogue


async def november(database: Database) -> Dialogue:
    """Alice has asked something and was answered within five minutes."""
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(ALICE, "Когда вы открываетесь?", GROUP)
    chat.now += timedelta(minutes=5)
    await chat.says(BOB, "В девять", GROUP)
    return chat


async def test_a_report_comes_as_documents_with_its_main_figures(database: Database) -> None:
    chat = await november(database)
    await chat.says(CAROL, "/report 2026-11")
    assert chat.heard() == ["Считаю отчёт за 2026-11…"]
    await chat.works()
    said = chat.heard()
    assert said[:2] == [
        "Отчёт за 2026-11: показатели посчитаны, готовлю HTML (1 из 2)…",
        "Отчёт за 2026-11: показатели посчитаны, готовлю PDF (2 из 2)…",
    ]
    assert said[2].splitlines()[:4] == [
        "Кофейня · Отчёт за ноябрь 2026 года",
        "Пунктов чек-листа закрыто: 1/9",
        "",
        said[2].splitlines()[3],
    ]
    assert said[2].splitlines()[3].startswith("Первый ответ")
    assert said[3:] == ["<2026-11-report.html>", "<2026-11-report.pdf>"]
    assert [call.params["chat_id"] for call in chat.calls if call.method == "sendDocument"] == [CAROL.id, CAROL.id]


async def test_a_report_is_told_in_the_brands_language_alone(database: Database) -> None:
    chat = await november(database)
    await database.run(lambda c: brands.change(c, brands.find_by_name(c, "Кофейня").id, language="en"))  # type: ignore[union-attr]
    await chat.says(CAROL, "/report 2026-11")
    await chat.works()
    assert chat.heard()[3].splitlines()[1] == "Items of the checklist done: 1/9"


async def test_figures_come_in_every_form(database: Database) -> None:
    chat = await november(database)
    await chat.says(CAROL, "/export")
    await chat.works()
    assert chat.heard()[6:] == [
        "<2026-11-report.xlsx>", "<2026-11-metrics.json>", "<2026-11-waits.csv>", "<2026-11-summary.csv>",
    ]  # fmt: skip
    waits = next(call.upload for call in chat.calls if call.upload_name == "2026-11-waits.csv")
    assert waits is not None
    assert "Когда вы открываетесь?" in waits.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("2026-13", "Такого месяца нет: «2026-13». Пишите год и месяц: 2026-11"),
        ("1999-01", "Такого месяца нет: «1999-01». Пишите год и месяц: 2026-11"),
        ("2026-12", "Месяц 2026-12 ещё не наступил. Сейчас 2026-11."),
        ("октябрь", "Не понимаю месяц «октябрь». Пишите год и месяц: 2026-11"),
    ],
)
async def test_a_month_that_is_none_is_refused_in_words(database: Database, said: str, answer: str) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    for command in ("/report", "/export", "/items"):
        await chat.says(CAROL, f"{command} {said}")
    assert chat.heard() == [answer] * 3


async def test_a_month_without_a_message_is_a_report_of_dashes(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/report 10.2025")
    await chat.works()
    assert chat.heard()[3].splitlines()[3:] == [
        "Первый ответ, медиана: —", "Ответ, медиана: —", "Получили ответ: —", "Ответили за час: —",
    ]  # fmt: skip


async def test_a_working_target_is_round_the_clock_as_long_as_nobody_has_set_hours(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    told = []
    for _ in range(2):
        told.append((await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, chat.now))).target)
        await chat.says(CAROL, "/hours пн-пт 10-19")
        await chat.presses(CAROL, "С сегодня, 02.11")
    assert told == ["1 час, круглосуточно", "1 час, рабочее время"]


async def test_items_show_what_is_there_and_what_is_missing(database: Database) -> None:
    chat = await november(database)
    await chat.says(BOB, "/item 3 Репост отзыва с <разрешения> автора")
    await chat.says(BOB, "", attachment=Attachment("document", "file1"), content="document")
    await chat.says(CAROL, "/items")
    said = chat.heard()
    assert said[0] == (
        "Записал в пункт 3, «Контент пользователей и права на него», за 2026-11.\n"
        "Есть подтверждение? Пришлите файл следующим сообщением.\n[↩ Вернуть как было]"
    )
    assert said[1] == "Файл приложен."
    lines = said[2].splitlines()
    assert lines[0] == "Чек-лист «Кофейня», 2026-11: 2 из 9"
    assert lines[4:8] == [
        "☑️ 3. Контент пользователей и права на него — вручную",
        "      · Репост отзыва с <разрешения> автора",
        "▫️ 4. Активации: викторины, опросы, конкурсы — нет данных",
        "✅ 5. Работа с сообществом — авто",
    ]
    assert lines[-1] == "[＋ 1 | ＋ 2 | ＋ 4 | ＋ 6] [＋ 7 | ＋ 8 | ＋ 9] [📄 Отчёт | 📊 Цифры]"


@pytest.mark.parametrize(
    ("place", "source", "link"),
    [(None, "введено вручную, файл у команды", ""), (DESK, "введено вручную", "https://t.me/c/2/3")],
)
async def test_a_file_after_an_item_is_in_the_report_by_its_link_or_as_kept_by_the_team(
    database: Database, place: Place | None, source: str, link: str
) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await database.run(lambda c: chats.bind(c, chats.remember(c, DESK, NINE).id, "desk", stage.brand))
    await chat.says(BOB, "/item 3 Репост", place)
    await chat.says(BOB, "", place, attachment=Attachment("document", "file1"), content="document")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, chat.now))
    assert [(one.text, one.source, one.link) for one in facts.items] == [("Репост", source, link)]


async def test_the_first_page_parts_an_entry_from_how_many_there_are_more(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    for text in ("Репост", "Второй репост"):
        await chat.says(BOB, f"/item 3 {text}")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, chat.now))
    assert build(figures(facts)).sections[2].summary == "Репост. И ещё 1 запись."


async def test_an_item_is_asked_for_by_a_button_and_taken_back(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/items")
    await chat.presses(CAROL, "＋ 8")
    await chat.says(CAROL, "Тренд месяца: короткие видео")
    await chat.presses(CAROL, "↩ Вернуть как было")
    await chat.says(CAROL, "/item 10 Лишнее")
    await chat.says(CAROL, "/item")
    said = chat.heard()
    assert said[1] == "Пункт 8, «Аналитическая записка». Что сделано? Напишите сообщением, можно с файлом."
    assert said[3:] == [
        "Убрал эту запись.",
        "Пункта 10 нет: в чек-листе их девять. Список — /items",
        "Напишите номер пункта и что сделано: /item 3 Репост отзыва с разрешения автора. Пункты — /items",
    ]


async def test_what_is_not_a_file_after_an_item_means_something_else(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(BOB, "/item 3 Репост")
    chat.heard()
    await chat.says(BOB, "Коллеги, кто на смене?")
    await chat.says(BOB, "", attachment=Attachment("document", "file1"), content="document")
    assert [said.partition(".")[0] for said in chat.heard()] == ["Это сообщение никто не получил"] * 2


async def test_a_job_that_fails_says_so_once(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/report 2026-11")
    job = await database.run(jobs.next_job)
    assert job is not None
    calls = await database.run(lambda c: Router(ME, SilentLibrary()).job_failed(c, job.params, NINE))
    assert [call.params["text"] for call in calls] == [
        "Не получилось, и это наша ошибка, а не ваша. Она записана в журнал. Попробуйте ещё раз чуть позже."
    ]
