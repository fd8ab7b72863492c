"""A piece whose message changes: edited by its author, moved with its group; and one taken from a card."""

from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from inbox.events import ChatMigrated, MessageEdited
from inbox.ids import TelegramId
from inbox.messages import Attachment, Message, Place
from report.figures import figures
from report.model import build
from storage import chats
from storage.database import Database
from storage.months import month_facts
from storage.tables import pieces
from tests.cast import ALICE, BOB, DESK, GROUP, MALLORY, at
from tests.deskwork import Dialogue
from tests.handlers.test_ugc import asked, opened, photographed, rows, words

WORDS = "Моё утро #мойкофе"
SUPERGROUP = Place(TelegramId(-1009), "supergroup", GROUP.title)


async def edits(talk: Dialogue, number: int, text: str, unique_id: str = "u1") -> None:
    photo = Attachment("photo", "file-2", unique_id)
    message = Message(GROUP, number, at(0), ALICE, text=text, content="photo", attachment=photo)
    await talk.happens(MessageEdited(message, talk.now))


async def consented(database: Database) -> tuple[Dialogue, int]:
    talk, number = await photographed(database)
    await talk.presses(BOB, "Спросить: пост")
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    return talk, number


async def test_the_consent_stays_with_the_words_of_its_time(database: Database) -> None:
    talk, number = await consented(database)
    talk.minute = 60
    await edits(talk, number, "Реклама конкурента")
    assert talk.desk[-1] == (
        "✏️ Alice меняет подпись под UGC №1 уже после согласия.\nБыло: «Моё утро #мойкофе»\n"
        "Стало: «Реклама конкурента»\nРазрешение — на то, что было."
    )
    assert (await words(database))[-1] == ("edited", "Реклама конкурента", ALICE.id)
    assert talk.desk[0].split("\n")[2] == WORDS
    await talk.says(BOB, "/ugc export", place=DESK)
    sheet: Any = load_workbook(BytesIO(talk.calls[-1].upload or b"")).active
    told = dict(zip(*([cell.value for cell in row] for row in sheet.iter_rows()), strict=True))
    assert (told["Подпись"], told["Правки после согласия"]) == (WORDS, "02.11.2026 13:00 Реклама конкурента")
    await talk.presses(BOB, "Документ", number=talk.shown[0].number)
    document = [paragraph.text for paragraph in Document(BytesIO(talk.calls[-1].upload or b"")).paragraphs]
    assert f"Подпись, когда автор согласился: «{WORDS}»" in document
    assert document[-1].startswith("02.11.2026 13:00 — Alice меняет подпись: «Реклама конкурента»")


async def test_the_report_shows_what_was_agreed_to_and_that_it_changed(database: Database) -> None:
    talk, number = await consented(database)
    talk.minute = 60
    await edits(talk, number, "Реклама конкурента")
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(120)))
    shown: Any = build(figures(facts)).sections[2].blocks[1]
    assert (shown.rows[0][1].text, shown.rows[0][1].sub) == (
        WORDS, "Автор изменил после согласия, 02.11\N{NO-BREAK SPACE}13:00"
    )  # fmt: skip


async def test_a_past_month_shows_the_words_of_its_time(database: Database) -> None:
    talk, number = await photographed(database)
    talk.minute = 60 * 24 * 31
    await edits(talk, number, "Декабрь #мойкофе")
    await talk.presses(BOB, "Спросить: пост")
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    for month, said in ((11, WORDS), (12, "Декабрь #мойкофе")):
        facts = await database.run(lambda c, m=month: month_facts(c, talk.brand, 2026, m, at(talk.minute + 1)))  # type: ignore[misc]
        shown: Any = build(figures(facts)).sections[2].blocks[1]
        assert shown.rows[0][1].text == said


async def test_another_file_in_the_place_of_the_agreed_one_is_told(database: Database) -> None:
    talk, number = await consented(database)
    await edits(talk, number, WORDS, unique_id="other")
    assert talk.desk[-1] == ("✏️ Alice заменяет файл в UGC №1 уже после согласия. Разрешение — на прежний: он сохранён.")
    assert await rows(database) == [("consented", [{"content": "photo", "file_id": "file-1"}])]


async def test_an_invisible_edit_is_none(database: Database) -> None:
    talk, number = await consented(database)
    before = (len(talk.desk), await words(database))
    await edits(talk, number, WORDS)
    assert (len(talk.desk), await words(database)) == before


async def test_an_edit_before_the_answer_is_what_is_agreed_to(database: Database) -> None:
    talk, number = await photographed(database)
    await talk.presses(BOB, "Спросить: пост")
    await edits(talk, number, "Моё лучшее утро #мойкофе")
    assert talk.desk[0].split("\n")[2] == "Моё лучшее утро #мойкофе"
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    assert len(talk.desk) == 1
    assert await database.run(lambda c: c.scalar(select(pieces.c.agreed_text))) == "Моё лучшее утро #мойкофе"


