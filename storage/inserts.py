"""Inserts: the id of a new row, and INSERT … ON CONFLICT, which both databases spell alike and SQLAlchemy twice."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from storage.prepared import Prepared


def insert_into(connection: Connection, table: Table) -> sqlite.Insert:
    """An insert of the connection's own dialect."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> sqlite.Insert:
    """Both dialects' inserts have the same methods."""
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 # half a megabyte of code that few need

    return postgresql.insert(table)  # type: ignore[return-value] # the same methods, no common type


@cache
def _insert(table: Table) -> Prepared:
    return Prepared(insert(table))


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Insert one row; returns its id."""
    return _insert(table).add(connection, **values)
