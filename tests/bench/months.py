"""How quickly a month is read and counted: of 10,000 to 1,000,000 messages, and beside the half-year before it.

One message in ten begins a wait. Filling the database takes about two minutes.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

from rich import print as show
from sqlalchemy import Connection, Engine, Table, insert

from handlers.checklist.month_reports import counted
from handlers.library.gaps import topics_of
from inbox.calendar_spec import parse_calendar
from inbox.entries import Entry
from inbox.facts import month_before
from inbox.ids import BrandId, TelegramId
from inbox.messages import Place
from report.figures import figures
from storage import brands, chats, library, months, tables
from storage.database import sqlite_engine
from storage.schema import migrate

PER_WAIT, PIECE = 10, 5_000
SIZES = (10_000, 100_000, 1_000_000)
OCTOBER = date(2026, 10, 1)
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 2, tzinfo=UTC)
FILLED = (tables.conversations, tables.messages, tables.waits, tables.suggestions, tables.uses)
Row = tuple[Table, dict[str, Any]]


class Past:
    """One brand's past in the making, a piece at a time, so that a million messages need no room."""

    def __init__(self, engine: Engine, number: int) -> None:
        self.engine = engine
        self.next = number * 100_000_000 + 1
        self.dice = Random(1)
        with engine.begin() as connection:
            self.brand = brands.create(connection, f"Кофейня {number}", JANUARY)
            hours = parse_calendar("пн-пт 10-19; праздники RU", ZoneInfo("Europe/Moscow"))
            brands.keep_calendar(connection, self.brand, hours, JANUARY.date(), JANUARY, None)
            place = Place(TelegramId(-1001 - number), "supergroup", "Coffee lovers", f"coffee_lovers_{number}")
            self.chat = chats.remember(connection, place, JANUARY).id
            self.entry = library.add(connection, self.brand, Entry(0, "Когда?", "Завтра"), JANUARY, None)

    def fill(self, month: date, messages: int) -> None:
        left = messages // PER_WAIT
        while left:
            rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in FILLED}
            for _ in range(min(PIECE, left)):
                for table, row in self._talk(month):
                    rows[table].append(row)
            with self.engine.begin() as connection:
                for table, values in rows.items():
                    connection.execute(insert(table), values)
            left -= min(PIECE, left)

    def _talk(self, month: date) -> list[Row]:
        """A question and its answer among eight messages of chatter; every third answer is a standard reply."""
        number, self.next = self.next, self.next + PER_WAIT
        asked = datetime(month.year, month.month, 1, tzinfo=UTC) + timedelta(seconds=self.dice.randrange(30 * 86_400))
        answered = asked + timedelta(seconds=int(self.dice.lognormvariate(7, 1.2))) if number % 200 != 1 else None
        found = self._waited(number, asked, answered)
        if number % 30 == 1 and answered is not None:
            common = {"brand_id": self.brand, "entry_id": self.entry}
            found += [
                (tables.suggestions, common | {
                    "conversation_id": number, "message_id": number, "rank": 1, "score_permille": 900, "reason": {},
                    "suggested_at": asked, "outcome": "as_is", "decided_at": answered, "decided_by": 11,
                }),
                (tables.uses, common | {
                    "message_id": number + 1, "question_id": number, "used_at": answered, "used_by": 11,
                }),
            ]  # fmt: skip
        return found

    def _waited(self, number: int, asked: datetime, answered: datetime | None) -> list[Row]:
        common = {"brand_id": self.brand}
        is_answered = answered is not None
        return [
            (tables.conversations, common | {
                "id": number, "chat_id": self.chat, "member_id": number, "opened_at": asked, "last_at": asked,
                "state": "resolved" if is_answered else "open", "resolved_at": answered,
            }),
            *(self._message(number, part, asked, answered) for part in range(PER_WAIT)),
            (tables.waits, common | {
                "conversation_id": number, "question_id": number, "asked_at": asked, "is_first": True,
                "answer_id": number + 1 if is_answered else None, "answered_at": answered,
                "answered_by": 11 if is_answered else None,
                "target_minutes": 60, "target_clock": "working",
            }),
        ]  # fmt: skip

    def _message(self, number: int, part: int, asked: datetime, answered: datetime | None) -> Row:
        is_answer = part == 1 and answered is not None
        return tables.messages, {
            "id": number + part, "brand_id": self.brand, "chat_id": self.chat, "message_id": number + part,
            "conversation_id": number if part < 2 else None, "direction": "outgoing" if is_answer else "incoming",
            "sender_id": 11 if is_answer else number, "sent_at": answered if is_answer else asked,
            "received_at": asked, "needs_answer": part == 0, "text": "Когда приедет мой заказ?",
        }  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Seconds of the processor: machines are shared."""
    start = process_time()
    return work(), process_time() - start


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = sqlite_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        with engine.begin() as connection:
            migrate(connection)
        past = [Past(engine, number) for number in range(len(SIZES))]
        for each, size in zip(past, SIZES, strict=True):
            each.fill(OCTOBER, size)
        with engine.begin() as connection:
            for each, size in zip(past, SIZES, strict=True):
                one_month(connection, each.brand, size)
        half_a_year(engine, past[1])
        engine.dispose()


def one_month(connection: Connection, brand: BrandId, size: int) -> None:
    facts, reading = timed(lambda: months.month_facts(connection, brand, 2026, 10, NOW))
    _, counting = timed(lambda: figures(facts))
    took = f"read {reading:.2f} s, figures {counting:.2f} s, {(reading + counting) / size * 1e6:.1f} µs a message"
    show(f"  {size:>9,} messages, {len(facts.waits):>7,} waits: {took}")


def half_a_year(engine: Engine, past: Past) -> None:
    """As a report is counted: with the months it is compared with, and what the library lacks."""
    month = OCTOBER
    for _ in range(5):
        month = month_before(month)
        past.fill(month, SIZES[1])
    with engine.begin() as connection:
        _, gathering = timed(lambda: topics_of(connection, past.brand, OCTOBER, NOW))
        _, took = timed(lambda: counted(connection, past.brand, OCTOBER, NOW).figures())
    show(f"  a report on {SIZES[1]:,} messages beside five such months, none of them closed: {took:.2f} s")
    show(f"  of it what the library lacks, gathered by meaning: {gathering:.2f} s the first time")
