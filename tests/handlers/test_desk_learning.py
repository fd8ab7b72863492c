"""The library learns from what the team answers; what was sent can be changed and taken back."""

from dataclasses import replace

import pytest

from faq.matcher import Reason
from handlers.libraries import Libraries
from handlers.router import Router
from inbox.entries import Entry
from inbox.events import MessageEdited
from inbox.ids import ConversationId, MessageId, TelegramId
from inbox.messages import Attachment, Message, Person
from storage import library, library_usage, suggestions
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, ME, at
from tests.deskwork import Dialogue, Offered, Shelf, begin


async def entries(talk: Dialogue) -> list[Entry]:
    return await talk.database.run(lambda c: library.find_all(c, talk.brand))


async def phrasings(talk: Dialogue) -> dict[str, tuple[str, ...]]:
    return {entry.question: entry.phrasings for entry in await entries(talk) if entry.phrasings}


async def verdicts(talk: Dialogue) -> list[tuple[object, ...]]:
    return [fate[:3] for fate in await talk.database.run(lambda c: suggestions.verdicts(c, talk.brand))]


async def answered_by_suggestion(database: Database, score: float) -> Dialogue:
    talk = await begin(database, {"Где заказ?": [(1, score)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    return talk


async def test_an_accepted_suggestion_of_high_score_is_remembered_and_can_be_forgotten(database: Database) -> None:
    talk = await answered_by_suggestion(database, 0.9)
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}
    assert talk.desk[0].splitlines()[-3:] == [
        "📚 Вопрос запомнен как формулировка", "[Убрать формулировку]", "[Закрыть] [Ещё…]",
    ]  # fmt: skip
    await talk.presses(BOB, "Убрать")
    assert await phrasings(talk) == {}
    number = next(entry.id for entry in await entries(talk) if entry.question == "Сроки доставки")
    log = await database.run(lambda c: library.changes(c, talk.brand, number))
    assert [(change.what, change.by) for change in log] == [
        ("undone", BOB.id), ("phrasing", BOB.id), ("added", None),
    ]  # fmt: skip


async def test_below_that_the_teammate_is_asked(database: Database) -> None:
    talk = await answered_by_suggestion(database, 0.89)
    assert await phrasings(talk) == {}
    await talk.presses(BOB, "➕")
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}


async def test_a_long_message_is_no_phrasing(database: Database) -> None:
    long = "Где заказ? " * 30
    talk = await begin(database, {long: [(1, 0.95)]})
    await talk.says(ALICE, long)
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    assert await phrasings(talk) == {}
    assert talk.desk[0].splitlines()[-1] == "[Закрыть] [Ещё…]"


STORY = "Добрый день! Я у вас постоянный клиент, покупаю зерно. Подскажите, где заказ?"
SENTENCE = "Подскажите, где заказ?"


@pytest.mark.parametrize("score", [0.95, 0.8])
async def test_of_a_message_that_tells_a_story_the_sentence_is_remembered_that_asks(
    database: Database, score: float
) -> None:
    talk = await begin(database, {})
    reason = Reason("Где мой заказ?", (), "as it stands", "words", SENTENCE)
    talk.router = Router(ME, Shelf({STORY: [(1, score)]}, reason))
    await talk.says(ALICE, STORY)
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    if score < 0.9:
        await talk.presses(BOB, "➕")
    assert await phrasings(talk) == {"Сроки доставки": (SENTENCE,)}
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "Удалить ответ")
    assert await phrasings(talk) == {}


async def test_the_words_after_those_that_a_suggestion_was_made_for_are_not_remembered(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.95)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "Нужен ещё и чек?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}


ASKED_TWICE = {"Где заказ?": [(1, 0.8)], "Когда открыты?": [(2, 0.7)]}


async def test_an_edited_suggestion_answers_the_question_that_its_preview_showed(database: Database) -> None:
    talk = await begin(database, ASKED_TWICE)
    first = await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "Когда открыты?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Изменить…")
    await talk.answers(BOB, "Доставим за три дня, Alice.")
    sent = next(call for call in talk.calls if call.purpose == "reply")
    assert sent.params["reply_parameters"]["message_id"] == first
    await talk.presses(BOB, "➕")
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}


async def test_own_words_close_to_a_suggestion_answer_what_it_was_made_for(database: Database) -> None:
    talk = await begin(database, ASKED_TWICE)
    await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "Когда открыты?")
    await talk.answers(BOB, "Доставим за три дня, Alice.")
    await talk.presses(BOB, "➕")
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}
    assert await verdicts(talk) == [("Где заказ?", 1, "accepted")]


