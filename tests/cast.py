"""The standing cast: Alice is a member who asks, Bob is on the team, Carol leads it, Mallory has no access."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from faq.matcher import Suggestion
from handlers.router import Router
from handlers.scene import Me
from inbox.calls import Call
from inbox.entries import Language
from inbox.events import Event, MessageReceived
from inbox.ids import BrandId, EntryId, TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from storage import Connection, brands, chats, people, team
from storage.database import Database

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ALICE = Person(TelegramId(1), "Alice", "alice", "ru")
BOB = Person(TelegramId(11), "Bob", "bob", "ru")
CAROL = Person(TelegramId(12), "Carol", "carol", "ru")
MALLORY = Person(TelegramId(99), "Mallory", "mallory", "ru")
ME = Me(777, "otklik_bot", "Otklik")

GROUP = Place(TelegramId(-1001), "supergroup", "Coffee lovers", "coffee_lovers")
DESK = Place(TelegramId(-1002), "supergroup", "Desk")


class SilentLibrary:
    """Knows nothing and says so."""

    def suggest(self, connection: Connection, brand: BrandId, text: str, language: Language) -> tuple[Suggestion, ...]:
        return ()

    def search(self, connection: Connection, brand: BrandId, text: str, limit: int) -> tuple[EntryId, ...]:
        return ()

    def unwanted(self, connection: Connection, brand: BrandId, text: str) -> tuple[EntryId, ...]:
        return ()

    def keep_up(self, connection: Connection) -> None:
        pass


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


@dataclass
class Stage:
    """The core on a real database; what it wants to say to Telegram gathers in `calls`."""

    database: Database
    brand: BrandId
    calls: list[Call] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(100))

    async def handle(self, event: Event, now: datetime) -> None:
        router = Router(ME, SilentLibrary())
        self.calls += await self.database.run(lambda connection: router.handle(connection, event, now))

    async def says(
        self,
        who: Person,
        text: str,
        minutes: float,
        *,
        place: Place = GROUP,
        reply_to: int | None = None,
        **more: object,
    ) -> int:
        """Somebody writes so many minutes after nine; returns the message's number."""
        number = next(self.numbers)
        reply = ReplyTo(reply_to) if reply_to else None
        message = Message(place, number, at(minutes), who, text=text, reply_to=reply, **more)  # type: ignore[arg-type]
        await self.handle(MessageReceived(message), at(minutes))
        return number


async def set_stage(database: Database) -> Stage:
    """A brand with a community group, Bob and Carol on its team; no desk yet."""

    def build(connection: Connection) -> BrandId:
        brand = brands.create(connection, "Кофейня", NINE, time_zone="Europe/Moscow")
        for person, role in ((BOB, "manager"), (CAROL, "lead")):
            people.remember(connection, person)
            team.join(connection, brand, person.id, role, NINE, None)  # type: ignore[arg-type]
        chats.bind(connection, chats.remember(connection, GROUP, NINE).id, "community", brand)
        return brand

    return Stage(database, await database.run(build))
