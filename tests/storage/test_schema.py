"""The migrations make exactly the tables that the program knows, and another schema is refused."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from inbox.errors import SchemaOutdated
from storage import Connection
from storage.database import Database
from storage.schema import migrate, prepare, require_current
from storage.tables import metadata


async def test_migrations_make_the_tables_the_program_knows(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await database.run(differences) == []


async def test_an_empty_database_gets_what_the_migrations_would_make(database: Database) -> None:
    def made_anew(connection: Connection) -> tuple[list[object], tuple[str | None, str]]:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        prepare(connection)
        return list(compare_metadata(MigrationContext.configure(connection), metadata)), migrate(connection)

    differences, (before, after) = await database.run(made_anew)
    assert differences == []
    assert before == after


async def test_a_current_schema_is_accepted_and_left_alone(database: Database) -> None:
    await database.run(require_current)
    before, after = await database.run(migrate)
    assert before == after


async def test_an_empty_database_is_told_from_a_foreign_one(database: Database) -> None:
    def emptied(connection: Connection) -> None:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))

    await database.run(emptied)
    with pytest.raises(SchemaOutdated) as refusal:
        await database.run(require_current)
    assert refusal.value.code == "schema-empty"


@pytest.mark.parametrize(("version", "code"), [("9999", "schema-newer"), ("", "schema-missing")])
async def test_another_schema_is_refused_with_its_remedy(database: Database, version: str, code: str) -> None:
    statement = f"UPDATE alembic_version SET version_num = '{version}'" if version else "DELETE FROM alembic_version"
    await database.run(lambda connection: connection.execute(text(statement)).close())
    with pytest.raises(SchemaOutdated) as refusal:
        await database.run(require_current)
    assert refusal.value.code == code
