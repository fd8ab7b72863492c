"""The desk by commands: what waits, the next one, answers by number, notes, figures, chatter looked through."""

from dataclasses import replace

import pytest

from faq.matcher import Reason
from handlers import routes
from handlers.libraries import Libraries
from handlers.router import Router
from inbox.entries import Entry
from inbox.ids import TelegramId
from inbox.messages import Person, Place
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, ME
from tests.deskwork import DELIVERY, Dialogue, Shelf, begin

STORY = "Заказывала у вас на той неделе. Где заказ?"
ALONE = Place(ALICE.id, "private", username="alice")
IN_PRIVATE = Place(BOB.id, "private", username="bob")


def member(number: int) -> Person:
    return Person(TelegramId(1000 + number), f"Член {number}")


async def asked(database: Database, people: int = 1) -> Dialogue:
    """So many members have asked, a minute after one another."""
    talk = await begin(database)
    for number in range(1, people + 1):
        await talk.says(member(number), "Где заказ?")
        talk.minute += 1
    return talk


async def said_on_desk(talk: Dialogue, who: Person, text: str) -> str:
    await talk.says(who, text, place=DESK)
    return talk.desk[-1]


async def test_the_inbox_lists_who_waits_by_pages(database: Database) -> None:
    talk = await asked(database, 10)
    first = await said_on_desk(talk, BOB, "/inbox")
    assert first.splitlines()[:5] == ["Ждут 10 разговоров", "", "🟢 №1 Член 1 · 10 мин", "Где заказ?", ""]
    assert first.splitlines()[-5:] == [
        "[№1 Член 1] [№2 Член 2]",
        "[№3 Член 3] [№4 Член 4]",
        "[№5 Член 5] [№6 Член 6]",
        "[№7 Член 7] [№8 Член 8]",
        "[Дальше ›]",
    ]
    await talk.presses(BOB, "Дальше")
    assert talk.desk[-1] == (
        "Ждут 10 разговоров\n\n🟢 №9 Член 9 · 2 мин\nГде заказ?\n\n🟢 №10 Член 10 · 1 мин\nГде заказ?\n"
        "[№9 Член 9] [№10 Член 10]\n[‹ Назад по списку]"
    )
    await talk.presses(BOB, "№9")
    assert talk.desk[-1].splitlines()[0] == "🟢 Член 9 · №9"


async def test_the_inbox_names_the_question_and_not_the_reminder_of_it(database: Database) -> None:
    talk = await begin(database)
    for words in ("Здравствуйте!", "Где заказ?", "ау, кто-нибудь ответит?", "??"):
        await talk.says(ALICE, words)
        talk.minute += 1
    assert (await said_on_desk(talk, BOB, "/inbox")).splitlines()[2:4] == ["🟢 №1 Alice · 3 мин", "Где заказ?"]


async def test_an_answer_after_a_reminder_goes_to_the_question(database: Database) -> None:
    talk = await begin(database)
    asked = await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "есть новости?")
    await talk.answers(BOB, "Уже едет")
    assert [one.params["reply_parameters"]["message_id"] for one in talk.shown if one.chat == GROUP.id] == [asked]


async def test_an_empty_inbox_says_so(database: Database) -> None:
    talk = await begin(database)
    assert await said_on_desk(talk, BOB, "/inbox") == "Никто не ждёт. Можно выдохнуть ☕"
    assert await said_on_desk(talk, BOB, "/next") == "Никто не ждёт. Можно выдохнуть ☕"


async def test_next_brings_the_card_of_whoever_waits_longest_below(database: Database) -> None:
    talk = await asked(database, 2)
    assert (await said_on_desk(talk, BOB, "/next")).splitlines()[0] == "🟢 Член 1 · №1"
    assert [text.splitlines()[0] for text in talk.desk] == [
        "↓ Член 1 · №1: карточка теперь ниже",
        "🟢 Член 2 · №2",
        "🟢 Член 1 · №1",
    ]


