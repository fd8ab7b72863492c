"""`/report` and `/export`: a month's report and its figures as documents, made beside the pipeline.

Invariant: what is sent is computed once from one snapshot of the database, so that all its forms agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from handlers import long_work, speech
from handlers.gaps import topics_of
from handlers.month_names import month_before, month_meant
from handlers.requests import Request
from handlers.scene import Scene
from inbox.ids import BrandId
from report import model
from report.exports import FORMS
from report.figures import figures
from report.headline import Headline
from report.look import Look
from report.model import Report
from storage import brands, months

REPORT_FORMS = ("report.html", "report.pdf")
EXPORT_FORMS = ("report.xlsx", "metrics.json", "waits.csv", "summary.csv")
COMPARED = 5
"""Earlier months beside which a month is shown."""


def report(scene: Scene, request: Request) -> None:
    """`/report 2026-10`"""
    _begin(scene, request, "report")


def export(scene: Scene, request: Request) -> None:
    """`/export 2026-10`"""
    _begin(scene, request, "export")


def press(scene: Scene, request: Request) -> None:
    """`rep:<report or export>:<YYYY-MM>`"""
    kind, month = request.parts
    speech.toast(scene, request)
    _begin(scene, request, "export" if kind == "export" else "report", month)


def make_report(scene: Scene, params: Mapping[str, Any]) -> None:
    _make(scene, params, REPORT_FORMS)


def make_export(scene: Scene, params: Mapping[str, Any]) -> None:
    _make(scene, params, EXPORT_FORMS)


def month_report(scene: Scene, brand_id: BrandId, month: date) -> Report:
    """The report of a month beside the months before it."""
    brand = brands.get(scene.connection, brand_id)
    facts = months.month_facts(scene.connection, brand.id, month.year, month.month, scene.now)
    facts = replace(facts, topics=topics_of(scene.connection, brand.id, month, scene.now))
    look = Look(brand.colour) if brand.colour else None
    return model.build(figures(facts, _history(scene, brand.id, month)), look)


def _begin(scene: Scene, request: Request, kind: str, said: str | None = None) -> None:
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    month = month_meant(scene, brand, request.args if said is None else said)
    words = request.texts(f"{kind}-begun", month=f"{month:%Y-%m}")
    long_work.begin(scene, request, words, kind, {"month": month.isoformat()})


def _make(scene: Scene, params: Mapping[str, Any], forms: Sequence[str]) -> None:
    order = long_work.order_of(scene, params)
    month = date.fromisoformat(params["month"])
    made = month_report(scene, order.brand, month)
    long_work.finish(scene, order, _said(order, made))
    for form in forms:
        name, _, ending = form.rpartition(".")
        long_work.hand_over(scene, order, f"{month:%Y-%m}-{name}.{ending}", FORMS[form](made))


def _said(order: long_work.Order, made: Report) -> str:
    """The main figures, for whoever opens no file."""
    tiles = "\n".join(f"{speech.safe(tile.name)}: <b>{speech.safe(tile.figure.text)}</b>" for tile in made.tiles.tiles)
    head = f"<b>{speech.safe(made.brand)} · {speech.safe(made.title)}</b>"
    return f"{head}\n{order.texts('report-complete', done=made.completeness)}\n\n{tiles}"


def _history(scene: Scene, brand: BrandId, month: date) -> list[Headline]:
    """Oldest first; months before the first message are none."""
    first = months.first_message_on(scene.connection, brand)
    found: list[Headline] = []
    for _ in range(COMPARED):
        month = month_before(month)
        if first is None or month < first.replace(day=1):
            break
        facts = months.month_facts(scene.connection, brand, month.year, month.month, scene.now)
        found.insert(0, figures(facts).headline)
    return found
