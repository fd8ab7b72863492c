"""The database and its one unit of work: `await database.run(function)` is one transaction on its own thread.

SQLite (WAL, one writer thread, synchronous=FULL) by default; PostgreSQL (asyncpg on a loop of its own thread) by URL.
Invariant: a function given to `run` is synchronous, gets a Core `Connection`, and all it did is committed or nothing;
the caller's event loop is never blocked. What cannot be used raises `DatabaseProblem`.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from inbox.errors import DatabaseProblem

T = TypeVar("T")
Work = Callable[[Connection], T]


class Database(Protocol):
    """One transaction at a time on SQLite, several side by side on PostgreSQL; `run` hides which."""

    is_shared: bool
    """Other processes may work on it too."""

    async def run(self, work: Work[T]) -> T: ...
    async def read(self, work: Work[T]) -> T:
        """Long work that writes nothing, on a snapshot and a thread of its own, while `run` goes on."""

    async def close(self) -> None: ...


def open_database(url: str) -> Database:
    """`sqlite:///path` or `postgresql://…`; nothing is connected before the first `run`."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteDatabase(url)
    try:
        from storage.postgres import PostgresDatabase  # noqa: PLC0415 # its driver is an extra
    except ModuleNotFoundError as error:
        raise DatabaseProblem("database-driver-absent") from error
    return PostgresDatabase(parsed)


def open_existing(url: str) -> Database:
    """For who only looks: raises `DatabaseProblem` where SQLite would make an empty file to look into."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        raise DatabaseProblem("database-absent", file=parsed.database)
    return open_database(url)


def sqlite_engine(url: str, begin: str = "BEGIN IMMEDIATE") -> Engine:
    """A Core engine that begins its transactions itself, for SQLite's sake, and tells no parameters in its errors: they
    hold people's words.
    """
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 10, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late to guard what was read
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


class SqliteDatabase:
    """All work on one thread: SQLite has one writer, and a queue for it is fairer than its lock."""

    is_shared = False

    def __init__(self, url: str) -> None:
        self._writing = _Thread("database", sqlite_engine(url))
        self._reading = _Thread("database-reading", sqlite_engine(url, "BEGIN"))

    async def run(self, work: Work[T]) -> T:
        return await self._writing.run(work)

    async def read(self, work: Work[T]) -> T:
        return await self._reading.run(work)

    async def close(self) -> None:
        await self._writing.close()
        await self._reading.close()


class _Thread:
    """An engine that is used on one thread only."""

    def __init__(self, name: str, engine: Engine) -> None:
        self._engine = engine
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def run(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._transaction, work)

    def _transaction(self, work: Work[T]) -> T:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except DBAPIError as error:
            raise explained(error) from error

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._executor, self._engine.dispose)
        self._executor.shutdown()


WORDS = {
    "database is locked": "locked",
    "readonly": "read-only",
    "disk is full": "full",
    "disk I/O error": "failing",
    "unable to open": "unreachable",
    "not a database": "foreign",
    "malformed": "damaged",
}
"""SQLite is known by its words."""

STATES = {
    "25006": "read-only",
    "53100": "full",
    "55P03": "locked",
    "53": "failing",
    "57": "failing",
    "58": "failing",
}
"""PostgreSQL by the beginning of its SQLSTATE: 53 is want of resources, 57 an intervention, 58 the system beneath."""


def explained(error: DBAPIError) -> Exception:
    """The problem in words that have a remedy, or the error itself when it is a bug of ours."""
    words = str(error.orig)
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:
        known = (code for sign, code in WORDS.items() if sign in words)
    else:
        known = (code for sign, code in STATES.items() if state.startswith(sign))
    problem = "unreachable" if error.connection_invalidated else next(known, None)
    return error if problem is None else DatabaseProblem(f"database-{problem}", words=words)
