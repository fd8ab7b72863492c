"""From Telegram to Telegram: every update is handled once and in order, whatever happens to its neighbours."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bot.app import Otklik
from bot.standin import World
from bot.worker import Worker
from storage import received
from storage.database import Database
from tests.bot.echo import Echo
from tests.bot.updates import said


async def test_messages_are_answered_in_order(otklik: Otklik, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    alice = world.person("Alice")
    for number in range(20):
        chat.says(alice, f"{number}")
    assert [answer.text for answer in await chat.answers(20)] == [f"{number}" for number in range(20)]


async def test_poison_is_set_aside_and_the_rest_goes_on(otklik: Otklik, world: World, database: Database) -> None:
    chat = world.supergroup("Coffee lovers")
    alice = world.person("Alice")
    world.ground.updates.inject({"message": {"message_id": "seven", "chat": chat.raw, "date": 1}})
    chat.says(alice, "Hello")
    assert (await chat.answer()).text == "Hello"
    reasons = [parked.reason for parked in await database.run(received.parked)]
    assert reasons == ["Expected `int`, got `str` - at `$.message.message_id`"]


async def test_an_update_that_meets_a_bug_does_not_undo_its_neighbours(
    otklik: Otklik, world: World, database: Database
) -> None:
    chat = world.supergroup("Coffee lovers")
    alice = world.person("Alice")
    for text in ("one", "break", "two"):
        chat.says(alice, text)
    assert [answer.text for answer in await chat.answers(2)] == ["one", "two"]
    assert [parked.reason for parked in await database.run(received.parked)] == ["RuntimeError: told to break"]


async def test_a_repeated_update_is_handled_once(otklik: Otklik, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    for _ in range(2):
        await otklik.intake.take([said(5, "Hello", chat.id)])
    await otklik.intake.take([said(6, "Bye", chat.id)])
    assert [answer.text for answer in await chat.answers(2)] == ["Hello", "Bye"]


async def test_a_bug_that_no_update_is_to_blame_for_is_told_as_it_is(database: Database, echo: Echo) -> None:
    await database.run(lambda c: c.exec_driver_sql("ALTER TABLE lanes RENAME TO roads").close())
    with pytest.raises(DBAPIError, match="lanes"):
        await Worker(database, echo, lambda: datetime.now(UTC), lambda: None).turn()


async def test_a_bug_is_told_without_what_people_wrote(database: Database) -> None:
    with pytest.raises(DBAPIError) as told:
        await database.run(lambda c: c.scalar(select(func.nowhere("a secret"))))
    assert "a secret" not in str(told.value)
