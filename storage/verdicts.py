"""What people made of a month's drafted conclusions, and what became of the advice by the month after.

Invariant: a verdict keeps the very words that the person saw or wrote.
"""

from datetime import date, datetime

from sqlalchemy import Connection, delete, select, update

from inbox.facts import Done, Recommendation, Review
from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_into
from storage.tables import verdicts


def keep(connection: Connection, brand: BrandId, month: date, review: Review, now: datetime, by: TelegramId) -> None:
    """The newest verdict on a draft counts; `month` is its first day."""
    values = {"verdict": review.verdict, "text": review.text, "advice": review.advice, "at": now, "by_id": by}
    row = insert_into(connection, verdicts).values(brand_id=brand, month_on=month, key=review.key, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["brand_id", "month_on", "key"], set_=values))


def take_back(connection: Connection, brand: BrandId, month: date, key: str) -> None:
    """The draft waits again."""
    connection.execute(
        delete(verdicts).where(verdicts.c.brand_id == brand, verdicts.c.month_on == month, verdicts.c.key == key)
    )


def of_month(connection: Connection, brand: BrandId, month: date) -> tuple[Review, ...]:
    rows = connection.execute(
        select(verdicts.c.key, verdicts.c.verdict, verdicts.c.text, verdicts.c.advice)
        .where(verdicts.c.brand_id == brand, verdicts.c.month_on == month)
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
            verdicts.c.verdict != "rejected",
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
