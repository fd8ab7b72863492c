"""Brands, their settings and their calendars by effective date."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Text, bindparam, select, type_coerce, update

from inbox.calendars import Calendar, CalendarVersion, round_the_clock, since_ever
from inbox.ids import BrandId, TelegramId
from inbox.targets import Clock, Target
from storage.inserts import insert_into, insert_row
from storage.prepared import Prepared
from storage.tables import brands, calendars


@dataclass(frozen=True, slots=True)
class Brand:
    """`report_day`: the day of the next month on which the report goes out by itself; 0 is never."""

    id: BrandId
    name: str
    language: Literal["ru", "en"]
    time_zone: str
    silence: timedelta
    target: Target
    keywords: tuple[str, ...]
    colour: str
    greeting: str
    library_version: int
    report_day: int = 0
    report_forms: tuple[str, ...] = ("html", "pdf")
    reported_on: date | None = None
    reminded_on: date | None = None


def create(connection: Connection, name: str, now: datetime, by: TelegramId | None = None, **settings: Any) -> BrandId:
    """A new brand; `settings` are columns of its row."""
    return BrandId(insert_row(connection, brands, name=name, created_at=now, created_by=by, **settings))


def change(connection: Connection, brand: BrandId, **settings: Any) -> None:
    connection.execute(update(brands).where(brands.c.id == brand).values(**settings))


GET = Prepared(select(brands).where(brands.c.id == bindparam("brand")))
VERSIONS = Prepared(
    select(calendars.c.effective_on, type_coerce(calendars.c.calendar, Text).label("calendar"))
    .where(calendars.c.brand_id == bindparam("brand"))
    .order_by(calendars.c.effective_on)
)


def get(connection: Connection, brand: BrandId) -> Brand:
    return _brand(GET.one(connection, brand=brand))


def find_all(connection: Connection) -> list[Brand]:
    return [_brand(row) for row in connection.execute(select(brands).order_by(brands.c.name, brands.c.id))]


def find_by_name(connection: Connection, name: str) -> Brand | None:
    return next((brand for brand in find_all(connection) if brand.name.casefold() == name.strip().casefold()), None)


def find(connection: Connection, brand: BrandId) -> Brand | None:
    row = connection.execute(select(brands).where(brands.c.id == brand)).first()
    return None if row is None else _brand(row)


def keep_calendar(
    connection: Connection, brand: BrandId, calendar: Calendar, effective_on: date, now: datetime, by: TelegramId | None
) -> None:
    """A calendar from a day on; one already set for that very day is replaced."""
    values = {"calendar": calendar.to_json(), "created_at": now, "created_by": by}
    row = insert_into(connection, calendars).values(brand_id=brand, effective_on=effective_on, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["brand_id", "effective_on"], set_=values))


def has_hours(connection: Connection, brand: BrandId) -> bool:
    """Whether anybody has set hours."""
    return connection.scalar(select(calendars.c.id).where(calendars.c.brand_id == brand).limit(1)) is not None


def calendar_versions(connection: Connection, brand: BrandId) -> tuple[CalendarVersion, ...]:
    """All versions, the earliest first; round the clock in the brand's time zone until somebody has set hours."""
    rows = VERSIONS.all(connection, brand=brand)
    found = tuple(CalendarVersion(row.effective_on, _calendar(row.calendar)) for row in rows)
    return found or _round_the_clock(get(connection, brand).time_zone)


@lru_cache(maxsize=100)
def _calendar(stored: str) -> Calendar:
    """The same calendar for the same words, with the days that it has worked out."""
    return Calendar.from_json(json.loads(stored))


@lru_cache(maxsize=100)
def _round_the_clock(time_zone: str) -> tuple[CalendarVersion, ...]:
    return since_ever(round_the_clock(ZoneInfo(time_zone)))


@lru_cache(maxsize=100)
def _brand(row: Any) -> Brand:
    """The same brand for the same row."""
    return Brand(
        id=row.id,
        name=row.name,
        language=row.language,
        time_zone=row.time_zone,
        silence=timedelta(hours=row.silence_hours),
        target=Target(timedelta(minutes=row.target_minutes), Clock(row.target_clock)),
        keywords=tuple(row.keywords.split("\n")) if row.keywords else (),
        colour=row.colour,
        greeting=row.greeting,
        library_version=row.library_version,
        report_day=row.report_day,
        report_forms=tuple(row.report_forms.split(",")),
        reported_on=row.reported_on,
        reminded_on=row.reminded_on,
    )
