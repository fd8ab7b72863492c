"""A member's photo on its way to a publication: found, asked for, allowed by its author alone, used, taken back."""

from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from inbox.ids import TelegramId
from inbox.messages import Attachment, Origin, Place
from report.figures import figures
from report.model import build
from storage import brands, chats
from storage.database import Database
from storage.months import month_facts
from storage.tables import piece_steps, pieces, waits
from tests.cast import ALICE, BOB, DESK, GROUP, MALLORY, at
from tests.deskwork import Dialogue, begin

PRIVATE = Place(TelegramId(ALICE.id), "private")
QUESTION = """\
Alice, нам очень понравилось то, чем вы поделились! Можно бренд «Кофейня» это опубликует?

Что: фото
Как: пост, в каналах и на страницах бренда
Срок: 12 месяцев со дня согласия
Авторство: укажем @alice

Это бесплатно и добровольно. Передумаете — отзовите согласие кнопкой или командой /withdraw, и мы уберём публикацию.

Решает только автор: нажмите кнопку или ответьте «да» или «нет» на это сообщение.
[Разрешаю] [Не разрешаю]"""

CARD = """\
🖼 UGC №1 · можно спросить автора
Alice (@alice): фото
Моё утро #мойкофе
2 нояб. — заметил «#мойкофе» ↗
Спросим под сообщением: 12 месяцев · с именем автора. Для чего?
[Спросить: пост] [Спросить: история]
[Спросить: видео] [Спросить: всё сразу]
[Срок: 12 месяцев] [С именем ✓]
[Спросить в чате ✓] [Не подходит]"""


async def opened(database: Database) -> Dialogue:
    talk = await begin(database)
    await database.run(lambda c: brands.change(c, talk.brand, keywords="#мойкофе"))
    return talk


async def photographed(database: Database, text: str = "Моё утро #мойкофе") -> tuple[Dialogue, int]:
    talk = await opened(database)
    number = await talk.says(ALICE, text, content="photo", attachment=Attachment("photo", "file-1", "u1"))
    return talk, number


async def asked(database: Database) -> Dialogue:
    talk, _ = await photographed(database)
    await talk.presses(BOB, "Спросить: пост")
    return talk


async def rows(database: Database) -> list[tuple[Any, ...]]:
    found = await database.run(lambda c: c.execute(select(pieces.c.state, pieces.c.files)).all())
    return [tuple(row) for row in found]


async def words(database: Database) -> list[tuple[str, str, int | None]]:
    columns = (piece_steps.c.what, piece_steps.c.text, piece_steps.c.person_id)
    found = await database.run(lambda c: c.execute(select(*columns).order_by(piece_steps.c.id)).all())
    return [(what, text if what != "asked" else "", person) for what, text, person in found]


FILE = {"content": "photo", "file_id": "file-1"}


async def test_a_photo_with_the_brands_hashtag_becomes_a_card_and_nothing_of_it_is_kept(database: Database) -> None:
    talk, _ = await photographed(database)
    assert talk.desk == [CARD]
    assert await rows(database) == [("candidate", [])]


async def test_other_photos_words_alone_and_forwards_are_no_candidates(database: Database) -> None:
    talk, _ = await photographed(database, "Просто кофе")
    await talk.says(ALICE, "Люблю #мойкофе")
    origin = Origin("Somebody", at(-9), TelegramId(5))
    await talk.says(ALICE, "#мойкофе", content="photo", attachment=Attachment("photo", "f"), origin=origin)
    assert await rows(database) == []


async def test_one_tap_asks_the_author_in_the_thread_and_the_authors_button_is_the_consent(database: Database) -> None:
    talk = await asked(database)
    assert talk.community == [QUESTION]
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    assert talk.community == ["Alice, спасибо! Вы разрешили: пост · 12 месяцев · с именем автора.\n[Отозвать согласие]"]
    assert await rows(database) == [("consented", [FILE])]
    assert await words(database) == [
        ("found", "#мойкофе", None),
        ("asked", "", BOB.id),
        ("consented", "Разрешаю", ALICE.id),
    ]
    assert talk.desk[0].split("\n")[0] == "✅ UGC №1 · автор разрешил"


