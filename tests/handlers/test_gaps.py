"""What the library lacks is told with examples and the answers people gave, and a tap makes a draft of it."""

from datetime import timedelta

from faq.markup import length
from inbox.entries import Entry
from inbox.ids import BrandId
from storage import library, waits
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, GROUP, MALLORY, NINE, set_stage
from tests.deskwork import begin
from tests.dialogue import Dialogue


async def with_dogs(database: Database) -> tuple[Dialogue, int]:
    """Two members ask whether dogs may come; Bob answers one of them."""
    stage = await set_stage(database)
    chat = Dialogue(database)
    await chat.says(ALICE, "Можно ли к вам с собакой?", GROUP)
    chat.now += timedelta(minutes=5)
    await chat.says(BOB, "Да, на веранду <3", GROUP)
    await chat.says(MALLORY, "а с собакой можно прийти к вам?", GROUP)
    return chat, stage.brand


async def test_gaps_are_told_with_examples_and_the_best_answer(database: Database) -> None:
    chat, _ = await with_dogs(database)
    await chat.says(CAROL, "/gaps")
    await chat.works()
    said = chat.heard()
    assert said[0] == "Собираю вопросы без стандартного ответа за 2026-11…"
    assert said[1].splitlines() == [
        "Чего не хватает в библиотеке, 2026-11",
        "2 вопроса остались без стандартного ответа.",
        "",
        "1. Спросили 2 раза",
        "• Можно ли к вам с собакой?",
        "• а с собакой можно прийти к вам?",
        "↩️ Да, на веранду <3",
        "[💾 1 в черновики]",
    ]


async def test_a_tap_makes_a_draft_of_the_questions_and_the_answer(database: Database) -> None:
    chat, brand = await with_dogs(database)
    await chat.says(CAROL, "/gaps")
    await chat.works()
    await chat.presses(CAROL, "💾 1 в черновики")
    drafts = await database.run(lambda c: library.find_all(c, brand, ("draft",)))  # type: ignore[arg-type] # an id
    assert [(one.question, one.phrasings, one.answer, one.state) for one in drafts] == [
        (
            "Можно ли к вам с собакой?",
            ("а с собакой можно прийти к вам?",),
            "Да, на веранду &lt;3",
            "draft",
        )
    ]


async def gaps_told(chat: Dialogue) -> list[str]:
    chat.heard()
    await chat.says(CAROL, "/gaps")
    await chat.works()
    return [line for line in chat.heard()[-1].splitlines() if line.startswith(("•", "За"))]


LONG = (
    "Можно ли прийти к вам с большой собакой", "Продаёте ли вы подарочные сертификаты",
    "Работает ли у вас бесплатный интернет", "Есть ли детское меню и стульчики",
    "Проводите ли вы мастер-классы по латте", "Можно ли заказать торт на день рождения",
    "Берёте ли вы на работу студентов", "Есть ли парковка рядом со зданием",
)  # fmt: skip
NONE = ["За 2026-11 вопросов без стандартного ответа нет."]


