"""`/close`: a month's figures are frozen; counted anew they become a new version that says what changed, and why.

Invariant: only a month that is over is closed, and only by a lead; what was closed is never changed or lost. Counting
is a job, and jobs are done one after another, so that a month is never closed twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from handlers import long_work, speech
from handlers.asking import ask, done
from handlers.checklist.month_reports import counted, marks_of, offered
from handlers.long_work import Order
from handlers.moments import moment
from handlers.month_names import month_meant, this_month
from handlers.requests import Request
from handlers.scene import Scene
from inbox.errors import Invalid
from inbox.facts import Revised, month_before
from inbox.ids import BrandId, TelegramId
from report.closing import Closed, frozen, recomputed, thawed
from storage import brands, closings, verdicts
from storage.brands import Brand
from texts import Catalogue

LONGEST = 300
TOLD = 10
"""So many changed figures are named in the message."""


def command(scene: Scene, request: Request) -> None:
    """`/close` the month before, `/close 2026-10`, `/close 2026-10 the reason why it is counted anew`."""
    brand = _brand(scene, request)
    named, *why = request.args.split(maxsplit=1)[:2] or [f"{month_before(this_month(scene.now, brand)):%Y-%m}"]
    _go(scene, request, brand, _over(scene, brand, named), why[0] if why else "")


def press(scene: Scene, request: Request) -> None:
    """`cls:<YYYY-MM>`"""
    brand = _brand(scene, request)
    month = _over(scene, brand, request.args)
    speech.toast(scene, request)
    _go(scene, request, brand, month, "")


def confirm(scene: Scene, request: Request) -> None:
    """`cly:<YYYY-MM>`"""
    brand = _brand(scene, request)
    month = _over(scene, brand, request.args)
    if closings.is_closed(scene.connection, brand.id, month):
        raise Invalid("closing-closed", month=request.args)
    speech.toast(scene, request)
    _begin(scene, request, month, "")


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """Why it is counted anew."""
    brand = _brand(scene, request)
    month = _over(scene, brand, state["month"])
    _recount(scene, request, month, request.args.strip())
    done(scene, request)


def make(scene: Scene, params: Mapping[str, Any]) -> None:
    """The job: the month is counted, and kept with the job's end."""
    order, month = long_work.order_of(scene, params), date.fromisoformat(params["month"])
    newest = closings.newest(scene.connection, order.brand, month)
    if newest is None:
        _close(scene, order, month, params)
    elif params["why"]:
        _close_anew(scene, order, month, params, thawed(newest.content))
    else:
        long_work.finish(scene, order, order.texts("closing-closed", month=f"{month:%Y-%m}"))


def told_if_closed(scene: Scene, brand: BrandId, days: Iterable[date], texts: Catalogue) -> list[str]:
    """What changes in a closed month waits until the month is counted anew: a line for each such month of the days."""
    months = sorted({day.replace(day=1) for day in days})
    closed = [month for month in months if closings.is_closed(scene.connection, brand, month)]
    return [texts("closing-changed-later", month=f"{month:%Y-%m}") for month in closed]


def _close(scene: Scene, order: Order, month: date, params: Mapping[str, Any]) -> None:
    now_is = counted(scene.connection, order.brand, month, scene.now)
    brand = brands.get(scene.connection, order.brand)
    _keep(scene, order, month, params, now_is)
    words = order.texts("closing-closed-now", month=f"{month:%Y-%m}", brand=speech.safe(brand.name))
    long_work.finish(scene, order, words, [_report(order.texts, month)])


def _close_anew(scene: Scene, order: Order, month: date, params: Mapping[str, Any], before: Closed) -> None:
    now_is = counted(scene.connection, order.brand, month, scene.now)
    anew = recomputed(before, now_is.facts, params["why"])
    _keep(scene, order, month, params, anew)
    texts, named = order.texts, f"{month:%Y-%m}"
    lines = [texts("closing-recounted", month=named, version=anew.facts.version), speech.safe(anew.facts.version_note)]
    lines += _changed(texts, anew.facts.revised)
    rows = [_report(texts, month)]
    waiting = offered(now_is)
    if waiting:
        scene.writes.append(lambda c: verdicts.offer(c, order.brand, month, waiting, scene.now))
        lines.append(texts("closing-recounted-drafts", n=len(waiting)))
        rows.append([(texts("closing-button-drafts", n=len(waiting)), f"cnl:{named}")])
    long_work.finish(scene, order, "\n".join(lines), rows)


