"""getUpdates hands out what happened, again and again until it is confirmed, to one poller at a time."""

import asyncio

import pytest

from bot.standin import Chat, Json, Person, Standin, World

from .conftest import Client

CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@pytest.fixture
def alice(world: World) -> Person:
    return world.person("Alice")


@pytest.fixture
def chat(world: World) -> Chat:
    return world.supergroup("Coffee lovers")


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_unconfirmed_updates_are_handed_out_again(chat: Chat, alice: Person, call: Client) -> None:
    for text in ("one", "two"):
        chat.says(alice, text)
    first = await call.result("getUpdates")
    assert [update["update_id"] for update in first] == [100_000_001, 100_000_002]
    assert await call.result("getUpdates") == first


async def test_an_offset_forgets_all_before_it(chat: Chat, alice: Person, call: Client) -> None:
    for text in ("one", "two", "three"):
        chat.says(alice, text)
    assert texts(await call.result("getUpdates", offset=100_000_002)) == ["two", "three"]
    assert texts(await call.result("getUpdates")) == ["two", "three"]
    assert await call.result("getUpdates", offset=100_000_004) == []
    assert await call.result("getUpdates") == []


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    chat: Chat, alice: Person, call: Client
) -> None:
    for text in ("one", "two", "three"):
        chat.says(alice, text)
    assert texts(await call.result("getUpdates", offset=-2)) == ["two", "three"]
    assert texts(await call.result("getUpdates", offset=-100)) == ["two", "three"]


@pytest.mark.parametrize(("limit", "expected"), [(1, 1), (100, 100), (0, 1), (1000, 100)])
async def test_a_limit_is_between_1_and_100(chat: Chat, alice: Person, call: Client, limit: int, expected: int) -> None:
    for number in range(120):
        chat.says(alice, str(number))
    assert len(await call.result("getUpdates", limit=limit)) == expected


async def test_a_long_poll_holds_until_something_comes(
    telegram: Standin, chat: Chat, alice: Person, call: Client
) -> None:
    polling = asyncio.create_task(call.result("getUpdates", timeout=50))
    await telegram.called("getUpdates")
    chat.says(alice, "at last")
    assert texts(await polling) == ["at last"]


async def test_a_second_poller_ends_the_first(telegram: Standin, chat: Chat, alice: Person, call: Client) -> None:
    first = asyncio.create_task(call.refusal("getUpdates", timeout=50))
    await telegram.called("getUpdates")
    second = asyncio.create_task(call.result("getUpdates", timeout=50))
    assert await first == (409, CONFLICT)
    chat.says(alice, "hello")
    assert texts(await second) == ["hello"]


async def test_some_kinds_come_only_if_asked_for(world: World, call: Client) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    chat = world.supergroup("Coffee lovers")
    message = chat.says(alice, "hello")
    chat.joins(bob)
    world.reacts(bob, message, "👍")
    assert [set(u) - {"update_id"} for u in await call.result("getUpdates")] == [{"message"}, {"message"}]
    await call.result("getUpdates", offset=-1, allowed_updates=["chat_member", "message_reaction"])
    carol = world.person("Carol")
    chat.joins(carol)
    world.reacts(carol, message, "🔥")
    kinds = [set(u) - {"update_id"} for u in await call.result("getUpdates", offset=100_000_003)]
    assert kinds == [{"chat_member"}, {"message_reaction"}]


async def test_allowed_updates_are_remembered_and_an_empty_list_means_the_defaults(
    telegram: Standin, call: Client
) -> None:
    updates = telegram.world.ground.updates
    await call.result("getUpdates", allowed_updates=["poll"])
    await call.result("getUpdates")
    assert updates.asked == {"poll"}
    await call.result("getUpdates", allowed_updates=[])
    assert updates.asked == frozenset()


async def test_after_a_quiet_week_ids_restart_and_an_old_offset_forgets_nothing(
    telegram: Standin, chat: Chat, alice: Person, call: Client
) -> None:
    telegram.world.ground.updates.restart(5_000)
    chat.says(alice, "hello again")
    for _ in range(2):
        [update] = await call.result("getUpdates", offset=100_000_001)
        assert (update["update_id"], update["message"]["text"]) == (5_000, "hello again")
    assert await call.result("getUpdates", offset=5_001) == []


async def test_a_captured_update_can_be_handed_out(telegram: Standin, call: Client) -> None:
    poisoned = {"update_id": 7, "message": {"text": 5}}
    telegram.world.ground.updates.inject(poisoned)
    assert await call.result("getUpdates") == [poisoned]
