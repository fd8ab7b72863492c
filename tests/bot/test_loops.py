"""A loop ends only when it is told to."""

import asyncio

import pytest

from bot import loops
from bot.loops import Loop
from inbox.errors import DatabaseProblem


@pytest.mark.parametrize("trouble", [DatabaseProblem("database-locked", words="locked"), RuntimeError("bug")])
async def test_trouble_is_told_once_and_the_turn_tried_again(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(loops, "AFTER_TROUBLE", 0.001)
    seen: list[bool] = []

    async def turn() -> float:
        seen.append(loop.in_trouble)
        if len(seen) < 4:
            raise trouble
        loop.stop()
        return 0

    loop = Loop("worker", turn)
    await loop.run()
    assert (seen, loop.in_trouble, len(caplog.records)) == ([False, True, True, True], False, 1)


async def test_a_loop_that_rests_is_woken() -> None:
    turned = [asyncio.Event(), asyncio.Event()]
    turns = iter(turned)

    async def turn() -> float:
        rested.append(loop.is_resting)
        next(turns).set()
        return 3600

    rested: list[bool] = []
    loop = Loop("worker", turn)
    running = asyncio.create_task(loop.run())
    await turned[0].wait()
    await asyncio.sleep(0)
    rested.append(loop.is_resting)
    loop.wake()
    rested.append(loop.is_resting)
    await turned[1].wait()
    loop.stop()
    await running
    assert rested == [False, True, False, False]
