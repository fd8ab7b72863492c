"""The schema's version: bring it up to date, or refuse to work on another one.

Invariant: the program never works on tables it doesn't know; it says which command mends that.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from inbox.errors import SchemaOutdated

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def newest_version() -> str:
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


def current_version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection) -> tuple[str | None, str]:
    """Bring the tables up to date; returns the versions before and after."""
    before = current_version(connection)
    _refuse_newer(before)
    command.upgrade(alembic_config(connection), "head")
    return before, newest_version()


def prepare(connection: Connection) -> None:
    """Make the tables of an empty database; another one is only accepted, or refused with `SchemaOutdated`."""
    if not inspect(connection).get_table_names():
        migrate(connection)
    require_current(connection)


def require_current(connection: Connection) -> None:
    """Raises `SchemaOutdated` unless the tables are exactly of the program's version."""
    version = current_version(connection)
    _refuse_newer(version)
    if version != newest_version():
        raise SchemaOutdated("schema-missing" if version is None else "schema-old", version=version or "—")


def _refuse_newer(version: str | None) -> None:
    known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
    if version is not None and version not in known:
        raise SchemaOutdated("schema-newer", version=version)
