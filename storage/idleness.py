"""Whether there is anything left to do: an update to handle, a call to make, a job to run."""

from sqlalchemy import Connection, exists, or_, select

from storage import outbox, received
from storage.tables import jobs

LEFT = select(
    or_(
        exists().where(received.IS_WAITING),
        exists().where(outbox.IS_WAITING),
        exists().where(jobs.c.done_at.is_(None)),
    )
)


def is_idle(connection: Connection) -> bool:
    return not connection.scalar(LEFT)
