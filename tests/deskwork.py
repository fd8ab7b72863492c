"""Dialogues with the core on a real database: people write and press, delivery is played, the chats can be read.

    talk = await begin(database, {"Где заказ?": [(1, 0.8)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Доставка")
    assert talk.desk[-1] == "…"

Every call of the core is made at once, in order, and its result comes back to the core, unless `refuses`, `loses` or
`holds` says otherwise. Invariant: what `desk`, `community` and `toasts` show is only what Telegram would have shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from faq.markup import plain_text
from faq.matcher import Reason, Suggestion
from handlers.router import Router
from inbox.calls import Call
from inbox.entries import Entry, Language
from inbox.events import ButtonPress, CallSettled, Event, MessageReceived
from inbox.ids import BrandId, EntryId, TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from storage import Connection, brands, chats, library
from storage.database import Database
from tests.cast import DESK, GROUP, ME, NINE, SilentLibrary, at, set_stage

SENDING = ("sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendVideo", "sendSticker", "sendAudio")
Offered = Mapping[str, Sequence[tuple[int, float]]]


class Shelf(SilentLibrary):
    """Offers for each text what the test says; finds the entries whose question or answer holds the words."""

    def __init__(self, offered: Offered) -> None:
        self._offered = offered

    def suggest(self, connection: Connection, brand: BrandId, text: str, language: Language) -> tuple[Suggestion, ...]:
        reason = Reason(text, (), "as it stands", "words")
        return tuple(Suggestion(entry, score, reason) for entry, score in self._offered.get(text, ()))

    def search(self, connection: Connection, brand: BrandId, text: str, limit: int) -> tuple[EntryId, ...]:
        entries = library.find_all(connection, brand, ("approved",))
        return tuple(e.id for e in entries if text.lower() in f"{e.question} {e.answer}".lower())[:limit]


@dataclass
class Shown:
    """A message of the bot as a chat shows it now."""

    chat: int
    number: int
    params: dict[str, Any]
    is_deleted: bool = False

    @property
    def buttons(self) -> list[list[dict[str, str]]]:
        found: list[list[dict[str, str]]] = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return found

    def __str__(self) -> str:
        words = self.params.get("text", self.params.get("caption", ""))
        words = plain_text(words) if self.params.get("parse_mode") else words
        rows = [" ".join(f"[{button['text']}]" for button in row) for row in self.buttons]
        return "\n".join([words, *rows])


@dataclass
class Dialogue:
    database: Database
    brand: BrandId
    router: Router
    minute: float = 0
    shown: list[Shown] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    loses: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    telegram: dict[str, Callable[[Mapping[str, Any]], Any]] = field(default_factory=dict)
    """What Telegram answers to a method, where it is not a message or True; None is a refusal."""
    held: list[Call] = field(default_factory=list)
    queue: list[Call] = field(default_factory=list)
    until: str = ""
    numbers: "count[int]" = field(default_factory=lambda: count(100))

    @property
    def now(self) -> datetime:
        return at(self.minute)

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
        self._play(await self.database.run(lambda c: self.router.tick(c, self.now)))
        await self._deliver()

    async def happens(self, event: Event) -> None:
        self._play(await self.database.run(lambda c: self.router.handle(c, event, self.now)))
        await self._deliver()

    async def releases(self) -> None:
        """What was held is delivered after all."""
        self.holds.clear()
        self.queue, self.held = [*self.held, *self.queue], []
        await self._deliver()

    async def proceeds(self) -> None:
        """Telegram does again what it refused, and delivery goes on where it had stopped."""
        self.refuses.pop("sendMessage")
        self.until = ""
        await self._deliver()

    def _play(self, calls: Sequence[Call]) -> None:
        for call in calls:
            if call.coalesce:
                self.queue = [one for one in self.queue if one.coalesce != call.coalesce]
            self.queue.append(call)

    async def _deliver(self) -> None:
        while self.queue:
            if self.queue[0].method == self.until:
                return
            call = self.queue.pop(0)
            if call.purpose in self.holds:
                self.held.append(call)
                continue
            self.calls.append(call)
            event = self._made(call)
            if call.purpose:
                self._play(await self.database.run(lambda c, e=event: self.router.handle(c, e, self.now)))  # type: ignore[misc]

    def _made(self, call: Call) -> CallSettled:
        if call.method in self.refuses:
            return CallSettled(call.purpose, call.subject, "refused", None, self.now, self.refuses[call.method])
        if call.purpose in self.loses:
            return CallSettled(call.purpose, call.subject, "uncertain", None, self.now, "timed out")
        result = self._result(call)
        if result is None:
            return CallSettled(call.purpose, call.subject, "refused", None, self.now, "Bad Request")
        return CallSettled(call.purpose, call.subject, "ok", result, self.now)

    def _result(self, call: Call) -> Any:
        params = dict(call.params)
        if call.method in self.telegram:
            return self.telegram[call.method](params)
        match call.method:
            case "answerCallbackQuery":
                self.toasts.append(params["text"])
            case "editMessageText" | "editMessageCaption":
                shown = self._shown(params)
                shown.params = {"reply_markup": None} | params
            case "deleteMessage":
                self._shown(params).is_deleted = True
            case "createForumTopic":
                return {"message_thread_id": next(self.numbers)}
            case method if method in SENDING:
                shown = Shown(params["chat_id"], next(self.numbers), params)
                self.shown.append(shown)
                return {"message_id": shown.number, "date": int(self.now.timestamp())}
        return True

    def _shown(self, params: Mapping[str, Any]) -> Shown:
        here = (params["chat_id"], params["message_id"])
        return next(one for one in self.shown if (one.chat, one.number) == here)

    def _button(self, label: str, number: int | None, place: Place) -> tuple[Shown, str]:
        for one in reversed(self.shown):
            if one.chat == place.id and not one.is_deleted and number in (None, one.number):
                for button in (button for row in one.buttons for button in row):
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
    return Dialogue(database, stage.brand, Router(ME, Shelf(offered)))
