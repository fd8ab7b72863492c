"""What only one process may do at a time: whoever holds the lease renews it; a dead holder's runs out."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from storage.inserts import insert_into
from storage.tables import leases


def take(connection: Connection, name: str, holder: str, now: datetime, length: timedelta) -> bool:
    """Take or renew the lease; False while another holds it."""
    mine = {"holder": holder, "until": now + length}
    row = insert_into(connection, leases).values(name=name, **mine)
    free = (leases.c.holder == holder) | (leases.c.until <= now)
    return connection.execute(row.on_conflict_do_update(index_elements=["name"], set_=mine, where=free)).rowcount > 0


def give_back(connection: Connection, holder: str, now: datetime) -> None:
    """All that the holder has."""
    connection.execute(update(leases).where(leases.c.holder == holder).values(until=now))
