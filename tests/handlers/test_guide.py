"""`/help` and the menus are written from the table of routes."""

import pytest

from handlers import guide, routes
from storage.database import Database
from tests.cast import ALICE, BOB, CAROL, DESK, set_stage
from tests.dialogue import Dialogue
from texts import LANGUAGES, Language, catalogue


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_words(language: Language) -> None:
    sentences = catalogue(language).sentences
    assert [command.name for command in routes.COMMANDS if f"command-{command.name}" not in sentences] == []


def test_every_button_is_one() -> None:
    verbs = [press.verb for press in routes.PRESSES]
    assert sorted(verbs) == sorted(set(verbs))


def test_names_of_commands_are_telegrams() -> None:
    names = [command.name for command in routes.COMMANDS]
    assert [name for name in names if not (name.isascii() and name.islower() and 1 <= len(name) <= 32)] == []
    assert len(names) == len(set(names))


async def test_help_shows_what_this_person_may_do_here(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    for who in (CAROL, BOB, ALICE):
        await chat.says(who, "/help")
    lead, manager, member = chat.heard()
    assert "/settings — Настройки бренда" in lead.splitlines()
    assert "/settings — Настройки бренда" not in manager.splitlines()
    assert manager.splitlines()[0] == "Вот что вам доступно здесь. Ваша роль: менеджер."
    assert member.splitlines()[0] == "Просто напишите свой вопрос, и вам ответят люди."
    assert "/team" not in member


async def test_help_of_one_command_says_how_it_is_used(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(BOB, "/help /team")
    await chat.says(BOB, "/help settings")
    await chat.says(BOB, "/help brand")
    assert chat.heard() == [
        (
            "/team — Команда бренда: кто в ней, пригласить, убрать\n/team — список, /team invite manager "
            "(lead, client) — ссылка для нового человека, /team remove Имя"
        ),
        "Такой команды у вас здесь нет: «settings». Все команды — /help",
        "/brand — Выбрать бренд\n/brand — список, /brand Название — выбрать",
    ]


async def test_menus_are_each_ones_own_in_both_languages(database: Database) -> None:
    await set_stage(database)
    chat = Dialogue(database)
    await chat.says(CAROL, "/desk", DESK)
    calls = await database.run(lambda c: guide.menus(c, routes.COMMANDS))
    shown = [
        (
            call.params["scope"].get("chat_id"),
            call.params.get("language_code"),
            {"command": "settings", "description": "Настройки бренда"} in call.params["commands"],
            {"command": "settings", "description": "The brand's settings"} in call.params["commands"],
        )
        for call in calls
    ]
    assert shown == [
        (who, language, is_lead and language is None, is_lead and language == "en")
        for who, is_lead in ((None, False), (DESK.id, False), (BOB.id, False), (CAROL.id, True))
        for language in (None, "en")
    ]
    assert {call.method for call in calls} == {"setMyCommands"}
