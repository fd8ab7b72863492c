"""A content plan, KPIs and competitors, sent to the bot as files."""

from datetime import date
from typing import Any

from inbox.ids import BrandId
from inbox.messages import Attachment
from report.figures import figures
from report.model import build
from storage import competitors, evidence
from storage.database import Database
from storage.months import month_facts
from tests.cast import BOB, CAROL, at, set_stage
from tests.dialogue import Dialogue

KPI = "Площадка;Охват;Лайки\nVK;12 500;310\n".encode("cp1251")
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


async def sends(chat: Dialogue, content: bytes | None, caption: str = "", name: str = "kpi.csv") -> None:
    """Bob sends a file; None is one that Telegram does not hand out."""
    chat.telegram["download"] = lambda _: content
    file = Attachment("document", "file1", name=name)
    await chat.says(BOB, caption, attachment=file, content="document")


async def lines(database: Database, brand: BrandId, month: date) -> list[tuple[int, str, str, str]]:
    found = await database.run(lambda c: evidence.of_month(c, brand, month))
    return [(line.item, line.mark, line.text, line.author) for line in found]


async def rivals_of(database: Database, brand: BrandId) -> list[tuple[str, float | None]]:
    found = await database.run(lambda c: competitors.between(c, brand, OCTOBER, NOVEMBER))
    return [(one.name, one.followers) for one in found]


async def test_an_unknown_column_is_asked_about_once(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await sends(chat, KPI, "/kpi 2026-10")
    await chat.presses(BOB, "показатель под своим названием")
    asked, means, read = chat.heard()
    assert asked.splitlines()[0] == "В файле «kpi.csv» столбец C «Лайки» мне не знаком (в нём: 310). Что это?"
    assert means == (
        "Запомнил: «Лайки» — показатель под своим названием. Передумаете — /kpi забыть, и я спрошу о столбцах заново."
    )
    assert read.splitlines()[:2] == ["Файл «kpi.csv» прочитан.", "2026-10: в чек-лист добавлена 1 строка."]
    await sends(chat, KPI, "/kpi 2026-10")
    assert chat.heard()[0].splitlines()[0] == "Файл «kpi.csv» прочитан."
    assert await lines(database, stage.brand, OCTOBER) == [(6, "imported", "VK: Охват 12\u00a0500; Лайки 310", "Bob")]


async def test_a_file_may_follow_its_command_and_the_template_comes_along(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await chat.says(BOB, "/competitors")
    rivals = "Конкурент;Подписчики\nЧайная;много\nПекарня;1 200\n".encode()
    await sends(chat, rivals, name="rivals.csv")
    said = chat.heard()
    assert said[1] == "<конкуренты.xlsx>"
    assert said[2].splitlines() == [
        "Файл «rivals.csv» прочитан.",
        "2026-11: в чек-лист добавлены 2 строки.",
        "Строка 2, столбец B. «много» не похоже на число. Подойдёт 1 860, 4,2 % или 12,5 тыс.",
        "[↩ Вернуть как было] [Чек-лист 2026-11]",
    ]
    assert await rivals_of(database, stage.brand) == [("Чайная", None), ("Пекарня", 1200)]


async def test_one_tap_takes_a_table_back_and_what_it_replaced_stands_again(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await sends(chat, "Площадка;Охват\nVK;100\n".encode(), "/kpi 2026-10")
    first = await lines(database, stage.brand, OCTOBER)
    await sends(chat, "Площадка;Охват\nVK;90\nДзен;5\n".encode(), "/kpi 2026-10")
    assert [line[2] for line in await lines(database, stage.brand, OCTOBER)] == ["VK: Охват 90", "Дзен: Охват 5"]
    chat.heard()
    await chat.touches(BOB, 1, "tbx:1")
    assert chat.heard() == ["(Этот файл уже убран, или после него пришёл новый с тем же именем.)"]
    await chat.touches(BOB, 1, "tbx:2")
    assert chat.heard() == ["Файл «kpi.csv» убран из 2026-10: стоит то, что было до него."]
    assert await lines(database, stage.brand, OCTOBER) == first
    await chat.touches(BOB, 1, "tbx:2")
    await chat.touches(BOB, 1, "tbx:1")
    assert await lines(database, stage.brand, OCTOBER) == []


async def test_the_months_of_a_competitor_stand_side_by_side(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await sends(chat, "Конкурент;Площадка;Подписчики;ER\nЧайная;VK;1 200;4,1 %\n".encode(), "/competitors 2026-10")
    await sends(chat, "Конкурент;Площадка;Подписчики\nЧайная;VK;1 250\n".encode(), "/competitors", "now.csv")
    await chat.says(BOB, "/memo конкурент «ЧАЙНАЯ» открыла доставку")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, at(600)))
    item = build(figures(facts)).sections[7]
    rivals: Any = item.blocks[0]
    assert (item.mark, rivals.columns) == ("auto", ("Конкурент", "окт.", "нояб."))
    [row] = rivals.rows
    assert [(cell.text, cell.sub, cell.value) for cell in row] == [
        ("Чайная", "VK", None),
        ("1\u00a0200", "ER 4,10\u00a0%", 1200),
        ("1\u00a0250 (+50)", "1 запись", 1250),
    ]
    await chat.touches(BOB, 1, "tbx:2")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, at(600)))
    taken: Any = build(figures(facts)).sections[7].blocks[0]
    assert [(cell.text, cell.sub) for cell in taken.rows[0]][2] == ("", "1 запись")


