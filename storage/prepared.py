"""Statements of the hot path: written with Core once, compiled once a dialect, and run by SQLite's own driver.

Most of what a small statement costs is not the database's but the way to it through Core's execution. Invariant: a
prepared statement takes and gives what `Connection.execute` would, by the same types, in the same transaction, with the
same errors; on PostgreSQL, where the round trip costs more than the way, it is `Connection.execute`. Absent: expanding
parameters (`IN`), many rows at once.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """A parameter: the name it is given by, its value where none is given, what makes a database's value of it."""

    name: str
    default: Any
    convert: Convert | None


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    places: tuple[_Place, ...]
    row: Callable[[Iterable[Any]], Any]
    converts: tuple[tuple[int, Convert], ...]


class Prepared:
    """`Prepared(select(…))`; parameters are `bindparam`s, or the columns of an insert or update, given by name."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def all(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """The rows, as named tuples."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).all()
        compiled = self._of(connection.dialect, tuple(values))
        return _converted(compiled, self._run(connection, compiled, values).fetchall())

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row, or None; the statement says itself that it wants one only."""
        rows = self.all(connection, **values)
        return rows[0] if rows else None

    def one(self, connection: Connection, **values: Any) -> Any:
        """The first row; `NoResultFound` when there is none."""
        rows = self.all(connection, **values)
        if not rows:
            raise NoResultFound
        return rows[0]

    def write(self, connection: Connection, **values: Any) -> int:
        """How many rows an update or a deletion has changed."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).rowcount
        return int(self._run(connection, self._of(connection.dialect, tuple(values)), values).rowcount)

    def add(self, connection: Connection, **values: Any) -> int:
        """The id of the row that an insert has made."""
        if connection.dialect.name != "sqlite":
            key = connection.execute(self._statement, values).inserted_primary_key
            assert key is not None
            return int(key[0])
        return int(self._run(connection, self._of(connection.dialect, tuple(values)), values).lastrowid)

    def _of(self, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
        found = self._compiled.get(names)
        if found is None:
            found = self._compiled[names] = _compile(self._statement, dialect, names)
        return found

    def _run(self, connection: Connection, compiled: _Compiled, values: dict[str, Any]) -> Any:
        given = [
            value if place.convert is None else place.convert(value)
            for place in compiled.places
            for value in (values.get(place.name, place.default),)
        ]
        driver: Any = connection.connection.driver_connection
        try:
            return driver.execute(compiled.sql, given)
        except driver.Error as error:
            raise DBAPIError.instance(compiled.sql, None, error, driver.Error, dialect=connection.dialect) from error


def _converted(compiled: _Compiled, rows: list[tuple[Any, ...]]) -> list[Any]:
    if not compiled.converts:
        return [compiled.row(row) for row in rows]
    found = []
    for row in rows:
        values = list(row)
        for number, convert in compiled.converts:
            values[number] = convert(values[number])
        found.append(compiled.row(values))
    return found


def _compile(statement: Statement, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    keys = None if isinstance(statement, Select | CompoundSelect) else list(names)
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    assert isinstance(compiled, SQLCompiler)
    assert not compiled.insert_prefetch, "a default of Python's would be left out"
    assert "POSTCOMPILE" not in compiled.string, "a list of values has no place of its own"
    given = compiled.params
    places = tuple(
        _Place(name, given[name], _binding(compiled.binds[name].type, dialect)) for name in compiled.positiontup or ()
    )
    columns = list(statement.exported_columns)
    converting = ((number, _reading(column.type, dialect)) for number, column in enumerate(columns))
    converts = tuple((number, convert) for number, convert in converting if convert is not None)
    row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc] # noqa: PYI024 # by the statement
    return _Compiled(compiled.string, places, row._make, converts)


def _binding(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
