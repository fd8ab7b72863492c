"""`make migration NAME=…`: compare the migrated schema with storage/tables.py and write the difference as a version."""

import sys

from alembic import command
from alembic.script import ScriptDirectory

from storage.database import sqlite_engine
from storage.schema import MIGRATIONS, alembic_config, migrate


def write(name: str) -> None:
    with sqlite_engine("sqlite://").begin() as connection:
        number = len(list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())) + 1
        if number > 1:
            migrate(connection)
        config = alembic_config(connection)
        config.set_main_option("file_template", f"{number:04d}_%%(slug)s")
        command.revision(config, message=name, autogenerate=True, rev_id=f"{number:04d}")


if __name__ == "__main__":
    write(sys.argv[1])
