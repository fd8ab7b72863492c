"""What only one process may do at a time: whoever holds the lease renews it; a dead holder's runs out."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from storage.tables import leases


def take(connection: Connection, name: str, holder: str, now: datetime, length: timedelta) -> bool:
    """Take or renew the lease; False while another holds it."""
    found = connection.execute(select(leases).where(leases.c.name == name).with_for_update()).first()
    if found is None:
        connection.execute(insert(leases).values(name=name, holder=holder, until=now + length))
        return True
    if found.holder != holder and found.until > now:
        return False
    connection.execute(update(leases).where(leases.c.name == name).values(holder=holder, until=now + length))
    return True


def give_back(connection: Connection, name: str, holder: str, now: datetime) -> None:
    connection.execute(update(leases).where(leases.c.name == name, leases.c.holder == holder).values(until=now))
