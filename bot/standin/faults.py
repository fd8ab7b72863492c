"""Faults on demand: what a call meets instead of, or besides, its answer.

Invariant: a fault hits the next calls of its method, as many as asked, in the order asked; `Swallow` and `Truncate`
do the work first, all others don't.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refuse:
    """An answer with this code and these words; 429 with a time to wait."""

    code: int
    words: str
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection breaks before anything is done."""


@dataclass(frozen=True, slots=True)
class Swallow:
    """The work is done, and the connection breaks before the answer: the caller cannot know."""


@dataclass(frozen=True, slots=True)
class Truncate:
    """The work is done, and half of the answer's JSON arrives."""


@dataclass(frozen=True, slots=True)
class Hold:
    """The call waits until it is released, so a test decides how slow is slow."""

    _reached: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    async def reached(self) -> None:
        """Wait until a call is held."""
        await self._reached.wait()

    def release(self) -> None:
        self._released.set()

    async def pass_through(self) -> None:
        self._reached.set()
        await self._released.wait()


Fault = Refuse | Reset | Swallow | Truncate | Hold

TOO_MANY = Refuse(429, "Too Many Requests: retry after 1", retry_after=1)
BAD_GATEWAY = Refuse(502, "Bad Gateway")
INTERNAL = Refuse(500, "Internal Server Error")


class Faults:
    """The faults still to come, by method."""

    def __init__(self) -> None:
        self._due: dict[str, deque[Fault]] = {}

    def add(self, method: str, fault: Fault, times: int) -> None:
        self._due.setdefault(method.lower(), deque()).extend([fault] * times)

    def next(self, method: str) -> Fault | None:
        due = self._due.get(method.lower())
        return due.popleft() if due else None

    def clear(self) -> None:
        self._due.clear()