async def test_in_private_the_card_is_a_copy_with_the_same_buttons(database: Database) -> None:
    talk = await asked(database)
    await talk.says(BOB, "/next", place=IN_PRIVATE)
    copy = talk.newest(IN_PRIVATE)
    assert str(copy).splitlines()[0] == "🟢 Член 1 · №1"
    await talk.presses(BOB, "Сроки", place=IN_PRIVATE)
    await talk.presses(BOB, "Отправить", place=IN_PRIVATE)
    assert talk.community == ["Доставим за два дня, Член."]
    assert talk.of(IN_PRIVATE) == []
    assert talk.desk[0].splitlines()[0] == "✅ Член 1 · №1"


async def test_a_reply_to_the_private_copy_is_an_answer(database: Database) -> None:
    talk = await asked(database)
    await talk.says(BOB, "/next", place=IN_PRIVATE)
    await talk.says(BOB, "Едет", place=IN_PRIVATE, reply_to=talk.newest(IN_PRIVATE).number)
    assert talk.community == ["Едет"]


async def test_reply_by_number_keeps_the_formatting(database: Database) -> None:
    talk = await asked(database)
    command = {"type": "bot_command", "offset": 0, "length": 6}
    bold = {"type": "bold", "offset": 9, "length": 4}
    await talk.says(BOB, "/reply 1 Едет! 🚚", place=DESK, entities=(command, bold))
    assert talk.community == ["Едет! 🚚"]
    sent = next(call for call in talk.calls if call.purpose == "reply")
    assert sent.params["entities"] == [bold | {"offset": 0}]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/reply", "О каком разговоре речь?"),
        ("/reply привет", "О каком разговоре речь?"),
        ("/reply 99 привет", "Разговора №99 у этого бренда нет."),
        ("/reply 1", "Напишите и сам ответ: /reply 1 текст"),
        ("/take", "О каком разговоре речь?"),
        ("/take 99999999999999999999", "О каком разговоре речь?"),
        ("/snooze 1 вчера", "Не понимаю, на сколько отложить: «вчера»."),
        ("/snooze 1 0", "Не понимаю, на сколько отложить: «0»."),
        ("/snooze 1 до 25:00", "Не понимаю, на сколько отложить: «до 25:00»."),
        ("/snooze 1 99d", "Не понимаю, на сколько отложить: «99d»."),
        ("/note 1", "В заметке нет слов."),
        ("/find", "Что искать?"),
        ("/find единорог", "По словам «единорог» ничего похожего в библиотеке нет."),
        ("/why", "О каком разговоре речь?"),
        ("/resolve x", "О каком разговоре речь?"),
    ],
)
async def test_a_command_that_cannot_be_obeyed_says_what_it_needs(database: Database, command: str, said: str) -> None:
    talk = await asked(database)
    assert (await said_on_desk(talk, BOB, command)).startswith(said)
    assert talk.community == []


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("/take", "🙋 Занимается Bob"),
        ("/snooze", "Отложено до 13:01"),
        ("/snooze 3ч", "Отложено до 15:01"),
        ("/snooze до 15:30", "Отложено до 15:30"),
        ("/snooze до 24:00", "Отложено до 3 нояб., 00:00"),
        ("/snooze 9:00", "Отложено до 3 нояб., 09:00"),
        ("/snooze через 1:30", "Отложено до 13:31"),
        ("/snooze завтра", "Отложено до 3 нояб., 10:00"),
        ("/snooze monday", "Отложено до 9 нояб., 10:00"),
        ("/snooze до пятницы", "Отложено до 6 нояб., 10:00"),
        ("/snooze на полтора часа", "Отложено до 13:31"),
        ("/note ждём склад", "📝 Bob: ждём склад"),
        ("/resolve", "Закрыто · Bob"),
    ],
)
async def test_a_command_as_a_reply_to_the_card_shows_on_the_card(database: Database, command: str, line: str) -> None:
    talk = await asked(database)
    await talk.answers(BOB, command)
    assert line in talk.desk[0].splitlines()
    assert len(talk.desk) == 1
    assert [call.method for call in talk.calls].count("setMessageReaction") == 1


