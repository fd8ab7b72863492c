"""Working on a month's report in the chat: the board, conclusions, closing, recomputation, delivery."""

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.checklist.month_reports import month_report
from inbox.ids import BrandId
from storage import brands, chats, closings, people, team
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, MALLORY, Stage, set_stage
from tests.dialogue import Dialogue
from tests.handlers.test_table_files import sends

OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 1)
LATER = "2026-10 закрыт: то, что изменилось после этого, попадёт в отчёт после /close 2026-10 причина"


async def october(database: Database, *, questions: int = 24) -> tuple[Stage, Dialogue]:
    """Alice has asked every day and Bob, alone, has answered all but the last third; now it is the 2nd of November."""
    stage = await set_stage(database)
    chat = Dialogue(database, now=datetime(2026, 10, 1, 9, tzinfo=UTC))
    for number in range(questions):
        await chat.says(ALICE, f"Когда вы открываетесь, {number}?", GROUP)
        if number < questions * 2 // 3:
            chat.now += timedelta(minutes=5)
            await chat.says(BOB, "В девять", GROUP)
        chat.now += timedelta(days=1)
    chat.now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    chat.heard()
    return stage, chat


async def report_of(stage: Stage, chat: Dialogue, month: date = OCTOBER) -> str:
    """All that the report's sections say."""
    report = await stage.database.run(lambda c: month_report(c, stage.brand, month, chat.now))
    return f"{report.completeness} {report.status} {report.sections[8]}"


async def opened(chat: Dialogue, month: str = "2026-10") -> None:
    """Carol opens a month's board."""
    await chat.touches(CAROL, 5000, f"brd:{month}")
    await chat.works()


async def test_the_board_shows_nine_items_with_what_is_missing_and_a_button_for_each(database: Database) -> None:
    _, chat = await october(database)
    await chat.says(BOB, "/item 2026-10 3 Репост")
    chat.heard()
    await chat.says(CAROL, "/report")
    await chat.works()
    assert chat.heard()[0] == "Смотрю, что есть за 2026-11…"
    await chat.presses(CAROL, "‹ 2026-10")
    await chat.works()
    lines = chat.heard()[-1].splitlines()
    assert lines[:2] == ["Кофейня · Отчёт за октябрь 2026 года", "Пунктов чек-листа закрыто: 2/9"]
    assert [line for line in lines if line[:1] in {"✅", "☑", "▫"}] == [
        "▫️ 1. Контент-план по стратегии · нет данных",
        "▫️ 2. Уникальный контент по плану · нет данных",
        "☑️ 3. Контент пользователей и права на него · вручную",
        "▫️ 4. Активации: викторины, опросы, конкурсы · нет данных",
        "✅ 5. Работа с сообществом · авто",
        "▫️ 6. Показатели: количество и качество · нет данных",
        "▫️ 7. Продвижение, платное и бесплатное · нет данных",
        "▫️ 8. Аналитическая записка · нет данных",
        "▫️ 9. Выводы и рекомендации · нет данных",
    ]
    assert lines[-1] == (
        "[＋ 1 | ＋ 2 | ＋ 4 | ＋ 6] [＋ 7 | ＋ 8 | ＋ 9] [💡 Выводы ждут решения: 4] "
        "[📄 Отчёт | 📊 Цифры] [‹ 2026-09 | 🔒 Закрыть месяц]"
    )


async def test_what_is_still_open_from_the_month_before_is_no_evidence_of_this_one(database: Database) -> None:
    _, chat = await october(database)
    await chat.says(CAROL, "/items 2026-11")
    await opened(chat, "2026-11")
    items, *_, board = chat.heard()
    assert [line for said in (items, board) for line in said.splitlines() if " 5. " in line] == [
        "▫️ 5. Работа с сообществом — нет данных", "▫️ 5. Работа с сообществом · нет данных"
    ]  # fmt: skip