def _changed(texts: Catalogue, revised: Sequence[Revised]) -> list[str]:
    """The first of what changed, which are the first page's figures."""
    lines = [
        f"• {speech.safe(_moved(texts, one))}" + (f" <i>({one.why})</i>" if one.why else "") for one in revised[:TOLD]
    ]
    return lines + ([texts("library-and-more", n=len(revised) - TOLD)] if len(revised) > TOLD else [])


def _moved(texts: Catalogue, one: Revised) -> str:
    if not one.before:
        return one.figure
    return texts("closing-changed", figure=one.figure, before=one.before, now=one.now)


def _keep(scene: Scene, order: Order, month: date, params: Mapping[str, Any], closed: Closed) -> None:
    by, why, version = TelegramId(params["person"]), params["why"], closed.facts.version
    content = frozen(closed)
    scene.writes.append(lambda c: closings.keep(c, order.brand, month, version, content, scene.now, by, why))


def _go(scene: Scene, request: Request, brand: Brand, month: date, why: str) -> None:
    stamp = closings.stamp(scene.connection, brand.id, month)
    if stamp is None:
        _ask(scene, request, brand, month)
    elif why:
        _recount(scene, request, month, why)
    else:
        at = moment(request.texts, stamp.at, ZoneInfo(brand.time_zone), scene.now)
        by, named = speech.safe(stamp.by), f"{month:%Y-%m}"
        words = request.texts("closing-why", month=named, at=at, by=by, version=stamp.version)
        ask(scene, request, words, "recount", {"month": f"{month:%Y-%m}"}, [_report(request.texts, month)])


def _ask(scene: Scene, request: Request, brand: Brand, month: date) -> None:
    texts, named = request.texts, f"{month:%Y-%m}"
    waiting = len(verdicts.waiting(scene.connection, brand.id, month))
    words = texts("closing-ask", month=named, brand=speech.safe(brand.name))
    rows = [[(texts("closing-button-close"), f"cly:{named}")], [(texts("closing-back"), f"brd:{named}")]]
    marks = marks_of(scene.connection, brand.id, month, scene.now)
    if all(mark == "no_data" for mark in marks.values()):  # who has promised a report may owe one that says just this
        words = f"{words}\n{texts('closing-ask-empty')}"
    if waiting:
        words = f"{words}\n{texts('closing-ask-drafts', n=waiting)}"
        rows.insert(0, [(texts("closing-button-drafts", n=waiting), f"cnl:{named}")])
    speech.answer(scene, request, words, rows)


def _recount(scene: Scene, request: Request, month: date, why: str) -> None:
    if not 0 < len(why) <= LONGEST:
        raise Invalid("closing-why-invalid", most=LONGEST)
    _begin(scene, request, month, why)


def _begin(scene: Scene, request: Request, month: date, why: str) -> None:
    words = request.texts("closing-recount-begun" if why else "closing-begun", month=f"{month:%Y-%m}")
    params = {"month": month.isoformat(), "why": why, "person": request.person.id}
    long_work.begin(scene, request, words, "close", params)


def _over(scene: Scene, brand: Brand, named: str) -> date:
    month = month_meant(scene.now, brand, named)
    if month >= this_month(scene.now, brand):
        raise Invalid("closing-running", month=f"{month:%Y-%m}")
    return month


def _report(texts: Catalogue, month: date) -> list[speech.Button]:
    named = f"{month:%Y-%m}"
    return [(texts("items-report"), f"rep:report:{named}"), (texts("items-export"), f"rep:export:{named}")]


def _brand(scene: Scene, request: Request) -> Brand:
    assert request.brand is not None
    return brands.get(scene.connection, request.brand)
