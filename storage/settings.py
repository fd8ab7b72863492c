"""A brand's settings and hours as they change: each change is kept with what was before, and can be taken back once.

Invariant: hours have effective dates; changing them from a day on leaves every earlier day as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from inbox.calendars import Calendar
from inbox.errors import Stale
from inbox.ids import BrandId, TelegramId
from storage.brands import change as change_brand
from storage.brands import keep_calendar
from storage.inserts import insert_row
from storage.tables import brands, calendars, setting_changes

HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are columns of the brand; of hours: the date and the calendar, None where there was none."""

    id: int
    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def change(
    connection: Connection, brand: BrandId, name: str, columns: Mapping[str, Any], now: datetime, by: TelegramId
) -> int:
    """Set columns of the brand; returns the change, to be taken back by."""
    before = _columns(connection, brand, columns)
    change_brand(connection, brand, **columns)
    return _log(connection, brand, name, before, dict(columns), now, by)


def change_hours(
    connection: Connection, brand: BrandId, calendar: Calendar, effective_on: date, now: datetime, by: TelegramId
) -> int:
    """Hours from a day on."""
    before = {"on": effective_on.isoformat(), "calendar": _calendar(connection, brand, effective_on)}
    keep_calendar(connection, brand, calendar, effective_on, now, by)
    return _log(connection, brand, HOURS, before, {**before, "calendar": calendar.to_json()}, now, by)


def take_back(connection: Connection, brand: BrandId, change_id: int, now: datetime, by: TelegramId) -> Change:
    """Raises `Stale` when there is no such change, or something newer stands in its place."""
    row = connection.execute(
        select(setting_changes.c.id, setting_changes.c.name, setting_changes.c.before, setting_changes.c.after).where(
            setting_changes.c.brand_id == brand, setting_changes.c.id == change_id
        )
    ).first()
    if row is None:
        raise Stale("setting-changed-since")
    found = Change(*row)
    if found.name == HOURS:
        _restore_hours(connection, brand, found, now, by)
    else:
        if _columns(connection, brand, found.after) != found.after:
            raise Stale("setting-changed-since")
        change_brand(connection, brand, **found.before)
    _log(connection, brand, found.name, found.after, found.before, now, by)
    return found


def _restore_hours(connection: Connection, brand: BrandId, found: Change, now: datetime, by: TelegramId) -> None:
    effective_on = date.fromisoformat(found.before["on"])
    if _calendar(connection, brand, effective_on) != found.after["calendar"]:
        raise Stale("setting-changed-since")
    if found.before["calendar"] is None:
        connection.execute(
            delete(calendars).where(calendars.c.brand_id == brand, calendars.c.effective_on == effective_on)
        )
    else:
        keep_calendar(connection, brand, Calendar.from_json(found.before["calendar"]), effective_on, now, by)


def _columns(connection: Connection, brand: BrandId, names: Mapping[str, Any]) -> dict[str, Any]:
    found = connection.execute(select(*(brands.c[name] for name in names)).where(brands.c.id == brand))
    return dict(found.mappings().one())


def _calendar(connection: Connection, brand: BrandId, effective_on: date) -> dict[str, Any] | None:
    return connection.scalar(
        select(calendars.c.calendar).where(calendars.c.brand_id == brand, calendars.c.effective_on == effective_on)
    )


def _log(
    connection: Connection,
    brand: BrandId,
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    now: datetime,
    by: TelegramId,
) -> int:
    return insert_row(
        connection, setting_changes, brand_id=brand, name=name, before=dict(before), after=dict(after), at=now, by_id=by
    )
