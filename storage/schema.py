"""The schema's version: bring it up to date, or refuse to work on another one.

Invariant: the program never works on tables it doesn't know; it says which command mends that. A migration's file name
begins with its version, so that judging one needs no Alembic, which takes its time to import.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, text

from inbox.errors import SchemaOutdated
from storage.tables import metadata

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 # see the module's docstring

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def versions() -> list[str]:
    """All that there are, oldest first."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def migrate(connection: Connection) -> tuple[str | None, str]:
    """Bring the tables up to date; returns the versions before and after."""
    from alembic import command  # noqa: PLC0415 # see the module's docstring

    before = current_version(connection)
    _refuse_newer(before)
    command.upgrade(alembic_config(connection), "head")
    return before, versions()[-1]


def prepare(connection: Connection) -> None:
    """Make the tables of an empty database; another one is only accepted, or refused with `SchemaOutdated`."""
    if not inspect(connection).get_table_names():
        _make(connection)
    require_current(connection)


def _make(connection: Connection) -> None:
    """The tables as all migrations together would make them, without the time and memory that Alembic takes."""
    stamp = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
    metadata.create_all(connection)
    stamp.create(connection)
    connection.execute(stamp.insert().values(version_num=versions()[-1]))


def require_current(connection: Connection) -> None:
    """Raises `SchemaOutdated` unless the tables are exactly of the program's version."""
    version = current_version(connection)
    _refuse_newer(version)
    if version is None:
        is_empty = not inspect(connection).get_table_names()
        raise SchemaOutdated("schema-empty" if is_empty else "schema-missing")
    if version != versions()[-1]:
        raise SchemaOutdated("schema-old", version=version)


def _refuse_newer(version: str | None) -> None:
    if version is not None and version not in versions():
        raise SchemaOutdated("schema-newer", version=version)
