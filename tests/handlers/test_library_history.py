"""What happened to a standard reply, who may take it back, and how an earlier version returns."""

from dataclasses import replace

import pytest

from inbox.entries import Entry
from inbox.ids import BrandId
from inbox.messages import Person
from storage import Connection, library
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL
from tests.dialogue import Dialogue
from tests.shelves import DELIVERY, shelf


async def first(database: Database) -> Entry:
    return await database.run(lambda connection: library.get(connection, BrandId(1), 1))


async def sees_history(chat: Dialogue, who: Person) -> list[str]:
    await chat.says(who, "/faq 1")
    await chat.presses(who, "🕘 История")
    return chat.heard()[-1].splitlines()


async def says_answer(chat: Dialogue, who: Person, words: str) -> None:
    await chat.says(who, "/faq edit 1")
    await chat.presses(who, "Ответ")
    await chat.says(who, words)


async def test_a_change_is_taken_back_once_and_stands_in_the_history(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(CAROL, "/faq retire 1")
    chat.heard()
    await chat.presses(CAROL, "↩ Вернуть как было")
    assert chat.heard()[0].startswith("Вернул как было.\n\n✅ № 1.")
    await chat.touches(CAROL, 3, "fu:1:2")
    assert chat.heard()[0].startswith("(С тех пор ответ уже меняли")
    assert await sees_history(chat, CAROL) == [
        "История ответа № 1. Под номером — каким он был тогда.",
        "1. 12:00 · Carol · возвращён прежний вид",
        "2. 12:00 · Carol · убран в архив",
        "3. 12:00 · Carol · добавлен",
        "[1 | 2 | 3] [← К ответу]",
    ]


async def test_the_history_says_which_phrasing_was_added(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await database.run(
        lambda connection: library.add_phrasing(connection, BrandId(1), 1, "почём <вези>?", chat.now, BOB.id)
    )
    assert (await sees_history(chat, BOB))[1] == "1. 12:00 · Bob · новая формулировка: «почём <вези>?»"


async def test_a_long_history_is_turned_page_by_page_and_its_first_version_returns(database: Database) -> None:
    chat = await shelf(database, DELIVERY)

    def learn(connection: Connection) -> None:
        changed = replace(library.get(connection, BrandId(1), 1), answer="От 500 ₽")
        library.change(connection, BrandId(1), changed, chat.now, CAROL.id)
        for number in range(25):
            library.add_phrasing(connection, BrandId(1), 1, f"формулировка {number}", chat.now, BOB.id)

    await database.run(learn)
    assert (await sees_history(chat, CAROL))[-1].endswith("[‹ | 1/2 | ›] [↩ Вернуть как было] [← К ответу]")
    await chat.presses(CAROL, "›")
    assert chat.heard()[-1].splitlines()[-3:] == [
        "26. 12:00 · Carol · изменён: ответ",
        "27. 12:00 · Carol · добавлен",
        "[21 | 22 | 23 | 24 | 25] [26 | 27] [‹ | 2/2 | ›] [↩ Вернуть как было] [← К ответу]",
    ]
    await chat.presses(CAROL, "27")
    await chat.presses(CAROL, "↩ Вернуть этот вид")
    assert (await first(database)).answer == "От 300 ₽"


async def test_nothing_comes_back_whose_question_another_reply_has_by_now(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(CAROL, "/faq retire 1")
    await database.run(lambda c: library.add(c, BrandId(1), replace(DELIVERY, answer="Даром"), chat.now, CAROL.id))
    chat.heard()
    await chat.presses(CAROL, "↩ Вернуть как было")
    assert chat.heard() == ["(Такой вопрос уже есть: ответ № 2. Измените его: /faq edit 2)"]
    assert (await first(database)).state == "retired"


@pytest.mark.parametrize("who", [BOB, ALICE])
async def test_words_and_decisions_are_taken_back_by_those_who_could_make_them(database: Database, who: Person) -> None:
    chat = await shelf(database, DELIVERY)
    if who is BOB:
        await chat.says(CAROL, "/faq retire 1")
    else:
        await says_answer(chat, BOB, "От 500 ₽")
    before = await first(database)
    assert (await sees_history(chat, who))[-1] == "[1 | 2] [← К ответу]"
    await chat.touches(who, 3, "fu:1:2")
    assert chat.heard() == ["(На это у вас нет прав: здесь нужен руководитель бренда.)"]
    assert await first(database) == before


async def test_a_manager_takes_their_own_words_back_and_the_approved_answer_stands(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await says_answer(chat, BOB, "От 500 ₽")
    await chat.presses(BOB, "↩ Вернуть как было")
    entry = await first(database)
    assert (entry.answer, entry.state) == ("От 300 ₽", "approved")


async def test_an_earlier_version_is_looked_at_and_brought_back(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    for words in ("От 500 ₽", "От 700 ₽"):
        await says_answer(chat, CAROL, words)
    await sees_history(chat, CAROL)
    await chat.presses(CAROL, "2")
    [version] = chat.heard()
    assert version == (
        "12:00 · Carol · изменён: ответ\n\n✅ № 1. Сколько стоит доставка?\nУтверждён · Доставка\n\nОт 500 ₽\n"
        "[↩ Вернуть этот вид] [← К истории]"
    )
    await chat.presses(CAROL, "↩ Вернуть этот вид")
    assert chat.heard()[0].startswith("Сохранил.\n\n✅ № 1.")
    assert (await first(database)).answer == "От 500 ₽"


async def test_another_answer_that_a_manager_brings_back_has_to_be_approved(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await says_answer(chat, CAROL, "От 500 ₽")
    await sees_history(chat, BOB)
    await chat.presses(BOB, "2")
    await chat.presses(BOB, "↩ Вернуть этот вид")
    entry = await first(database)
    assert (entry.answer, entry.state) == ("От 300 ₽", "draft")


async def test_a_client_looks_at_versions_and_brings_none_back(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await says_answer(chat, CAROL, "От 500 ₽")
    await sees_history(chat, ALICE)
    await chat.presses(ALICE, "2")
    assert chat.heard()[0].splitlines()[-1] == "[← К истории]"
    await chat.touches(ALICE, 3, "fvr:1:1")
    assert (await first(database)).answer == "От 500 ₽"
