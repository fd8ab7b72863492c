"""The brand's look in the chat: its colour and its logo."""

from datetime import date

from handlers.checklist.month_reports import month_report
from inbox.messages import Attachment
from report.look import Look
from storage import logos
from storage.database import Database
from tests.cast import BOB, CAROL, Stage, set_stage
from tests.dialogue import Dialogue
from tests.report.test_logo import png

SENT = png(30, 10)


async def sends(chat: Dialogue, content: bytes | None, caption: str = "", size: int = 100) -> None:
    """Carol sends a picture as a file; None is one that Telegram does not hand out."""
    chat.telegram["download"] = lambda _: content
    await chat.says(CAROL, caption, attachment=Attachment("document", "file1", size=size), content="document")


async def look(stage: Stage, chat: Dialogue) -> Look:
    return (await stage.database.run(lambda c: month_report(c, stage.brand, date(2026, 10, 1), chat.now))).look


async def test_a_logo_is_sent_shown_replaced_and_removed(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/logo")
    await sends(chat, SENT)
    asked, kept = chat.heard()
    assert asked.startswith("Пришлите логотип бренда «Кофейня» картинкой PNG или JPEG, до 2 МБ.")
    assert kept == "Логотип бренда «Кофейня» сохранён: он будет во всех отчётах.\n[✕ Убрать логотип]"
    first = (await look(stage, chat)).logo
    await sends(chat, png(10, 30), "/logo")
    assert (await look(stage, chat)).logo not in (b"", first)
    await chat.presses(CAROL, "✕ Убрать логотип")
    assert chat.heard()[-1] == "Логотип бренда «Кофейня» убран."
    assert (await look(stage, chat)).logo == b""
    await chat.says(CAROL, "/logo -")
    assert chat.heard() == ["Логотипа и так нет. Прислать его: /logo"]


async def test_what_is_no_logo_is_told_and_another_may_be_sent(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    for content, size in ((b"hello", 5), (b"<svg onload='x'/>", 9), (SENT[:60], 60), (None, 5), (SENT, 3_000_000)):
        await sends(chat, content, "/logo", size)
    assert chat.heard() == [
        "Это не похоже на картинку. Пришлите логотип файлом PNG или JPEG.",
        "SVG не подойдёт: в нём может быть код. Сохраните логотип как PNG и пришлите его.",
        "Картинка повреждена: она не открывается. Сохраните её ещё раз как PNG и пришлите.",
        "Не получилось взять картинку у Telegram. Пришлите её ещё раз: /logo",
        "Файл слишком большой: 3 МБ. Уменьшите картинку, подойдёт файл до 2 МБ.",
    ]
    assert not await database.run(lambda c: logos.is_there(c, stage.brand))


async def test_only_leads_give_the_brand_its_look(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await chat.says(BOB, "/logo")
    await chat.touches(BOB, 1, f"lgx:{stage.brand}")
    refusal = "На это у вас нет прав: здесь нужен руководитель бренда."
    assert chat.heard() == [refusal, f"({refusal})"]


async def test_the_settings_hold_colour_and_logo(database: Database) -> None:
    stage = await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/settings")
    assert [line for line in chat.heard()[0].splitlines() if line.startswith(("Цвет", "Логотип"))] == [
        "Цвет отчётов: обычный", "Логотип: нет",
    ]  # fmt: skip
    await chat.presses(CAROL, "Цвет отчётов")
    await chat.says(CAROL, "лимонный")
    await chat.says(CAROL, "AA3366")
    assert chat.heard()[1:] == [
        "Цвет «лимонный» не подходит: нужен вид #1a2b3c.",
        "Цвет отчётов: #AA3366\n[↩ Вернуть как было] [← К настройкам]",
    ]
    assert (await look(stage, chat)).colour == "#AA3366"
    await chat.presses(CAROL, "← К настройкам")
    await chat.presses(CAROL, "Логотип")
    await sends(chat, SENT)
    assert chat.heard()[-1].startswith("Логотип бренда «Кофейня» сохранён")
