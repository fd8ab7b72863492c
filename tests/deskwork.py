"""Dialogues with the core on a real database: people write and press, delivery is played, the chats can be read.

    talk = await begin(database, {"Где заказ?": [(1, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Доставка")
    assert talk.desk[-1] == "…"

Invariant: what `desk`, `community` and `toasts` show is only what Telegram would have shown (see tests.played).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from faq.matcher import Reason, Suggestion
from handlers.router import Router
from inbox.entries import Entry, Language
from inbox.events import ButtonPress, MessageReceived
from inbox.ids import BrandId, EntryId, TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from storage import Connection, brands, chats, library
from storage.database import Database
from tests.cast import DESK, GROUP, ME, NINE, SilentLibrary, at, set_stage
from tests.played import Played, Shown

Offered = Mapping[str, Sequence[tuple[int, float]]]


class Shelf(SilentLibrary):
    """Offers for each text what the test says; finds the entries whose question or answer holds one of the words."""

    def __init__(self, offered: Offered, reason: Reason | None = None) -> None:
        self._offered = offered
        self._reason = reason

    def suggest(self, connection: Connection, brand: BrandId, text: str, language: Language) -> tuple[Suggestion, ...]:
        reason = self._reason or Reason(text, (), "as it stands", "words")
        return tuple(Suggestion(entry, score, reason) for entry, score in self._offered.get(text, ()))

    def search(self, connection: Connection, brand: BrandId, text: str, limit: int) -> tuple[EntryId, ...]:
        entries = library.find_all(connection, brand, ("approved",))
        said = {e.id: f"{e.question} {e.answer}".lower() for e in entries}
        return tuple(number for number, words in said.items() if any(w in words for w in text.lower().split()))[:limit]


@dataclass
class Dialogue(Played):
    brand: BrandId = field(kw_only=True)
    router: Router = field(kw_only=True)
    minute: float = 0

    @property
    def now(self) -> datetime:
        return at(self.minute)

    @property
    def moment(self) -> datetime:
        return self.now

    def core(self) -> Router:
        return self.router

    def appears(self, shown: Shown) -> None:
        """Nobody waits for it: `of` shows a chat as it is."""

    @property
    def desk(self) -> list[str]:
        return self.of(DESK)

    @property
    def community(self) -> list[str]:
        return self.of(GROUP)

    def of(self, place: Place) -> list[str]:
        """What the bot's messages in a chat say now."""
        return [str(one) for one in self.shown if one.chat == place.id and not one.is_deleted]

    async def says(
        self,
        who: Person,
        text: str,
        *,
        place: Place = GROUP,
        reply_to: int | None = None,
        until: str = "",
        **more: Any,
    ) -> int:
        """Somebody writes; returns the message's number. What is delivered stops before a method named in `until`."""
        self.until = until
        number = next(self.numbers)
        mine = any(one.number == reply_to for one in self.shown)
        reply = ReplyTo(reply_to, TelegramId(ME.id) if mine else None) if reply_to else None
        message = Message(place, number, self.now, who, text=text, reply_to=reply, **more)
        await self.happens(MessageReceived(message))
        return number

    async def answers(self, who: Person, text: str, number: int | None = None, **more: Any) -> int:
        """Somebody replies on the desk to our newest message there, or to the one of that number."""
        return await self.says(who, text, place=DESK, reply_to=number or self.newest(DESK).number, **more)

    async def presses(self, who: Person, label: str, number: int | None = None, place: Place = DESK) -> None:
        """Somebody presses the newest button whose words begin so; `number` is the message's."""
        message, carried = self._button(label, number, place)
        await self.press(who, carried, message, place)

    async def press(self, who: Person, carried: str, message: Shown, place: Place = DESK) -> None:
        await self.happens(ButtonPress("press", who, place, message.number, carried))

    def newest(self, place: Place) -> Shown:
        return next(one for one in reversed(self.shown) if one.chat == place.id and not one.is_deleted)

    async def later(self, minutes: float) -> None:
        """Time passes, and the clock ticks once."""
        self.minute += minutes
        await self.tick()

    async def releases(self) -> None:
        """What was held is delivered after all."""
        self.holds.clear()
        await self.deliver()

    async def proceeds(self) -> None:
        """Telegram does again what it refused, and delivery goes on where it had stopped."""
        self.refuses.pop("sendMessage")
        self.until = ""
        await self.deliver()

    def _button(self, label: str, number: int | None, place: Place) -> tuple[Shown, str]:
        for one in reversed(self.shown):
            if one.chat == place.id and not one.is_deleted and number in (None, one.number):
                for button in (button for row in one.rows for button in row):
                    if button["text"].startswith(label):
                        return one, button["callback_data"]
        raise AssertionError(f"nobody sees a button {label!r}: {self.of(place)}")


DELIVERY = Entry(0, "Сроки доставки", "Доставим за <b>два дня</b>, {name}.", "Доставка")
OPENING = Entry(0, "Часы работы", "С девяти до девяти, каждый день.", "Кофейня")


async def begin(
    database: Database,
    offered: Offered = {"Где заказ?": [(1, 0.87)]},  # noqa: B006 # never changed
    entries: Sequence[Entry] = (DELIVERY, OPENING),
    prepare: Callable[[Connection, BrandId], None] | None = None,
) -> Dialogue:
    """The stage with a desk and a small library; the entries are numbered from 1."""
    stage = await set_stage(database)

    def build(connection: Connection) -> None:
        chats.bind(connection, chats.remember(connection, DESK, NINE).id, "desk", stage.brand)
        brands.change(connection, stage.brand, target_clock="calendar")
        for entry in entries:
            library.add(connection, stage.brand, entry, NINE, None)
        if prepare is not None:
            prepare(connection, stage.brand)

    await database.run(build)
    return Dialogue(database, brand=stage.brand, router=Router(ME, Shelf(offered)))
