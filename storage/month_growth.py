"""A month's members, comings and goings, commenters and placements, as rows for the report to count."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, or_, select

from inbox.evidence import Counted, Placed, Stay
from inbox.facts import Month
from inbox.ids import BrandId
from storage import memberships as kept
from storage.tables import memberships, messages, placements

BEFORE = timedelta(days=7)
"""How old a number of members may be to stand for the month's beginning."""
STAY = (
    memberships.c.chat_id, memberships.c.person_id, memberships.c.joined_at, memberships.c.left_at,
    memberships.c.placement_id, memberships.c.link_name,
)  # fmt: skip
IS_SAID = (messages.c.direction == "incoming") & (messages.c.reason != "album")


def stays(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[Stay, ...]:
    """Those that began or ended in the month."""
    moved = or_(*(_within(moment, month, cut_off) for moment in (memberships.c.joined_at, memberships.c.left_at)))
    rows = connection.execute(select(*STAY).where(memberships.c.brand_id == brand, moved).order_by(memberships.c.id))
    return tuple(_as_of(Stay(*row), cut_off) for row in rows)


def counted(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[Counted, ...]:
    first, last = ((moment).astimezone(month.zone).date() for moment in (month.starts_at - BEFORE, cut_off))
    return tuple(Counted(*row) for row in kept.counts(connection, brand, first, last))


def commenters(
    connection: Connection, brand: BrandId, month: Month, cut_off: datetime
) -> tuple[int, int]:  # fmt: skip
    """How many people commented under posts, and how many of them had done so before the month."""
    of_brand = (messages.c.brand_id == brand) & messages.c.post_id.is_not(None) & IS_SAID
    now = (
        select(messages.c.sender_id).where(of_brand, _within(messages.c.sent_at, month, cut_off)).distinct().subquery()
    )
    before = (
        select(messages.c.id)
        .where(of_brand, messages.c.sender_id == now.c.sender_id, messages.c.sent_at < month.starts_at)
        .exists()
    )
    row = connection.execute(select(func.count(), func.count(case((before, 1)))).select_from(now)).one()
    return row[0], row[1]


def placed(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[Placed, ...]:
    """Made in the month, or with a link by which somebody came or went in it; each with all that came of it so far."""
    rows = connection.execute(
        select(
            placements.c.id, placements.c.name, placements.c.chat_id, placements.c.cost, placements.c.currency,
            placements.c.is_paid, placements.c.created_at, placements.c.expires_at, placements.c.revoked_at,
        )
        .where(placements.c.brand_id == brand, placements.c.link != "", placements.c.created_at < cut_off)
        .order_by(placements.c.id)
    ).all()  # fmt: skip
    came = _stays_by_placement(connection, brand, cut_off)
    said = _said_by_placement(connection, brand, cut_off)
    found = (Placed(*row, tuple(came[row.id]), *said.get(row.id, (0, 0))) for row in rows)
    return tuple(one for one in found if _is_of(one, month))


def _stays_by_placement(connection: Connection, brand: BrandId, cut_off: datetime) -> dict[int, list[Stay]]:
    found: defaultdict[int, list[Stay]] = defaultdict(list)
    rows = connection.execute(
        select(*STAY)
        .where(
            memberships.c.brand_id == brand, memberships.c.placement_id.is_not(None), memberships.c.joined_at < cut_off
        )
        .order_by(memberships.c.id)
    )
    for row in rows:
        found[row.placement_id].append(_as_of(Stay(*row), cut_off))
    return found


def _said_by_placement(connection: Connection, brand: BrandId, cut_off: datetime) -> dict[int, tuple[int, int]]:
    """Messages and questions of those who came by a link, from their coming to their going.

    Asked for each stay by itself, so that no database reads all messages for it.
    """
    of_stay = (
        select(func.count())
        .where(
            messages.c.brand_id == brand,
            messages.c.sender_id == memberships.c.person_id,
            messages.c.sent_at >= memberships.c.joined_at,
            messages.c.sent_at < cut_off,
            or_(memberships.c.left_at.is_(None), messages.c.sent_at < memberships.c.left_at),
            IS_SAID,
        )
        .correlate(memberships)
    )
    said, asked = of_stay.scalar_subquery(), of_stay.where(messages.c.needs_answer).scalar_subquery()
    rows = connection.execute(
        select(memberships.c.placement_id, func.sum(said), func.sum(asked))
        .where(memberships.c.brand_id == brand, memberships.c.placement_id.is_not(None))
        .group_by(memberships.c.placement_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def _is_of(placement: Placed, month: Month) -> bool:
    moments = [placement.created_at, *(moment for stay in placement.stays for moment in (stay.joined_at, stay.left_at))]
    return any(moment is not None and month.starts_at <= moment < month.ends_at for moment in moments)


def _as_of(stay: Stay, cut_off: datetime) -> Stay:
    """Who leaves after the cut-off has not left yet."""
    if stay.left_at is None or stay.left_at < cut_off:
        return stay
    return Stay(stay.chat, stay.person, stay.joined_at, None, stay.placement, stay.other_link)


def _within(moment: Column[datetime], month: Month, cut_off: datetime) -> ColumnElement[bool]:
    return and_(moment >= month.starts_at, moment < month.ends_at, moment < cut_off)
