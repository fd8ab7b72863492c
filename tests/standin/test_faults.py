"""Faults on demand: each hits the calls it is meant for, and says honestly whether the work was done."""

import asyncio
import json

import aiohttp
import pytest

from bot.standin import BAD_GATEWAY, TOO_MANY, Chat, Hold, Refuse, Reset, Standin, Swallow, Truncate, World

from .conftest import Client, Clock


@pytest.fixture
def chat(world: World) -> Chat:
    return world.supergroup("Coffee lovers")


async def test_a_refusal_hits_as_many_calls_as_asked(telegram: Standin, chat: Chat, call: Client) -> None:
    telegram.spoils("sendMessage", BAD_GATEWAY, times=2)
    for _ in range(2):
        assert await call.refusal("sendMessage", chat_id=chat.id, text="x") == (502, "Bad Gateway")
    assert (await call("getMe"))["ok"]
    assert (await call("sendMessage", chat_id=chat.id, text="x"))["ok"]
    assert (chat.transcript, len(telegram.calls_of("sendMessage"))) == (["Otklik: x"], 3)


async def test_too_many_requests_say_how_long_to_wait(telegram: Standin, chat: Chat, call: Client) -> None:
    telegram.spoils("sendMessage", TOO_MANY)
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    async with call.http.post(url, json={"chat_id": chat.id, "text": "x"}) as response:
        assert (response.headers["Retry-After"], (await response.json())["parameters"]) == ("1", {"retry_after": 1})


@pytest.mark.parametrize(("fault", "standing"), [(Reset(), []), (Swallow(), ["Otklik: x"])])
async def test_a_broken_connection_leaves_the_work_undone_or_done(
    telegram: Standin, chat: Chat, call: Client, fault: Reset | Swallow, standing: list[str]
) -> None:
    telegram.spoils("sendMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=chat.id, text="x")
    assert chat.transcript == standing


async def test_half_an_answer_is_no_json(telegram: Standin, chat: Chat, call: Client) -> None:
    telegram.spoils("sendMessage", Truncate())
    with pytest.raises(json.JSONDecodeError):
        await call("sendMessage", chat_id=chat.id, text="x")
    assert chat.transcript == ["Otklik: x"]


async def test_a_held_call_waits_for_its_release(telegram: Standin, chat: Chat, call: Client) -> None:
    hold = Hold()
    telegram.spoils("sendMessage", hold)
    slow = asyncio.create_task(call("sendMessage", chat_id=chat.id, text="slow"))
    await hold.reached()
    await call("sendMessage", chat_id=chat.id, text="quick")
    assert chat.transcript == ["Otklik: quick"]
    hold.release()
    assert (await slow)["ok"]
    assert chat.transcript == ["Otklik: quick", "Otklik: slow"]


async def test_faults_come_in_the_order_asked_and_can_be_healed(telegram: Standin, call: Client) -> None:
    telegram.spoils("getMe", Refuse(500, "first"))
    telegram.spoils("getme", Refuse(500, "second"), times=5)
    assert [(await call.refusal("getMe"))[1] for _ in range(2)] == ["first", "second"]
    telegram.heals()
    assert (await call("getMe"))["ok"]


async def test_the_stand_in_closes_while_calls_are_held(call: Client) -> None:
    hold = Hold()
    async with Standin() as telegram:
        telegram.spoils("getMe", hold)
        other = Client(telegram, call.http)
        held = [asyncio.create_task(other("getMe")), asyncio.create_task(other("getUpdates", timeout=50))]
        await hold.reached()
        await telegram.called("getUpdates")
    assert [type(await asyncio.wait_for(_failure(task), 5)) for task in held] == [aiohttp.ServerDisconnectedError] * 2


async def _failure(task: asyncio.Task[dict[str, object]]) -> BaseException | None:
    await asyncio.wait([task])
    return task.exception()


async def test_limits_count_by_the_worlds_clock(clock: Clock) -> None:
    async with Standin(clock, limits=True) as telegram, aiohttp.ClientSession() as http:
        call = Client(telegram, http)
        chat = telegram.world.supergroup("Coffee lovers")
        assert (await call("sendMessage", chat_id=chat.id, text="1"))["ok"]
        second = await call("sendMessage", chat_id=chat.id, text="2")
        assert (second["description"], second["parameters"]) == (
            "Too Many Requests: retry after 1",
            {"retry_after": 1},
        )
        for _ in range(19):
            clock.passes(seconds=1)
            assert (await call("sendMessage", chat_id=chat.id, text="x"))["ok"]
        clock.passes(seconds=1)
        assert (await call("sendMessage", chat_id=chat.id, text="21"))["parameters"] == {"retry_after": 40}
        clock.passes(seconds=40)
        assert (await call("sendMessage", chat_id=chat.id, text="21"))["ok"]


async def test_thirty_a_second_is_the_limit_over_all_chats(clock: Clock) -> None:
    async with Standin(clock, limits=True) as telegram, aiohttp.ClientSession() as http:
        call = Client(telegram, http)
        chats = [telegram.world.supergroup(f"Chat {number}") for number in range(31)]
        answers = [await call("sendMessage", chat_id=chat.id, text="x") for chat in chats]
        assert [answer["ok"] for answer in answers] == [*[True] * 30, False]
