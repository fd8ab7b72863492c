"""Plugged into a bot that has commands and buttons of its own, Otklik leaves these alone."""

from dataclasses import replace

import pytest

from handlers.onboarding.invitations import owner_link
from inbox.messages import Person, Place
from storage import chats
from storage.database import Database
from tests.cast import ALICE, BOB, DESK, GROUP, MALLORY, ME, NINE, set_stage
from tests.dialogue import Dialogue

PLUGGED = replace(ME, is_plugged=True)


@pytest.fixture
async def chat(database: Database) -> Dialogue:
    stage = await set_stage(database)
    await database.run(lambda c: chats.bind(c, chats.remember(c, DESK, NINE).id, "desk", stage.brand))
    return Dialogue(database, me=PLUGGED)


@pytest.mark.parametrize(("who", "place"), [(BOB, DESK), (BOB, None), (ALICE, None), (ALICE, GROUP)])
async def test_the_hosts_commands_are_left_to_it(chat: Dialogue, who: Person, place: Place | None) -> None:
    await chat.says(who, "/hello where is my order?", place)
    await chat.says(who, "/hello", place)
    assert chat.heard() == []


async def test_a_hosts_command_does_not_stand_on_the_card(chat: Dialogue) -> None:
    await chat.says(ALICE, "Где мой заказ?")
    await chat.says(ALICE, "/hello")
    (card,) = [shown for shown in chat.shown if shown.chat == DESK.id]
    assert ("Где мой заказ?" in card.text, "/hello" in card.text) == (True, False)


async def test_a_hosts_command_is_no_answer_to_a_card(chat: Dialogue) -> None:
    await chat.says(ALICE, "Где мой заказ?", GROUP)
    (card,) = [shown for shown in chat.shown if shown.chat == DESK.id]
    await chat.says(BOB, "/hello", DESK, reply_to=card.number)
    assert [shown.text for shown in chat.shown if shown.chat == GROUP.id] == []


@pytest.mark.parametrize("words", ["/start", "/help"])
async def test_whoever_is_on_no_team_is_greeted_by_the_host(chat: Dialogue, words: str) -> None:
    await chat.says(ALICE, words)
    assert chat.heard() == []
    await chat.says(BOB, words)
    assert len(chat.heard()) == 1


async def test_only_our_own_links_are_heeded(chat: Dialogue, database: Database) -> None:
    link = await database.run(lambda c: owner_link(c, PLUGGED, chat.now))
    assert link is not None
    await chat.says(MALLORY, f"/start {link.partition('=')[2]}")
    assert len(chat.heard()) == 2
    await chat.says(ALICE, "/start b1")
    assert chat.heard() == ["Здравствуйте! Это Кофейня. Напишите свой вопрос, и мы ответим."]
    for who in (ALICE, BOB):
        await chat.says(who, "/start promo")
    assert chat.heard() == []


async def test_the_hosts_buttons_are_left_to_it(chat: Dialogue) -> None:
    await chat.touches(ALICE, 5, "menu:coffee")
    assert chat.heard() == []
