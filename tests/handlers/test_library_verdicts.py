"""The client sends the form back: what they decided counts, what they remarked is heard, and nobody else says it."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from inbox.entries import Entry
from inbox.ids import BrandId
from inbox.messages import Attachment, Person
from storage import chats
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, NINE
from tests.dialogue import Dialogue
from tests.shelves import DELIVERY, PAYMENT, kept, shelf

YES, COMMENT, ANSWER = "Согласовано (клиент)", "Комментарий", "Ответ"


async def exported(chat: Dialogue) -> bytes:
    await chat.says(ALICE, "/faq export")
    await chat.works()
    content = next(call.upload for call in reversed(chat.calls) if call.upload_name.endswith("library.xlsx"))
    assert content is not None
    chat.heard()
    return content


def filled(content: bytes, **cells: dict[str, str]) -> bytes:
    """The form with some cells of the entries `n1`, `n2`, … said."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1], 1)}
    for row in range(2, sheet.max_row + 1):
        for column, said in cells.get(f"n{sheet.cell(row, columns['ID']).value}", {}).items():
            sheet.cell(row, columns[column]).value = said
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


async def sends(chat: Dialogue, who: Person, content: bytes, name: str = "form.xlsx") -> str:
    chat.telegram["download"] = lambda _: content
    await chat.says(who, "", attachment=Attachment("document", "file1", name=name), content="document")
    await chat.works()
    return chat.heard()[-1]


async def with_desk(database: Database, *entries: Entry) -> Dialogue:
    chat = await shelf(database, *entries)
    await database.run(lambda c: chats.bind(c, chats.remember(c, DESK, NINE).id, "desk", BrandId(1)))
    return chat


async def test_what_the_client_decides_and_remarks_reaches_the_team(database: Database) -> None:
    chat = await with_desk(database, DELIVERY, PAYMENT)
    form = filled(await exported(chat), n1={YES: "Нет", COMMENT: "Дорого"}, n2={YES: "Да"})
    assert (await sends(chat, ALICE, form)).splitlines() == [
        "form.xlsx", "Утвердится 1 ответ.", "На доработку уйдёт 1 ответ.", "Команда получит 1 замечание.", "",
        "• № 1 «Сколько стоит доставка?», замечание: «Дорого»", "[Передать команде] [Отмена]",
    ]  # fmt: skip
    await chat.presses(ALICE, "Передать команде")
    on_desk, to_client = chat.heard()
    assert to_client == "Готово: команда видит ваши решения."
    assert on_desk.splitlines() == [
        "📋 Согласование ответов · Alice", "✅ Утверждено: 1", "↩ На доработку: № 1",
        "• № 1 «Сколько стоит доставка?», замечание: «Дорого»", "[№ 1]",
    ]  # fmt: skip
    assert [state for *_, state in await kept(database)] == ["draft", "approved"]