async def test_the_exact_wording_the_author_saw_is_kept(database: Database) -> None:
    await asked(database)
    kept = await database.run(lambda c: c.scalar(select(pieces.c.question)))
    assert kept == QUESTION.rpartition("\n")[0]


async def test_a_reply_of_the_author_is_a_consent_and_nobody_owes_it_an_answer(database: Database) -> None:
    talk = await asked(database)
    await talk.says(ALICE, "Да, конечно!", reply_to=talk.newest(GROUP).number)
    assert await words(database) == [
        ("found", "#мойкофе", None),
        ("asked", "", BOB.id),
        ("consented", "Да, конечно!", ALICE.id),
    ]
    assert await database.run(lambda c: c.execute(select(waits)).all()) == []


async def test_an_unclear_reply_is_shown_to_the_team_and_means_nothing(database: Database) -> None:
    talk = await asked(database)
    await talk.says(ALICE, "Да, но только без имени", reply_to=talk.newest(GROUP).number)
    assert await rows(database) == [("asked", [])]
    assert (await words(database))[-1] == ("said", "Да, но только без имени", ALICE.id)


async def test_consent_by_another_person_is_refused_with_words(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(MALLORY, "Разрешаю", place=GROUP)
    assert talk.toasts[-1] == "Спасибо, но разрешить может только автор — Alice."
    await talk.says(MALLORY, "Да, берите", reply_to=talk.newest(GROUP).number)
    assert talk.community[-1] == "Спасибо, но разрешить может только автор — Alice."
    await talk.presses(BOB, "Разрешаю", place=GROUP)
    assert await rows(database) == [("asked", [])]


async def test_after_a_no_nobody_asks_again(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Не разрешаю", place=GROUP)
    assert talk.community == ["Alice, хорошо, публиковать не будем."]
    assert await rows(database) == [("refused", [])]
    await talk.press(BOB, "uga:1:post", talk.shown[0])
    assert talk.toasts[-1] == "Автор не разрешил. Второй раз не спрашиваем."


async def test_a_use_is_logged_only_within_a_consent_that_holds(database: Database) -> None:
    talk = await asked(database)
    use = "/ugc used 1 https://t.me/coffee/5"
    await talk.says(BOB, use, place=DESK)
    assert talk.desk[-1] == "Согласия ещё нет: Alice пока не отвечает. Публиковать нельзя."
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.says(BOB, "/ugc used 1 история https://t.me/coffee/5", place=DESK)
    assert talk.desk[-1] == "На это согласия нет. Автор разрешил только: пост."
    await talk.says(BOB, use, place=DESK)
    assert talk.desk[-1] == "Записано: №1 вышла."
    assert (await words(database))[-1] == ("used", "", BOB.id)
    await talk.says(BOB, use, place=DESK)
    assert talk.desk[-1] == "Эта публикация работы №1 уже записана."
    talk.minute = 60 * 24 * 366
    await talk.says(BOB, use, place=DESK)
    assert talk.desk[-1] == "Срок согласия вышел. Публиковать уже нельзя."


async def test_a_consent_ends_on_its_card_by_the_clock(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.later(60 * 24 * 366)
    assert talk.desk[0].split("\n")[0] == "⌛ UGC №1 · срок согласия вышел"
    assert await rows(database) == [("expired", [])]
    await talk.says(BOB, "/ugc", place=DESK)
    assert "⌛ №1 · Alice, фото — срок согласия вышел" in talk.desk[-1]
    await talk.says(ALICE, "/withdraw")
    assert talk.desk[-1].startswith("↩️ Alice отзывает согласие на UGC №1.")


async def test_a_withdrawal_is_heeded_everywhere(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.says(BOB, "/ugc used 1 https://t.me/coffee/5", place=DESK)
    await talk.presses(MALLORY, "Отозвать", place=GROUP)
    assert talk.toasts[-1] == "Спасибо, но разрешить может только автор — Alice."
    await talk.says(ALICE, "/withdraw", place=PRIVATE)
    assert talk.of(PRIVATE) == ["Согласие отозвано: фото 02.11: Моё утро #мойкофе. Спасибо, что предупредили."]
    assert talk.community == ["Alice, согласие отозвано. Больше не публикуем, а то, что вышло, уберём."]
    assert talk.desk[-1] == (
        "↩️ Alice отзывает согласие на UGC №1.\nУберите, пожалуйста, то, что вышло:\n• https://t.me/coffee/5"
    )
    assert await rows(database) == [("withdrawn", [])]
    await talk.says(BOB, "/ugc used 1 https://t.me/coffee/6", place=DESK)
    assert talk.desk[-1] == "Alice отзывает согласие. Публиковать нельзя."
    await talk.says(ALICE, "/withdraw", place=PRIVATE)
    assert talk.of(PRIVATE)[-1] == "Ваших разрешений на публикацию у нас нет."


async def test_an_album_is_one_piece_with_all_its_files(database: Database) -> None:
    talk = await opened(database)
    for name, text in (("a", ""), ("b", "#мойкофе"), ("c", "")):
        await talk.says(ALICE, text, content="photo", attachment=Attachment("photo", name), album_id="one")
    assert [card.split("\n")[1] for card in talk.desk] == ["Alice (@alice): альбом, 3 файла"]
    await talk.presses(BOB, "Спросить: всё сразу")
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    files = [{"content": "photo", "file_id": name} for name in "abc"]
    assert await rows(database) == [("consented", files)]


async def test_a_teammate_tags_by_replying_in_the_community_and_nothing_is_said_there(database: Database) -> None:
    talk, number = await photographed(database, "Просто кофе")
    await talk.says(BOB, "/ugc", reply_to=number)
    assert talk.community == []
    assert talk.desk[-1].split("\n")[:2] == ["🖼 UGC №1 · можно спросить автора", "Alice (@alice): фото"]
    await talk.says(BOB, "/ugc")
    assert talk.community == []
    assert talk.desk[-1].startswith("Такого сообщения участника я не вижу.")
    await talk.says(MALLORY, "/ugc", reply_to=number)
    assert await words(database) == [("tagged", "", BOB.id)]


async def test_conditions_are_turned_by_buttons_and_private_needs_a_started_bot(database: Database) -> None:
    talk, _ = await photographed(database)
    await talk.presses(BOB, "Спросить в чате")
    assert talk.toasts[-1] == "В личку Alice не написать: человек не начинал разговор с ботом. Спросите в чате."
    await talk.says(ALICE, "/start", place=PRIVATE)
    for label in ("Спросить в чате", "Срок", "С именем"):
        await talk.presses(BOB, label)
    await talk.presses(BOB, "Спросить: история")
    assert talk.community == []
    assert talk.of(PRIVATE)[-1].split("\n")[2:6] == [
        "Что: фото",
        "Как: история, в каналах и на страницах бренда",
        "Срок: 36 месяцев со дня согласия",
        "Авторство: без указания имени",
    ]
    await talk.presses(ALICE, "Разрешаю", place=PRIVATE)
    assert await rows(database) == [("consented", [FILE])]


async def test_a_question_that_did_not_arrive_may_be_asked_otherwise(database: Database) -> None:
    talk, _ = await photographed(database)
    talk.refuses["sendMessage"] = "message to be replied not found"
    await talk.presses(BOB, "Спросить: пост")
    assert await rows(database) == [("candidate", [])]
    assert talk.community == []
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(60)))
    counted, told = build(figures(facts)).sections[2].blocks[:2]
    assert [row[1].value for row in counted.rows] == [1, 0, 0, 0, 0, 0]  # type: ignore[union-attr]
    assert told.rows[0][2].text == "не спрашивали"  # type: ignore[union-attr]


async def test_the_register_pages_exports_and_hands_out_the_document(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.says(BOB, "/ugc", place=DESK)
    assert talk.desk[-1] == "UGC: 1 работа\n\n✅ №1 · Alice, фото — автор разрешил\n[№1]\n[Таблица]"
    await talk.presses(BOB, "Таблица")
    sheet: Any = load_workbook(BytesIO(talk.calls[-1].upload or b"")).active
    told = dict(zip(*([cell.value for cell in row] for row in sheet.iter_rows()), strict=True))
    assert (told["Автор"], told["Слова автора"], told["Согласие до"]) == ("Alice", "Разрешаю", "02.11.2027 12:00")
    await talk.presses(BOB, "Документ")
    document = Document(BytesIO(talk.calls[-1].upload or b""))
    told_there = [paragraph.text for paragraph in document.paragraphs]
    assert told_there[1:3] == ["Кому: бренд «Кофейня»", "Автор: Alice (@alice), Telegram ID 1"]
    assert QUESTION.split("\n", maxsplit=1)[0] in told_there


async def test_a_brand_sees_nothing_of_anothers_pieces(database: Database) -> None:
    talk = await asked(database)
    other = Place(TelegramId(-1009), "supergroup", "Other desk")

    def bind(c: Any) -> None:
        brand = brands.create(c, "Чайная", at(0))
        chats.bind(c, chats.remember(c, other, at(0)).id, "desk", brand)

    await database.run(bind)
    await talk.says(BOB, "/ugc 1", place=other)
    assert [words.split(".")[0] for words in talk.of(other)] == ["Это может сделать только команда бренда"]


async def test_the_months_report_tells_who_allowed_what(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.says(BOB, "/ugc used 1 https://t.me/coffee/5", place=DESK)
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(60)))
    item = build(figures(facts)).sections[2]
    assert (item.mark, item.summary) == ("auto", "Замечено работ: 1, авторы разрешили: 1, публикаций: 1")
    counted, told = item.blocks[:2]
    assert [row[1].value for row in counted.rows] == [1, 1, 1, 0, 0, 1]  # type: ignore[union-attr]
    shown = [cell.text for cell in told.rows[0]]  # type: ignore[union-attr]
    assert shown == [
        "Alice",
        "Моё утро #мойкофе",
        "Автор разрешил, 02.11\N{NO-BREAK SPACE}12:00",
        "пост; 12 месяцев",
        "1",
    ]


async def test_that_a_consent_ends_is_no_work_of_its_month(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.later(60 * 24 * 366)
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2027, 11, talk.now))
    assert build(figures(facts)).sections[2].mark == "no_data"


async def test_the_report_says_of_a_right_that_its_term_is_over(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    talk.minute = 60 * 24 * 364
    await talk.says(BOB, "/ugc used 1 https://t.me/coffee/5", place=DESK)
    await talk.later(60 * 24 * 2)
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2027, 11, talk.now))
    told: Any = build(figures(facts)).sections[2].blocks[1]
    right = told.rows[0][2]
    assert (right.text, right.sub, right.tone) == ("Срок согласия вышел, 02.11\N{NO-BREAK SPACE}12:00", "", "")


async def test_an_english_caption_does_not_make_its_author_english(database: Database) -> None:
    talk = await begin(database)
    await database.run(lambda c: brands.change(c, talk.brand, keywords="#mycoffee"))
    photo = Attachment("photo", "file-1", "u1")
    await talk.says(ALICE, "The best coffee in the world #mycoffee", content="photo", attachment=photo)
    await talk.presses(BOB, "Спросить: пост")
    assert talk.community[-1] == QUESTION


async def test_in_a_channels_direct_messages_the_author_is_asked_in_their_own_topic(database: Database) -> None:
    talk = await opened(database)
    direct = Place(TelegramId(-1005), "supergroup", "Coffee news", is_direct_messages=True)
    await database.run(lambda c: chats.bind(c, chats.remember(c, direct, at(0)).id, "community", talk.brand))
    photo = Attachment("photo", "file-1", "u1")
    await talk.says(ALICE, "Моё утро #мойкофе", place=direct, direct_topic_id=9, content="photo", attachment=photo)
    await talk.presses(BOB, "Спросить: пост")
    asked = [call.params for call in talk.calls if call.params.get("chat_id") == direct.id]
    assert [params["direct_messages_topic_id"] for params in asked] == [9]
