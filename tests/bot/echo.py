"""Handlers of a few lines: they answer every message with its own words, and do what some words ask for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.scene import Effects, Step
from inbox.calls import Call
from inbox.events import CallSettled, ChatMigrated, Event, MessageReceived
from storage import Connection, jobs

Params = Mapping[str, Any]


class Echo:
    """Remembers what it was told; `to_member` as in `Call`."""

    def __init__(self, *, to_member: bool = True) -> None:
        self.to_member = to_member
        self.settled: list[CallSettled] = []
        self.migrated: list[ChatMigrated] = []
        self.ticks = 0
        self.stepped: list[str] = []

    def handle(self, connection: Connection, event: Event, now: datetime) -> Sequence[Call]:
        match event:
            case MessageReceived(message) if message.text == "break":
                raise RuntimeError("told to break")
            case MessageReceived(message) if message.text == "work":
                jobs.put(connection, "greet", {"chat_id": message.place.id}, now)
            case MessageReceived(message):
                return [self.say(message.place.id, message.text)]
            case CallSettled():
                self.settled.append(event)
            case ChatMigrated():
                self.migrated.append(event)
        return ()

    def say(self, chat_id: int, text: str, **extra: Any) -> Call:
        params = {"chat_id": chat_id, "text": text} | extra
        return Call("sendMessage", params, lane=chat_id, purpose="echo", to_member=self.to_member)

    def tick(self, connection: Connection, now: datetime) -> Sequence[Call]:
        self.ticks += 1
        return ()

    def job(self, connection: Connection, kind: str, params: Params, now: datetime) -> Effects:
        effects = Effects([self.say(params["chat_id"], f"{kind}: done")])
        if kind == "steps":
            effects.steps.append(Step(self.say(params["chat_id"], "on it"), lambda: self.stepped.append(kind)))
            effects.writes.append(lambda c: jobs.put(c, "greet", params, now))
        return effects

    def job_failed(self, connection: Connection, params: Params, now: datetime) -> Sequence[Call]:
        return [self.say(params["chat_id"], "the job failed")] if "chat_id" in params else []
