"""`otklik run` itself: it says who it is and how to claim it, stops when told, and refuses a wrong token in words."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.standin import Standin
from bot.standin.faults import BAD_GATEWAY

OTKLIK = (sys.executable, "-c", "from bot.cli import main; main()")
ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def run(telegram: Standin, folder: Path, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    told = {"TOKEN": telegram.token, "API_URL": telegram.url, "LANGUAGE": "en"} | settings
    environment = os.environ | {f"OTKLIK_{name}": value for name, value in told.items()} | {"PYTHONPATH": str(ROOT)}
    pipe = asyncio.subprocess.PIPE
    program = await asyncio.create_subprocess_exec(
        *OTKLIK, "run", cwd=folder, env=environment, stdout=pipe, stderr=asyncio.subprocess.STDOUT
    )
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
            await program.communicate()


async def test_it_starts_with_nothing_but_a_token_and_stops_when_told(telegram: Standin, tmp_path: Path) -> None:
    async with run(telegram, tmp_path) as program:
        await telegram.world.until(lambda: telegram.calls_of("getUpdates"), patience=60)
        assert program.stdout is not None
        said = [(await program.stdout.readline()).decode() for _ in range(2)]
        program.terminate()
        rest, _ = await program.communicate()
    assert said[0] == "Otklik listens to @otklik_bot. Ctrl-C stops it.\n"
    assert re.search(r"https://t\.me/otklik_bot\?start=[\w-]{20,}\n$", said[1])
    assert (program.returncode, rest.decode()) == (0, "Finishing what is in hand…\n")


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_when_told_while_telegram_is_not_reached(
    telegram: Standin, tmp_path: Path, sign: signal.Signals
) -> None:
    telegram.spoils("getMe", BAD_GATEWAY, times=100)
    async with run(telegram, tmp_path) as program:
        await telegram.world.until(lambda: telegram.calls_of("getMe"), patience=60)
        program.send_signal(sign)
        said, _ = await program.communicate()
    assert (program.returncode, b"Traceback" in said, b"listens" in said) == (0, False, False)


async def test_a_wrong_token_is_told_and_not_shown(telegram: Standin, tmp_path: Path) -> None:
    async with run(telegram, tmp_path, TOKEN="7000000001:AAof-nobody-0000000000000000") as program:
        said, _ = await program.communicate()
    assert (program.returncode, b"Telegram does not accept the token" in said, b"AAof" in said) == (4, True, False)
