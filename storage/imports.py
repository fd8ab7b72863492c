"""Files for the library between their check and a person's word: what they would change, and how far it has been kept.

Invariant: an import is kept once and in pieces, each in one transaction with the note of how far it has come.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from inbox.ids import BrandId, TelegramId
from storage.tables import imports


@dataclass(frozen=True, slots=True)
class Import:
    """`plan` is plain values of the one who made it; `since` is the library's newest change when it was checked; of
    what is `done`, `late` entries were left alone, because somebody had changed them since.
    """

    token: str
    brand: BrandId
    person: TelegramId
    plan: list[Any]
    since: int
    done: int = 0
    late: int = 0


def put(connection: Connection, found: Import, now: datetime) -> None:
    connection.execute(
        insert(imports).values(
            token=found.token, brand_id=found.brand, person_id=found.person, plan=found.plan, since=found.since,
            created_at=now,
        )
    )  # fmt: skip


def find(connection: Connection, token: str) -> Import | None:
    columns = (
        imports.c.token, imports.c.brand_id, imports.c.person_id, imports.c.plan, imports.c.since, imports.c.done,
        imports.c.late,
    )  # fmt: skip
    row = connection.execute(select(*columns).where(imports.c.token == token)).first()
    return None if row is None else Import(*row)


def advance(connection: Connection, token: str, done: int, late: int) -> None:
    connection.execute(update(imports).where(imports.c.token == token).values(done=done, late=late))


def drop(connection: Connection, token: str) -> None:
    connection.execute(delete(imports).where(imports.c.token == token))
