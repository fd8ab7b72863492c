"""`/plan`: the content plan in the chat: how each line stands, new lines, a whole plan from a file, reminders.

Invariant: a file adds what is not planned yet and says which rows and columns it could not read; it is taken back with
one tap. How a line stands is always asked of the posts, never kept.
"""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.checklist import table_files
from handlers.checklist.closing import told_if_closed
from handlers.checklist.month_tables import LONGEST_TITLE
from handlers.month_names import month_meant
from handlers.requests import Request, row_number
from handlers.scene import Scene
from handlers.speech import safe
from inbox.errors import Invalid, NotFound
from inbox.evidence import Line, Standing
from inbox.facts import month_before
from report.amounts import clock, day
from storage import brands, month_content, plans
from storage.brands import Brand
from storage.plans import Draft

ADD_WORDS = ("add", "добавить", "+")
REMOVE_WORDS = ("remove", "убрать", "-", "−")
ADDED = re.compile(r"(\S+)(?:\s+(\d{1,2}:\d{2}))?\s+(\S.*)", re.DOTALL)
SHOWN = 40
LONG_PAST = timedelta(days=183)
SIGNS: dict[Standing, str] = {
    "published": "✅", "early": "✅", "late": "🕒", "missing": "❌", "due": "▫️", "elsewhere": "🌐",
}  # fmt: skip


def command(scene: Scene, request: Request) -> None:
    """`/plan 2026-11`, `/plan add 30.11 12:00 Title`, `/plan remove 12`; as the caption of a file, the whole plan."""
    assert request.message is not None
    first, *rest = request.args.split(maxsplit=1) or [""]
    if request.message.attachment is not None:
        named = request.args if request.args[:1].isdigit() else ""
        month = month_meant(scene.now, _brand(scene, request), named, may_be_ahead=True)
        table_files.fetch(scene, request, request.message.attachment, "plan", month)
    elif first.casefold() in table_files.FORGET_WORDS:
        table_files.forget(scene, request, "plan")
    elif first.casefold() in ADD_WORDS:
        _add(scene, request, rest[0] if rest else "")
    elif first.casefold() in REMOVE_WORDS:
        _remove(scene, request, rest[0] if rest else "")
    else:
        _show(scene, request, month_meant(scene.now, _brand(scene, request), request.args, may_be_ahead=True))


def take_back(scene: Scene, request: Request) -> None:
    """`plx:<milliseconds>`: what one file has planned."""
    brand = _brand(scene, request)
    at = datetime.fromtimestamp(0, scene.now.tzinfo) + timedelta(milliseconds=request.number())
    gone = plans.remove_import(scene.connection, brand.id, at)
    speech.toast(scene, request)
    closed = told_if_closed(scene, brand.id, gone, request.texts)
    speech.answer(scene, request, "\n".join([request.texts("plan-taken-back", n=len(gone)), *closed]))


def _add(scene: Scene, request: Request, words: str) -> None:
    brand = _brand(scene, request)
    zone = ZoneInfo(brand.time_zone)
    match = ADDED.fullmatch(words)
    try:
        on = _nearest(match[1], scene.now.astimezone(zone).date()) if match else None
        minute = clock(match[2]) if match else None
    except ValueError:
        on = None
    if match is None or on is None:
        raise Invalid("plan-how")
    at = datetime.combine(on, minute, zone) if minute is not None else None
    draft = Draft(on, " ".join(match[3].split())[:LONGEST_TITLE], at)
    added = plans.add(scene.connection, brand.id, [draft], "", scene.now, request.person.id)
    key = "plan-added" if added else "plan-known-one"
    when = _when(on, at, zone)
    if on.year != scene.now.astimezone(zone).year:
        when = f"{on.year}, {when}"
    words = request.texts(key, title=safe(draft.title), when=when)
    closed = told_if_closed(scene, brand.id, [draft.on for draft in added], request.texts)
    speech.answer(scene, request, "\n".join([words, *closed]))


def _nearest(said: str, today: date) -> date | None:
    """A date without a year that is long past is the next one: in December one plans for January."""
    this = day(said, today.year)
    is_long_past = this is not None and today - this > LONG_PAST
    return day(said, today.year + 1) if is_long_past else this


def _remove(scene: Scene, request: Request, words: str) -> None:
    number, brand = row_number(words.lstrip("№#")), _brand(scene, request).id
    if number is None:
        raise Invalid("plan-remove-how")
    on = plans.remove(scene.connection, brand, number)
    if on is None:
        raise NotFound("plan-gone", number=number)
    closed = told_if_closed(scene, brand, [on], request.texts)
    speech.answer(scene, request, "\n".join([request.texts("plan-removed", number=number), *closed]))


def _show(scene: Scene, request: Request, month: date) -> None:
    brand = _brand(scene, request)
    zone = ZoneInfo(brand.time_zone)
    last = month_before((month + timedelta(days=63)).replace(day=1)) - timedelta(days=1)
    kept = month_content.kept(scene.connection, brand.id, month, last, zone, scene.now)
    texts = request.texts
    if not kept.lines:
        speech.answer(scene, request, texts("plan-none", month=f"{month:%m.%Y}"))
        return
    counts = Counter(line.standing for line in kept.lines)
    head = texts("plan-title", month=f"{month:%m.%Y}", n=len(kept.lines))
    said = [f"{SIGNS[key]} {texts(f'plan-{key}')}: {counts[key]}" for key in SIGNS if counts[key]]
    lines = [_line(line, zone) for line in kept.lines[:SHOWN]]
    if len(kept.lines) > SHOWN:
        lines.append(texts("plan-more", n=len(kept.lines) - SHOWN))
    speech.answer(scene, request, "\n".join([head, *said, "", *lines]))


def _line(line: Line, zone: ZoneInfo) -> str:
    planned = line.planned
    network = f" · {safe(planned.network)}" if planned.network else ""
    title = safe(planned.title if len(planned.title) <= 70 else f"{planned.title[:69]}…")
    shown = f'<a href="{line.post.link}">{title}</a>' if line.post is not None and line.post.link else title
    return f"{SIGNS[line.standing]} {_when(planned.on, planned.at, zone)} {shown}{network} <i>№{planned.id}</i>"


def _when(on: date, at: datetime | None, zone: ZoneInfo) -> str:
    return f"{on:%d.%m}" if at is None else f"{at.astimezone(zone):%d.%m %H:%M}"


def _brand(scene: Scene, request: Request) -> Brand:
    assert request.brand is not None
    return brands.get(scene.connection, request.brand)
