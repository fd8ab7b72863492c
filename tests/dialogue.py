"""Tests as dialogues: people speak and press, the core answers, and what Telegram would show stands in a transcript.

    chat = await dialogue(database, people.CAROL)
    await chat.says(CAROL, "/brand new Кофейня")
    assert chat.heard() == ["…"]

Buttons are pressed by their words on the newest message that has them; how delivery is played: see tests.played.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from handlers.router import Router
from handlers.scene import Library, Me
from inbox.events import ButtonPress, Event, MessageReceived
from inbox.ids import TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from tests.cast import ME, NINE, SilentLibrary
from tests.played import Played, Shown


@dataclass
class Dialogue(Played):
    now: datetime = NINE
    library: Library = field(default_factory=SilentLibrary)
    me: Me = ME
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    _heard: list[str] = field(default_factory=list)

    @property
    def moment(self) -> datetime:
        return self.now

    def core(self) -> Router:
        return Router(self.me, self.library)

    async def says(self, who: Person, text: str, place: Place | None = None, **more: Any) -> int:
        """In private unless a place is named; returns the message's number."""
        number = next(self.numbers)
        reply_to = more.pop("reply_to", None)
        reply = ReplyTo(reply_to, TelegramId(self.me.id)) if reply_to else None
        message = Message(place or private(who), number, self.now, who, text=text, reply_to=reply, **more)
        await self.happens(MessageReceived(message))
        return number

    async def presses(self, who: Person, words: str, place: Place | None = None) -> None:
        """The newest button with these words in a chat (in private unless a place is named)."""
        chat = (place or private(who)).id
        here = [shown for shown in self.shown if shown.chat == chat and not shown.is_deleted]
        found = [shown for shown in here if words in shown.buttons]
        assert found, f"no button {words!r} among {[list(shown.buttons) for shown in here]}"
        newest = max(found, key=lambda shown: shown.touched)
        await self.touches(who, newest.number, newest.buttons[words], place)

    async def touches(self, who: Person, number: int, data: str, place: Place | None = None) -> None:
        """Any button, also one that is not there (any more)."""
        await self.happens(ButtonPress(f"press{next(self.numbers)}", who, place or private(who), number, data))

    async def happens(self, event: Event) -> None:
        self.now += timedelta(seconds=1)
        await super().happens(event)

    async def passes(self, minutes: float) -> None:
        """Time goes by, and what is due by the clock happens."""
        self.now += timedelta(minutes=minutes)
        await self.tick()

    def heard(self) -> list[str]:
        """What the bot has said since the last time that one asked, plain; buttons in brackets."""
        said, self._heard = self._heard, []
        return said

    def toast(self, words: str) -> None:
        if words:
            self._heard.append(f"({words})")

    def appears(self, shown: Shown) -> None:
        text = f"<{shown.file}> {shown.text}".strip() if shown.file else shown.text
        words = " ".join(f"[{' | '.join(button['text'] for button in row)}]" for row in shown.rows)
        self._heard.append(f"{text}\n{words}".strip())


def private(person: Person) -> Place:
    return Place(person.id, "private", username=person.username)
