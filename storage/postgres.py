"""PostgreSQL through asyncpg, on an event loop of its own thread. Imported only when a URL asks for it."""

import asyncio
import threading

import asyncpg
from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import create_async_engine

from inbox.errors import DatabaseProblem
from storage.database import T, Work, explained

DEADLOCKS = ("40001", "40P01")
"""Serialisation failure and deadlock: PostgreSQL asks to do the transaction again."""

PATIENCE = 30.0  # seconds, until a connection is free


class PostgresDatabase:
    """asyncpg on a loop of its own: what the work computes between two statements never holds up the caller's loop.
    It reads the URL by itself, so that all that PostgreSQL's own programs take stands in it: `sslmode`, `host`, ….
    """

    is_shared = True

    def __init__(self, url: URL, pool_size: int = 5, isolation: str = "READ COMMITTED") -> None:
        self._url = url.set(drivername="postgresql")
        self._reading: PostgresDatabase | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="database", daemon=True)
        self._thread.start()
        self._engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            async_creator=self._connect,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=PATIENCE,
            isolation_level=isolation,
            hide_parameters=True,
        )

    async def run(self, work: Work[T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._transaction(work), self._loop))

    async def read(self, work: Work[T]) -> T:
        if self._reading is None:
            self._reading = PostgresDatabase(self._url, pool_size=1, isolation="REPEATABLE READ")
        return await self._reading.run(work)

    async def _transaction(self, work: Work[T]) -> T:
        while True:
            try:
                async with self._engine.begin() as connection:
                    return await connection.run_sync(work)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in DEADLOCKS:
                    raise explained(error) from error
            except (OSError, NoneFree) as error:
                raise DatabaseProblem("database-unreachable", words=str(error)) from error

    async def _connect(self) -> asyncpg.Connection:
        """Whatever keeps us out, be it the server, the password or the database's name, is told in words."""
        try:
            return await asyncpg.connect(self._url.render_as_string(hide_password=False))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise DatabaseProblem("database-unreachable", words=str(error)) from error

    async def close(self) -> None:
        if self._reading is not None:
            await self._reading.close()
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._engine.dispose(), self._loop))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
