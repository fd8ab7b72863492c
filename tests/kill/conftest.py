"""The program in processes of its own, on a database of its own, against the stand-in."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from multiprocessing.context import ForkServerProcess

import pytest

from bot.standin import Standin
from tests.kill.program import run

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.kill.program", "pytest"])


class Programs:
    """Starts them, kills them, and leaves none behind."""

    def __init__(self, telegram: Standin, database: str) -> None:
        self.database = database
        self.settings = {"token": telegram.token, "database": database, "api_url": telegram.url}
        self.running: list[ForkServerProcess] = []

    def start(self) -> ForkServerProcess:
        """One more, without waiting for anything."""
        program = FORKING.Process(target=run, args=(self.settings,))
        program.start()
        self.running.append(program)
        return program

    async def kill(self, program: ForkServerProcess) -> None:
        program.kill()
        await self.ended(program)

    async def stop(self, program: ForkServerProcess) -> int | None:
        """As a supervisor does; the exit code."""
        program.terminate()
        return await self.ended(program)

    async def ended(self, program: ForkServerProcess) -> int | None:
        """Wait for its end; the exit code."""
        await asyncio.to_thread(program.join)
        self.running.remove(program)
        return program.exitcode


@pytest.fixture
async def programs(telegram: Standin, database_url: str) -> AsyncIterator[Programs]:
    programs = Programs(telegram, database_url)
    yield programs
    for program in [*programs.running]:
        await programs.kill(program)
