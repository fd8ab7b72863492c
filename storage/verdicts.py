"""What people made of a month's drafted conclusions, and what became of the advice by the month after.

Invariant: a verdict keeps the very words that the person saw or wrote.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from inbox.facts import Done, Recommendation, Review
from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_into
from storage.tables import verdicts

WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft in the words that a person is shown."""

    key: str
    text: str
    advice: str


def offer(connection: Connection, brand: BrandId, month: date, found: Sequence[Offer], now: datetime) -> None:
    """The drafts that wait now; a verdict stands as long as the words on which it was given."""
    connection.execute(
        delete(verdicts).where(
            verdicts.c.brand_id == brand,
            verdicts.c.month_on == month,
            verdicts.c.verdict == WAITING,
            verdicts.c.key.not_in([one.key for one in found]),
        )
    )
    for one in found:
        standing = find(connection, brand, month, one.key)
        if standing != one:
            values = {"verdict": WAITING, "text": one.text, "advice": one.advice, "at": now, "by_id": None}
            _put(connection, brand, month, one.key, values)


def waiting(connection: Connection, brand: BrandId, month: date) -> list[Offer]:
    rows = connection.execute(
        select(verdicts.c.key, verdicts.c.text, verdicts.c.advice)
        .where(verdicts.c.brand_id == brand, verdicts.c.month_on == month, verdicts.c.verdict == WAITING)
        .order_by(verdicts.c.at, verdicts.c.key)
    )
    return [Offer(*row) for row in rows]


def find(connection: Connection, brand: BrandId, month: date, key: str) -> Offer | None:
    """A draft, judged or not."""
    row = connection.execute(
        select(verdicts.c.key, verdicts.c.text, verdicts.c.advice).where(
            verdicts.c.brand_id == brand, verdicts.c.month_on == month, verdicts.c.key == key
        )
    ).first()
    return None if row is None else Offer(*row)


def keep(connection: Connection, brand: BrandId, month: date, review: Review, now: datetime, by: TelegramId) -> None:
    """The newest verdict on a draft counts; `month` is its first day."""
    values = {"verdict": review.verdict, "text": review.text, "advice": review.advice, "at": now, "by_id": by}
    _put(connection, brand, month, review.key, values)


def take_back(connection: Connection, brand: BrandId, month: date, key: str) -> None:
    """It waits again."""
    connection.execute(
        update(verdicts)
        .where(verdicts.c.brand_id == brand, verdicts.c.month_on == month, verdicts.c.key == key)
        .values(verdict=WAITING)
    )


def of_month(connection: Connection, brand: BrandId, month: date) -> tuple[Review, ...]:
    rows = connection.execute(
        select(verdicts.c.key, verdicts.c.verdict, verdicts.c.text, verdicts.c.advice)
        .where(verdicts.c.brand_id == brand, verdicts.c.month_on == month, verdicts.c.verdict != WAITING)
        .order_by(verdicts.c.at, verdicts.c.key)
    )
    return tuple(Review(*row) for row in rows)


def advised(connection: Connection, brand: BrandId, month: date) -> dict[str, Recommendation]:
    """What was recommended in a month, by the key of its draft."""
    rows = connection.execute(
        select(verdicts.c.key, verdicts.c.advice, verdicts.c.done)
        .where(
            verdicts.c.brand_id == brand,
            verdicts.c.month_on == month,
            verdicts.c.verdict.in_(("accepted", "edited")),
            verdicts.c.advice != "",
        )
        .order_by(verdicts.c.at, verdicts.c.key)
    )
    return {row.key: Recommendation(row.advice, row.done) for row in rows}


def mark(connection: Connection, brand: BrandId, month: date, key: str, done: Done, by: TelegramId) -> bool:
    """False when there is no such recommendation (any more)."""
    changed = connection.execute(
        update(verdicts)
        .where(verdicts.c.brand_id == brand, verdicts.c.month_on == month, verdicts.c.key == key)
        .values(done=done, done_by=by)
    )
    return changed.rowcount > 0


def _put(connection: Connection, brand: BrandId, month: date, key: str, values: Mapping[str, Any]) -> None:
    row = insert_into(connection, verdicts).values(brand_id=brand, month_on=month, key=key, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["brand_id", "month_on", "key"], set_=dict(values)))
