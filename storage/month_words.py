"""What a month's report must say of its conditions: hours in force, the target, times in which nothing was seen."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection, func, select

from inbox.calendar_print import print_calendar
from inbox.calendars import CalendarVersion, calendar_on
from inbox.facts import Gap, Month
from inbox.ids import BrandId
from inbox.targets import Clock, Target
from storage import presence
from storage.brands import Brand
from storage.month_activity import within
from storage.tables import messages
from texts import Catalogue, catalogue

TELEGRAM_KEEPS = timedelta(hours=24)
"""For so long updates wait for a program that is down; a shorter gap loses nothing."""


def gaps(connection: Connection, brand: BrandId, month: Month, cut_off: datetime, say: Catalogue) -> tuple[Gap, ...]:
    """When the program was down for longer than Telegram waits, and what was imported afterwards."""
    down = [
        Gap(starts_at, ends_at, say("month-gap-down"))
        for starts_at, ends_at in presence.gaps(connection, month.starts_at, cut_off)
        if ends_at - starts_at > TELEGRAM_KEEPS
    ]
    first, last = connection.execute(
        select(func.min(messages.c.sent_at), func.max(messages.c.sent_at)).where(
            messages.c.brand_id == brand, within(messages.c.sent_at, month, cut_off), messages.c.source != "live"
        )
    ).one()
    if first is not None:
        down.append(Gap(first, last, say("month-gap-imported")))
    return tuple(sorted(down, key=lambda gap: gap.starts_at))


def calendar(versions: Sequence[CalendarVersion], month: Month, brand: Brand) -> str:
    """Every version in force during the month, with the day from which it holds."""
    say = catalogue(brand.language)
    first = date(month.year, month.number, 1)
    last = (month.ends_at - timedelta(microseconds=1)).astimezone(month.zone).date()
    days = [first, *(version.effective_on for version in versions if first < version.effective_on <= last)]
    printed = [print_calendar(calendar_on(versions, day), brand.language) for day in days]
    parts = [printed[0]]
    for (_, day), (before, after) in zip(pairwise(days), pairwise(printed), strict=True):
        if before != after:
            parts.append(say("month-hours-from", day=f"{day:%d.%m.%Y}", hours=after))
    return "; ".join(parts)


def target(promised: Sequence[tuple[datetime, Target]], month: Month, brand: Brand, *, has_hours: bool) -> str:
    """Every target that the month's waits are held to, with the day from which it holds; without waits today's. Where
    nobody has set hours, the working clock never stops.
    """
    say = catalogue(brand.language)

    def told(target: Target) -> str:
        return _target(target if has_hours else replace(target, clock=Clock.CALENDAR), say)

    if not promised:
        return told(brand.target)
    (_, first), *later = promised
    days = ((asked_at.astimezone(month.zone), each) for asked_at, each in later)
    parts = [say("month-hours-from", day=f"{day:%d.%m.%Y}", hours=told(each)) for day, each in days]
    return "; ".join([told(first), *parts])


def _target(target: Target, say: Catalogue) -> str:
    minutes = target.within // timedelta(minutes=1)
    span = say("month-hours", n=minutes // 60) if minutes % 60 == 0 else say("month-minutes", n=minutes)
    return say(f"month-target-{target.clock}", span=span)