async def test_an_entry_suggested_for_two_questions_and_sent_once_is_accepted_once(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)], "А доставка когда?": [(1, 0.7)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "А доставка когда?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    assert await verdicts(talk) == [("Где заказ?", 1, "accepted")]


@pytest.mark.parametrize("score", [0.95, 0.8])
@pytest.mark.parametrize("words", ["Сроки доставки?", "СРОКИ, доставки??"])
async def test_the_entrys_own_wording_is_not_remembered_again(database: Database, words: str, score: float) -> None:
    talk = await begin(database, {words: [(1, score)]})
    await talk.says(ALICE, words)
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    assert (await phrasings(talk), talk.desk[0].splitlines()[-1]) == ({}, "[Закрыть] [Ещё…]")


async def test_a_wording_that_the_entry_has_got_meanwhile_is_not_added_twice(database: Database) -> None:
    talk = await answered_by_suggestion(database, 0.8)
    await database.run(lambda c: library.add_phrasing(c, talk.brand, 1, "Где заказ?", at(1), CAROL.id))
    await talk.presses(BOB, "➕")
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}
    assert (talk.toasts[-1], talk.desk[0].splitlines()[-1]) == ("Такая формулировка уже есть", "[Закрыть] [Ещё…]")


async def test_what_was_chosen_by_hand_is_remembered_with_the_whole_message(database: Database) -> None:
    talk = await begin(database, {})
    await talk.says(ALICE, STORY)
    await talk.presses(BOB, "Ответы из библиотеки")
    await talk.presses(BOB, "Доставка")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    await talk.presses(BOB, "➕")
    assert await phrasings(talk) == {"Сроки доставки": (STORY,)}


async def test_an_own_answer_becomes_a_draft_of_a_standard_reply(database: Database) -> None:
    talk = await begin(database, {})
    await talk.says(ALICE, "Есть ли у вас овсяное молоко?")
    bold = {"type": "bold", "offset": 0, "length": 2}
    await talk.answers(BOB, "Да, {без} доплаты", entities=(bold,))
    await talk.presses(BOB, "💾")
    draft = next(entry for entry in await entries(talk) if entry.state == "draft")
    assert (draft.question, draft.answer, draft.language) == (
        "Есть ли у вас овсяное молоко?", "<b>Да</b>, {{без}} доплаты", "ru",
    )  # fmt: skip
    assert talk.desk[0].splitlines()[-2:] == ["[Убрать черновик]", "[Закрыть] [Ещё…]"]


async def test_a_draft_made_of_own_words_keeps_their_placeholders(database: Database) -> None:
    talk = await begin(database, {})
    await talk.says(ALICE, "Есть ли у вас овсяное молоко?")
    await talk.answers(BOB, "{name}, да, {без} <доплаты>")
    await talk.presses(BOB, "💾")
    draft = next(entry for entry in await entries(talk) if entry.state == "draft")
    assert talk.community == ["Alice, да, {без} <доплаты>"]
    assert draft.answer == "{name}, да, {{без}} &lt;доплаты&gt;"


async def test_no_draft_is_made_of_a_question_that_the_library_has(database: Database) -> None:
    talk = await begin(database, {}, entries=(Entry(0, "Где заказ?", "Едет"),))
    await talk.says(ALICE, "Где заказ?")
    await talk.answers(BOB, "Уже в пути, ждите")
    await talk.presses(BOB, "💾")
    assert talk.toasts[-1] == "Такой вопрос уже есть: ответ № 1. Измените его: /faq edit 1"
    assert [entry.answer for entry in await entries(talk)] == ["Едет"]


async def test_a_native_answer_becomes_a_draft_too(database: Database) -> None:
    talk = await begin(database, {})
    question = await talk.says(ALICE, "Есть ли у вас овсяное молоко?")
    await talk.says(CAROL, "Есть <3", reply_to=question)
    await talk.presses(BOB, "💾")
    draft = next(entry for entry in await entries(talk) if entry.state == "draft")
    assert draft.answer == "Есть &lt;3"
    assert talk.desk[0].splitlines()[-2:] == ["[Убрать черновик]", "[Закрыть] [Ещё…]"]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Доставим за два дня, Alice.", "as_is"),
        ("Доставим за три дня, Alice!", "edited"),
        ("Позвоните нам, пожалуйста", "ignored"),
    ],
)
async def test_a_native_answer_close_to_a_suggestion_accepts_it(database: Database, words: str, outcome: str) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)]})
    question = await talk.says(ALICE, "Где заказ?")
    await talk.says(CAROL, words, reply_to=question)
    found = await database.run(
        lambda c: [row.outcome for row in suggestions.shown_for(c, ConversationId(1), MessageId(1))]
    )
    assert found == [outcome]
    learns = "💾 В стандартные ответы" if outcome == "ignored" else "➕ Запомнить формулировку"
    assert talk.desk[0].splitlines()[-2:] == [f"[{learns}]", "[Закрыть] [Ещё…]"]


