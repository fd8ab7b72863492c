"""What the library lacks is told with examples and the answers people gave, and a tap makes a draft of it."""

from datetime import timedelta

from inbox.entries import Entry
from storage import library
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, GROUP, MALLORY, set_stage
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


async def test_what_a_standard_reply_answered_is_no_gap(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    entry = Entry(0, "Можно с собакой?", "Да")
    await database.run(lambda c: library.add(c, stage.brand, entry, chat.now, None))
    await chat.says(CAROL, "/gaps 2026-11")
    await chat.works()
    assert chat.heard()[1:] == ["За 2026-11 таких вопросов нет: на всё нашёлся стандартный ответ."]
