"""The demo, shortened: what it shows must be so, and the demo itself must know."""

import csv
import json
import socket
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.demo.closing import Outcome
from bot.demo.month import ZONE, Demo, Wish
from bot.standin import Chat
from inbox.draw import Record, discrepancies

LOOPBACK = {"127.0.0.1", "::1"}


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The hosts that anybody connected to."""
    hosts: set[str] = set()
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            hosts.add(address[0])
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    return hosts


async def test_what_the_demo_shows_is_what_its_script_knows(tmp_path: Path, reached: set[str]) -> None:
    demo = Demo(Wish(tmp_path, days=3))
    outcome = await demo.play()
    assert outcome.agrees
    assert waits_told(outcome) == [(wait.asked_at, wait.answered_at) for wait in demo.ledger.waits()]
    assert without_card(demo) == set()
    assert marks(outcome) == [(item, "auto") for item in range(1, 9)] + [(9, "manual")]
    assert sorted(outcome.files) == [
        "2026-11-metrics.json", "2026-11-report.html", "2026-11-report.pdf", "2026-11-report.xlsx",
        "2026-11-summary.csv", "2026-11-waits.csv", "draw-1.json", "entries-1.xlsx", "rules-1.docx",
        "ugc-1-consent.docx", "ugc-2-consent.docx", "ugc-2026-12-01.xlsx",
    ]  # fmt: skip
    assert discrepancies(Record.from_json(json.loads(outcome.files["draw-1.json"].read_text("utf-8")))) == []
    assert judged(demo)[-1] in outcome.files["2026-11-report.html"].read_text("utf-8")
    assert files_of(demo.stage.world.dm(demo.stage.client)) == ["2026-11-report.html", "2026-11-report.pdf"]
    assert reached <= LOOPBACK
    assert reached


async def test_the_demo_speaks_english(tmp_path: Path) -> None:
    demo = Demo(Wish(tmp_path, language="en", days=1))
    outcome = await demo.play()
    assert outcome.agrees
    assert outcome.told["brand"] == "Grain Coffee"
    assert [mark for _, mark in marks(outcome)] == ["auto"] * 8 + ["manual"]


def marks(outcome: Outcome) -> list[tuple[int, str]]:
    return [(item["item"], item["mark"]) for item in outcome.told["checklist"]["items"]]


def judged(demo: Demo) -> list[str]:
    """The conclusions that the lead was told to be accepted or edited, as the desk named them last."""
    [told] = [
        raw["text"]
        for message in demo.stage.desk.sent
        for raw in (*message.former, message.raw)
        if raw.get("text", "").startswith("Выводы за 2026-11 разобраны")
    ]
    return [line[2:] for line in told.splitlines() if line[0] in "✅✏"]


def files_of(chat: Chat) -> list[str]:
    return [message.raw["document"]["file_name"] for message in chat.sent if "document" in message.raw]


def waits_told(outcome: Outcome) -> list[tuple[datetime, datetime | None]]:
    """As the exported table has them."""
    text = outcome.files["2026-11-waits.csv"].read_text("utf-8-sig")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return sorted((instant(row["Вопрос"]), instant(row["Ответ"]) if row["Ответ"] else None) for row in rows)


def instant(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=ZONE)


def without_card(demo: Demo) -> set[str]:
    """Who asked and was never shown on the desk."""
    asked = {demo.stage.members[member].name for _, _, member in demo.ledger.asked}
    heads = [message.text.partition("\n")[0] for message in demo.stage.desk.sent]
    return {name for name in asked if not any(name in head for head in heads)}
