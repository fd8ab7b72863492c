"""`/close`: a month's figures are frozen; counted anew they become a new version that says what changed, and why.

Invariant: only a month that is over is closed, and only by a lead; what was closed is never changed or lost.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.asking import ask, done
from handlers.checklist.month_reports import counted, offered
from handlers.moments import moment
from handlers.month_names import month_meant, this_month
from handlers.requests import Request
from handlers.scene import Scene
from inbox.errors import Invalid
from inbox.facts import month_before
from report.closing import Closed, frozen, recomputed, thawed
from storage import brands, closings, verdicts
from storage.brands import Brand
from storage.closings import Closing

LONGEST = 300


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
    now_is = counted(scene.connection, brand.id, month, scene.now)
    _keep(scene, request, brand, month, now_is)
    words = request.texts("closing-closed-now", month=request.args, brand=speech.safe(brand.name))
    speech.answer(scene, request, words, [_report(request, month)])


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """Why it is counted anew."""
    brand = _brand(scene, request)
    month = _over(scene, brand, state["month"])
    newest = closings.newest(scene.connection, brand.id, month)
    assert newest is not None
    _recount(scene, request, brand, month, newest, request.args.strip())
    done(scene, request)


def _go(scene: Scene, request: Request, brand: Brand, month: date, why: str) -> None:
    newest = closings.newest(scene.connection, brand.id, month)
    if newest is None:
        _ask(scene, request, brand, month)
    elif why:
        _recount(scene, request, brand, month, newest, why)
    else:
        at = moment(request.texts, newest.at, ZoneInfo(brand.time_zone), scene.now)
        by, named = speech.safe(newest.by), f"{month:%Y-%m}"
        words = request.texts("closing-why", month=named, at=at, by=by, version=newest.version)
        ask(scene, request, words, "recount", {"month": f"{month:%Y-%m}"}, [_report(request, month)])


def _ask(scene: Scene, request: Request, brand: Brand, month: date) -> None:
    texts, named = request.texts, f"{month:%Y-%m}"
    waiting = len(verdicts.waiting(scene.connection, brand.id, month))
    words = texts("closing-ask", month=named, brand=speech.safe(brand.name))
    rows = [[(texts("closing-button-close"), f"cly:{named}")], [(texts("closing-back"), f"brd:{named}")]]
    if waiting:
        words = f"{words}\n{texts('closing-ask-drafts', n=waiting)}"
        rows.insert(0, [(texts("closing-button-drafts", n=waiting), f"cnl:{named}")])
    speech.answer(scene, request, words, rows)


def _recount(scene: Scene, request: Request, brand: Brand, month: date, newest: Closing, why: str) -> None:
    if not 0 < len(why) <= LONGEST:
        raise Invalid("closing-why-invalid", most=LONGEST)
    now_is = counted(scene.connection, brand.id, month, scene.now)
    anew = recomputed(thawed(newest.content), now_is.facts, why)
    _keep(scene, request, brand, month, anew, why)
    words = request.texts("closing-recounted", month=f"{month:%Y-%m}", version=anew.facts.version)
    lines, rows = [words, speech.safe(anew.facts.version_note)], [_report(request, month)]
    waiting = offered(now_is)
    if waiting:
        verdicts.offer(scene.connection, brand.id, month, waiting, scene.now)
        lines.append(request.texts("closing-recounted-drafts", n=len(waiting)))
        rows.append([(request.texts("closing-button-drafts", n=len(waiting)), f"cnl:{month:%Y-%m}")])
    speech.answer(scene, request, "\n".join(lines), rows)


def _keep(scene: Scene, request: Request, brand: Brand, month: date, closed: Closed, why: str = "") -> None:
    closings.keep(
        scene.connection, brand.id, month, closed.facts.version, frozen(closed), scene.now, request.person.id, why
    )


def _over(scene: Scene, brand: Brand, named: str) -> date:
    month = month_meant(scene.now, brand, named)
    if month >= this_month(scene.now, brand):
        raise Invalid("closing-running", month=f"{month:%Y-%m}")
    return month


def _report(request: Request, month: date) -> list[speech.Button]:
    texts, named = request.texts, f"{month:%Y-%m}"
    return [(texts("items-report"), f"rep:report:{named}"), (texts("items-export"), f"rep:export:{named}")]


def _brand(scene: Scene, request: Request) -> Brand:
    assert request.brand is not None
    return brands.get(scene.connection, request.brand)
