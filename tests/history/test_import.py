"""A Telegram Desktop export in both shapes becomes the same conversations and waits as live messages would have."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.history.importing import Plan, Tally, choose_chat, import_history
from inbox.errors import Invalid
from inbox.ids import BrandId
from storage import Connection, brands
from storage.database import Database
from storage.tables import conversations, messages, posts, waits

EXPORTS = Path(__file__).parent.parent / "exports"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TEAM = frozenset({"Bob", "Coffee news"})


async def imported(database: Database, path: Path, team: frozenset[str] = TEAM, chat: str = "") -> Tally:
    def brand_of(connection: Connection) -> BrandId:
        known = brands.find_by_name(connection, "Кофейня")
        return known.id if known else brands.create(connection, "Кофейня", NOW)

    brand = await database.run(brand_of)
    return await import_history(database, Plan(path, choose_chat(path, chat), brand, team), NOW)


async def minutes_waited(database: Database) -> list[int]:
    def read(connection: Connection) -> list[int]:
        rows = connection.execute(select(waits.c.asked_at, waits.c.answered_at).order_by(waits.c.asked_at))
        return [(row.answered_at - row.asked_at) // timedelta(minutes=1) for row in rows]

    return await database.run(read)


async def test_a_new_export_becomes_posts_conversations_and_waits(database: Database) -> None:
    tally = await imported(database, EXPORTS / "new.json")
    assert (tally.new, tally.known, tally.passed_over, tally.team) == (7, 0, 1, {"Bob", "Coffee news"})
    assert await minutes_waited(database) == [20, 30]
    texts = await database.run(lambda c: c.scalars(select(messages.c.text).order_by(messages.c.message_id)).all())
    assert texts == [
        "А сколько стоит?", "500 ₽", "Обожаю ваш раф\x1f", "Что это за зерно?", "", "Это Кения. \\x41 так и стоит",
    ]  # fmt: skip
    commented = select(posts.c.text).join(conversations, conversations.c.post_id == posts.c.id)
    assert await database.run(lambda c: c.scalars(commented).all()) == ["Новое зерно"]


async def test_an_old_export_of_a_whole_account_is_read_in_the_brands_time_zone(database: Database) -> None:
    tally = await imported(database, EXPORTS / "old.json", chat="Old friends")
    assert (tally.new, tally.passed_over) == (2, 1)
    first = await database.run(lambda c: c.scalar(select(func.min(messages.c.sent_at))))
    assert first == datetime(2021, 5, 1, 7, 0, tzinfo=UTC)
    assert await minutes_waited(database) == [15]


async def test_an_import_again_changes_nothing(database: Database) -> None:
    await imported(database, EXPORTS / "new.json")
    again = await imported(database, EXPORTS / "new.json")
    assert (again.new, again.known, again.first, again.last) == (0, 7, None, None)
    assert await minutes_waited(database) == [20, 30]


async def test_a_file_cut_off_is_read_to_where_it_ends_and_then_completed(database: Database, tmp_path: Path) -> None:
    whole = (EXPORTS / "new.json").read_bytes()
    cut = tmp_path / "result.json"
    cut.write_bytes(whole[: whole.index(b'{"id": 6,')])
    tally = await imported(database, cut)
    assert (tally.new, tally.problem and tally.problem.code) == (4, "export-truncated")
    shutil.copy(EXPORTS / "new.json", cut)
    rest = await imported(database, cut)
    assert (rest.new, rest.first) == (3, datetime(2026, 9, 2, 7, 0, tzinfo=UTC))
    assert await minutes_waited(database) == [20, 30]


async def test_a_file_cut_off_within_a_letter_breaks_off_there(database: Database, tmp_path: Path) -> None:
    whole = (EXPORTS / "new.json").read_bytes()
    cut = tmp_path / "result.json"
    cut.write_bytes(whole[: whole.index("зерно".encode()) + 1])
    tally = await imported(database, cut)
    assert (tally.problem and tally.problem.code) == "export-truncated"


async def test_past_conversations_fill_no_queue(database: Database) -> None:
    await imported(database, EXPORTS / "new.json", team=frozenset())
    states = await database.run(lambda c: c.scalars(select(conversations.c.state).distinct()).all())
    assert states == ["resolved"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"hello": 1}', "export-foreign"),
        (b"<html>", "export-damaged"),
        (b"", "export-empty"),
        (b'{"name": "x", "type": "saved_messages", "id": 1, "messages": []}', "export-no-chat"),
    ],
)
async def test_what_is_no_export_is_named_so(database: Database, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "result.json"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refusal:
        await imported(database, path)
    assert refusal.value.code == code
