"""How long a draw among 50,000 entries takes: the closing with its hashes, the draw itself, and verifying it."""

import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from rich import print as show
from sqlalchemy import insert

from handlers.router import Router
from inbox.calls import Call
from inbox.draw import Record, discrepancies
from inbox.events import ButtonPress, CallSettled
from inbox.ids import BrandId, TelegramId
from storage import Connection, activations, brands, chats, tables, team
from storage.database import sqlite_engine
from storage.schema import migrate
from tests.cast import BOB, DESK, GROUP, ME, NINE, SilentLibrary

ENTRIES = 50_000


def fill(connection: Connection, brand: BrandId) -> None:
    team.join(connection, brand, BOB.id, "manager", NINE, None)
    chats.bind(connection, chats.remember(connection, DESK, NINE).id, "desk", brand)
    group = chats.remember(connection, GROUP, NINE)
    number = activations.add(
        connection, brand, NINE, BOB.id, mechanic="button", title="Чашка", options=[], prize="чашка", winners=10,
        substitutes=20, ends_at=NINE, chat_id=group.id,
    )  # fmt: skip
    activations.change(connection, number, state="running", message_id=1, published_at=NINE, last_number=ENTRIES)
    common = {"brand_id": brand, "activation_id": number, "at": NINE, "verdict": "in", "choice": []}
    people = range(1, ENTRIES + 1)
    rows = [common | {"person_id": TelegramId(1000 + n), "name": f"Guest {n}", "number": n} for n in people]
    connection.execute(insert(tables.activation_entries), rows)


def play(router: Router, connection: Connection, calls: Sequence[Call]) -> bytes:
    """Telegram says of everybody that they are members; returns the record that is published."""
    queue, record = list(calls), b""
    while queue:
        call = queue.pop(0)
        if call.upload_name.startswith("draw-"):
            record = call.upload or b""
        if call.purpose == "activation-member":
            settled = CallSettled(call.purpose, call.subject, "ok", {"status": "member"}, NINE)
            queue += router.handle(connection, settled, NINE)
    return record


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = sqlite_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        router = Router(ME, SilentLibrary())
        with engine.begin() as connection:
            migrate(connection)
            fill(connection, brands.create(connection, "Кофейня", NINE))
            times = [process_time()]
            router.tick(connection, NINE + timedelta(minutes=1))
            times.append(process_time())
            press = ButtonPress("press", BOB, DESK, 5, "acw:1")
            record = play(router, connection, router.handle(connection, press, NINE))
            times.append(process_time())
            wrong = discrepancies(Record.from_json(json.loads(record)))
            times.append(process_time())
        engine.dispose()
    closing, drawing, verifying = (after - before for before, after in pairwise(times))
    spent = f"closed in {closing:.2f} s, drawn in {drawing:.2f} s, verified in {verifying:.2f} s"
    show(f"{ENTRIES:,} entries, processor time: {spent}")
    show(f"discrepancies: {wrong}")