async def test_a_saved_answer_keeps_its_file(database: Database) -> None:
    talk = await begin(database, {})
    await talk.says(ALICE, "Есть ли у вас меню?")
    await talk.answers(BOB, "Вот", content="document", attachment=Attachment("document", "file-9", name="menu.pdf"))
    await talk.presses(BOB, "💾")
    draft = next(entry for entry in await entries(talk) if entry.state == "draft")
    assert (draft.attachment, draft.attachment_content) == ("file-9", "document")


async def test_a_dismissal_can_be_taken_back(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Не подходит")
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "↩ Подсказка всё же подходит")
    assert "[Сроки доставки · 80 %]" in talk.desk[0].splitlines()


async def test_taking_a_dismissal_back_leaves_those_of_earlier_questions(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)], "Когда открыты?": [(2, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Не подходит")
    await talk.answers(BOB, "Сейчас узнаю")
    talk.minute += 30
    await talk.says(ALICE, "Когда открыты?")
    await talk.presses(BOB, "Часы")
    await talk.presses(BOB, "Не подходит")
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "↩ Подсказка всё же подходит")
    assert await verdicts(talk) == [("Где заказ?", 1, "dismissed")]


async def test_taking_a_dismissal_back_opens_all_that_waits_again(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)], "Когда открыты?": [(1, 0.5), (2, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "Когда открыты?")
    for entry in ("Часы", "Сроки"):
        await talk.presses(BOB, entry)
        await talk.presses(BOB, "Не подходит")
    dismissed = {(text, entry) for text, entry, _ in await verdicts(talk)}
    assert dismissed == {("Когда открыты?", 2), ("Где заказ?", 1), ("Когда открыты?", 1)}
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "↩ Подсказка всё же подходит")
    assert await verdicts(talk) == []
    assert [line for line in talk.desk[0].splitlines() if "%" in line] == [
        "[Часы работы · 80 %]", "[Сроки доставки · 80 %]",
    ]  # fmt: skip


async def test_a_message_edited_after_a_dismissal_keeps_its_card_in_step(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)], "Где мой заказ?": [(1, 0.8), (2, 0.3)]})
    number = await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Не подходит")
    await talk.happens(MessageEdited(Message(GROUP, number, talk.now, ALICE, text="Где мой заказ?"), talk.now))
    lines = talk.desk[0].splitlines()
    assert "Где мой заказ?" in lines
    assert [line for line in lines if "%" in line] == ["[Часы работы · 30 %]"]


async def test_an_edit_of_an_answered_question_leaves_what_is_offered_for_a_waiting_one(
    database: Database,
) -> None:
    talk = await begin(database, {word: [(1, 0.8)] for word in ("Где заказ?", "Где мой заказ?", "Когда открыты?")})
    number = await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    talk.minute += 1
    await talk.says(ALICE, "Когда открыты?")
    await talk.happens(MessageEdited(Message(GROUP, number, talk.now, ALICE, text="Где мой заказ?"), talk.now))
    assert await verdicts(talk) == [("Где мой заказ?", 1, "accepted")]
    assert "[Сроки доставки · 80 %]" in talk.desk[-1].splitlines()


