"""What docs/operations.md says of forgetting somebody leaves nothing of them, and takes nothing of others."""

import re
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from storage.database import Database
from storage.tables import activation_entries, messages, metadata, people, piece_steps, pieces
from tests.cast import ALICE, BOB, GROUP, MALLORY
from tests.handlers.test_activations import contest
from tests.handlers.test_ugc import asked

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def forget(connection: Connection, sql: str) -> None:
    for statement in filter(None, map(str.strip, sql.split(";"))):
        connection.execute(text(statement))


async def test_a_person_is_forgotten_with_their_consents_and_entries(database: Database) -> None:
    talk = await asked(database)
    await talk.presses(ALICE, "Разрешаю", place=GROUP)
    await talk.says(ALICE, "Где заказ?")
    await talk.says(MALLORY, "Где заказ?")
    [sql] = re.findall("```sql\n(.*?)```", OPERATIONS.read_text(encoding="utf-8"), re.DOTALL)
    await database.run(lambda c: forget(c, sql.replace("123456", str(ALICE.id))))
    for rows in (pieces, piece_steps):
        assert await database.run(lambda c, t=rows: c.scalar(select(func.count()).select_from(t))) == 0  # type: ignore[misc]
    assert set(await database.run(lambda c: c.scalars(select(messages.c.sender_id)).all())) == {MALLORY.id}
    assert set(await database.run(lambda c: c.scalars(select(people.c.id)).all())) >= {BOB.id, MALLORY.id}


async def test_a_brand_is_forgotten_with_all_that_is_its_own(database: Database) -> None:
    talk = await contest(database)
    await talk.presses(ALICE, "Участвую", place=GROUP)
    assert await database.run(lambda c: c.scalar(select(func.count()).select_from(activation_entries))) == 1
    await database.run(lambda c: forget(c, "DELETE FROM brands WHERE name = 'Кофейня'"))
    for rows in metadata.sorted_tables:
        if "brand_id" in rows.c and rows is not people:
            assert await database.run(lambda c, t=rows: c.scalar(select(func.count()).select_from(t))) == 0  # type: ignore[misc]