async def test_a_clients_table_that_is_no_form_goes_on_to_the_team(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    said = await sends(chat, ALICE, "Дата;Публикация\n02.11;Осень\n".encode(), "plan.csv")
    assert said.splitlines()[-1] == "Это не форма ответов, поэтому передал файл команде как есть."
    assert [call.params["chat_id"] for call in chat.calls if call.method == "forwardMessage"] == [DESK.id]


async def test_a_remark_alone_is_heard(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    await sends(chat, ALICE, filled(await exported(chat), n1={COMMENT: "Добавьте срок"}))
    await chat.presses(ALICE, "Передать команде")
    assert chat.heard()[0].splitlines()[1] == "• № 1 «Сколько стоит доставка?», замечание: «Добавьте срок»"


async def test_words_that_a_client_changed_are_said_not_to_count(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    assert (await sends(chat, ALICE, filled(await exported(chat), n1={ANSWER: "Бесплатно!"}))).splitlines() == [
        "form.xlsx",
        "Тексты меняет команда, поэтому ваши правки не загрузятся: № 1. Напишите их в столбец «Комментарий».",
        "",
        "Решений в файле нет. Отметьте «Да» или «Нет» в столбце «Согласовано (клиент)» или напишите «Комментарий».",
    ]


async def test_a_yes_to_words_that_have_changed_since_does_not_count(database: Database) -> None:
    chat = await with_desk(database, PAYMENT)
    form = filled(await exported(chat), n1={YES: "Да"})
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Наличными")
    assert (await sends(chat, ALICE, form)).splitlines()[1] == (
        "После выгрузки текст поменяли, «Да» к нему не подойдёт: № 1. Посмотрите новый: /faq approve"
    )
    assert [state for *_, state in await kept(database)] == ["draft"]


async def test_a_yes_to_a_question_without_an_answer_does_not_count(database: Database) -> None:
    chat = await with_desk(database, replace(PAYMENT, answer=""))
    said = await sends(chat, ALICE, filled(await exported(chat), n1={YES: "Да"}))
    assert said.splitlines()[3] == "• Строка 2, «Ответ». Ответ пустой. Напишите его."
    assert [state for *_, state in await kept(database)] == ["draft"]


@pytest.mark.parametrize("waiting", ["На согласовании", "на утверждении", "pending"])
async def test_an_answer_that_waits_for_the_clients_word_is_not_sent_back(database: Database, waiting: str) -> None:
    chat = await with_desk(database, DELIVERY)
    said = await sends(chat, ALICE, filled(await exported(chat), n1={YES: waiting}))
    assert said.splitlines()[2].startswith("Решений в файле нет.")
    assert [state for *_, state in await kept(database)] == ["approved"]


async def test_a_yes_to_what_is_approved_already_is_said_to_change_nothing(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    assert (await sends(chat, ALICE, filled(await exported(chat), n1={YES: "Да"}))).splitlines() == [
        "form.xlsx",
        "Уже был утверждён 1 ответ, «Да» к нему ничего не меняет.",
        "",
        "Передавать команде нечего: новых решений и замечаний в файле нет.",
    ]


async def test_a_yes_to_an_entry_that_is_retired_is_said_not_to_count(database: Database) -> None:
    chat = await with_desk(database, PAYMENT)
    form = filled(await exported(chat), n1={YES: "Да"})
    await chat.says(CAROL, "/faq retire 1")
    assert (await sends(chat, ALICE, form)).splitlines()[1] == (
        "Эти ответы в архиве, «Да» и «Нет» для них ничего не меняют: № 1. Если они нужны, напишите об этом в столбец "
        "«Комментарий»."
    )
    assert [state for *_, state in await kept(database)] == ["retired"]


async def test_a_lead_reads_the_remarks_in_a_form_that_they_load_themselves(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    said = await sends(chat, CAROL, filled(await exported(chat), n1={COMMENT: "Добавьте срок"}))
    assert "• № 1 «Сколько стоит доставка?», замечание: «Добавьте срок»" in said.splitlines()


async def test_a_client_does_not_load_what_a_lead_has_sent(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    await sends(chat, CAROL, filled(await exported(chat), n1={ANSWER: "От 500 ₽"}))
    question = next(shown for shown in reversed(chat.shown) if "Загрузить: 1" in shown.buttons)
    await chat.touches(ALICE, question.number, question.buttons["Загрузить: 1"])
    assert chat.heard() == ["(На это у вас нет прав: здесь нужен руководитель бренда.)"]
    assert [answer for _, _, answer, _ in await kept(database)] == ["От 300 ₽"]


async def test_a_client_is_told_of_what_is_theirs(database: Database) -> None:
    chat = await with_desk(database, DELIVERY)
    await chat.says(ALICE, "/faq export")
    await chat.works()
    await chat.says(ALICE, "/help faq")
    said = chat.heard()
    assert said[1].startswith("Вся библиотека — в форме. Отметьте в столбце «Согласовано (клиент)» «Да» или «Нет»")
    assert said[-1].splitlines()[1] == (
        "/faq — список, /faq доставка — найти, /faq 12 — показать, /faq approve — утвердить черновики, "
        "/faq export — вся библиотека формой. Форму с отметками «Да» и «Нет» просто пришлите сюда."
    )


async def test_a_yes_beside_an_answer_that_the_client_wrote_anew_does_not_count_and_the_team_gets_it(
    database: Database,
) -> None:
    chat = await with_desk(database, PAYMENT)
    form = filled(await exported(chat), n1={YES: "Да", ANSWER: "Картой или наличными. " * 20})
    assert await sends(chat, ALICE, form) == "<form.xlsx.txt> Здесь всё целиком."
    counted, told = next(shown.text for shown in chat.shown if shown.text.startswith("form.xlsx")).splitlines()[1:3]
    assert counted == "Команда получит 1 замечание."
    assert told.startswith("Вы переписали ответ, поэтому «Да» к нему не засчитано: № 1. Ваш вариант получит команда")
    await chat.presses(ALICE, "Передать команде")
    on_desk, file, _ = chat.heard()
    assert on_desk.splitlines()[1].startswith("• № 1 «Как оплатить?», предложен другой ответ: «Картой или наличными.")
    assert file == "<2026-11-02-remarks.txt>"
    assert [(answer, state) for *_, answer, state in await kept(database)] == [("Картой", "draft")]


async def test_our_old_answer_in_a_row_that_the_client_changed_is_no_proposal_of_theirs(database: Database) -> None:
    chat = await with_desk(database, PAYMENT)
    form = filled(await exported(chat), n1={YES: "Нет", "Категория": "Деньги"})
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Наличными")
    assert (await sends(chat, ALICE, form)).splitlines() == [
        "form.xlsx",
        "На доработку уйдёт 1 ответ.",
        "Тексты меняет команда, поэтому ваши правки не загрузятся: № 1. Напишите их в столбец «Комментарий».",
        "[Передать команде] [Отмена]",
    ]


async def test_where_there_is_no_desk_the_leads_hear_what_the_client_decides(database: Database) -> None:
    chat = await shelf(database, PAYMENT)
    await chat.says(CAROL, "/start")
    form = filled(await exported(chat), n1={YES: "Нет"})
    await sends(chat, ALICE, form)
    await chat.presses(ALICE, "Передать команде")
    told = next(shown for shown in reversed(chat.shown) if shown.chat == CAROL.id)
    assert told.text.splitlines() == [
        "У бренда «Кофейня» нет рабочего стола (/desk), поэтому пишу вам.", "", "📋 Согласование ответов · Alice",
        "↩ На доработку: № 1",
    ]  # fmt: skip


async def test_where_there_is_no_desk_the_leads_get_long_remarks_whole(database: Database) -> None:
    chat = await shelf(database, PAYMENT)
    await chat.says(CAROL, "/start")
    form = filled(await exported(chat), n1={COMMENT: "Слишком коротко. " * 30})
    await sends(chat, ALICE, form)
    await chat.presses(ALICE, "Передать команде")
    assert [shown.file for shown in chat.shown if shown.chat == CAROL.id][-1] == "2026-11-02-remarks.txt"


async def test_a_no_to_what_is_retired_changes_nothing(database: Database) -> None:
    chat = await with_desk(database, PAYMENT)
    form = filled(await exported(chat), n1={YES: "Нет"})
    await chat.says(CAROL, "/faq retire 1")
    assert (await sends(chat, ALICE, form)).splitlines()[1].startswith("Эти ответы в архиве, «Да» и «Нет» для них")


async def test_what_the_client_decides_by_buttons_is_heard_on_the_desk(database: Database) -> None:
    chat = await with_desk(database, DELIVERY, PAYMENT)
    await chat.says(ALICE, "/faq 1")
    await chat.presses(ALICE, "📝 В черновики")
    await chat.says(ALICE, "/faq approve")
    await chat.presses(ALICE, "✅ Утвердить все: 2")
    assert [shown.text.splitlines() for shown in chat.shown if shown.chat == DESK.id] == [
        ["📋 Согласование ответов · Alice", "↩ На доработку: № 1"],
        ["📋 Согласование ответов · Alice", "✅ Утверждено: 2"],
    ]


async def test_a_decision_that_the_client_takes_back_is_heard_on_the_desk(database: Database) -> None:
    chat = await with_desk(database, DELIVERY, PAYMENT)
    await chat.says(ALICE, "/faq 1")
    await chat.presses(ALICE, "📝 В черновики")
    await chat.presses(ALICE, "↩ Вернуть как было")
    await chat.says(ALICE, "/faq approve 2")
    await chat.presses(ALICE, "↩ Вернуть как было")
    assert [str(shown).splitlines()[1:] for shown in chat.shown if shown.chat == DESK.id] == [
        ["↩ На доработку: № 1", "[№ 1]"],
        ["↩ Решение отозвано: № 1 «Сколько стоит доставка?» снова в статусе «Утверждён».", "[№ 1]"],
        ["↩ Решение отозвано: № 2 «Как оплатить?» снова в статусе «Черновик».", "[№ 2]"],
    ]


async def test_the_team_hears_how_many_were_approved_indeed(database: Database) -> None:
    chat = await with_desk(database, *(Entry(0, f"Вопрос {n:03}?", "Ответ", state="draft") for n in range(260)))
    form = filled(await exported(chat), **{f"n{n}": {YES: "Да"} for n in range(1, 261)})
    await sends(chat, ALICE, form)
    chat.holds.add("import-piece")
    await chat.presses(ALICE, "Передать команде")
    await chat.says(BOB, "/faq edit 258")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Совсем другой ответ")
    chat.holds.clear()
    chat.heard()
    await chat.deliver()
    progress, on_desk, to_client = chat.heard()
    assert progress == "Сохраняю: 250 из 260…"
    assert on_desk.splitlines()[1] == "✅ Утверждено: 259"
    assert to_client == "Готово: команда видит ваши решения. 1 не тронут: его успели изменить."