async def test_a_draft_goes_out_only_once_a_person_has_judged_it(database: Database) -> None:
    stage, chat = await october(database)
    await opened(chat)
    assert "Без ответа осталось" not in await report_of(stage, chat)
    chat.heard()
    await chat.presses(CAROL, "💡 Выводы ждут решения: 4")
    assert chat.heard()[-1].splitlines()[0] == "Вывод за 2026-10, ждут решения: 4"
    await chat.touches(CAROL, 5000, "cne:2026-10:unanswered")
    await chat.says(CAROL, "Отвечаем <не> всем.\n\nНанять Дейва.")
    assert chat.heard()[-1].splitlines()[0] == "Вывод за 2026-10, ждут решения: 3"
    for verdict, key in (("r", "topics"), ("r", "growing"), ("a", "target-missed")):
        await chat.touches(CAROL, 5000, f"cnv:2026-10:{verdict}:{key}")
    assert [line[:24] for line in chat.heard()[-1].splitlines()] == [
        "Выводы за 2026-10 разобр", "✏️ Отвечаем <не> всем.", "✖️ В библиотеке нет отве", "✖️ Разговоров открываетс",
        "✅ В обещанное время улож", "[↩ Вернуть последний] [‹",
    ]  # fmt: skip
    said = await report_of(stage, chat)
    assert ("Отвечаем <не> всем." in said, "Нанять Дейва." in said, "В обещанное время" in said) == (True,) * 3
    await chat.presses(CAROL, "↩ Вернуть последний")
    await chat.presses(CAROL, "✖️ Не нужен")
    said = await report_of(stage, chat)
    assert [words in said for words in ("В обещанное время", "В библиотеке нет", "Разговоров открывается")] == [
        False
    ] * 3


async def test_an_accepted_draft_whose_figures_moved_waits_again(database: Database) -> None:
    stage, chat = await october(database)
    await opened(chat)
    await chat.touches(CAROL, 5000, "cnv:2026-10:a:unanswered")
    assert "Без ответа осталось 8" in await report_of(stage, chat)
    chat.now = datetime(2026, 10, 31, 9, tzinfo=UTC)
    await chat.says(ALICE, "И ещё вопрос?", GROUP)
    chat.now = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert "Без ответа осталось" not in await report_of(stage, chat)
    await opened(chat)
    assert "💡 Выводы ждут решения: 4" in chat.heard()[-1]


async def test_advice_is_followed_up_a_month_later(database: Database) -> None:
    stage, chat = await october(database)
    await opened(chat)
    await chat.touches(CAROL, 5000, "cnv:2026-10:a:target-missed")
    await chat.says(CAROL, "/report")
    await chat.works()
    await chat.presses(CAROL, "📌 Рекомендации прошлого месяца: 1")
    chat.heard()
    await chat.presses(CAROL, "1 ✅ сделано")
    assert chat.heard()[-1].splitlines()[1] == "✅ 1. Пересмотреть смены или саму цель. — выполнено"
    assert "выполнено" in await report_of(stage, chat, NOVEMBER)
    await chat.presses(CAROL, "1 ✖️ не сделано")
    assert "не выполнено" in await report_of(stage, chat, NOVEMBER)


async def test_a_month_without_data_is_offered_with_a_word_and_can_be_closed(database: Database) -> None:
    stage, chat = await october(database, questions=1)
    await chat.says(CAROL, "/close 2026-09")
    await chat.says(BOB, "/item 2026-09 1 План согласован")
    await chat.says(CAROL, "/close 2026-09")
    asked, _, asked_again = chat.heard()
    question = "Закрыть 2026-09, «Кофейня»? Цифры отчёта замрут; пересчёт станет новой версией."
    empty = "В этом месяце ничего нет: ни сообщений, ни данных для чек-листа. Закрыть можно, но отчёт будет пустым."
    buttons = "[🔒 Закрыть месяц] [‹ К чек-листу]"
    assert (asked, asked_again) == (f"{question}\n{empty}\n{buttons}", f"{question}\n{buttons}")
    await chat.says(CAROL, "/close 2026-08")
    await chat.presses(CAROL, "🔒 Закрыть месяц")
    await chat.works()
    assert await database.run(lambda c: closings.is_closed(c, stage.brand, date(2026, 8, 1))) is True


async def test_a_closed_month_stays_and_counting_anew_says_what_changed_and_why(database: Database) -> None:
    stage, chat = await october(database)
    await chat.says(CAROL, "/close")
    await chat.presses(CAROL, "🔒 Закрыть месяц")
    assert chat.heard()[-1] == "Закрываю 2026-10: считаю показатели…"
    assert await database.run(lambda c: closings.is_closed(c, stage.brand, OCTOBER)) is False
    await chat.works()
    assert chat.heard()[-1].splitlines()[0] == "Месяц 2026-10, «Кофейня»: закрыт. Цифры отчёта больше не изменятся."
    before = await report_of(stage, chat)
    chat.now = datetime(2026, 10, 31, 9, tzinfo=UTC)
    await chat.says(ALICE, "И ещё вопрос?", GROUP)
    chat.now = datetime(2026, 11, 3, 9, tzinfo=UTC)
    await chat.says(BOB, "/item 2026-10 1 План согласован")
    chat.heard()
    assert await report_of(stage, chat) == before
    await chat.says(CAROL, "/close 2026-10")
    await chat.says(CAROL, "Нашёлся забытый вопрос")
    await chat.works()
    asked, begun, told = chat.heard()
    assert begun == "Пересчитываю 2026-10…"
    assert asked.splitlines()[0] == "2026-10 закрыт: Carol, 2 нояб., 12:00, версия 1."
    assert told.splitlines()[0] == "2026-10 пересчитан, версия 2."
    assert told.splitlines()[1].startswith("Причина: Нашёлся забытый вопрос. ")
    assert "• Остались без ответа: было 8, стало 9 (добавилось: 1)" in told.splitlines()
    after = await report_of(stage, chat)
    assert (after != before, "Нашёлся забытый вопрос" in after) == (True, True)
    kept = await database.run(lambda c: closings.newest(c, stage.brand, OCTOBER))
    assert kept is not None
    assert kept.version == 2