async def test_an_entry_dismissed_and_then_sent_all_the_same_was_chosen(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Не подходит")
    await talk.presses(BOB, "Ответы из")
    await talk.presses(BOB, "Доставка")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    assert await verdicts(talk) == [("Где заказ?", 1, "chosen")]


async def test_an_entry_that_was_dismissed_three_times_is_offered_again_once_it_is_sent(database: Database) -> None:
    entry = Entry(0, "Сколько стоит доставка?", "От 300 ₽", category="Доставка")
    talk = await begin(database, entries=(entry,))
    talk.router = Router(ME, Libraries())
    offered = []
    for number in range(5):
        await talk.says(Person(TelegramId(200 + number), f"Гость {number}", "", "ru"), "сколько стоит доставка")
        offered.append("%" in talk.desk[-1])
        if number < 3:
            await talk.presses(BOB, "Сколько")
            await talk.presses(BOB, "Не подходит")
        else:
            await talk.presses(BOB, "Ответы из")
            await talk.presses(BOB, "Сколько")
            await talk.presses(BOB, "Отправить")
        talk.minute += 60
        if number == 2:
            assert talk.toasts[-1].startswith("Понял: для таких сообщений больше не предлагаю.")
    assert offered == [True, True, True, False, True]


async def test_why_names_what_the_team_has_dismissed_too_often(database: Database) -> None:
    talk = await begin(database, entries=(Entry(0, "Сколько стоит доставка?", "От 300 ₽", category="Доставка"),))
    talk.router = Router(ME, Libraries())
    for number in range(4):
        await talk.says(Person(TelegramId(200 + number), f"Гость {number}", "", "ru"), "сколько стоит доставка")
        if number < 3:
            await talk.presses(BOB, "Сколько")
            await talk.presses(BOB, "Не подходит")
        talk.minute += 60
    await talk.says(BOB, "/why 4", place=DESK)
    assert talk.desk[-1].splitlines()[-1] == (
        "Команда не раз отклоняла для таких сообщений «Сколько стоит доставка?», поэтому я его не предлагаю. Отправьте "
        "его один раз через 🔎, и он вернётся."
    )


@pytest.mark.parametrize(("offered", "category"), [({"Где заказ?": [(1, 0.8)]}, "Доставка"), ({}, "Без категории")])
async def test_an_own_answer_is_kept_in_the_category_of_what_is_like_it(
    database: Database, offered: Offered, category: str
) -> None:
    talk = await begin(database, offered)
    await talk.says(ALICE, "Где заказ?")
    await talk.answers(BOB, "Уже едет к вам")
    await talk.presses(BOB, "💾")
    assert talk.toasts[-1] == f"Черновик № 3 сохранён, категория: {category}"


async def test_a_wrong_suggestion_is_dismissed(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8), (2, 0.3)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Не подходит")
    assert [line for line in talk.desk[0].splitlines() if "%" in line] == ["[Часы работы · 30 %]"]


async def test_a_standard_reply_with_a_file_goes_out_as_that_file(database: Database) -> None:
    menu = Entry(0, "Меню", "Вот меню, {name}", attachment="file-1", attachment_content="document")
    talk = await begin(database, {"Где меню?": [(1, 0.8)]}, [menu])
    await talk.says(ALICE, "Где меню?")
    await talk.presses(BOB, "Меню")
    assert "Alice получит: 📎 файл и подпись" in talk.desk[0].splitlines()
    await talk.presses(BOB, "Отправить")
    sent = next(call for call in talk.calls if call.purpose == "reply")
    assert (sent.method, sent.params["document"], sent.params["caption"]) == (
        "sendDocument", "file-1", "Вот меню, Alice",
    )  # fmt: skip


async def test_a_file_that_is_only_named_is_not_promised(database: Database) -> None:
    menu = Entry(0, "Меню", "Вот меню", attachment="menu.pdf")
    talk = await begin(database, {"Где меню?": [(1, 0.8)]}, [menu])
    await talk.says(ALICE, "Где меню?")
    await talk.presses(BOB, "Меню")
    warning = "⚠️ Вложение «menu.pdf» только названо, файла у бота нет. Alice получит один текст:"
    assert warning in talk.desk[0].splitlines()


async def test_a_placeholder_that_nothing_fills_is_not_sent(database: Database) -> None:
    talk = await begin(database, {"Где?": [(1, 0.8)]}, [Entry(0, "Пост", "Смотрите {post}")])
    await talk.says(ALICE, "Где?")
    await talk.presses(BOB, "Пост")
    assert talk.desk[0].splitlines()[2:] == [
        "⚠️ Здесь нечего подставить вместо {post}. Нажмите «Изменить…» и допишите ответ сами:",
        "", "Смотрите {post}", "[Изменить…]", "[Не подходит] [‹ Назад]",
    ]  # fmt: skip
    await talk.press(BOB, "sd:1:1:0", talk.newest(DESK))
    assert talk.community == []
    await talk.presses(BOB, "Изменить…")
    await talk.answers(BOB, "Смотрите выше")
    assert talk.community == ["Смотрите выше"]


async def test_placeholders_in_own_words_are_filled_or_refused(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    card, photo = talk.newest(DESK).number, Attachment("photo", "file-1")
    bold = {"type": "bold", "offset": 0, "length": 6}
    number = await talk.answers(BOB, "{name}, едет {вот}", entities=(bold,))
    sent = [call.params for call in talk.calls if call.purpose == "reply"]
    assert [sent[0]["text"], sent[0]["parse_mode"]] == ["<b>Alice</b>, едет {вот}", "HTML"]
    await talk.happens(MessageEdited(Message(DESK, number, talk.now, BOB, text="Уже здесь, {name}"), talk.now))
    await talk.presses(BOB, "Изменить и там")
    await talk.answers(BOB, "Для {name}", card, content="photo", attachment=photo)
    await talk.answers(BOB, "Смотрите {post}", card)
    assert talk.community == ["Уже здесь, Alice", "Для Alice"]
    assert talk.desk[-1] == "Здесь нечего подставить вместо {post}. Уберите это и отправьте ответ ещё раз."


async def test_a_saved_draft_is_removed_by_the_card_and_can_be_saved_again(database: Database) -> None:
    talk = await begin(database, {}, entries=())
    await talk.says(ALICE, "Есть ли у вас меню?")
    await talk.answers(BOB, "Есть")
    await talk.presses(BOB, "💾")
    assert "📚 Сохранён черновик стандартного ответа: № 1" in talk.desk[0].splitlines()
    await talk.presses(BOB, "Убрать черновик")
    assert (await entries(talk), talk.toasts[-1]) == ([], "Черновик № 1 убран")
    await talk.presses(BOB, "💾")
    assert [(entry.id, entry.state) for entry in await entries(talk)] == [(2, "draft")]


async def test_a_saved_draft_that_has_been_approved_is_not_removed_by_the_card(database: Database) -> None:
    talk = await begin(database, {}, entries=())
    await talk.says(ALICE, "Есть ли у вас меню?")
    await talk.answers(BOB, "Есть")
    await talk.presses(BOB, "💾")
    await talk.says(CAROL, "/faq approve 1", place=DESK)
    await talk.presses(BOB, "Убрать черновик")
    assert talk.toasts[-1] == "Ответ № 1 уже утвердили, он больше не черновик. Убрать его: /faq 1"
    assert [(entry.id, entry.state) for entry in await entries(talk)] == [(1, "approved")]


async def test_a_file_without_words_is_previewed_as_that(database: Database) -> None:
    menu = Entry(0, "Меню", "", attachment="file-1", attachment_content="document")
    talk = await begin(database, {"Где меню?": [(1, 0.8)]}, [menu])
    await talk.says(ALICE, "Где меню?")
    await talk.presses(BOB, "Меню")
    assert "Alice получит: 📎 файл" in talk.desk[0].splitlines()


async def test_a_standard_reply_that_was_retired_is_neither_offered_nor_sent(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    retired = next(entry for entry in await entries(talk) if entry.question == "Сроки доставки")
    await database.run(lambda c: library.change(c, talk.brand, replace(retired, state="retired"), at(1), CAROL.id))
    await talk.presses(BOB, "Отправить")
    assert talk.toasts[-1] == "Такого стандартного ответа в библиотеке нет: возможно, его уже убрали."
    await talk.presses(BOB, "‹ Назад")
    assert talk.desk[0].splitlines()[-2:] == ["[Ответы из библиотеки] [Ответ не нужен]", "[Беру] [Отложить] [Ещё…]"]


# --- second thoughts --------------------------------------------------------------------------------------------------


async def answered(database: Database) -> tuple[Dialogue, int]:
    """Alice asked at nine and Bob answered in his own words; the number of his message on the desk."""
    talk = await begin(database, {})
    await talk.says(ALICE, "Где заказ?")
    talk.minute = 5
    return talk, await talk.answers(BOB, "Едит")


async def test_an_edit_on_the_desk_is_offered_for_the_member_too(database: Database) -> None:
    talk, number = await answered(database)
    edited = Message(DESK, number, at(5), BOB, text="Едет")
    await talk.happens(MessageEdited(edited, at(6)))
    assert talk.desk[1] == (
        "Вы изменили сообщение. Изменить и ответ, который уже получил участник?\n[Изменить и там] [Не нужно]"
    )
    await talk.presses(CAROL, "Изменить и там")
    assert talk.toasts[-1] == "Это решает автор ответа."
    await talk.presses(BOB, "Изменить и там")
    assert talk.community == ["Едет"]
    assert "↩️ Едет" in talk.desk[0].splitlines()
    assert len(talk.desk) == 1


async def test_an_edit_that_changes_no_word_asks_nothing(database: Database) -> None:
    talk, number = await answered(database)
    await talk.happens(MessageEdited(Message(DESK, number, at(5), BOB, text="Едит"), at(6)))
    assert len(talk.desk) == 1


async def test_an_answer_can_be_deleted_and_the_question_waits_as_before(database: Database) -> None:
    talk, _ = await answered(database)
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "Удалить ответ")
    assert talk.community == []
    assert "⏳ Ждёт с 12:00, уже 5 мин · ответить до 13:00" in talk.desk[0].splitlines()


async def test_of_two_answers_the_earlier_can_be_deleted_after_the_later(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    await talk.answers(BOB, "Уже едет")
    for community, learning in (["Доставим за два дня, Alice."], "[➕ Запомнить формулировку]"), ([], "[Сроки"):
        await talk.presses(BOB, "Ещё…")
        await talk.presses(BOB, "Удалить ответ")
        assert talk.community == community
        assert learning in talk.desk[0]


async def test_a_suggestion_taken_back_is_offered_again_and_what_was_learned_is_forgotten(database: Database) -> None:
    talk = await answered_by_suggestion(database, 0.95)
    assert await phrasings(talk) == {"Сроки доставки": ("Где заказ?",)}
    await talk.presses(CAROL, "Ещё…")
    await talk.presses(CAROL, "Удалить ответ")
    assert await phrasings(talk) == {}
    assert (await talk.database.run(lambda c: library.changes(c, talk.brand, 1)))[0].by == CAROL.id
    assert "[Сроки доставки · 95 %]" in talk.desk[0].splitlines()
    assert await database.run(lambda c: library_usage.usage(c, talk.brand)[1].sent) == 0


async def test_after_two_days_it_stays(database: Database) -> None:
    talk, _ = await answered(database)
    await talk.presses(BOB, "Ещё…")
    talk.minute += 48 * 60 + 1
    await talk.presses(BOB, "Удалить ответ")
    assert talk.toasts[-1] == "Прошло больше двух суток: Telegram уже не даст удалить сообщение."
    assert talk.community == ["Едит"]


async def test_an_edited_reply_command_changes_the_answer_not_into_the_command(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    number = await talk.says(BOB, "/reply 1 Едет", place=DESK)
    for words in ("/reply 1 Едет", "/reply 2 Уже едет"):
        await talk.happens(MessageEdited(Message(DESK, number, talk.now, BOB, text=words), talk.now))
    assert not any("Изменить и там" in text for text in talk.desk)
    await talk.happens(MessageEdited(Message(DESK, number, talk.now, BOB, text="/reply 1 Уже едет"), talk.now))
    await talk.presses(BOB, "Изменить и там")
    assert talk.community == ["Уже едет"]


async def test_an_edit_taken_back_is_offered_too(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    number = await talk.answers(BOB, "Едет")
    for words in ("Едет, будет завтра", "Едет"):
        await talk.happens(MessageEdited(Message(DESK, number, talk.now, BOB, text=words), talk.now))
        await talk.presses(BOB, "Изменить и там")
        assert talk.community == [words]


async def test_a_caption_edited_beyond_its_limit_is_told(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    photo = Attachment("photo", "file-1")
    number = await talk.answers(BOB, "Вот", content="photo", attachment=photo)
    edited = Message(DESK, number, talk.now, BOB, text="а" * 1500, content="photo", attachment=photo)
    await talk.happens(MessageEdited(edited, talk.now))
    assert "1500" in talk.desk[-1].replace("\N{NO-BREAK SPACE}", "").replace(" ", "")


async def test_a_refused_deletion_is_told(database: Database) -> None:
    talk, _ = await answered(database)
    talk.refuses["deleteMessage"] = "Bad Request: message can't be deleted"
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "Удалить ответ")
    assert talk.desk[-1] == ("Telegram не удалил ответ: он остался в чате (Bad Request: message can't be deleted).")


async def test_a_preview_whose_answer_was_deleted_is_sent(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    card = talk.newest(DESK).number
    await talk.answers(BOB, "Едет")
    await talk.says(BOB, "/find достав", place=DESK, reply_to=card)
    await talk.presses(BOB, "1.")
    await talk.presses(BOB, "Ещё…", card)
    await talk.presses(BOB, "Удалить ответ", card)
    await talk.presses(BOB, "Отправить")
    assert talk.community == ["Доставим за два дня, Alice."]