async def test_what_the_library_offered_is_no_gap_though_the_team_used_its_own_words(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.87)], "А с собакой можно?": [(2, 0.4)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.answers(BOB, "Сейчас посмотрю")
    await talk.says(MALLORY, "А с собакой можно?")
    await talk.presses(BOB, "Часы работы")
    await talk.presses(BOB, "Не подходит")
    assert await gaps_told(Dialogue(database)) == ["• А с собакой можно?"]


async def test_what_the_team_judged_wrong_for_a_question_is_no_answer_to_it(database: Database) -> None:
    asked = "Сколько стоит доставка в Омск?"
    talk = await begin(database, {asked: [(1, 0.9)]}, [Entry(0, "Сколько стоит доставка?", "По Москве 300 ₽")])
    await talk.says(ALICE, asked)
    await talk.presses(BOB, "Сколько стоит")
    await talk.presses(BOB, "Не подходит")
    assert await gaps_told(Dialogue(database)) == [f"• {asked}"]


async def test_a_nag_a_greeting_and_asking_twice_are_no_gaps(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    for words in ("Здравствуйте!", "Можно ли к вам с собакой?", "ау, кто-нибудь ответит?", "можно с собакой или нет??"):
        await chat.says(ALICE, words, GROUP)
    assert await gaps_told(chat) == ["• Можно ли к вам с собакой?"]
    assert await database.run(lambda c: waits.asked_since(c, stage.brand, NINE)) != []


async def test_what_the_library_answers_by_now_or_in_a_draft_is_no_gap(database: Database) -> None:
    chat, brand = await with_dogs(database)
    entry = Entry(0, "Можно ли к вам с собакой?", "Да", state="draft")
    await database.run(lambda c: library.add(c, brand, entry, chat.now, None))  # type: ignore[arg-type] # an id
    assert await gaps_told(chat) == NONE


async def test_long_questions_are_told_as_far_as_one_message_holds(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    for matter in LONG:
        for who in (ALICE, MALLORY):
            await chat.says(who, f"{matter}? " * 4, GROUP)
            chat.now += timedelta(hours=13)
        await chat.says(BOB, "Да, приходите в любое время. " * 6, GROUP)
        chat.now += timedelta(hours=13)
    await chat.says(CAROL, "/gaps")
    await chat.works()
    said = chat.shown[-1].params["text"]
    assert length(said) <= 4096
    assert (said.count("Спросили"), said[-15:]) == (7, "… и ещё 1 тема.")
    assert len([button for row in chat.shown[-1].rows for button in row]) == 7


async def test_a_long_question_becomes_no_phrasing_cut_short(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    story = "можно ли к вам с собакой, " + "она у нас большая, но очень добрая и воспитанная, " * 4
    for who, words in ((ALICE, "Можно ли к вам с собакой?"), (MALLORY, story)):
        await chat.says(who, words, GROUP)
    await chat.says(CAROL, "/gaps")
    await chat.works()
    await chat.presses(CAROL, "💾 1 в черновики")
    drafts = await database.run(lambda c: library.find_all(c, BrandId(1), ("draft",)))
    assert not any("…" in words for draft in drafts for words in draft.wordings())


async def test_a_second_tap_makes_no_second_draft(database: Database) -> None:
    chat, _ = await with_dogs(database)
    await gaps_told(chat)
    await chat.presses(CAROL, "💾 1 в черновики")
    [draft] = chat.heard()
    assert draft.splitlines()[:3] == ["Черновик готов. Проверьте ответ:", "", "📝 № 1. Можно ли к вам с собакой?"]
    assert draft.splitlines()[-1].startswith("[↩ Вернуть как было] [✅ Утвердить | 🗄 Убрать] [✎ Изменить")
    await chat.presses(CAROL, "💾 1 в черновики")
    assert chat.heard() == ["(Об этом уже есть ответ или черновик: /faq)"]


async def test_no_draft_is_made_of_what_a_reply_was_found_for_meanwhile(database: Database) -> None:
    chat, brand = await with_dogs(database)
    await gaps_told(chat)
    entry = Entry(0, "Пускаете с питомцами?", "Да", phrasings=("можно ли к вам с собакой",))
    await database.run(lambda c: library.add(c, brand, entry, chat.now, None))  # type: ignore[arg-type] # an id
    await chat.presses(CAROL, "💾 1 в черновики")
    assert chat.heard() == ["(Об этом уже есть ответ или черновик: /faq)"]


async def test_a_draft_that_nobody_has_answered_waits_for_its_answer_before_it_is_approved(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(ALICE, "Можно ли к вам с собакой?", GROUP)
    await gaps_told(chat)
    await chat.presses(CAROL, "💾 1 в черновики")
    assert chat.heard()[0].splitlines()[5] == "Ответ ещё не написан."
    await chat.presses(CAROL, "✅ Утвердить")
    assert chat.heard()[0].splitlines()[:2] == [
        "Утвердить пока нельзя. Сначала команда исправит вот что (кнопка «Изменить»):", "Ответ пустой. Напишите его.",
    ]  # fmt: skip
    await chat.says(CAROL, "/faq approve")
    assert chat.heard()[0].splitlines()[3:] == [
        "Ответ ещё не написан, утверждать пока нечего: № 1.", "[👁 1] [← К библиотеке]",
    ]  # fmt: skip
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Код")
    await chat.says(BOB, "собака")
    await chat.says(BOB, "/faq edit 1")
    await chat.presses(BOB, "Ответ")
    await chat.says(BOB, "Да, на веранду")
    await chat.says(CAROL, "/faq approve 1")
    [draft] = await database.run(lambda c: library.find_all(c, BrandId(1)))
    assert (draft.answer, draft.code, draft.state) == ("Да, на веранду", "собака", "approved")
