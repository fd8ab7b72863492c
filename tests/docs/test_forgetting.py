"""What docs/operations.md says of forgetting somebody leaves nothing of them, and takes nothing of others."""

import re
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from inbox.events import ButtonPress
from report.closing import thawed
from storage import team
from storage.database import Database
from storage.tables import activation_entries, closings, messages, metadata, people, piece_steps
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, MALLORY
from tests.deskwork import Dialogue
from tests.handlers.test_activations import contest
from tests.handlers.test_ugc import asked

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
PERSON, DONE = re.findall("```sql\n(.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
BRAND = "DELETE FROM brands WHERE name = 'Кофейня'"


def forget(connection: Connection, sql: str) -> None:
    for statement in filter(None, map(str.strip, sql.split(";"))):
        connection.execute(text(statement))


def mentions(connection: Connection, words: str) -> set[str]:
    """The tables in which they stand; a closed month is read as it was frozen."""
    found = {table.name for table in metadata.sorted_tables if words in str(connection.execute(select(table)).all())}
    frozen = connection.scalars(select(closings.c.content)).all()
    return found | {closings.name for content in frozen if words in str(thawed(content))}


async def close_november(talk: Dialogue) -> None:
    talk.minute = 60 * 24 * 31
    await talk.happens(ButtonPress("press", CAROL, DESK, 1, "cly:2026-11"))
    await talk.works()


async def test_a_person_is_forgotten_with_their_consents_and_entries(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.says(ALICE, "Где заказ?")
    await talk.says(MALLORY, "Где заказ?")
    await close_november(talk)
    assert await database.run(lambda c: mentions(c, "Alice")) >= {"messages", "pieces", "closings", "outbox"}
    await database.run(lambda c: forget(c, PERSON.replace("123456", str(ALICE.id)) + DONE))
    assert await database.run(lambda c: mentions(c, "Alice")) == set()
    assert set(await database.run(lambda c: c.scalars(select(messages.c.sender_id)).all())) == {MALLORY.id}
    assert set(await database.run(lambda c: c.scalars(select(people.c.id)).all())) >= {BOB.id, MALLORY.id}
    await close_november(talk)
    assert await database.run(lambda c: mentions(c, "Mallory")) >= {"closings"}
    assert await database.run(lambda c: mentions(c, "Alice")) == set()


async def test_a_teammate_is_forgotten_and_what_the_author_allowed_stays(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await database.run(lambda c: team.add_identity(c, talk.brand, BOB.id, BOB.name))
    await close_november(talk)
    assert await database.run(lambda c: mentions(c, "Bob")) >= {"people", "closings", "piece_steps", "identities"}
    await database.run(lambda c: forget(c, PERSON.replace("123456", str(BOB.id)) + DONE))
    assert await database.run(lambda c: mentions(c, "Bob")) == set()
    steps = select(piece_steps.c.what, piece_steps.c.name).order_by(piece_steps.c.id)
    told = [tuple(row) for row in await database.run(lambda c: c.execute(steps).all())]
    assert told == [("found", ""), ("asked", "—"), ("consented", "Alice")]


async def test_a_brand_is_forgotten_with_all_that_is_its_own(database: Database) -> None:
    talk = await contest(database)
    await talk.presses(ALICE, "Участвую", place=GROUP)
    assert await database.run(lambda c: c.scalar(select(func.count()).select_from(activation_entries))) == 1
    await close_november(talk)
    await database.run(lambda c: forget(c, f"{BRAND};{DONE}"))
    assert await database.run(lambda c: mentions(c, "Кофейня")) == set()
    for rows in metadata.sorted_tables:
        if "brand_id" in rows.c and rows is not people:
            assert await database.run(lambda c, t=rows: c.scalar(select(func.count()).select_from(t))) == 0  # type: ignore[misc]