async def test_an_albums_caption_under_a_later_part_is_edited_too(database: Database) -> None:
    talk = await opened(database)
    numbers = [
        await talk.says(ALICE, text, content="photo", attachment=Attachment("photo", name, name), album_id="one")
        for name, text in (("a", ""), ("b", WORDS))
    ]
    await talk.presses(BOB, "Спросить: пост")
    await edits(talk, numbers[1], "Моё лучшее утро #мойкофе", unique_id="b")
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    assert await database.run(lambda c: c.scalar(select(pieces.c.agreed_text))) == "Моё лучшее утро #мойкофе"


async def test_an_open_question_goes_on_in_the_supergroup(database: Database) -> None:
    talk = await asked(database)
    question = talk.community[0]
    for _ in range(2):  # Telegram tells it on both sides
        await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    assert talk.of(SUPERGROUP) == [question]
    assert (await database.run(lambda c: chats.find(c, SUPERGROUP.id))).purpose == "community"  # type: ignore[union-attr]
    await talk.presses(ALICE, "Разрешаю", place=SUPERGROUP)
    assert talk.of(SUPERGROUP) == [
        "Alice, спасибо! Вы разрешили: пост · 12 месяцев · с именем автора.\n[Отозвать согласие]"
    ]
    assert (await rows(database))[0][0] == "consented"


async def test_a_reply_to_the_repeated_question_is_heard(database: Database) -> None:
    talk = await asked(database)
    await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    await talk.says(ALICE, "Нет", place=SUPERGROUP, reply_to=talk.newest(SUPERGROUP).number)
    assert (await rows(database))[0][0] == "refused"


async def test_the_old_button_still_counts_and_changes_no_other_message(database: Database) -> None:
    talk = await asked(database)
    old = talk.newest(GROUP)
    await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    await talk.press(ALICE, "ugy:1", old, GROUP)
    assert (await rows(database))[0][0] == "consented"
    assert talk.of(SUPERGROUP) == [
        "Alice, спасибо! Вы разрешили: пост · 12 месяцев · с именем автора.\n[Отозвать согласие]"
    ]


async def test_a_consent_given_before_the_move_can_be_taken_back_after_it(database: Database) -> None:
    talk, _ = await consented(database)
    await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    assert talk.of(SUPERGROUP) == []
    await talk.says(ALICE, "/withdraw", place=SUPERGROUP)
    assert talk.of(SUPERGROUP) == ["Согласие отозвано: фото 02.11: Моё утро #мойкофе. Спасибо, что предупредили."]
    assert (await rows(database))[0][0] == "withdrawn"


async def test_a_piece_from_before_the_move_is_asked_about_where_people_are_now(database: Database) -> None:
    talk, _ = await photographed(database)
    await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    await talk.presses(BOB, "Спросить: пост")
    [question] = [one for one in talk.shown if one.chat == SUPERGROUP.id]
    assert "reply_parameters" not in question.params
    await talk.presses(ALICE, "Разрешаю", place=SUPERGROUP)
    assert (await rows(database))[0][0] == "consented"


async def test_a_contest_is_announced_anew_and_what_was_entered_before_counts(database: Database) -> None:
    talk = await opened(database)
    await talk.says(BOB, "/activation new", place=DESK)
    await talk.presses(BOB, "Конкурс: слово")
    for said in ("Чашка\nПишите!", "хочу", "3 дня", "чашка"):
        await talk.answers(BOB, said)
    await talk.presses(BOB, "Опубликовать")
    await talk.says(ALICE, "хочу", reply_to=talk.newest(GROUP).number)
    announcement = talk.community[0]
    for _ in range(2):
        await talk.happens(ChatMigrated(GROUP.id, SUPERGROUP.id))
    assert talk.of(SUPERGROUP) == [announcement]
    for who in (ALICE, MALLORY):
        await talk.says(who, "Хочу!", place=SUPERGROUP, reply_to=talk.newest(SUPERGROUP).number)
    await talk.presses(BOB, "Закрыть приём")
    assert talk.of(SUPERGROUP)[1].split("\n")[0] == "«Чашка»: приём закрыт, 2 участника."


async def test_a_photo_with_a_question_is_taken_from_its_card(database: Database) -> None:
    talk = await opened(database)
    photo = Attachment("photo", "file-1", "u1")
    await talk.says(ALICE, "Где заказ?", content="photo", attachment=photo)
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "📸 Взять в UGC")
    assert talk.toasts[-1] == "Взяли на заметку: №1. Карточка на столе."
    assert talk.desk[-1].split("\n")[:2] == ["🖼 UGC №1 · можно спросить автора", "Alice (@alice): фото"]
    assert (await words(database))[-1] == ("tagged", "", BOB.id)


async def test_a_question_in_words_has_nothing_to_take(database: Database) -> None:
    talk = await opened(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Ещё…")
    assert not any("UGC" in card for card in talk.desk)
