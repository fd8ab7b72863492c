"""`otklik run` itself: it says who it is and how to claim it, stops when told, and refuses a wrong token in words."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.standin import Standin

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


async def test_a_wrong_token_is_told_and_not_shown(telegram: Standin, tmp_path: Path) -> None:
    async with run(telegram, tmp_path, TOKEN="7000000001:AAof-nobody-0000000000000000") as program:
        said, _ = await program.communicate()
    assert (program.returncode, b"Telegram does not accept the token" in said, b"AAof" in said) == (4, True, False)
