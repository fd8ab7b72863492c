"""How quickly a month's facts are read: 10,000 waits among 100,000 messages, alone and beside other months."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from rich import print as show
from sqlalchemy import insert

from inbox.calendar_spec import parse_calendar
from inbox.ids import BrandId, TelegramId
from inbox.messages import Place
from storage import Connection, brands, chats, months, tables
from storage.database import sqlite_engine
from storage.schema import migrate

MESSAGES, WAITS = 100_000, 10_000
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)


def fill(connection: Connection, brand: BrandId, month: datetime) -> None:
    """Ten messages to each wait: one asks, one answers, eight are chatter."""
    dice = Random(1)
    place = Place(TelegramId(-1001), "supergroup", "Coffee lovers", "coffee_lovers")
    chat = chats.remember(connection, place, month).id
    first = int((month - tables.EPOCH).total_seconds())
    asked = [month + timedelta(seconds=dice.randrange(30 * 86_400)) for _ in range(WAITS)]
    answered = [at + timedelta(seconds=int(dice.lognormvariate(7, 1.2))) for at in asked]
    common = {"brand_id": brand, "chat_id": chat, "received_at": month, "text": "Когда приедет мой заказ?"}
    talks = [
        {
            "id": first + n, "brand_id": brand, "chat_id": chat, "member_id": n, "opened_at": at, "last_at": at,
            "state": "resolved" if n % 20 else "open", "resolved_at": answered[n] if n % 20 else None,
        }
        for n, at in enumerate(asked)
    ]  # fmt: skip
    rows = [
        common | {
            "id": first + 10 * n + part, "message_id": first + 10 * n + part,
            "conversation_id": first + n if part < 2 else None,
            "direction": "outgoing" if part == 1 else "incoming", "sender_id": 11 if part == 1 else n,
            "sent_at": answered[n] if part == 1 else at, "needs_answer": part == 0,
        }
        for n, at in enumerate(asked)
        for part in range(MESSAGES // WAITS)
    ]  # fmt: skip
    spans = [
        {
            "brand_id": brand, "conversation_id": first + n, "question_id": first + 10 * n, "asked_at": at,
            "is_first": True,
            "answer_id": first + 10 * n + 1 if n % 20 else None, "answered_at": answered[n] if n % 20 else None,
            "answered_by": 11 if n % 20 else None, "working_seconds": 600 if n % 20 else None,
            "target_minutes": 60, "target_clock": "working",
        }
        for n, at in enumerate(asked)
    ]  # fmt: skip
    connection.execute(insert(tables.conversations), talks)
    connection.execute(insert(tables.messages), rows)
    connection.execute(insert(tables.waits), spans)


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = sqlite_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        with engine.begin() as connection:
            migrate(connection)
            brand = brands.create(connection, "Кофейня", OCTOBER)
            hours = parse_calendar("пн-пт 10-19; праздники RU", ZoneInfo("Europe/Moscow"))
            brands.keep_calendar(connection, brand, hours, date(2026, 1, 1), OCTOBER, None)
            for earlier in range(0, 10, 3):
                fill(connection, brand, OCTOBER - timedelta(days=31 * earlier))
                begun = perf_counter()
                facts = months.month_facts(connection, brand, 2026, 10, NOVEMBER)
                took = perf_counter() - begun
                stored = MESSAGES * (earlier // 3 + 1)
                show(f"{len(facts.waits):,} waits of {facts.messages:,} messages, {stored:,} stored: {took:.2f} s")
        engine.dispose()
