"""Before a planned post is late, the desk is reminded of it; once.

Invariant: what came out already, and what is planned for other networks, is nobody's reminder. A line with a minute is
told of half an hour before it, one with a day only in the evening of that day; after a downtime, that it is late.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.scene import Scene
from inbox.evidence import Planned
from inbox.ids import BrandId
from storage import brands, chats, month_content, plans
from texts import Catalogue, catalogue

BEFORE = timedelta(minutes=30)
EVENING = time(18)
STALE = timedelta(days=1)
"""What was due longer ago is in the report, no news."""


def remind(scene: Scene) -> None:
    day = timedelta(days=1)
    today = scene.now.date()
    found = plans.unreminded(scene.connection, today - 2 * day, today + 2 * day)
    for brand, lines in groupby(found, key=lambda one: one.brand):
        _remind(scene, brand, [line.planned for line in lines])


def _remind(scene: Scene, brand_id: BrandId, lines: Sequence[Planned]) -> None:
    brand = brands.get(scene.connection, brand_id)
    zone = ZoneInfo(brand.time_zone)
    due = [line for line in lines if _remind_at(line, zone) <= scene.now]
    if not due:
        return
    plans.mark_reminded(scene.connection, [line.id for line in due], scene.now)
    desk = chats.desk_of(scene.connection, brand_id)
    told = list(_waiting(scene, brand_id, due, zone))
    if desk is None or not told:
        return
    texts = catalogue(brand.language)
    speech.say(scene, desk, "\n".join(_said(line, zone, texts, scene.now) for line in told))


def _said(line: Planned, zone: ZoneInfo, texts: Catalogue, now: datetime) -> str:
    title = speech.safe(line.title)
    if line.at is None:
        return texts("plan-soon", when=texts("plan-today"), title=title)
    minute = f"{line.at.astimezone(zone):%H:%M}"
    if line.at <= now:
        return texts("plan-overdue", when=minute, title=title)
    return texts("plan-soon", when=texts("plan-at", when=minute), title=title)


def _waiting(scene: Scene, brand: BrandId, due: Sequence[Planned], zone: ZoneInfo) -> Iterator[Planned]:
    """Those that no post has kept, judged as `/plan` judges them."""
    first, last = min(line.on for line in due), max(line.on for line in due)
    found = month_content.kept(scene.connection, brand, first, last, zone, scene.now)
    kept = {line.planned.id: line for line in found.lines}
    for line in due:
        is_news = scene.now - _remind_at(line, zone) < STALE
        if is_news and kept[line.id].post is None and kept[line.id].standing != "elsewhere":
            yield line


def _remind_at(line: Planned, zone: ZoneInfo) -> datetime:
    return line.at - BEFORE if line.at is not None else datetime.combine(line.on, EVENING, zone)
