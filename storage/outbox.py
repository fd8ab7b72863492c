"""Bot API calls between the decision and Telegram's answer.

Invariant: a call is stored in the transaction that decided it, marked started before it is made, and settled with the
effects of its result. One that was started and not settled (a kill, a time-out) may have been made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, or_, select, update

from inbox.calls import UNORDERED, Call
from inbox.ids import TelegramId
from storage.prepared import Prepared
from storage.tables import outbox

IS_WAITING = outbox.c.settled_at.is_(None)
DUE = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now"))
FIRSTS = (
    select(func.min(outbox.c.id))
    .where(IS_WAITING, outbox.c.lane != UNORDERED, or_(outbox.c.attempts > 0, DUE))
    .group_by(outbox.c.lane)
)
NEXT = Prepared(
    select(outbox)
    .where(IS_WAITING, outbox.c.started_at.is_(None), DUE)
    .where(or_(outbox.c.lane == UNORDERED, outbox.c.id.in_(FIRSTS)))
    .order_by(outbox.c.id)
    .limit(bindparam("limit", type_=Integer))
)
ADD = Prepared(insert(outbox))
SUPERSEDE = Prepared(
    delete(outbox).where(IS_WAITING, outbox.c.started_at.is_(None), outbox.c.coalesce_key == bindparam("key"))
)
START = Prepared(update(outbox).where(outbox.c.id == bindparam("row")).values(attempts=outbox.c.attempts + 1))
POSTPONE = Prepared(update(outbox).where(outbox.c.id == bindparam("row")))
SETTLE = Prepared(update(outbox).where(outbox.c.id == bindparam("row"), IS_WAITING))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call in the outbox."""

    id: int
    call: Call
    attempts: int
    started_at: datetime | None
    created_at: datetime


def put(connection: Connection, calls: Sequence[Call], now: datetime) -> None:
    for key in {call.coalesce for call in calls if call.coalesce}:
        SUPERSEDE.write(connection, key=key)
    newest = {call.coalesce: call for call in calls if call.coalesce}
    kept = [call for call in calls if not call.coalesce or newest[call.coalesce] is call]
    ADD.write_all(connection, [_row(call, now) for call in kept])


def withdraw(connection: Connection, coalesce: str) -> bool:
    """Take back a call that has not been started; False when there is none, or it is too late."""
    unstarted = (IS_WAITING, outbox.c.started_at.is_(None), outbox.c.coalesce_key == coalesce)
    return connection.execute(delete(outbox).where(*unstarted)).rowcount > 0


def waiting(connection: Connection, limit: int) -> list[Waiting]:
    """Unsettled calls, oldest first, started ones included."""
    return [
        _waiting(row) for row in connection.execute(select(outbox).where(IS_WAITING).order_by(outbox.c.id).limit(limit))
    ]


def next_calls(connection: Connection, now: datetime, limit: int) -> list[Waiting]:
    """What may be made now, oldest first: of each lane its first call, of the unordered lane all.

    A lane stands still while its first call is being made or waits for another try; a call that is only meant for
    later lets the others pass.
    """
    return [_waiting(row) for row in NEXT.all(connection, now=now, limit=limit)]


def started(connection: Connection) -> list[Waiting]:
    """Calls that are being made, or were when their maker was killed."""
    found = select(outbox).where(IS_WAITING, outbox.c.started_at.is_not(None)).order_by(outbox.c.id)
    return [_waiting(row) for row in connection.execute(found)]


def redirect(connection: Connection, before: TelegramId, after: TelegramId) -> None:
    """A group became a supergroup: what waits for it goes to its new id."""
    for row in connection.execute(
        select(outbox.c.id, outbox.c.params).where(IS_WAITING, outbox.c.lane == before)
    ).all():
        params = row.params | ({"chat_id": after} if row.params.get("chat_id") == before else {})
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(lane=after, params=params))


def mark_started(connection: Connection, ids: Iterable[int], now: datetime) -> None:
    START.write_all(connection, [{"row": row, "started_at": now} for row in ids])


def postpone(connection: Connection, row: int, until: datetime, reason: str) -> None:
    """Not made this time (Telegram asked to wait, or could not be reached): again from `until` on."""
    POSTPONE.write(connection, row=row, started_at=None, not_before=until, reason=reason)


def settle(connection: Connection, row: int, outcome: str, now: datetime, reason: str = "") -> bool:
    """The call has come to its end: ok, refused or uncertain. Its file is no longer needed. False: it had already."""
    return SETTLE.write(connection, row=row, settled_at=now, outcome=outcome, reason=reason, upload=None) > 0


def count_waiting(connection: Connection) -> tuple[int, datetime | None]:
    """How many calls wait, and since when the oldest does."""
    number, oldest = connection.execute(select(func.count(), func.min(outbox.c.created_at)).where(IS_WAITING)).one()
    return number, oldest


def forget(connection: Connection, before: datetime) -> int:
    return connection.execute(delete(outbox).where(outbox.c.settled_at < before)).rowcount


def _row(call: Call, now: datetime) -> dict[str, object]:
    return {
        "lane": call.lane,
        "method": call.method,
        "params": dict(call.params),
        "purpose": call.purpose,
        "subject": dict(call.subject),
        "coalesce_key": call.coalesce,
        "to_member": call.to_member,
        "upload": call.upload,
        "upload_name": call.upload_name,
        "not_before": call.not_before,
        "created_at": now,
    }


def _waiting(row: Any) -> Waiting:
    call = Call(
        row.method, row.params, row.lane, row.purpose, row.subject, row.coalesce_key, row.to_member,
        row.upload, row.upload_name, row.not_before,
    )  # fmt: skip
    return Waiting(row.id, call, row.attempts, row.started_at, row.created_at)