async def test_find_as_a_reply_to_a_card_offers_what_it_found(database: Database) -> None:
    talk = await asked(database)
    await talk.answers(BOB, "/find девяти")
    assert talk.desk[-1] == "1. Часы работы\nС девяти до девяти, каждый день.\n[1. Часы работы]"
    await talk.presses(BOB, "1. Часы работы")
    await talk.presses(BOB, "Отправить")
    assert talk.community == ["С девяти до девяти, каждый день."]
    assert len(talk.desk) == 1


async def test_what_is_but_near_to_the_words_is_said_to_be_so(database: Database) -> None:
    talk = await asked(database)
    assert (await said_on_desk(talk, BOB, "/find три дня")).splitlines()[::2] == [
        "Точно таких слов в библиотеке нет. Ближе всего:",
        "1. Сроки доставки",
    ]


async def test_words_that_stand_in_a_phrasing_are_not_but_near(database: Database) -> None:
    talk = await begin(database, {}, entries=(replace(DELIVERY, phrasings=("Когда придёт посылка?",)),))
    talk.router = Router(ME, Libraries())
    found = await said_on_desk(talk, BOB, "/find придёт посылка")
    assert found.splitlines()[0] == "1. Сроки доставки"


async def test_search_from_the_card_asks_what_for(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(BOB, "Другие")
    await talk.presses(BOB, "🔎")
    await talk.answers(BOB, "девяти")
    assert talk.desk[-1].splitlines()[-1] == "[1. Часы работы]"


async def test_the_replies_most_like_the_question_stand_before_the_categories(database: Database) -> None:
    entries = [
        Entry(0, "Часы", "С девяти", "Кофейня"),
        *[Entry(0, f"Где заказ? Случай {number}", "В пути", "Доставка") for number in range(1, 6)],
    ]
    talk = await begin(database, {"Где заказ?": [(3, 0.87)]}, entries)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Другие ответы")
    assert talk.desk[0].splitlines()[2:] == [
        "Сверху ответы, которые ближе всего к вопросу. Ниже категории:",
        "[Где заказ? Случай 1]", "[Где заказ? Случай 3]", "[Где заказ? Случай 4]",
        "[Доставка · 5] [Кофейня · 1]",
        "[🔎 Найти] [‹ Назад]",
    ]  # fmt: skip
    await talk.presses(BOB, "Где заказ? Случай 3")
    await talk.presses(BOB, "Отправить")
    assert talk.community == ["В пути"]


async def test_where_nothing_is_like_the_question_there_are_the_categories(database: Database) -> None:
    talk = await begin(database, {}, [Entry(0, "Часы", "С девяти", "Кофейня"), Entry(0, "Вода", "Из-под крана", "Бар")])
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Ответы из библиотеки")
    assert talk.desk[0].splitlines()[2:] == ["Выберите категорию:", "[Бар · 1] [Кофейня · 1]", "[🔎 Найти] [‹ Назад]"]


async def test_of_very_many_categories_the_largest_are_shown(database: Database) -> None:
    entries = [Entry(0, f"Вопрос {n}", "Ответ", f"Тема {min(n, 118):03}") for n in range(120)]
    talk = await begin(database, {}, entries)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Ответы из библиотеки")
    lines = talk.desk[0].splitlines()[3:-1]
    assert (len(lines), lines[0], lines[-1]) == (20, "[Тема 000 · 1] [Тема 001 · 1]", "[Тема 038 · 1] [Тема 118 · 2]")


async def test_a_long_category_is_browsed_by_pages(database: Database) -> None:
    entries = [Entry(0, f"Вопрос {number:02}", "Ответ", "Разное") for number in range(1, 11)]
    talk = await begin(database, {}, entries)
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Ответы из библиотеки")
    assert talk.desk[0].splitlines()[2:] == [
        "Разное. Выберите ответ: сначала покажу его целиком.",
        *[f"[Вопрос {number:02}]" for number in range(1, 9)],
        "[Дальше ›]",
        "[🔎 Найти] [‹ Назад]",
    ]
    await talk.presses(BOB, "Дальше")
    assert talk.desk[0].splitlines()[3:] == [
        "[Вопрос 09]", "[Вопрос 10]", "[‹ Назад по списку]", "[🔎 Найти] [‹ Назад]",
    ]  # fmt: skip


async def test_today_in_figures_and_a_dash_where_nothing_is_known(database: Database) -> None:
    talk = await asked(database, 2)
    assert await said_on_desk(talk, BOB, "/today") == (
        "Кофейня, 02.11\nСпросили: 2\nИз них с ответом: 0\nЖдут сейчас: 2\nМедиана ответа: — (n = 0)"
    )
    talk.minute = 11
    await talk.says(BOB, "/reply 1 Едет", place=DESK)
    assert await said_on_desk(talk, BOB, "/today") == (
        "Кофейня, 02.11\nСпросили: 2\nИз них с ответом: 1\nЖдут сейчас: 1\nМедиана ответа: 11 мин (n = 1)"
    )


async def test_a_snooze_can_be_moved_and_today_names_it(database: Database) -> None:
    talk = await asked(database, 2)
    for command in ("/snooze 2 3ч", "/snooze 2 завтра", "/snooze 1"):
        await talk.says(BOB, command, place=DESK)
    last = (await said_on_desk(talk, BOB, "/today")).splitlines()[-1]
    assert last == "Отложено: 2 (№1 до 13:02, №2 до 3 нояб., 10:00)"


async def test_today_shows_that_more_is_put_off_than_it_names(database: Database) -> None:
    talk = await asked(database, 11)
    for number in range(1, 12):
        await talk.says(BOB, f"/snooze {number} завтра", place=DESK)
    last = (await said_on_desk(talk, BOB, "/today")).splitlines()[-1]
    assert last.startswith("Отложено: 11 (№1 до ")
    assert last.endswith("10:00, …)")


async def test_nobody_takes_what_is_closed(database: Database) -> None:
    talk = await asked(database)
    await talk.says(BOB, "/resolve 1", place=DESK)
    assert await said_on_desk(talk, BOB, "/take 1") == "Разговор уже закрыт."


async def test_what_was_taken_for_chatter_can_be_made_to_wait(database: Database) -> None:
    talk = await begin(database, {"Вкусный был раф": [(2, 0.6)]})
    await talk.says(ALICE, "Вкусный был раф")
    talk.minute = 5
    assert await said_on_desk(talk, CAROL, "/missed") == (
        "Сочли болтовнёй. Если где-то нужен ответ, нажмите номер.\n\n1. Alice · 12:00\nВкусный был раф\n[1]"
    )
    await talk.presses(CAROL, "1")
    assert talk.toasts == ["Теперь ждёт ответа: №1"]
    assert talk.desk == [
        "Пока ничего: каждое сообщение ждёт или ждало ответа.",
        (
            "🟢 Alice @alice · №1\n💬 Coffee lovers\n\nВкусный был раф\n\n"
            "⏳ Ждёт с 12:00, уже 5 мин · ответить до 13:00\n[Часы работы · 60 %]\n"
            "[Другие ответы] [Ответ не нужен]\n[Беру] [Отложить] [Ещё…]"
        ),
    ]


async def test_chatter_that_is_made_to_wait_is_of_the_matter_that_the_member_began_since(database: Database) -> None:
    talk = await begin(database)
    for text in ("Вкусный был раф", "Где заказ?"):
        await talk.says(ALICE, text)
        talk.minute += 5
    await talk.says(CAROL, "/missed", place=DESK)
    await talk.presses(CAROL, "1")
    assert talk.toasts == ["Теперь ждёт ответа: №1"]
    assert (await said_on_desk(talk, CAROL, "/inbox")).splitlines()[:3] == [
        "Ждёт 1 разговор", "", "🟢 №1 Alice · 10 мин",
    ]  # fmt: skip


async def test_chatter_that_is_made_to_wait_opens_a_closed_matter_again(database: Database) -> None:
    talk = await asked(database)
    for text in ("/reply 1 Едет", "/resolve 1"):
        await talk.says(BOB, text, place=DESK)
    await talk.says(member(1), "Вкусный был раф")
    await talk.says(BOB, "/missed", place=DESK)
    await talk.presses(BOB, "1")
    assert (await said_on_desk(talk, BOB, "/inbox")).splitlines()[:1] == ["Ждёт 1 разговор"]


async def test_chatter_is_paged(database: Database) -> None:
    talk = await begin(database)
    for number in range(10):
        await talk.says(member(number), "Вкусный был раф")
        talk.minute += 1
    await talk.says(BOB, "/missed", place=DESK)
    assert talk.desk[-1].splitlines()[-3:] == ["[1] [2] [3] [4]", "[5] [6] [7] [8]", "[Дальше ›]"]
    await talk.presses(BOB, "Дальше")
    assert talk.desk[-1].splitlines()[-2:] == ["[1] [2]", "[‹ Назад по списку]"]


async def test_why_it_is_here_and_why_these_suggestions(database: Database) -> None:
    talk = await asked(database)
    assert await said_on_desk(talk, BOB, "/why 1") == (
        "Почему здесь\nВопрос: ждут ответа\n\nСроки доставки, 87 %: похоже на «Где заказ?»."
    )
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "Почему")
    assert talk.desk[0].endswith("Сроки доставки, 87 %: похоже на «Где заказ?».\n[‹ Назад]")


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("ru", "Сроки доставки, 87 %: слова «Где заказ?» похожи на «где мой заказ»."),
        ("en", "Сроки доставки, 87 %: “Где заказ?” is like “где мой заказ”."),
    ],
)
async def test_why_names_the_sentence_that_was_heard(database: Database, language: str, why: str) -> None:
    talk = await begin(database, {})
    shelf = Shelf({STORY: [(1, 0.87)]}, Reason("где мой заказ", (), "as it stands", "words", "Где заказ?"))
    talk.router = Router(ME, shelf)
    await talk.says(ALICE, STORY)
    bob = replace(BOB, language=language)
    assert (await said_on_desk(talk, bob, "/why 1")).splitlines()[-1] == why


