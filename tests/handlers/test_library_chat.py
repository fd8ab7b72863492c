"""The Q&A library in the chat: list, add, edit, approve, take back, check, and forms sent to the bot."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from faq.markup import length
from inbox.entries import Entry
from inbox.ids import BrandId
from inbox.messages import Attachment
from storage import library
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK
from tests.deskwork import begin
from tests.dialogue import Dialogue
from tests.shelves import DELIVERY, PAYMENT, kept, shelf


async def test_a_manager_adds_a_draft_and_a_lead_approves_it(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq add")
    await chat.says(BOB, "Есть самовывоз?")
    await chat.says(BOB, "Да, каждый день", entities=({"type": "bold", "offset": 0, "length": 2},))
    await chat.presses(BOB, "Доставка")
    assert chat.heard()[-1] == (
        "Сохранил.\n\n📝 № 2. Есть самовывоз?\nЧерновик · Доставка\n\nДа, каждый день\n\n"
        "Отправлен: 0 · предложен: 0 · принят: 0\n"
        "[↩ Вернуть как было] [✎ Изменить | 🕘 История] [← К библиотеке]"
    )
    await chat.says(CAROL, "/faq approve")
    await chat.presses(CAROL, "✅ 2")
    assert chat.heard()[-1] == (
        "Утверждён № 2, «Есть самовывоз?».\n\nЧерновиков нет: всё утверждено.\n[↩ Вернуть как было] [← К библиотеке]"
    )
    assert await kept(database) == [
        ("Доставка", "Есть самовывоз?", "<b>Да</b>, каждый день", "approved"),
        ("Доставка", "Сколько стоит доставка?", "От 300 ₽", "approved"),
    ]


async def test_an_answer_that_telegram_would_refuse_is_caught_when_saved(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq add Есть самовывоз?")
    await chat.says(BOB, "x" * 4097)
    await chat.says(BOB, "Да, {имя}")
    await chat.says(BOB, "/faq add сколько стоит ДОСТАВКА")
    said = chat.heard()
    assert said[1] == (
        "Ответ не поместится в сообщение: 4097 знаков при 4096 возможных. Сократите на 1.\n"
        "Поправьте и пришлите ещё раз."
    )
    assert said[2].startswith("Подстановки {имя} нет.")
    assert said[3] == "Такой вопрос уже есть: ответ № 1. Измените его: /faq edit 1"
    assert len(await kept(database)) == 1


@pytest.mark.parametrize(
    ("words", "first"),
    [("скока стоит доставка", "✅ 1. Сколько стоит доставка?"), ("Девяти", "✅ 3. Когда вы открыты?"),
     ("картой", "📝 2. Как оплатить?"), ("доставка", "✅ 1. Сколько стоит доставка?")],
)  # fmt: skip
async def test_words_find_what_says_them_or_is_alike(database: Database, words: str, first: str) -> None:
    hours = Entry(0, "Когда вы открыты?", "С <b>девяти</b> до восьми", category="Доставка")
    chat = await shelf(database, DELIVERY, PAYMENT, hours)
    await chat.says(CAROL, f"/faq {words}")
    assert chat.heard()[-1].splitlines()[3] == first


async def test_the_list_pages_and_goes_by_category(database: Database) -> None:
    more = [Entry(0, f"Вопрос {n:02}?", "Ответ", category="Разное") for n in range(9)]
    chat = await shelf(database, DELIVERY, PAYMENT, *more)
    await chat.says(CAROL, "/faq")
    await chat.presses(CAROL, "›")
    await chat.presses(CAROL, "По категориям")
    await chat.presses(CAROL, "Оплата · 1")
    said = chat.heard()
    assert said[0].splitlines()[:6] == [
        "Библиотека «Кофейня»: утверждённых 10, черновиков 1", "", "Доставка", "✅ 1. Сколько стоит доставка?", "",
        "Оплата",
    ]  # fmt: skip
    assert said[1].splitlines()[-1].startswith("[9 | 10 | 11] [‹ | 2/2 | ›]")
    assert said[3].splitlines()[3] == "📝 2. Как оплатить?"


async def test_an_entry_is_found_by_words_code_and_number(database: Database) -> None:
    chat = await shelf(database, DELIVERY, Entry(0, "Как вернуть?", "Так", code="back"))
    for said in ("стоит доставка", "BACK", "1", "№ 2", "ничего такого"):
        await chat.says(BOB, f"/faq {said}")
    found = chat.heard()
    assert "✅ 1. Сколько стоит доставка?" in found[0].splitlines()
    assert found[1].startswith("✅ № 2. Как вернуть?")
    assert found[2].startswith("✅ № 1. Сколько стоит доставка?")
    assert found[3].startswith("✅ № 2. Как вернуть?")


async def test_a_client_approves_and_does_not_edit(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    await chat.says(ALICE, "/faq add")
    await chat.says(ALICE, "/faq approve")
    await chat.presses(ALICE, "✅ Утвердить все: 1")
    await chat.says(BOB, "/faq retire 1")
    said = chat.heard()
    assert said[0] == "Это делает команда бренда: у клиента такого права нет. Что можно вам — /help"
    assert said[3] == "На это у вас нет прав: здесь нужен руководитель бренда."
    assert said[2].startswith("Утверждён 1 ответ.")
    assert [state for *_, state in await kept(database)] == ["approved", "approved"]


async def test_drafts_are_approved_one_after_the_other_without_leaving_the_list(database: Database) -> None:
    other = Entry(0, "Есть карта?", "Да", state="draft")
    chat = await shelf(database, PAYMENT, other)
    await chat.says(ALICE, "/faq approve")
    await chat.presses(ALICE, "✅ 1")
    assert chat.heard()[-1] == (
        "Утверждён № 1, «Как оплатить?».\n\nЖдёт утверждения 1 черновик:\n📝 2. Есть карта?\n"
        "[↩ Вернуть как было] [✅ Утвердить все: 1] [✅ 2 | 👁 2] [← К библиотеке]"
    )


async def test_drafts_without_an_answer_are_named_and_not_offered_for_approval(database: Database) -> None:
    chat = await shelf(database, PAYMENT, Entry(0, "Есть карта?", "", state="draft"))
    await chat.says(ALICE, "/faq approve")
    assert chat.heard()[-1] == (
        "Ждут утверждения 2 черновика:\n📝 1. Как оплатить?\n📝 2. Есть карта?\n\n"
        "Ответ ещё не написан, утверждать пока нечего: № 2.\n"
        "[✅ Утвердить все: 1] [✅ 1 | 👁 1] [👁 2] [← К библиотеке]"
    )
    await chat.presses(ALICE, "✅ 1")
    assert chat.heard()[-1].endswith("№ 2.\n[↩ Вернуть как было] [👁 2] [← К библиотеке]")


async def test_what_was_changed_after_the_list_was_shown_is_not_approved_unread(database: Database) -> None:
    chat = await shelf(database, PAYMENT, Entry(0, "Есть карта?", "Да", state="draft"))
    await chat.says(ALICE, "/faq approve")
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Только наличными")
    await chat.presses(ALICE, "✅ Утвердить все: 2")
    assert chat.heard()[-1].splitlines()[0] == (
        "Утверждён 1 ответ. 1 изменили уже после этого списка, посмотрите заново: /faq approve"
    )
    assert [(question, state) for _, question, _, state in await kept(database)] == [
        ("Есть карта?", "approved"), ("Как оплатить?", "draft"),
    ]  # fmt: skip


@pytest.mark.parametrize(("shown_by", "button"), [("/faq 1", "✅ Утвердить"), ("/faq approve", "✅ 1")])
async def test_one_entry_that_was_changed_after_it_was_shown_is_shown_again_before_it_is_approved(
    database: Database, shown_by: str, button: str
) -> None:
    chat = await shelf(database, PAYMENT)
    await chat.says(ALICE, shown_by)
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Только наличными")
    await chat.presses(ALICE, button)
    assert [state for *_, state in await kept(database)] == ["draft"]
    told = chat.heard()[-1].splitlines()
    assert (told[0], told[5]) == ("Не утвердил: пока вы читали, ответ изменили. Вот он теперь:", "Только наличными")
    await chat.presses(ALICE, "✅ Утвердить")
    assert [state for *_, state in await kept(database)] == ["approved"]


async def test_one_entry_that_somebody_else_approved_is_said_to_be_approved(database: Database) -> None:
    chat = await shelf(database, PAYMENT)
    await chat.says(ALICE, "/faq 1")
    await chat.says(CAROL, "/faq approve 1")
    await chat.presses(ALICE, "✅ Утвердить")
    assert chat.heard()[-1].splitlines()[0] == "Он уже утверждён."


async def test_a_client_retires_nothing(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(ALICE, "/faq 1")
    await chat.says(ALICE, "/faq retire 1")
    said = chat.heard()
    assert said[0].splitlines()[-1] == "[📝 В черновики] [🕘 История] [← К библиотеке]"
    assert said[1] == "На это у вас нет прав: здесь нужен руководитель бренда."


async def test_a_command_that_is_none_is_said_to_be_none_and_answers_no_question(database: Database) -> None:
    chat = await shelf(database)
    await chat.says(BOB, "/faq add")
    await chat.says(BOB, "/nosuch")
    assert chat.heard()[-1] == "Такой команды у вас здесь нет: «/nosuch». Все команды — /help"
    await chat.says(BOB, "Есть самовывоз?")
    assert chat.heard()[-1].startswith("Вопрос: Есть самовывоз?")


async def test_a_question_of_ours_can_be_left_unanswered(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq add")
    await chat.presses(BOB, "Отмена")
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Вопрос")
    await chat.presses(BOB, "Отмена")
    await chat.says(BOB, "спасибо")
    heard = chat.heard()
    assert heard[1].startswith("Библиотека «Кофейня»: утверждённых 1, черновиков 0")
    assert heard[-2].startswith("✅ № 1. Сколько стоит доставка?")
    assert heard[-1].startswith("Это сообщение никто не получил.")
    assert [question for _, question, *_ in await kept(database)] == ["Сколько стоит доставка?"]


async def test_an_entry_without_a_category_waits_for_none(database: Database) -> None:
    chat = await shelf(database)
    await chat.says(BOB, "/faq add Есть чай?")
    await chat.says(BOB, "Да")
    await chat.presses(BOB, "Без категории")
    await chat.says(BOB, "спасибо")
    assert [category for category, *_ in await kept(database)] == [""]


async def test_on_the_desk_only_a_reply_answers_the_question(database: Database) -> None:
    talk = await begin(database, {}, entries=())
    await talk.says(BOB, "/faq add", place=DESK)
    asked = talk.newest(DESK).number
    await talk.says(BOB, "сейчас допишу и пойду обедать", place=DESK)
    await talk.answers(BOB, "Есть самовывоз?", asked)
    assert talk.desk[-1].startswith("Вопрос: Есть самовывоз?")


async def test_drafts_are_looked_through_by_pages(database: Database) -> None:
    drafts = [Entry(0, f"Вопрос {n:02}?", "Ответ", state="draft") for n in range(9)]
    chat = await shelf(database, *drafts)
    await chat.says(CAROL, "/faq approve")
    await chat.presses(CAROL, "›")
    said = chat.heard()
    assert said[0].startswith("Ждут утверждения 9 черновиков:\n📝 1. Вопрос 00?")
    assert (
        said[1] == "Ждут утверждения 9 черновиков:\n📝 9. Вопрос 08?\n[✅ Утвердить все: 9] [✅ 9 | 👁 9] [‹ | 2/2 | ›] "
        "[← К библиотеке]"
    )


async def test_whoever_approves_on_a_later_page_stays_on_it(database: Database) -> None:
    chat = await shelf(database, *(Entry(0, f"Вопрос {n:02}?", "Ответ", state="draft") for n in range(10)))
    await chat.says(CAROL, "/faq approve")
    await chat.presses(CAROL, "›")
    await chat.presses(CAROL, "✅ 9")
    assert chat.heard()[-1].splitlines()[2:4] == ["Ждут утверждения 9 черновиков:", "📝 10. Вопрос 09?"]


async def test_a_list_without_drafts_says_so(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(CAROL, "/faq")
    await chat.presses(CAROL, "📝 Черновики")
    assert chat.heard()[-1] == "Черновиков нет: всё утверждено.\n[← К библиотеке]"


async def test_many_drafts_are_approved_in_pieces(database: Database) -> None:
    chat = await shelf(database, *(Entry(0, f"Вопрос {n}?", "Ответ", state="draft") for n in range(260)))
    await chat.says(CAROL, "/faq approve")
    await chat.presses(CAROL, "✅ Утвердить все: 260")
    assert chat.heard()[1:] == ["Сохраняю: 250 из 260…", "Готово: сохранено 260 ответов."]
    assert {state for *_, state in await kept(database)} == {"approved"}


async def test_a_client_who_approves_many_hears_of_those_that_stay_drafts(database: Database) -> None:
    entries = (Entry(0, f"Вопрос {n}?", "Ответ" if n else "", state="draft") for n in range(261))
    chat = await shelf(database, *entries)
    await chat.says(ALICE, "/faq approve")
    await chat.presses(ALICE, "✅ Утвердить все: 260")
    assert "1 без ответа или с ошибками остался черновиком: /faq check" in chat.heard()


async def test_a_managers_new_words_for_an_approved_answer_are_a_draft(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "От 500 ₽")
    assert chat.heard()[-1].splitlines()[0] == (
        "Сохранил. Ответ снова ждёт утверждения: пока его не утвердят, он не предлагается."
    )
    assert await kept(database) == [("Доставка", "Сколько стоит доставка?", "От 500 ₽", "draft")]


async def test_the_check_points_at_what_is_in_the_way(database: Database) -> None:
    twin = Entry(0, "Доставка дорогая?", "Нет", phrasings=("сколько стоит доставка",))
    chat = await shelf(database, DELIVERY, twin, Entry(0, "Пусто?", "<b>Ой", state="draft"))
    await chat.says(CAROL, "/faq check")
    await chat.works()
    lines = chat.heard()[1].splitlines()
    assert lines[0] == "Не получится отправить: 1"
    assert "• «Сколько стоит доставка?»: № 1 «Сколько стоит доставка?» ↔ № 2 «Доставка дорогая?»" in lines
    assert lines[-1] == "[№ 3 | № 1 | № 2] [← К библиотеке]"


async def test_the_check_gives_an_approved_reply_three_months_to_be_sent(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    await chat.passes(60 * 24 * 89)
    await chat.says(CAROL, "/faq approve 2")
    await chat.says(CAROL, "/faq check")
    await chat.works()
    assert chat.heard()[-1].startswith("Всё в порядке")
    await chat.passes(60 * 24)
    await chat.says(CAROL, "/faq check")
    await chat.works()
    assert chat.heard()[-1].splitlines()[:2] == [
        "Утверждены больше трёх месяцев назад, но ни разу не отправлены: 1", "• № 1 «Сколько стоит доставка?»",
    ]  # fmt: skip


async def test_the_check_tells_by_the_brands_clock_when_a_reply_was_sent_last(database: Database) -> None:
    talk = await begin(database, {"Почём доставка?": [(1, 0.9)]}, entries=(DELIVERY,))
    await talk.later(60 * 13)
    await talk.says(ALICE, "Почём доставка?")
    await talk.presses(BOB, "Сколько стоит")
    await talk.presses(BOB, "Отправить")
    chat = Dialogue(database, now=talk.now + timedelta(days=91))
    await chat.says(CAROL, "/faq check")
    await chat.works()
    assert "• № 1 «Сколько стоит доставка?»: 03.11.2026" in chat.heard()[-1].splitlines()


async def test_a_check_that_finds_much_fits_into_a_message(database: Database) -> None:
    long, where = "Очень долгий вопрос о доставке " * 6, "где " * 30
    twins = [Entry(0, f"{n} {long}", "Да <b> {" + "ы" * 30 + "}", phrasings=(where,)) for n in range(30)]
    chat = await shelf(database, *twins)
    await chat.says(CAROL, "/faq check")
    await chat.works()
    assert length(chat.shown[-1].params["text"]) == 4096


def table(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


async def sends(chat: Dialogue, who: object, content: bytes, name: str = "form.xlsx") -> None:
    chat.telegram["download"] = lambda _: content
    await chat.says(who, "", attachment=Attachment("document", "file1", name=name), content="document")  # type: ignore[arg-type]
    await chat.works()


async def test_a_form_is_told_before_it_is_kept(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    rows = (
        ("Вопрос", "Ответ"),
        ("Есть самовывоз?", "Да"),
        ("Без ответа?", ""),
        ("Сколько стоит доставка?", "От 500 ₽"),
    )
    await sends(chat, CAROL, table(*rows))
    said = chat.heard()
    assert said[0] == "Читаю «form.xlsx»…"
    assert said[1].splitlines() == [
        "form.xlsx", "Добавится 1 ответ.", "Изменится 1 ответ.", "Не загрузится из-за ошибок: 1 строка.", "",
        "• Строка 3, «Ответ». Ответ пустой. Напишите его.", "", "• № 1 «Сколько стоит доставка?»: ответ",
        "[Загрузить без ошибочных: 2] [Отмена]",
    ]  # fmt: skip
    assert len(await kept(database)) == 1
    await chat.presses(CAROL, "Загрузить без ошибочных: 2")
    assert chat.heard() == ["Готово: сохранены 2 ответа."]
    assert [(question, answer) for _, question, answer, _ in await kept(database)] == [
        ("Есть самовывоз?", "Да"), ("Сколько стоит доставка?", "От 500 ₽"),
    ]  # fmt: skip


async def test_a_form_is_cancelled_and_a_changed_library_is_compared_anew(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await sends(chat, CAROL, table(("Вопрос", "Ответ"), ("Есть самовывоз?", "Да")))
    await chat.says(CAROL, "/faq retire 1")
    await chat.presses(CAROL, "Загрузить: 1")
    await chat.presses(CAROL, "Отмена")
    assert chat.heard()[3:] == [
        "(Библиотеку успели поменять. Пришлите файл ещё раз: сравню заново.)",
        "Не загружаю. Библиотека осталась прежней.",
    ]


async def test_a_form_is_kept_though_phrasings_were_learned_since_it_was_read(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await sends(
        chat, CAROL, table(("Вопрос", "Формулировки", "Ответ"), (DELIVERY.question, "почём довезёте", "От 500 ₽"))
    )
    await database.run(lambda c: library.add_phrasing(c, BrandId(1), 1, "цена доставки", chat.now, BOB.id))
    await chat.presses(CAROL, "Загрузить: 1")
    entry = await database.run(lambda c: library.get(c, BrandId(1), 1))
    assert (chat.heard()[-1], entry.answer, set(entry.phrasings)) == (
        "Готово: сохранён 1 ответ.", "От 500 ₽", {"почём довезёте", "цена доставки"},
    )  # fmt: skip


async def test_what_somebody_changes_between_two_pieces_is_left_alone(database: Database) -> None:
    chat = await shelf(database, *(Entry(0, f"Вопрос {n:03}?", "Ответ", state="draft") for n in range(260)))
    await chat.says(CAROL, "/faq approve")
    chat.holds.add("import-piece")
    await chat.presses(CAROL, "✅ Утвердить все: 260")
    await chat.says(BOB, "/faq edit 258")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Совсем другой ответ")
    chat.heard()
    chat.holds.clear()
    await chat.deliver()
    assert chat.heard()[-1] == "Готово: сохранено 259 ответов. 1 не тронут: его успели изменить."
    assert (await kept(database))[257][2:] == ("Совсем другой ответ", "draft")


async def test_a_form_that_only_decides_stands_in_the_history_as_a_decision(database: Database) -> None:
    chat = await shelf(database, PAYMENT)
    await sends(chat, CAROL, table(("Вопрос", "Ответ", "Статус"), (PAYMENT.question, "Картой", "Утверждён")))
    await chat.presses(CAROL, "Загрузить: 1")
    newest = (await database.run(lambda c: library.changes(c, BrandId(1), 1)))[0]
    assert (newest.what, newest.by) == ("approved", CAROL.id)


async def test_many_categories_are_turned_like_pages(database: Database) -> None:
    entries = (Entry(0, f"Вопрос {n}?", "Ответ", category=f"Тема {n:03}") for n in range(130))
    chat = await shelf(database, *entries)
    await chat.says(CAROL, "/faq")
    await chat.presses(CAROL, "По категориям")
    await chat.presses(CAROL, "‹")
    said = chat.heard()[-1].splitlines()[1]
    assert (said.count("Тема"), said.endswith("[Тема 129 · 1] [‹ | 7/7 | ›] [Все ответы]")) == (10, True)


async def test_a_code_that_is_a_word_of_the_command_means_the_reply(database: Database) -> None:
    chat = await shelf(database, replace(DELIVERY, code="check"))
    await chat.says(BOB, "/faq check")
    assert chat.heard()[-1].startswith("✅ № 1. Сколько стоит доставка?")


async def test_of_many_faults_the_first_are_told(database: Database) -> None:
    chat = await shelf(database)
    await chat.says(BOB, "/faq add Как настроить?")
    await chat.says(BOB, " ".join(f"{{поле{n}}}" for n in range(40)))
    said = chat.heard()[-1].splitlines()
    assert (len(said), said[10]) == (12, "… и ещё 30.")


async def test_a_large_form_is_kept_in_pieces_with_progress(database: Database) -> None:
    chat = await shelf(database)
    await sends(chat, CAROL, table(("Вопрос", "Ответ"), *((f"Вопрос {n}?", "Да") for n in range(600))))
    chat.heard()
    await chat.presses(CAROL, "Загрузить: 600")
    assert chat.heard() == ["Сохраняю: 250 из 600…", "Сохраняю: 500 из 600…", "Готово: сохранено 600 ответов."]
    assert len(await kept(database)) == 600


async def test_of_a_clients_form_only_the_verdicts_count(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    await chat.says(CAROL, "/faq export")
    await chat.works()
    content = next(call.upload for call in chat.calls if call.upload_name.endswith("library.xlsx"))
    assert content is not None
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    header = {cell.value: place for place, cell in enumerate(sheet[1], 1)}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, header["Вопрос"]).value == PAYMENT.question:
            sheet.cell(row, header["Согласовано (клиент)"]).value = "Да"
        if sheet.cell(row, header["Вопрос"]).value == DELIVERY.question:
            sheet.cell(row, header["Ответ"]).value = "Бесплатно!"
    changed = BytesIO()
    book.save(changed)
    await sends(chat, ALICE, changed.getvalue())
    await chat.presses(ALICE, "Передать команде")
    assert await kept(database) == [
        ("Доставка", DELIVERY.question, "От 300 ₽", "approved"), ("Оплата", PAYMENT.question, "Картой", "approved"),
    ]  # fmt: skip


async def test_what_is_no_table_is_said_in_words(database: Database) -> None:
    chat = await shelf(database)
    await sends(chat, CAROL, b"%PDF-1.7", "form.xlsx")
    assert chat.heard()[1] == "«form.xlsx» — это не таблица Excel и не CSV. Сохраните библиотеку как .xlsx или .csv."


async def test_a_form_from_somebody_who_may_not_hand_it_in_is_told_who_may(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    form = Attachment("document", "file1", name="Форма «Кофейня».xlsx")
    await chat.says(BOB, "", attachment=form, content="document")
    (told,) = chat.heard()
    assert told.startswith(
        "Форму вопросов и ответов загружают: Carol (руководитель). Передайте им «Форма „Кофейня“.xlsx». Если это другая"
    )


async def test_a_number_that_no_entry_can_have_is_that_of_none(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq 99999999999999999999999")
    assert chat.heard() == ["Такого стандартного ответа в библиотеке нет: возможно, его уже убрали."]


async def test_a_question_or_a_code_that_another_entry_has_is_refused(database: Database) -> None:
    chat = await shelf(database, Entry(0, "Сколько стоит доставка?", "300 ₽", code="Доставка"), PAYMENT)
    for field, said in (("Код", "доставка"), ("Вопрос", "сколько стоит доставка")):
        await chat.says(BOB, "/faq edit 2")
        await chat.presses(BOB, field)
        await chat.says(BOB, said)
    heard = chat.heard()
    assert (heard[2], heard[5]) == (
        "Код «доставка» в библиотеке уже занят ответом № 1. Придумайте другой.",
        "Такой вопрос уже есть: ответ № 1. Измените его: /faq edit 1",
    )
    await chat.says(BOB, "Чем платить?")
    assert chat.heard()[0].startswith("Сохранил.\n\n📝 № 2. Чем платить?")


async def test_what_was_retired_comes_back_only_where_nothing_has_taken_its_place(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(CAROL, "/faq retire 1")
    await chat.says(CAROL, "/faq add Сколько стоит доставка?")
    await chat.says(CAROL, "300 ₽")
    chat.heard()
    await chat.says(CAROL, "/faq approve 1")
    assert chat.heard() == ["Такой вопрос уже есть: ответ № 2. Измените его: /faq edit 2"]


async def test_a_code_is_known_in_any_case_and_on_the_desk_too(database: Database) -> None:
    talk = await begin(database, {}, entries=(DELIVERY, Entry(0, "Где вы?", "Тверская, 5", code="Адрес")))
    await talk.says(BOB, "/faq адрес", place=DESK)
    assert talk.desk[-1].startswith("✅ № 2. Где вы?")
    await talk.says(BOB, "/find АДРЕС", place=DESK)
    assert talk.desk[-1] == "1. Где вы?\nТверская, 5"


async def test_what_was_retired_has_a_list_of_its_own(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    await chat.says(CAROL, "/faq retire 1")
    await chat.says(BOB, "/faq")
    await chat.presses(BOB, "🗄 Архив · 1")
    assert chat.heard()[-1] == (
        "Библиотека «Кофейня»: утверждённых 0, черновиков 1\n\nДоставка\n🗄 1. Сколько стоит доставка?\n"
        "[1] [По категориям | 📝 Черновики] [Все ответы | 🗄 Архив · 1] [＋ Добавить | ⬇ Выгрузить]"
    )


async def test_the_drafts_of_the_list_are_there_to_be_approved_by_whoever_may(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    for who in (ALICE, BOB):
        await chat.says(who, "/faq")
        await chat.presses(who, "📝 Черновики")
    said = chat.heard()
    assert said[1].startswith("Ждёт утверждения 1 черновик:")
    assert said[3].splitlines()[-1].startswith("[2] [По категориям")


async def test_the_client_gets_the_form_by_a_button(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(ALICE, "/faq")
    assert chat.heard()[0].splitlines()[-1] == "[1] [По категориям | 📝 Черновики] [⬇ Выгрузить]"


async def test_a_phrasing_that_is_in_the_way_is_taken_away(database: Database) -> None:
    chat = await shelf(database, Entry(0, "Есть чай?", "Да", phrasings=("зелёный есть?", "где мой заказ")))
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Формулировки")
    assert chat.heard()[-1].splitlines()[-1] == "[✕ где мой заказ] [✕ зелёный есть?] [Отмена]"
    await chat.presses(BOB, "✕ где мой заказ")
    assert chat.heard()[0].splitlines()[4] == "Ещё 1 формулировка: зелёный есть?"
    await chat.presses(BOB, "↩ Вернуть как было")
    assert chat.heard()[0].splitlines()[4] == "Ещё 2 формулировки: зелёный есть?; где мой заказ"


async def test_a_category_is_the_one_on_the_button_though_others_came_since(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    await chat.says(BOB, "/faq")
    await chat.presses(BOB, "По категориям")
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Категория")
    await database.run(lambda c: library.add(c, BrandId(1), replace(DELIVERY, category="Акции"), chat.now, None))
    await chat.presses(BOB, "Оплата")
    assert chat.heard()[-1].splitlines()[3] == "Утверждён · Оплата"
    await chat.presses(BOB, "Оплата · 1")
    assert chat.heard()[-1].splitlines()[2:4] == ["Оплата", "📝 2. Как оплатить?"]


async def test_a_category_and_a_code_are_taken_away_or_left(database: Database) -> None:
    chat = await shelf(database, replace(DELIVERY, code="цена"))
    for field, button in (("Категория", "Отмена"), ("Категория", "Без категории"), ("Код", "Убрать код")):
        await chat.says(BOB, "/faq edit 1")
        await chat.presses(BOB, field)
        await chat.presses(BOB, button)
    said = [words.splitlines() for words in chat.heard()]
    assert (said[2][1], said[5][3], said[8][3]) == (
        "Утверждён · Доставка · цена", "Утверждён · Без категории · цена", "Утверждён · Без категории",
    )  # fmt: skip


async def test_what_a_form_holds_of_mistakes_can_be_read_whole_and_after_it_is_kept(database: Database) -> None:
    chat = await shelf(database)
    bad = ((f"Вопрос {n}?", "") for n in range(12))
    await sends(chat, CAROL, table(("Вопрос", "Ответ"), ("Есть чай?", "Да"), *bad))
    said, file = chat.heard()[1:]
    assert said.splitlines()[-2:] == ["… и ещё 2.", "[Загрузить без ошибочных: 1] [Отмена]"]
    assert file == "<form.xlsx.txt> Здесь всё целиком."
    content = next(call.upload for call in chat.calls if call.upload_name == "form.xlsx.txt")
    assert content is not None
    assert content.decode().splitlines()[11] == "Строка 14, «Ответ». Ответ пустой. Напишите его."
    await chat.presses(CAROL, "Загрузить без ошибочных: 1")
    told = next(shown for shown in chat.shown if shown.text.startswith("form.xlsx"))
    assert (chat.heard(), told.buttons) == (["Готово: сохранён 1 ответ."], {})


async def test_of_two_who_write_the_same_question_the_first_has_it(database: Database) -> None:
    chat = await shelf(database)
    for who in (BOB, CAROL):
        await chat.says(who, "/faq add Есть самовывоз?")
    for who in (BOB, CAROL):
        await chat.says(who, "Да")
    assert chat.heard()[-1] == "Такой вопрос уже есть: ответ № 1. Измените его: /faq edit 1"
    assert len(await kept(database)) == 1


async def test_every_phrasing_can_be_taken_away(database: Database) -> None:
    phrasings = tuple(f"вариант {n:02}" for n in range(30))
    chat = await shelf(database, replace(DELIVERY, phrasings=phrasings))
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Формулировки")
    await chat.presses(BOB, "‹")
    await chat.presses(BOB, "✕ вариант 00")
    entry = await database.run(lambda c: library.get(c, BrandId(1), 1))
    assert entry.phrasings == phrasings[1:]


async def test_a_phrasing_that_another_reply_has_is_warned_of(database: Database) -> None:
    chat = await shelf(database, DELIVERY, PAYMENT)
    await chat.says(BOB, "/faq edit 2")
    await chat.presses(BOB, "Формулировки")
    await chat.says(BOB, "чем платить\nсколько стоит доставка")
    assert chat.heard()[-1].splitlines()[:3] == [
        "Сохранил.",
        (
            "⚠️ Формулировка «сколько стоит доставка» есть и у ответа № 1: бот не поймёт, какой из них нужен. "
            "Оставьте её в одном месте."
        ),
        "",
    ]


async def test_a_category_that_is_too_long_is_not_cut_but_refused(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Категория")
    await chat.says(BOB, "Доставка " * 8)
    await chat.says(BOB, "Курьер")
    refused, kept_as = chat.heard()[-2:]
    assert refused == "Название категории длиннее 60 знаков. Пришлите короче."
    assert kept_as.splitlines()[3] == "Утверждён · Курьер"