async def test_what_is_added_to_a_closed_month_is_said_to_wait(database: Database) -> None:
    _, chat = await october(database, questions=1)
    await chat.touches(CAROL, 1, "cly:2026-10")
    await chat.works()
    chat.heard()
    await chat.says(BOB, "/item 2026-10 1 План согласован")
    await sends(chat, "Площадка;Охват\nVK;100\n".encode(), "/kpi 2026-10")
    await chat.says(BOB, "/plan add 20.10.2026 Осень началась")
    await chat.says(BOB, "/items 2026-10")
    await chat.says(BOB, "/items 2026-11")
    said = [[at for at, line in enumerate(words.splitlines()) if line == LATER] for words in chat.heard()]
    assert said == [[1], [2], [1], [1], []]


async def test_a_plans_file_and_what_is_taken_back_say_that_a_closed_month_waits(database: Database) -> None:
    _, chat = await october(database, questions=1)
    chat.now = datetime(2026, 10, 20, 9, tzinfo=UTC)
    await chat.says(BOB, "/memo тренд Короткие рецепты")
    memo = chat.shown[-1].number
    chat.now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    await chat.touches(CAROL, 1, "cly:2026-10")
    await chat.works()
    chat.heard()
    await chat.says(BOB, "/item 2026-10 1 План согласован")
    await chat.presses(BOB, "↩ Вернуть как было")
    await sends(chat, "Площадка;Охват\nVK;100\n".encode(), "/kpi 2026-10")
    await chat.presses(BOB, "↩ Вернуть как было")
    await chat.says(BOB, "/plan add 20.10.2026 Осень началась")
    await chat.says(BOB, "/plan remove 1")
    await sends(chat, "Дата;Тема\n20.10.2026;Осень\n20.11.2026;Зима\n".encode(), "/plan")
    await chat.presses(BOB, "↩ Вернуть как было")
    await chat.touches(BOB, memo, "obx:1")
    assert [LATER in words.splitlines() for words in chat.heard()] == [True] * 9


async def test_an_entry_after_closing_is_no_figure_and_drafts_that_wait_are_no_change(database: Database) -> None:
    _, chat = await october(database)
    await chat.says(BOB, "/item 2026-10 1 План согласован")
    await chat.touches(CAROL, 5000, "cly:2026-10")
    await chat.works()
    await chat.says(BOB, "/item 2026-10 1 Правки клиента")
    for why in ("Внесли правки", "Проверка"):
        await chat.says(CAROL, f"/close 2026-10 {why}")
        await chat.works()
    waiting = "4 вывода ждут решения и в эту версию не вошли. Решите и пересчитайте ещё раз."
    added, same = [said.splitlines()[1:-1] for said in chat.heard() if "пересчитан, версия" in said]
    assert added == [
        "Причина: Внесли правки. 1 изменение: оно названо в конце отчёта.",
        "• Добавлена запись: Правки клиента",
        waiting,
    ]
    assert same == ["Причина: Проверка. Ничего не изменилось.", waiting]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (
            "/close 2026-11",
            "2026-11 ещё идёт: закрыть можно, когда он кончится. Предварительный отчёт — /report 2026-11",
        ),
        ("/close 2026-12", "Месяц 2026-12 ещё не наступил. Сейчас 2026-11."),
        ("/close 2026-13", "Такого месяца нет: «2026-13». Пишите год и месяц: 2026-11"),
    ],
)
async def test_a_month_that_is_not_over_is_not_closed(database: Database, said: str, answer: str) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, said)
    assert chat.heard() == [answer]