async def test_why_names_the_earlier_message_that_a_suggestion_was_for(database: Database) -> None:
    talk = await asked(database)
    await talk.says(member(1), "И можно ли у вас отпраздновать свадьбу?")
    assert (await said_on_desk(talk, BOB, "/why 1")).splitlines()[-1] == (
        "Сроки доставки, 87 %: слова «Где заказ?» похожи на «Где заказ?»."
    )


async def test_why_explains_all_that_the_card_offers_then_what_was_answered(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.8)], "Когда открыты?": [(2, 0.7)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.says(ALICE, "Когда открыты?")
    delivery, opening = "слова «Где заказ?» похожи на «Где заказ?».", "похоже на «Когда открыты?»."
    assert (await said_on_desk(talk, BOB, "/why 1")).splitlines()[-3:] == [
        f"Сроки доставки, 80 %: {delivery}", "", f"Часы работы, 70 %: {opening}",
    ]  # fmt: skip
    await talk.presses(BOB, "Сроки")
    await talk.presses(BOB, "Отправить")
    why = await said_on_desk(talk, BOB, "/why 1")
    assert why.splitlines()[-1] == "Сроки доставки, 80 %: похоже на «Где заказ?»."
    assert "Часы работы" not in why


async def test_why_says_that_a_question_in_another_language_was_compared_by_meaning(database: Database) -> None:
    talk = await begin(database, {})
    shelf = Shelf({"Where is my order?": [(1, 0.999)]}, Reason("Где мой заказ?", (), "as it stands", "meaning"))
    talk.router = Router(ME, shelf)
    await talk.says(ALICE, "Where is my order?")
    assert (await said_on_desk(talk, BOB, "/why 1")).splitlines()[-1] == (
        "Сроки доставки, 99 %: похоже на «Где мой заказ?»; вопрос на другом языке, сравнили по смыслу."
    )


@pytest.mark.parametrize(
    ("asked", "phrasing"), [("а wi-fi у вас есть?", "wi-fi"), ("принимаете apple pay?", "Apple Pay")]
)
async def test_why_takes_a_question_with_the_entrys_foreign_words_for_no_other_language(
    database: Database, asked: str, phrasing: str
) -> None:
    talk = await begin(database, {})
    talk.router = Router(ME, Shelf({asked: [(1, 0.87)]}, Reason(phrasing, (), "as it stands", "words")))
    await talk.says(ALICE, asked)
    assert (await said_on_desk(talk, BOB, "/why 1")).splitlines()[
        -1
    ] == f"Сроки доставки, 87 %: похоже на «{phrasing}»."


async def test_a_member_who_types_a_command_is_a_member(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "/inbox, а где заказ?", place=GROUP)
    assert [text.splitlines()[3] for text in talk.desk] == ["/inbox, а где заказ?"]


@pytest.mark.parametrize("words", ["", " approve", " 12", " зерно"])
async def test_a_team_command_by_a_member_in_private_is_no_question_and_gets_an_answer(
    database: Database, words: str
) -> None:
    talk = await begin(database)
    of_the_team = [command.name for command in routes.COMMANDS if command.roles]
    for name in (*of_the_team, "nosuch"):
        await talk.says(ALICE, f"/{name}{words}", place=ALONE)
    assert set(talk.of(ALONE)) == {"Просто напишите свой вопрос, и вам ответят люди."}
    assert (len(talk.of(ALONE)), talk.desk) == (len(of_the_team) + 1, [])


@pytest.mark.parametrize("said", ["/faq где мой заказ?", "/reply никто не отвечает", "/order is it ready?"])
async def test_a_question_after_a_command_is_one(database: Database, said: str) -> None:
    talk = await begin(database)
    await talk.says(ALICE, said, place=ALONE)
    assert [text.splitlines()[3] for text in talk.desk] == [said]
    assert talk.of(ALONE) == []


FORGED = (
    "fe:abc", "fe", "fl:a", "fl:x:y", "fap:z", "fall:x", "fd:x", "fc:1:99", "fs:1:evil", "fs:1:approved",
    "fs:1:approved:x", "fu:1", "gap:1", "ix:-5", "op:", "ff:x", "fnf:x", "fnp:1:1", "fno:x", "su:x", "fv:1", "fv:1:99",
    "fvr:x",     "set:1", "put:x:y", "tms:x", "tmr:1:owner", "itx:x", "rep:x", "cnv:1", "lkx:x", "plx:x", "brand:x",
    "bind:1", "hk:x",
    "lkc:1", "lkc:x:y", "acc:1", "acr:1", "aci:x", "aci:", "ugp:x", "ugk:x", "ugt:1", "uga:1", "ugy:x", "ugn:",
    "rcd:x", "cne:x", "pv:1", "sz:1", "zz:1", "",
)  # fmt: skip


@pytest.mark.parametrize("data", FORGED)
async def test_a_button_that_was_never_ours_is_answered_and_does_nothing(database: Database, data: str) -> None:
    talk = await asked(database)
    await talk.press(CAROL, data, talk.newest(DESK))
    assert len(talk.toasts) == 1
    assert talk.community == []
