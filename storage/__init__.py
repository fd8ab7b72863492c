"""The database: tables, migrations, one unit of work, reads and writes by topic.

Invariant: the only place that knows SQL. Every function takes a Core `Connection` and is synchronous.
"""
