"""Tests as dialogues: people speak and press, the core answers, and what Telegram would show stands in a transcript.

    chat = await dialogue(database, people.CAROL)
    await chat.says(CAROL, "/brand new Кофейня")
    assert chat.heard() == ["…"]

Delivery is played: each call of the core gets a message number or the answer given in `telegram`, and its `CallSettled`
goes back to the core. Buttons are pressed by their words on the newest message that has them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from handlers.router import Router
from handlers.scene import Library
from inbox.calls import Call
from inbox.events import ButtonPress, CallSettled, Event, MessageReceived
from inbox.ids import TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from storage import jobs
from storage.database import Database
from tests.cast import ME, NINE, SilentLibrary


@dataclass
class Shown:
    """One of the bot's messages as it stands now."""

    chat: int
    number: int
    text: str
    buttons: dict[str, str]


@dataclass
class Dialogue:
    database: Database
    now: datetime = NINE
    library: Library = field(default_factory=SilentLibrary)
    telegram: dict[str, Callable[[Mapping[str, Any]], Any]] = field(default_factory=dict)
    """What Telegram answers to a method; anything not here is a message number or True."""
    calls: list[Call] = field(default_factory=list)
    shown: dict[tuple[int, int], Shown] = field(default_factory=dict)
    _heard: list[str] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def says(self, who: Person, text: str, place: Place | None = None, **more: Any) -> int:
        """In private unless a place is named; returns the message's number."""
        number = next(self._numbers)
        reply_to = more.pop("reply_to", None)
        reply = ReplyTo(reply_to, TelegramId(ME.id)) if reply_to else None
        message = Message(place or private(who), number, self.now, who, text=text, reply_to=reply, **more)
        await self.happens(MessageReceived(message))
        return number

    async def presses(self, who: Person, words: str, place: Place | None = None) -> None:
        """The newest button with these words in a chat (in private unless a place is named)."""
        chat = (place or private(who)).id
        found = [shown for shown in self.shown.values() if shown.chat == chat and words in shown.buttons]
        assert found, f"no button {words!r} among {[list(s.buttons) for s in self.shown.values() if s.chat == chat]}"
        await self.touches(who, found[-1].number, found[-1].buttons[words], place)

    async def touches(self, who: Person, number: int, data: str, place: Place | None = None) -> None:
        """Any button, also one that is not there (any more)."""
        await self.happens(ButtonPress(f"press{next(self._numbers)}", who, place or private(who), number, data))

    async def happens(self, event: Event) -> None:
        self.now += timedelta(seconds=1)
        router = Router(ME, self.library)
        calls = await self.database.run(lambda connection: router.handle(connection, event, self.now))
        for call in calls:
            await self._deliver(call)

    async def passes(self, minutes: float) -> None:
        """Time goes by, and what is due by the clock happens."""
        self.now += timedelta(minutes=minutes)
        calls = await self.database.run(lambda connection: Router(ME, self.library).tick(connection, self.now))
        for call in calls:
            await self._deliver(call)

    async def works(self) -> None:
        """The jobs put down are done, one after the other."""
        router = Router(ME, self.library)
        while (job := await self.database.run(jobs.next_job)) is not None:
            kind, params, number = job.kind, job.params, job.id
            effects = await self.database.read(lambda c: router.job(c, kind, params, self.now))  # noqa: B023 # awaited
            for step in effects.steps:
                if step.say is not None:
                    await self._deliver(step.say)
                step.work()
            for write in effects.writes:
                await self.database.run(write)
            await self.database.run(lambda c: jobs.mark_done(c, number, self.now))  # noqa: B023
            for call in effects.calls:
                await self._deliver(call)

    def heard(self) -> list[str]:
        """What the bot has said since the last time that one asked, plain; buttons in brackets."""
        said, self._heard = self._heard, []
        return said

    async def _deliver(self, call: Call) -> None:
        self.calls.append(call)
        answer = self.telegram.get(call.method)
        result = answer(call.params) if answer is not None else self._made(call)
        if call.purpose:
            outcome = "refused" if result is None else "ok"
            await self.happens(CallSettled(call.purpose, call.subject, outcome, result, self.now))  # type: ignore[arg-type]

    def _made(self, call: Call) -> Any:
        match call.method:
            case "sendMessage" | "sendDocument":
                return self._show(next(self._numbers), call)
            case "editMessageText":
                return self._show(call.params["message_id"], call)
            case "getChat":
                return {"id": call.params["chat_id"]}
            case "getChatMember":
                return {"status": "administrator"}
            case "getChatAdministrators":
                return []
            case "answerCallbackQuery":
                if call.params["text"]:
                    self._heard.append(f"({call.params['text']})")
        return True

    def _show(self, number: int, call: Call) -> Any:
        params = call.params
        rows = params.get("reply_markup", {}).get("inline_keyboard", ())
        buttons = {button["text"]: button.get("callback_data", button.get("url", "")) for row in rows for button in row}
        text = plain(params.get("text", params.get("caption", "")))
        if call.upload_name:
            text = f"<{call.upload_name}> {text}".strip()
        self.shown.pop((params["chat_id"], number), None)
        self.shown[params["chat_id"], number] = Shown(params["chat_id"], number, text, buttons)
        words = " ".join(f"[{' | '.join(button['text'] for button in row)}]" for row in rows)
        self._heard.append(f"{text}\n{words}".strip())
        return {"message_id": number}


def private(person: Person) -> Place:
    return Place(person.id, "private", username=person.username)


def plain(html: str) -> str:
    """What a reader sees."""
    text = re.sub(r"<[^>]+>", "", html)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
