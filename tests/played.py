"""The core on a real database with delivery played: what both kinds of dialogue in tests stand on.

Calls go through the real outbox, so order, replacement and waiting are the program's own; each is made at once and its
result comes back to the core, unless `refuses`, `loses` or `holds` says otherwise. `telegram` answers in place of the
usual message or True; None is a refusal. Time is what the dialogue says it is.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from faq.markup import plain_text
from handlers.router import Router
from inbox.calls import Call
from inbox.events import CallSettled, Event
from storage import Connection, jobs, outbox
from storage.database import Database
from storage.outbox import Waiting

SENDING = ("sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendVideo", "sendSticker", "sendAudio")
ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "getChat": lambda params: {"id": params["chat_id"]},
    "getChatMember": lambda _: {"status": "administrator"},
    "getChatAdministrators": lambda _: [],
}

Handle = Callable[[Connection], Sequence[Call]]


@dataclass
class Shown:
    """A message of the bot as a chat shows it now; `touched` orders messages by when they were sent or changed."""

    chat: int
    number: int
    params: dict[str, Any]
    file: str = ""
    touched: int = 0
    is_deleted: bool = False

    @property
    def rows(self) -> list[list[dict[str, str]]]:
        found: list[list[dict[str, str]]] = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return found

    @property
    def buttons(self) -> dict[str, str]:
        return {each["text"]: each.get("callback_data", each.get("url", "")) for row in self.rows for each in row}

    @property
    def text(self) -> str:
        """What a reader sees."""
        words = str(self.params.get("text", self.params.get("caption", "")))
        return plain_text(words) if self.params.get("parse_mode") else words

    def __str__(self) -> str:
        return "\n".join([self.text, *(" ".join(f"[{button['text']}]" for button in row) for row in self.rows)])


@dataclass
class Played(ABC):
    database: Database
    shown: list[Shown] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    loses: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    telegram: dict[str, Callable[[Mapping[str, Any]], Any]] = field(default_factory=dict)
    until: str = ""
    numbers: "count[int]" = field(default_factory=lambda: count(100))

    @property
    @abstractmethod
    def moment(self) -> datetime: ...

    @abstractmethod
    def core(self) -> Router: ...

    async def happens(self, event: Event) -> None:
        await self.turn(lambda connection: self.core().handle(connection, event, self.moment))

    async def tick(self) -> None:
        """What is due by the clock happens."""
        await self.turn(lambda connection: self.core().tick(connection, self.moment))

    async def works(self) -> None:
        """The jobs put down are done, one after the other."""
        while (job := await self.database.run(jobs.next_job)) is not None:
            kind, params, number = job.kind, job.params, job.id
            effects = await self.database.read(lambda c: self.core().job(c, kind, params, self.moment))  # noqa: B023
            for step in effects.steps:
                said = [step.say] if step.say is not None else []
                await self.turn(lambda _: said)  # noqa: B023
                step.work()
            for write in effects.writes:
                await self.database.run(write)
            await self.database.run(lambda c: jobs.mark_done(c, number, self.moment))  # noqa: B023
            await self.turn(lambda _: effects.calls)  # noqa: B023

    async def turn(self, handle: Handle) -> None:
        """A transaction of the core, then whatever follows from it."""
        await self.database.run(lambda connection: outbox.put(connection, handle(connection), self.moment))
        await self.deliver()

    async def deliver(self) -> None:
        settled: tuple[Waiting, CallSettled] | None = None
        while (waiting := await self.database.run(lambda c: self._next(c, settled))) is not None:  # noqa: B023 # awaited
            self.calls.append(waiting.call)
            settled = waiting, self._made(waiting.call)

    def _next(self, connection: Connection, settled: tuple[Waiting, CallSettled] | None) -> Waiting | None:
        if settled is not None:
            waiting, event = settled
            outbox.settle(connection, waiting.id, event.outcome, self.moment)
            if event.purpose:
                outbox.put(connection, self.core().handle(connection, event, self.moment), self.moment)
        due = outbox.next_calls(connection, self.moment, 100)
        found = [each for each in due if each.call.purpose not in self.holds]
        return None if not found or found[0].call.method == self.until else found[0]

    def _made(self, call: Call) -> CallSettled:
        if call.method in self.refuses:
            return CallSettled(call.purpose, call.subject, "refused", None, self.moment, self.refuses[call.method])
        if call.purpose in self.loses:
            return CallSettled(call.purpose, call.subject, "uncertain", None, self.moment, "timed out")
        result = self._result(call)
        if result is None:
            return CallSettled(call.purpose, call.subject, "refused", None, self.moment, "Bad Request")
        return CallSettled(call.purpose, call.subject, "ok", result, self.moment)

    def _result(self, call: Call) -> Any:
        params = dict(call.params)
        answer = self.telegram.get(call.method) or ANSWERS.get(call.method)
        if answer is not None:
            return answer(params)
        if call.method in SENDING:
            return self._stand(params, call.upload_name)
        return self._done(call.method, params)

    def _done(self, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "sendMediaGroup":
                return [self._stand(params | item, "") for item in params["media"]]
            case "createForumTopic":
                return {"message_thread_id": next(self.numbers)}
            case "answerCallbackQuery":
                self.toast(params["text"])
            case "editMessageText" | "editMessageCaption":
                self._change(params)
            case "editMessageReplyMarkup":
                self._standing(params["chat_id"], params["message_id"]).params["reply_markup"] = None
            case "deleteMessage" | "deleteMessages":
                self._delete(params)
        return True

    def toast(self, words: str) -> None:
        self.toasts.append(words)

    @abstractmethod
    def appears(self, shown: Shown) -> None:
        """A message of the bot is new, or has changed."""

    def _delete(self, params: dict[str, Any]) -> None:
        for number in params.get("message_ids", [params.get("message_id")]):
            self._standing(params["chat_id"], number).is_deleted = True

    def _stand(self, params: dict[str, Any], file: str) -> dict[str, int]:
        number = next(self.numbers)
        shown = Shown(params["chat_id"], number, params, file, number)
        self.shown.append(shown)
        self.appears(shown)
        return {"message_id": number, "date": int(self.moment.timestamp())}

    def _change(self, params: dict[str, Any]) -> None:
        shown = self._standing(params["chat_id"], params["message_id"])
        shown.params = {"reply_markup": None} | params
        shown.touched = max(one.touched for one in self.shown) + 1
        self.appears(shown)

    def _standing(self, chat: int, number: int) -> Shown:
        """One sent before the test began is as good as any."""
        found = next((one for one in self.shown if (one.chat, one.number) == (chat, number)), None)
        if found is None:
            found = Shown(chat, number, {})
            self.shown.append(found)
        return found
