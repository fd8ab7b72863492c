"""`/report` and `/export`: a month's report and its figures as documents, made beside the pipeline.

Invariant: what is sent is computed once from one snapshot of the database, so that all its forms agree.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from handlers import long_work, speech
from handlers.checklist import board
from handlers.checklist.month_reports import month_report
from handlers.month_names import month_meant
from handlers.requests import Request
from handlers.scene import Scene
from report.exports import FORMS
from report.model import Report
from storage import brands
from texts import catalogue

REPORT_FORMS = ("report.html", "report.pdf")
EXPORT_FORMS = ("report.xlsx", "metrics.json", "waits.csv", "summary.csv")


def report(scene: Scene, request: Request) -> None:
    """`/report 2026-10`; without a month, how the running one stands."""
    if request.args:
        _begin(scene, request, "report")
    else:
        board.show(scene, request)


def export(scene: Scene, request: Request) -> None:
    """`/export 2026-10`"""
    _begin(scene, request, "export")


def press(scene: Scene, request: Request) -> None:
    """`rep:<report or export>:<YYYY-MM>`"""
    kind, month = request.part(0), request.part(1)
    speech.toast(scene, request)
    _begin(scene, request, "export" if kind == "export" else "report", month)


def make_report(scene: Scene, params: Mapping[str, Any]) -> None:
    _make(scene, params, REPORT_FORMS)


def make_export(scene: Scene, params: Mapping[str, Any]) -> None:
    _make(scene, params, EXPORT_FORMS)


def make_delivery(scene: Scene, params: Mapping[str, Any]) -> None:
    _make(scene, params, [f"report.{form}" for form in params["forms"]])


def _begin(scene: Scene, request: Request, kind: str, said: str | None = None) -> None:
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    month = month_meant(scene.now, brand, request.args if said is None else said)
    words = request.texts(f"{kind}-begun", month=f"{month:%Y-%m}")
    long_work.begin(scene, request, words, kind, {"month": month.isoformat()})


def _make(scene: Scene, params: Mapping[str, Any], forms: Sequence[str]) -> None:
    order = long_work.order_of(scene, params)
    month = date.fromisoformat(params["month"])
    made = month_report(scene.connection, order.brand, month, scene.now)
    long_work.finish(scene, order, _said(made))
    for place, form in enumerate(forms, start=1):
        words = order.texts(
            "report-making", month=f"{month:%Y-%m}", form=form.rpartition(".")[2].upper(), place=place, of=len(forms)
        )
        long_work.step(scene, order, words, partial(_form, scene, order, form, f"{month:%Y-%m}-{form}", made))


def _form(scene: Scene, order: long_work.Order, form: str, file: str, made: Report) -> None:
    long_work.hand_over(scene, order, file, FORMS[form](made))


def _said(made: Report) -> str:
    """The main figures, in the language of the report, for whoever opens no file."""
    tiles = "\n".join(f"{speech.safe(tile.name)}: <b>{speech.safe(tile.figure.text)}</b>" for tile in made.tiles.tiles)
    head = f"<b>{speech.safe(made.brand)} · {speech.safe(made.title)}</b>"
    return f"{head}\n{catalogue(made.language)('report-complete', done=made.completeness)}\n\n{tiles}"
