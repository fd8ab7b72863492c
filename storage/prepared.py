"""Statements of the hot path: written with Core once, compiled once, and run by SQLite's own driver.

Most of what a small statement costs is not the database's but the way to it through Core's execution. Invariant: a
prepared statement takes and gives what `Connection.execute` would, by the same types, in the same transaction, with the
same errors; on PostgreSQL, where the round trip costs more than the way, it is `Connection.execute`. Absent: lists of
values (`IN`).
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import CompoundSelect, Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """`places`: of each parameter the name, the value where none is given, and what makes the database's value of it.
    `readings`: which columns have to be made values of, and how.
    """

    sql: str
    places: tuple[tuple[str, Any, Convert | None], ...]
    row: Callable[[Iterable[Any]], Any]
    readings: tuple[tuple[int, Convert], ...]

    def given(self, values: Mapping[str, Any]) -> list[Any]:
        return [
            values.get(name, default) if convert is None else convert(values.get(name, default))
            for name, default, convert in self.places
        ]

    def given_all(self, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Any, ...]]:
        return zip(*(_column(rows, *place) for place in self.places), strict=True)

    def found(self, raw: tuple[Any, ...]) -> Any:
        if not self.readings:
            return self.row(raw)
        values = list(raw)
        for column, convert in self.readings:
            values[column] = convert(values[column])
        return self.row(values)


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
        return [compiled.found(raw) for raw in _run(connection, "execute", compiled.sql, compiled.given(values))]

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

    def add(self, connection: Connection, **values: Any) -> int:
        """The id of the row that an insert has made."""
        if connection.dialect.name != "sqlite":
            key = connection.execute(self._statement, values).inserted_primary_key
            assert key is not None
            return int(key[0])
        compiled = self._of(connection.dialect, tuple(values))
        return int(_run(connection, "execute", compiled.sql, compiled.given(values)).lastrowid)

    def write(self, connection: Connection, **values: Any) -> int:
        """How many rows have changed."""
        if connection.dialect.name != "sqlite":
            return connection.execute(self._statement, values).rowcount
        compiled = self._of(connection.dialect, tuple(values))
        return int(_run(connection, "execute", compiled.sql, compiled.given(values)).rowcount)

    def write_all(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Once for each of `rows`, which all give the same names."""
        if not rows:
            return
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, rows)
            return
        compiled = self._of(connection.dialect, tuple(rows[0]))
        _run(connection, "executemany", compiled.sql, compiled.given_all(rows))

    def _of(self, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
        found = self._compiled.get(names)
        if found is None:
            found = self._compiled[names] = _compile(self._statement, dialect, names)
        return found


def _column(rows: Sequence[Mapping[str, Any]], name: str, default: Any, convert: Convert | None) -> Iterable[Any]:
    """A parameter's values for many rows."""
    values = map(itemgetter(name), rows) if name in rows[0] else repeat(default, len(rows))
    return values if convert is None else map(convert, values)


def _run(connection: Connection, way: Literal["execute", "executemany"], sql: str, given: Iterable[Any]) -> Any:
    """The driver's cursor; its errors as Core tells them."""
    driver: Any = connection.connection.driver_connection
    try:
        return getattr(driver, way)(sql, given)
    except driver.Error as error:
        raise DBAPIError.instance(sql, None, error, driver.Error, dialect=connection.dialect) from error


def _compile(statement: Statement, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    keys = None if isinstance(statement, Select | CompoundSelect) else list(names)
    compiled = statement.compile(dialect=dialect, column_keys=keys)
    assert isinstance(compiled, SQLCompiler)
    assert not compiled.insert_prefetch, "a default of Python's would be left out"
    assert "POSTCOMPILE" not in compiled.string, "a list of values has no place of its own"
    places = ((name, compiled.params[name], compiled.binds[name].type) for name in compiled.positiontup or ())
    columns = list(statement.exported_columns)
    readings = ((number, _reading(column.type, dialect)) for number, column in enumerate(columns))
    row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc] # noqa: PYI024 # by the statement
    return _Compiled(
        compiled.string,
        tuple((name, default, _binding(kind, dialect)) for name, default, kind in places),
        row._make,
        tuple((number, convert) for number, convert in readings if convert is not None),
    )


def _binding(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reading(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