async def test_only_leads_close_and_nobody_without_access_sees_a_board(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await chat.says(BOB, "/close 2026-10")
    await chat.touches(BOB, 1, "cly:2026-10")
    await chat.touches(MALLORY, 1, "brd:2026-10")
    await chat.touches(MALLORY, 1, "cnl:2026-10")
    await chat.works()
    assert [words[:1] for words in chat.heard()] == ["Н", "(", "(", "("]
    assert await database.run(lambda c: closings.is_closed(c, stage.brand, OCTOBER)) is False


async def test_a_button_is_pressed_twice(database: Database) -> None:
    _, chat = await october(database)
    for number in (1, 2):
        await chat.touches(CAROL, number, "cly:2026-10")
    await chat.works()
    assert chat.heard()[-1] == "2026-10 уже закрыт."
    await chat.touches(CAROL, 1, "cly:2026-10")
    assert chat.heard() == ["(2026-10 уже закрыт.)"]
    await chat.touches(CAROL, 1, "cnv:2026-10:a:nothing")
    assert chat.heard() == ["(Этого черновика уже нет. Откройте чек-лист заново: /report)"]


async def delivered_to(database: Database) -> tuple[BrandId, Dialogue]:
    """A desk, and Dave the client, who once wrote to the bot."""
    stage, chat = await october(database, questions=3)

    def build(connection: object) -> None:
        desk = chats.remember(connection, DESK, chat.now)  # type: ignore[arg-type]
        chats.bind(connection, desk.id, "desk", stage.brand)  # type: ignore[arg-type]
        people.remember(connection, MALLORY)  # type: ignore[arg-type]
        team.join(connection, stage.brand, MALLORY.id, "client", chat.now, None)  # type: ignore[arg-type]

    await database.run(build)
    await chat.says(MALLORY, "/start")
    chat.calls.clear()
    return stage.brand, chat


async def test_a_client_is_greeted_with_what_a_client_may_use(database: Database) -> None:
    _, chat = await delivered_to(database)
    await chat.says(MALLORY, "/start")
    assert chat.heard()[-1] == (
        "Здравствуйте, Mallory! Отчёт за месяц — /report, стандартные ответы — /faq, а всё, что я умею, — /help. "
        "Остальное пишите прямо сюда, передам команде."
    )


async def test_a_client_is_not_asked_to_add_what_only_the_team_may(database: Database) -> None:
    _, chat = await delivered_to(database)
    await chat.says(MALLORY, "/items 2026-10")
    await chat.touches(MALLORY, 5000, "brd:2026-10")
    await chat.works()
    _, items, *_, board = chat.heard()
    assert [said.splitlines()[-2:] for said in (items, board)] == [
        ["▫️ 9. Выводы и рекомендации — нет данных", "[📄 Отчёт | 📊 Цифры]"],
        [board.splitlines()[-2], "[📄 Отчёт | 📊 Цифры] [‹ 2026-09]"],
    ]
    assert "Дописать" not in board


async def test_a_closed_month_goes_out_on_its_day_to_the_desk_and_the_client_once(database: Database) -> None:
    brand, chat = await delivered_to(database)
    await chat.says(CAROL, "/settings")
    await chat.presses(CAROL, "День отчёта")
    await chat.says(CAROL, "3 html xlsx")
    assert chat.heard()[-1].splitlines()[0].startswith("День отчёта: 3-го числа: HTML, XLSX")
    await chat.passes(1)
    assert chat.heard() == []
    chat.now = datetime(2026, 11, 3, 8, tzinfo=UTC)
    await chat.passes(1)
    await chat.passes(1)
    assert [words.splitlines()[0][:36] for words in chat.heard()] == ["Сегодня день отчёта, а 2026-10, «Коф"]
    await chat.touches(CAROL, 1, "cly:2026-10")
    await chat.works()
    await chat.passes(1)
    await chat.works()
    await chat.passes(1)
    await chat.works()
    sent = [(call.params["chat_id"], call.upload_name) for call in chat.calls if call.method == "sendDocument"]
    files = ("2026-10-report.html", "2026-10-report.xlsx")
    assert sent == [(to, file) for to in (DESK.id, MALLORY.id) for file in files]
    assert (await database.run(lambda c: brands.get(c, brand))).reported_on == OCTOBER


@pytest.mark.parametrize("said", ["0", "29", "3 doc", "завтра"])
async def test_a_report_day_that_is_none_is_refused(database: Database, said: str) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/settings")
    await chat.presses(CAROL, "День отчёта")
    await chat.says(CAROL, said)
    assert chat.heard()[-1].startswith("Нужно число от 1 до 28")


async def test_a_month_before_the_first_message_is_not_asked_about(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await database.run(lambda c: brands.change(c, stage.brand, report_day=3))
    chat.now = datetime(2026, 11, 3, 8, tzinfo=UTC)
    await chat.passes(1)
    assert chat.heard() == []
