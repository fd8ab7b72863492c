"""`/report` without a month: how the month's report stands on any day, what is missing, and a button for each.

Invariant: the marks are those of the report itself. The drafts found on the way are kept, in the words that a person
will be shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers import long_work, speech
from handlers.checklist.month_reports import offered, standing
from handlers.month_names import month_meant
from handlers.requests import LEADS, TEAM, Request
from handlers.scene import Scene
from inbox.events import CallSettled
from inbox.facts import Mark, month_before
from inbox.ids import BrandId
from report import model
from report.blocks import Section
from report.model import Report
from storage import brands, closings, verdicts
from storage.verdicts import Offer
from texts import Catalogue, catalogue

SIGNS: Mapping[Mark, str] = {"auto": "✅", "imported": "✅", "manual": "☑️", "no_data": "▫️"}
SHORT = 110


def show(scene: Scene, request: Request) -> None:
    """The running month, or `brd:<YYYY-MM>` of a button."""
    assert request.brand is not None
    month = month_meant(scene.now, brands.get(scene.connection, request.brand), request.args)
    if request.press_id:
        speech.toast(scene, request)
    words = request.texts("closing-board-begun", month=f"{month:%Y-%m}")
    long_work.begin(scene, request, words, "board", {"month": month.isoformat(), "role": request.role})


def make(scene: Scene, params: Mapping[str, Any]) -> None:
    order = long_work.order_of(scene, params)
    month = date.fromisoformat(params["month"])
    is_closed = closings.is_closed(scene.connection, order.brand, month)
    closed = standing(scene.connection, order.brand, month, scene.now)
    report = model.build(closed.figures())
    waiting = [] if is_closed else [(one.key, one.text, one.advice) for one in offered(closed)]
    may_add = params["role"] in TEAM and not is_closed
    missing = [section.number for section in report.sections if section.mark == "no_data" and may_add]
    rows = _rows(order.texts, month, missing, params["role"], len(waiting), is_closed=is_closed)
    if closed.facts.recommendations and params["role"] in TEAM:
        button = order.texts("closing-button-advice", n=len(closed.facts.recommendations))
        rows.insert(-1, [(button, f"rcl:{month:%Y-%m}")])
    subject = {"brand": order.brand, "month": params["month"], "drafts": waiting}
    long_work.finish(scene, order, _words(order.texts, report, missing), rows, purpose="board", subject=subject)


def keep_drafts(scene: Scene, event: CallSettled) -> None:
    """Whether or not the message could be changed, its drafts are there to be judged."""
    brand, month = BrandId(event.subject["brand"]), date.fromisoformat(event.subject["month"])
    found = [Offer(key, text, advice) for key, text, advice in event.subject["drafts"]]
    if not closings.is_closed(scene.connection, brand, month):
        verdicts.offer(scene.connection, brand, month, found, scene.now)


def _words(texts: Catalogue, report: Report, missing: Sequence[int]) -> str:
    head = texts("closing-board", brand=speech.safe(report.brand), title=speech.safe(report.title))
    done = catalogue(report.language)("report-complete", done=report.completeness)
    lines = [_line(section) for section in report.sections]
    parts = (head, speech.safe(report.status), done, "", *lines, texts("items-missing") if missing else "")
    return "\n".join(part for n, part in enumerate(parts) if part or n == 3)


def _line(section: Section) -> str:
    summary = section.summary if len(section.summary) <= SHORT else f"{section.summary[: SHORT - 1]}…"
    name = f"{SIGNS[section.mark]} {section.number}. <b>{speech.safe(section.title)}</b>"
    return f"{name} · <i>{speech.safe(section.mark_text)}</i>\n      {speech.safe(summary)}"


def _rows(
    texts: Catalogue, month: date, missing: Sequence[int], role: str | None, waiting: int, *, is_closed: bool
) -> list[Sequence[speech.Button]]:
    named = f"{month:%Y-%m}"
    buttons = [(f"＋ {number}", f"itm:{named}:{number}") for number in missing]
    rows: list[Sequence[speech.Button]] = [buttons[at : at + 4] for at in range(0, len(buttons), 4)]
    if role in TEAM and waiting:
        rows.append([(texts("closing-button-drafts", n=waiting), f"cnl:{named}")])
    rows.append([(texts("items-report"), f"rep:report:{named}"), (texts("items-export"), f"rep:export:{named}")])
    before = month_before(month)
    last = [(f"‹ {before:%Y-%m}", f"brd:{before:%Y-%m}")]
    if role in LEADS:
        last.append((texts("closing-button-recount" if is_closed else "closing-button-close"), f"cls:{named}"))
    rows.append(last)
    return rows
