"""Importing a Telegram Desktop export: the cost of a message at 10,000 and at 100,000, and the memory it takes."""

import asyncio
import json
import random
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rich import print as show

from bot.history.importing import Plan, choose_chat, import_history
from storage import brands
from storage.database import open_database
from storage.schema import migrate

START = 1_750_000_000
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = ("когда", "привезут", "заказ", "кофе", "есть", "спасибо", "сколько", "стоит", "доставка", "отлично", "где")


def write_export(path: Path, number: int) -> None:
    """A group of 300 members and two teammates; every fifth message asks, most questions are answered."""
    chance = random.Random(number)
    with path.open("w") as file:
        file.write('{"name": "Bench", "type": "private_supergroup", "id": 1, "messages": [\n')
        for i in range(1, number + 1):
            is_answer = i % 5 == 1 and i > 1
            who = 1 + chance.randrange(2) if is_answer else 10 + chance.randrange(300)
            asks = i % 5 == 0
            text = " ".join(chance.choices(WORDS, k=chance.randint(1, 9))) + ("?" if asks else "")
            message = {
                "id": i, "type": "message", "date": "2025-06-15T12:00:00", "date_unixtime": str(START + i * 97),
                "from": f"Person {who}", "from_id": f"user{who}", "text": text, "text_entities": [],
            }  # fmt: skip
            if is_answer:
                message["reply_to_message_id"] = i - 1
            file.write(json.dumps(message, ensure_ascii=False) + (",\n" if i < number else "\n]}"))


async def seconds_for(number: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        write_export(path, number)
        database = open_database(f"sqlite:///{folder}/otklik.db")
        await database.run(migrate)
        brand = await database.run(lambda connection: brands.create(connection, "Bench", NOW))
        begun = time.perf_counter()
        await import_history(database, Plan(path, choose_chat(path, ""), brand, frozenset({"user1", "user2"})), NOW)
        taken = time.perf_counter() - begun
        await database.close()
        return taken


def main() -> None:
    small, large = 10_000, 100_000
    costs = {}
    for number in (small, large):
        costs[number] = asyncio.run(seconds_for(number)) / number
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(f"import of {number:>7} messages: {costs[number] * 1e3:.2f} ms a message, peak memory {peak:.0f} MB")
    show(f"cost of a message at {large} against {small}: {costs[large] / costs[small]:.2f}")


if __name__ == "__main__":
    main()