async def test_a_month_with_a_table_of_competitors_alone_is_imported(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    table = "Конкурент;Подписчики;ER\nчайная;1 100;\nЧайная;1 200;4,25\nПекарня;900;\n"
    await sends(chat, table.encode(), "/competitors", "now.csv")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, at(600)))
    item = build(figures(facts)).sections[7]
    assert (item.mark, item.summary) == ("imported", "По таблице: 2 конкурента")
    rivals: Any = item.blocks[0]
    assert [[cell.text for cell in row] for row in rivals.rows] == [["чайная", "1\u00a0200"], ["Пекарня", "900"]]
    assert [row[1].sub for row in rivals.rows] == ["ER 4,25", ""]


async def test_a_table_of_competitors_stands_once_and_names_its_source(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    before = "Конкурент;Подписчики\nЧайная;1 100\n".encode()
    now = "Конкурент;Площадка;Подписчики;Вывод\nЧайная;VK;1 200;Растут на доставке\nПекарня;VK;900;\n".encode()
    await sends(chat, before, "/competitors 2026-10", "before.csv")
    await sends(chat, now, "/competitors", "now.csv")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, at(600)))
    blocks: Any = build(figures(facts)).sections[7].blocks
    assert [line.item for line in facts.items] == []
    assert [(block.title, [(one.text, one.sub) for one in block.points]) for block in blocks[1:3]] == [
        ("Таблицы о конкурентах", [
            ("now.csv", "ноябрь 2026 · импорт · Bob · 02.11\u00a012:00"),
            ("before.csv", "октябрь 2026 · импорт · Bob · 02.11\u00a012:00"),
        ]),
        ("Выводы из таблицы", [("Чайная · VK: Растут на доставке", "now.csv")]),
    ]  # fmt: skip
    await chat.touches(BOB, 1, "tbx:2")
    facts = await database.run(lambda c: month_facts(c, stage.brand, 2026, 11, at(600)))
    assert "Чайная" not in str(build(figures(facts)).sections[7].blocks)


async def test_what_cannot_be_read_is_told(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await sends(chat, None, "/kpi")
    await sends(chat, b"", "/competitors")
    await sends(chat, "Подписчики\n12\n".encode(), "/competitors", "rivals.csv")
    fetched, empty, missing = chat.heard()
    assert fetched.startswith("Не получилось взять файл у Telegram.")
    assert empty == "Файл пустой. Проверьте, тот ли лист сохранён."
    assert missing.startswith("Из файла «rivals.csv» ничего не прочиталось.\nНе нашлось столбцов «Конкурент»")


async def test_a_field_that_is_none_is_asked_again_and_an_old_button_does_nothing(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await sends(chat, KPI, "/kpi")
    chat.heard()
    await chat.says(BOB, "лайки и есть")
    await chat.says(BOB, "-")
    await chat.touches(CAROL, 1, "tbl:reach")
    said = chat.heard()
    assert said[0] == "Не знаю поля «лайки и есть». Выберите из списка выше."
    assert said[1].startswith("Запомнил: «Лайки» — не загружать.")
    assert said[3] == "(Этот вопрос уже не ждёт ответа. Пришлите файл ещё раз.)"


async def test_what_was_said_of_columns_is_forgotten_on_request(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await sends(chat, KPI, "/kpi")
    await chat.says(BOB, "-")
    await chat.says(BOB, "/kpi забыть")
    await sends(chat, KPI, "/kpi")
    said = chat.heard()
    assert said[3] == "Забыл, что значат столбцы. Пришлите файл, и я спрошу заново."
    assert said[4] == said[0]
