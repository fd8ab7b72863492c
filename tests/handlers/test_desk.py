"""The desk as the team lives it: a question comes, its card is pressed or replied to, the member gets an answer."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from inbox.conversations import State
from inbox.events import ButtonPress
from inbox.messages import Attachment
from storage import library
from storage.database import Database
from storage.tables import cards, suggestions, uses, waits
from storage.tables import conversations as conversation_rows
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, MALLORY, at
from tests.deskwork import DELIVERY, Dialogue, begin

WAITING = """\
🟢 Alice @alice · №1
💬 Coffee lovers

Где заказ?

⏳ Ждёт с 12:00 · ответить до 13:00
[Сроки доставки · 87 %]
[Другие ответы] [Ответ не нужен]
[Беру] [Отложить] [Ещё…]"""
ANSWERED = """\
✅ Alice @alice · №1
💬 Coffee lovers

Где заказ?

↩️ Доставим за два дня, Alice.

Ответ через 7 мин · Bob
[➕ Запомнить формулировку]
[Закрыть] [Ещё…]"""


async def asked(database: Database) -> Dialogue:
    """Alice has asked at nine, and her card stands on the desk; it is seven minutes later."""
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    talk.minute = 7
    return talk


async def test_a_question_stays_on_the_card_however_much_is_chatted_after_it(database: Database) -> None:
    talk = await asked(database)
    for _ in range(5):
        await talk.says(ALICE, "Ого, ну и погода сегодня")
    assert talk.desk[-1].splitlines()[3:6] == ["… и ещё 2 сообщения", "Где заказ?", "Ого, ну и погода сегодня"]
    for _ in range(40):
        await talk.says(ALICE, "Ого, ну и погода сегодня")
    assert talk.desk[-1].splitlines()[3:6] == ["… и ещё много сообщений", "Где заказ?", "Ого, ну и погода сегодня"]


async def outcomes(database: Database) -> list[tuple[int, str]]:
    rows = await database.run(lambda c: c.execute(select(suggestions.c.entry_id, suggestions.c.outcome)).all())
    return [tuple(row) for row in rows]


async def waits_of(database: Database) -> list[tuple[float, float | None, int | None]]:
    rows = await database.run(lambda c: c.execute(select(waits).order_by(waits.c.id)).all())
    return [
        (
            (row.asked_at - at(0)).total_seconds() / 60,
            row.answered_at and (row.answered_at - at(0)).total_seconds() / 60,
            row.answered_by,
        )
        for row in rows
    ]


async def redraw_times(database: Database) -> list[datetime | None]:
    return list(await database.run(lambda c: c.scalars(select(cards.c.redraw_at)).all()))


async def test_a_question_comes_as_a_card(database: Database) -> None:
    talk = await asked(database)
    assert talk.desk == [WAITING]


async def test_a_card_says_on_its_arrival_what_has_been_said_meanwhile(database: Database) -> None:
    talk = await begin(database)
    talk.holds.add("card")
    await talk.says(ALICE, "Где заказ?")
    talk.minute = 7
    await talk.says(ALICE, "Номер 17")
    await talk.says(BOB, "Едет", place=GROUP)
    assert talk.desk == []
    await talk.releases()
    assert [call.purpose for call in talk.calls] == ["card", "card-change"]
    assert talk.desk[0].splitlines()[3:-2] == ["Где заказ?", "Номер 17", "", "↩️ Едет", "", "Ответ через 7 мин · Bob"]


async def test_a_card_that_never_came_is_forgotten_with_its_question(database: Database) -> None:
    talk = await begin(database)
    talk.refuses["sendMessage"] = "Forbidden: bot was kicked from the supergroup chat"
    await talk.says(ALICE, "Где заказ?")
    waiting = await redraw_times(database)
    await talk.says(BOB, "Едет", place=GROUP)
    await talk.later(6)
    assert (waiting, await redraw_times(database)) == ([at(5)], [None])


async def test_a_suggestion_is_previewed_then_sent_and_credited_to_whoever_sent_it(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Сроки доставки")
    assert talk.desk == [
        (
            "🟢 Alice @alice · №1\nГде заказ?\nAlice получит:\n\nДоставим за два дня, Alice.\n"
            "[Отправить] [Изменить…]\n[Не подходит] [‹ Назад]"
        )
    ]
    assert talk.community == []
    await talk.presses(BOB, "Отправить")
    assert talk.community == ["Доставим за два дня, Alice."]
    assert talk.desk == [ANSWERED]
    assert talk.toasts == ["", "Отправляю"]
    assert await waits_of(database) == [(0, 7, BOB.id)]
    assert await outcomes(database) == [(1, "as_is")]
    assert await database.run(lambda c: c.scalars(select(uses.c.entry_id)).all()) == [1]


async def test_the_answer_replies_to_the_question_with_its_formatting(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    sent = next(call for call in talk.calls if call.purpose == "reply")
    assert (sent.method, sent.to_member, sent.lane) == ("sendMessage", True, GROUP.id)
    assert sent.params == {
        "chat_id": GROUP.id,
        "reply_parameters": {"message_id": 100, "allow_sending_without_reply": True},
        "text": "Доставим за <b>два дня</b>, Alice.",
        "parse_mode": "HTML",
    }


async def test_a_reply_to_the_card_is_sent_with_its_entities(database: Database) -> None:
    talk = await asked(database)
    bold = {"type": "bold", "offset": 0, "length": 3}
    await talk.answers(BOB, "Уже едет", entities=(bold,))
    assert talk.community == ["Уже едет"]
    assert [call.params["entities"] for call in talk.calls if call.purpose == "reply"] == [[bold]]
    assert await waits_of(database) == [(0, 7, BOB.id)]
    assert await outcomes(database) == [(1, "ignored")]
    assert talk.desk[0].splitlines()[-3:] == [
        "Ответ через 7 мин · Bob",
        "[💾 В стандартные ответы]",
        "[Закрыть] [Ещё…]",
    ]


async def test_a_photo_is_sent_by_its_file_id(database: Database) -> None:
    talk = await asked(database)
    photo = Attachment("photo", "file-7")
    await talk.answers(BOB, "Вот он", content="photo", attachment=photo)
    sent = next(call for call in talk.calls if call.purpose == "reply")
    assert (sent.method, sent.params["photo"], sent.params["caption"]) == ("sendPhoto", "file-7", "Вот он")


async def test_own_words_close_to_a_suggestion_count_as_its_edit(database: Database) -> None:
    talk = await asked(database)
    await talk.answers(BOB, "Доставим за три дня, Alice!")
    assert await outcomes(database) == [(1, "edited")]


async def test_another_entry_from_the_library_is_told_apart(database: Database) -> None:
    talk = await asked(database)
    for label in ("Другие ответы", "Кофейня", "Часы работы", "Отправить"):
        await talk.presses(BOB, label)
    assert talk.community == ["С девяти до девяти, каждый день."]
    assert await outcomes(database) == [(1, "other")]


async def test_a_suggestion_can_be_rewritten_before_it_goes(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Изменить…")
    prompt = talk.newest(DESK)
    assert str(prompt) == (
        "Ответьте на это сообщение своими словами, и Alice получит их. Текст ниже можно скопировать:\n\n"
        "Доставим за два дня, Alice."
    )
    await talk.answers(BOB, "Доставим за два дня, Алиса.", prompt.number)
    assert talk.community == ["Доставим за два дня, Алиса."]
    assert await outcomes(database) == [(1, "edited")]
    assert prompt.is_deleted


async def test_of_two_teammates_the_second_is_told_who_was_faster_and_may_add(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Сроки")
    card = talk.newest(DESK)
    seen = card.rows[0][0]["callback_data"]
    await talk.presses(BOB, "Отправить")
    await talk.press(CAROL, seen, card)
    assert talk.toasts[-1] == "⚡ Уже есть ответ: Bob, 12:07. «Доставим за два дня, Alice.»"
    assert talk.community == ["Доставим за два дня, Alice."]
    await talk.presses(CAROL, "Всё равно отправить")
    assert talk.community == ["Доставим за два дня, Alice."] * 2


async def test_who_was_faster_is_told_of_an_answer_to_another_question_too(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)], "Когда откроетесь?": [(2, 0.7)]})
    await talk.says(ALICE, "Где заказ?")
    last = await talk.says(ALICE, "Когда откроетесь?")
    await talk.presses(BOB, "Сроки")
    card = talk.newest(DESK)
    seen = card.rows[0][0]["callback_data"]
    talk.minute = 3
    await talk.says(CAROL, "Сейчас посмотрю", reply_to=last)
    await talk.press(BOB, seen, card)
    assert talk.toasts[-1] == "⚡ Уже есть ответ: Carol, 12:03. «Сейчас посмотрю»"
    await talk.presses(BOB, "Всё равно отправить")
    assert talk.toasts[-1].startswith("Пока вы смотрели, изменился вопрос")
    assert talk.community == []


async def test_a_preview_of_another_question_or_of_older_words_is_shown_again_not_sent(database: Database) -> None:
    talk = await begin(database, {})
    await talk.says(ALICE, "Где заказ?")
    card = talk.newest(DESK)
    await talk.says(BOB, "/find достав", place=DESK, reply_to=card.number)
    await talk.presses(BOB, "1.")
    found = talk.newest(DESK).number
    await talk.says(ALICE, "А где вы находитесь?")
    await talk.presses(BOB, "Отправить", found)
    reworded = replace(DELIVERY, id=1, answer="Доставим за три дня.")
    await database.run(lambda c: library.change(c, talk.brand, reworded, talk.now, CAROL.id))
    await talk.presses(BOB, "Отправить", found)
    assert talk.community == []
    changed = "Пока вы смотрели, изменился вопрос или сам ответ. Вот что уйдёт теперь: проверьте и отправьте."
    assert talk.toasts[-2:] == [changed, changed]
    assert talk.newest(DESK).text.splitlines()[1::3] == ["А где вы находитесь?", "Доставим за три дня."]
    await talk.presses(BOB, "Отправить", found)
    assert talk.community == ["Доставим за три дня."]


async def test_of_several_questions_a_suggestion_answers_the_one_it_is_for(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.87)], "Когда откроетесь?": [(2, 0.9)]})
    first = await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "Когда откроетесь?")
    assert talk.desk[0].splitlines()[-4:-2] == ["[Часы работы · 90 %]", "[Сроки доставки · 87 %]"]
    await talk.presses(BOB, "Сроки")
    assert talk.desk[0].splitlines()[1:3] == ["Где заказ?", "Alice получит:"]
    await talk.presses(BOB, "Отправить")
    sent = [call.params["reply_parameters"]["message_id"] for call in talk.calls if call.purpose == "reply"]
    assert sent == [first]
    assert sorted(await outcomes(database)) == [(1, "as_is"), (2, "ignored")]
    await talk.presses(BOB, "➕ Запомнить")
    assert [entry.phrasings for entry in await database.run(lambda c: library.find_all(c, talk.brand))] == [
        ("Где заказ?",),
        (),
    ]


async def test_while_an_answer_is_on_its_way_nobody_sends_another(database: Database) -> None:
    talk = await asked(database)
    talk.holds.add("reply")
    await talk.presses(BOB, "Сроки")
    card = talk.newest(DESK)
    seen = card.rows[0][0]["callback_data"]
    await talk.presses(BOB, "Отправить")
    for person in (BOB, CAROL):
        await talk.press(person, seen, card)
    assert talk.toasts[-1].startswith("Как раз сейчас отвечает Bob.")
    assert talk.desk[0].splitlines()[-1] == "Отправляем ответ · Bob"
    await talk.releases()
    assert talk.desk == [ANSWERED]


async def test_what_is_asked_while_an_answer_is_on_its_way_is_not_answered_by_it(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.87)], "А когда откроетесь?": [(2, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    talk.holds.add("reply")
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    talk.minute = 1
    await talk.says(ALICE, "А когда откроетесь?")
    talk.minute = 2
    await talk.releases()
    assert await waits_of(database) == [(0, 2, BOB.id), (1, None, None)]
    assert sorted(await outcomes(database)) == [(1, "as_is"), (2, "")]
    assert talk.desk == [
        (
            "🟢 Alice @alice · №1\n💬 Coffee lovers\n\n"
            "Раньше · Bob: «Доставим за два дня, Alice.»\nА когда откроетесь?\n\n"
            "⏳ Ждёт с 12:01, уже 1 мин · ответить до 13:01\n"
            "[Часы работы · 80 %]\n[Другие ответы] [Ответ не нужен]\n[Беру] [Отложить] [Ещё…]"
        )
    ]


async def test_two_taps_in_the_same_instant_send_once(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Сроки")
    card = talk.newest(DESK)
    seen = card.rows[0][0]["callback_data"]
    presses = [ButtonPress("press", person, DESK, card.number, seen) for person in (BOB, CAROL)]
    calls = await asyncio.gather(
        *(database.run(lambda c, p=press: talk.router.handle(c, p, talk.now)) for press in presses)  # type: ignore[misc]
    )
    assert [call.purpose for made in calls for call in made].count("reply") == 1


async def test_own_words_that_were_overtaken_wait_for_their_author(database: Database) -> None:
    talk = await asked(database)
    card = talk.newest(DESK).number
    await talk.answers(BOB, "Едет!", card)
    await talk.answers(CAROL, "Будет завтра", card)
    assert talk.desk[1] == "⚡ Уже есть ответ: Bob, 12:07. «Едет!»\nОтправить и ваш ответ?\n[Отправить] [Не нужно]"
    await talk.presses(BOB, "Отправить")
    assert talk.toasts[-1] == "Это решает автор ответа."
    await talk.presses(CAROL, "Отправить")
    assert talk.community == ["Едет!", "Будет завтра"]


async def test_own_words_sent_later_answer_what_was_asked_until_then(database: Database) -> None:
    talk = await asked(database)
    card = talk.newest(DESK).number
    await talk.answers(CAROL, "Сейчас узнаю", card)
    await talk.answers(BOB, "Будет завтра", card)
    talk.minute = 10
    await talk.says(ALICE, "Так где мой заказ?")
    talk.minute = 20
    await talk.presses(BOB, "Отправить")
    assert await waits_of(database) == [(0, 7, CAROL.id), (10, 20, BOB.id)]


async def test_take_and_release_show_on_the_card(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Беру")
    assert "🙋 Занимается Bob" in talk.desk[0].splitlines()
    await talk.presses(BOB, "Отпустить")
    assert "🙋 Занимается Bob" not in talk.desk[0].splitlines()


async def test_no_answer_needed_ends_the_wait_and_can_be_undone(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Ответ не нужен")
    assert await waits_of(database) == []
    assert talk.desk[0].splitlines()[-2:] == ["Ответ не нужен · Bob", "[Вернуть: ответ нужен] [Закрыть]"]
    await talk.presses(BOB, "Вернуть")
    assert await waits_of(database) == [(0, None, None)]
    assert talk.desk == [WAITING.replace("с 12:00", "с 12:00, уже 7 мин")]


async def test_an_answer_that_was_not_needed_is_one(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Ответ не нужен")
    await talk.answers(BOB, "Едет")
    assert talk.desk[0].splitlines() == [
        "✅ Alice @alice · №1", "💬 Coffee lovers", "", "Где заказ?", "", "↩️ Едет", "", "Есть ответ · Bob",
        "[💾 В стандартные ответы]", "[Закрыть] [Ещё…]",
    ]  # fmt: skip
    assert await waits_of(database) == []


async def test_a_snoozed_conversation_comes_back_as_a_new_card(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Отложить")
    await talk.presses(BOB, "На час")
    assert talk.toasts[-1] == "Разговор №1 отложен до 13:07"
    assert "Отложено до 13:07" in talk.desk[0].splitlines()
    await talk.later(60)
    assert [text.splitlines()[0] for text in talk.desk] == [
        "↓ Alice · №1: карточка теперь ниже",
        "🔴 Alice @alice · №1",
    ]


async def test_a_reminder_in_a_snoozed_conversation_gets_a_new_card(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Отложить")
    await talk.presses(BOB, "На час")
    talk.minute = 10
    await talk.says(ALICE, "Ау, есть кто?")
    assert [text.splitlines()[0] for text in talk.desk] == [
        "↓ Alice · №1: карточка теперь ниже",
        "🟢 Alice @alice · №1",
    ]


async def test_resolve_and_spam_can_be_undone(database: Database) -> None:
    talk = await asked(database)
    for label, line in (("Закрыть", "Закрыто · Bob"), ("Спам", "Спам")):
        await talk.presses(BOB, "Ещё…")
        await talk.presses(BOB, label)
        assert line in talk.desk[0].splitlines()
        await talk.presses(BOB, "Вернуть" if label == "Закрыть" else "Это не спам")
        assert talk.desk == [WAITING.replace("с 12:00", "с 12:00, уже 7 мин")]


async def test_a_question_after_the_answer_gets_a_new_card(database: Database) -> None:
    talk = await asked(database)
    await talk.answers(BOB, "Едет")
    talk.minute = 30
    await talk.says(ALICE, "А в субботу?")
    assert talk.desk == [
        "↓ Alice · №1: карточка теперь ниже",
        (
            "🟢 Alice @alice · №1\n💬 Coffee lovers\n\nРаньше · Bob: «Едет»\nА в субботу?\n\n"
            "⏳ Ждёт с 12:30 · ответить до 13:30\n[Ответы из библиотеки] [Ответ не нужен]\n[Беру] [Отложить] [Ещё…]"
        ),
    ]


async def test_a_native_reply_is_shown_on_the_card(database: Database) -> None:
    talk = await asked(database)
    await talk.says(BOB, "Едет!", reply_to=100)
    assert "Ответ через 7 мин · Bob" in talk.desk[0].splitlines()
    assert await outcomes(database) == [(1, "ignored")]


async def test_a_stranger_can_press_nothing(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(MALLORY, "Сроки")
    assert talk.toasts[-1].startswith("Это может сделать только команда бренда.")
    assert talk.desk == [WAITING]


async def test_a_stranger_on_the_desk_answers_nobody(database: Database) -> None:
    talk = await asked(database)
    await talk.answers(MALLORY, "Ваш заказ потерян")
    assert talk.community == []
    assert talk.desk[1].startswith("Это может сделать только команда бренда.")


async def test_talk_on_the_desk_reaches_nobody_and_a_reply_to_no_card_is_said_so(database: Database) -> None:
    talk = await asked(database)
    await talk.says(BOB, "Кто возьмёт?", place=DESK)
    await talk.says(BOB, "/today", place=DESK)
    await talk.answers(BOB, "Едет")
    assert talk.community == []
    assert talk.desk[-1].startswith("Это сообщение не карточка")


async def test_a_refused_answer_keeps_the_wait_open_and_says_why(database: Database) -> None:
    talk = await asked(database)
    talk.refuses["sendPhoto"] = "Bad Request: not enough rights to send photos to the chat"
    await talk.answers(BOB, "Вот", content="photo", attachment=Attachment("photo", "file-7"))
    assert "Ответ не дошёл: у бота нет права писать в этот чат." in talk.desk[-1].splitlines()
    assert await waits_of(database) == [(0, None, None)]


async def test_an_answer_that_may_have_been_sent_is_not_sent_again_by_itself(database: Database) -> None:
    talk = await asked(database)
    talk.loses.add("reply")
    await talk.answers(BOB, "Едет")
    assert talk.desk[-1].splitlines()[-2:] == [
        "Ответ мог дойти, а мог и нет: связь оборвалась. Загляните в чат.",
        "[Не дошёл: отправить ещё раз] [Дошёл]",
    ]
    await talk.presses(BOB, "Дошёл")
    assert await waits_of(database) == [(0, 7, BOB.id)]
    assert len([call for call in talk.calls if call.purpose == "reply"]) == 1


async def test_what_did_not_arrive_is_sent_again_on_a_teammates_word(database: Database) -> None:
    talk = await asked(database)
    talk.loses.add("reply")
    await talk.answers(BOB, "Едет")
    talk.loses.clear()
    await talk.presses(CAROL, "Не дошёл")
    assert talk.community == ["Едет"]
    assert await waits_of(database) == [(0, 7, BOB.id)]


async def test_what_is_sent_again_answers_what_was_asked_meanwhile(database: Database) -> None:
    talk = await asked(database)
    talk.holds.add("reply")
    await talk.answers(BOB, "Едет")
    talk.minute = 10
    await talk.says(ALICE, "Так где мой заказ?")
    talk.loses.add("reply")
    await talk.releases()
    talk.loses.clear()
    talk.minute = 20
    await talk.presses(BOB, "Не дошёл")
    assert await waits_of(database) == [(0, 20, BOB.id)]


async def test_an_answer_sent_behind_one_that_may_not_have_arrived_does_not_hide_it(database: Database) -> None:
    talk = await asked(database)
    talk.loses.add("reply")
    await talk.answers(BOB, "Едет")
    talk.loses.clear()
    await talk.answers(BOB, "Будет в пять")
    assert talk.desk[-1].splitlines()[-4:] == [
        "↩️ Едет",
        "",
        "Ответ мог дойти, а мог и нет: связь оборвалась. Загляните в чат.",
        "[Не дошёл: отправить ещё раз] [Дошёл]",
    ]
    await talk.presses(BOB, "Дошёл")
    assert "Ответ мог дойти" not in talk.desk[-1]
    assert talk.community == ["Будет в пять"]


async def test_a_conversation_closes_by_itself_after_the_brands_silence(database: Database) -> None:
    talk = await asked(database)
    await talk.answers(BOB, "Едет")
    answered_at = talk.now
    await talk.later(36 * 60)
    table = conversation_rows.c
    rows = await database.run(lambda c: c.execute(select(table.state, table.resolved_by, table.resolved_at)).all())
    assert [tuple(row) for row in rows] == [(State.RESOLVED, None, answered_at + timedelta(hours=24))]
    assert "Закрыто: тихо уже 1 дн." in talk.desk[0].splitlines()


async def test_what_silence_closed_and_the_team_opened_again_is_silent_anew(database: Database) -> None:
    talk = await asked(database)
    await talk.answers(BOB, "Едет")
    await talk.later(36 * 60)
    await talk.presses(BOB, "Вернуть")
    reopened_at = talk.now
    await talk.later(23 * 60)
    states = conversation_rows.c.state, conversation_rows.c.resolved_at
    rows = [await database.run(lambda c: c.execute(select(*states)).one())]
    await talk.later(2 * 60)
    rows += [await database.run(lambda c: c.execute(select(*states)).one())]
    assert [tuple(row) for row in rows] == [(State.OPEN, None), (State.RESOLVED, reopened_at + timedelta(hours=24))]


async def test_the_desk_is_warned_once_before_and_once_after_the_time_promised(database: Database) -> None:
    talk = await asked(database)
    for _ in range(3):
        await talk.later(20)
        await talk.later(1)
    assert talk.desk[1:] == [
        "🟡 Скоро выйдет время ответа\n№1 Alice: ждёт 48 мин, обещали до 13:00\n[№1]",
        "🔴 Время ответа вышло\n№1 Alice: ждёт 1 ч 9 мин, обещали до 13:00\n[№1]",
    ]
