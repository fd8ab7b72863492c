"""The database: tables, migrations, one unit of work, reads and writes by topic.

Invariant: the only place that knows SQL. Every function takes a Core `Connection` and is synchronous, so that it is
written once for SQLite's thread and PostgreSQL's loop (see storage.database).
"""

from sqlalchemy import Connection

__all__ = ["Connection"]
