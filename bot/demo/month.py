"""Runs the demo: a stand-in for Telegram, the program on a fresh SQLite file, and the month between them.

Invariant: everything happens on this machine's loopback; nothing of the person's own settings is read.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.app import Otklik
from bot.demo.cast import MEMBERS
from bot.demo.clock import Clock
from bot.demo.closing import Outcome, close
from bot.demo.community import Community, community
from bot.demo.figures import figures_of
from bot.demo.founding import Founding
from bot.demo.hands import Hands
from bot.demo.keeping import keep_chats
from bot.demo.ledger import Ledger
from bot.demo.plan import Happening, HourStrikes, Restarts
from bot.demo.planning import plan_of
from bot.demo.play import Play
from bot.demo.stage import Stage, founded
from bot.demo.told import Watcher
from bot.pace import UNLIMITED
from bot.running import running
from bot.settings import BotSettings
from bot.standin import Standin, World
from faq import embedding
from handlers.libraries import Libraries
from handlers.onboarding.invitations import owner_link
from handlers.router import Router
from handlers.scene import Me
from inbox.facts import Month
from storage.idleness import is_idle
from texts import Language

MONTH = date(2026, 11, 1)
SEED = 11
ZONE = ZoneInfo("Europe/Moscow")
LOOK_AGAIN = 0.001  # seconds of real time
NEVER_BY_ITSELF = timedelta(days=365)
LEARNS_EVERY = timedelta(hours=12)
"""So often the matcher takes in what the library has learned."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked for."""

    folder: Path
    language: Language = "ru"
    library: Literal["ptb", "aiogram"] = "ptb"
    days: int = 30
    seed: int = SEED


@dataclass
class Demo:
    """`play` the month, then look at `ledger`, `stage` and the database in the wish's folder."""

    wish: Wish
    watcher: Watcher = field(default_factory=Watcher)
    ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        eve = datetime.combine(MONTH - timedelta(days=1), time(18), ZONE)
        self.clock = Clock(eve.astimezone(UTC))
        self.telegram = Standin(world=World(self.clock))
        self.community: Community = community(self.wish.language)
        self.otklik: Otklik | None = None
        self.stage: Stage = founded(self.telegram.world, self.clock, self.community, MEMBERS, self.settled)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.wish.folder / 'otklik.db'}"

    async def play(self) -> Outcome:
        async with self.telegram:
            self.watcher.step("demo-step-embedding")
            await asyncio.to_thread(embedding.loaded)
            await self._found()
            self.watcher.step("demo-step-month")
            play = Play(self.stage, self.ledger, self.watcher)
            rest = plan_of(self.community, MONTH, self.wish.days, ZONE, self.wish.seed)
            while rest:
                rest = await self._run(play, rest)
            return await self._close(play)

    async def _found(self) -> None:
        """The evening before the month."""
        async with self._running() as otklik:
            self.watcher.step("demo-step-opening")
            link = await otklik.database.run(lambda connection: owner_link(connection, otklik.me, self.clock()))
            assert link is not None
            founding = Founding(self.stage, Hands(self.stage))
            await founding.claim(link)
            self.watcher.step("demo-step-binding")
            await founding.bind()
            await founding.gather()
            self.watcher.step("demo-step-library")
            await founding.bring_library()

    async def _close(self, play: Play) -> Outcome:
        """The morning after the month, however few of its days were played."""
        self.watcher.step("demo-step-closing")
        month_ends_at = Month(MONTH.year, MONTH.month, ZONE).ends_at
        morning = month_ends_at + timedelta(hours=10)
        async with self._running():
            self.clock.reach(morning.astimezone(UTC))
            await self._turn()
            await play.look_through(0)
            known = figures_of(self.ledger, month_ends_at)
            outcome = await close(self.stage, self.wish.folder, f"{MONTH:%Y-%m}", known, self._turn)
        keep_chats(self.stage, self.wish.folder / "chats", ZONE)
        return outcome

    async def _run(self, play: Play, happenings: Sequence[Happening]) -> list[Happening]:
        """Until the program is stopped: returns what is left to happen. What is written meanwhile waits at Telegram."""
        async with self._running():
            for number, happening in enumerate(happenings):
                if isinstance(happening, Restarts):
                    left = list(happenings[number + 1 :])
                    break
                await self._happen(play, happening)
            else:
                await self.settled()
                return []
            await self.settled()
        return await self._meanwhile(play, left, happening.until)

    async def _meanwhile(self, play: Play, left: Sequence[Happening], until: datetime) -> list[Happening]:
        """While the program is stopped the community goes on writing; the team has to wait."""
        postponed: list[Happening] = []
        for number, happening in enumerate(left):
            if happening.at >= until:
                return [*postponed, *left[number:]]
            if play.crowd.does(happening):
                await play.act(happening)
            else:
                postponed.append(replace(happening, at=until))
        return postponed

    async def _happen(self, play: Play, happening: Happening) -> None:
        if not isinstance(happening, HourStrikes):
            await play.act(happening)
            return
        await self.settled()
        self.clock.reach(happening.at.astimezone(UTC))
        if happening.at.hour == 0:
            self.watcher.day(happening.at.date())
        await self._turn()

    async def _turn(self) -> None:
        """What the desk is reminded of, and what goes out by itself, comes at its minute."""
        if self.otklik is not None:
            await self.otklik.schedule.turn()
            await self.settled()

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[Otklik]:
        settings = BotSettings(
            token=SecretStr(self.telegram.token),
            library=self.wish.library,
            api_url=self.telegram.url,
            database=SecretStr(self.database),
            language=self.wish.language,
            data=self.wish.folder,
            webhook_url="",
            webhook_listen="127.0.0.1:0",
            webhook_secret=SecretStr(""),
        )
        async with running(settings, self._handlers, clock=self.clock, pace=UNLIMITED, tick=NEVER_BY_ITSELF) as otklik:
            self.otklik = otklik
            yield otklik
        self.otklik = None

    def _handlers(self, me: Me) -> Router:
        """The same questions get the same suggestions in every run."""
        every = LEARNS_EVERY.total_seconds()
        return Router(me, Libraries(semantic=True, every=every, clock=lambda: self.clock().timestamp()))

    async def settled(self) -> None:
        """The program has taken, worked on and sent everything there is."""
        if self.otklik is None:
            return
        while True:
            await self.telegram.world.confirmed()
            if self.otklik.is_resting() and await self.otklik.database.read(is_idle):
                return
            await asyncio.sleep(LOOK_AGAIN)
