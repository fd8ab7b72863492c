"""A file that goes with a standard reply: handed in with the answer, seen before it is approved, sent, taken off."""

from inbox.entries import Entry
from inbox.ids import BrandId
from inbox.messages import Attachment
from storage import library
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP
from tests.deskwork import begin
from tests.dialogue import Dialogue
from tests.shelves import DELIVERY, shelf

MENU = Attachment("photo", "file-1")


async def first(database: Database) -> Entry:
    return await database.run(lambda connection: library.get(connection, BrandId(1), 1))


async def with_menu(database: Database, state: str = "approved") -> Dialogue:
    menu = Entry(0, "Есть меню?", "Вот оно", attachment="file-1", attachment_content="photo", state=state)  # type: ignore[arg-type]
    return await shelf(database, menu)


async def test_a_file_that_came_with_the_answer_is_kept_and_sent(database: Database) -> None:
    talk = await begin(database, {"Где меню?": [(1, 0.8)]}, entries=())
    await talk.says(BOB, "/faq add Есть меню?", place=DESK)
    await talk.answers(BOB, "", content="photo", attachment=MENU)
    await talk.presses(BOB, "Без категории")
    assert "📷 фото" in talk.desk[-1].splitlines()
    await talk.says(CAROL, "/faq approve 1", place=DESK)
    await talk.says(ALICE, "Где меню?")
    await talk.presses(BOB, "Есть меню?")
    await talk.presses(BOB, "Отправить")
    [answer] = [shown for shown in talk.shown if shown.chat == GROUP.id]
    assert (answer.params["photo"], answer.text) == ("file-1", "")


async def test_the_client_sees_the_file_before_approving(database: Database) -> None:
    chat = await with_menu(database, "draft")
    await chat.says(ALICE, "/faq 1")
    await chat.presses(ALICE, "📎 Показать файл")
    assert [shown.params["photo"] for shown in chat.shown if "photo" in shown.params] == ["file-1"]


async def test_new_words_leave_the_file_and_a_button_takes_it_off(database: Database) -> None:
    chat = await with_menu(database)
    await chat.says(CAROL, "/faq edit 1")
    await chat.presses(CAROL, "Ответ")
    await chat.says(CAROL, "Вот наше меню")
    worded = await first(database)
    await chat.says(CAROL, "/faq edit 1")
    await chat.presses(CAROL, "Ответ")
    await chat.presses(CAROL, "Убрать файл")
    bare = await first(database)
    assert (worded.answer, worded.attachment, worded.attachment_content) == ("Вот наше меню", "file-1", "photo")
    assert (bare.answer, bare.attachment, bare.attachment_content) == ("Вот наше меню", "", "")


async def test_another_file_by_a_manager_has_to_be_approved(database: Database) -> None:
    chat = await with_menu(database)
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Вот оно", content="photo", attachment=Attachment("photo", "file-2"))
    entry = await first(database)
    assert (entry.attachment, entry.state) == ("file-2", "draft")


async def test_what_can_carry_no_words_is_refused(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    chat.heard()
    await chat.says(BOB, "", content="sticker", attachment=Attachment("sticker", "file-3"))
    assert chat.heard()[0].startswith("Стикер и видеосообщение приложить нельзя")
    assert (await first(database)).attachment == ""


async def test_a_picture_is_no_question_and_no_category(database: Database) -> None:
    chat = await shelf(database, DELIVERY)
    await chat.says(BOB, "/faq add")
    await chat.says(BOB, "", content="photo", attachment=MENU)
    await chat.says(BOB, "Есть меню?")
    await chat.says(BOB, "Есть", content="photo", attachment=MENU)
    await chat.says(BOB, "", content="photo", attachment=Attachment("photo", "file-2"))
    await chat.says(BOB, "Еда")
    heard = chat.heard()
    assert heard[1] == heard[4] == "Здесь нужны слова: пришлите их сообщением."
    assert heard[5].splitlines()[3] == "Черновик · Еда"


async def test_a_file_that_is_only_named_is_said_to_be_missing(database: Database) -> None:
    chat = await shelf(database, Entry(0, "Есть меню?", "Вот оно", attachment="menu.pdf"))
    await chat.says(ALICE, "/faq 1")
    assert chat.heard()[0].splitlines()[2].startswith("📎 menu.pdf: это только название, файла у бота нет.")
