"""The forms of a report, by the name of their file. Every form says the same model.

A form is made only when it is asked for: its library is loaded then, not before.
"""

from collections.abc import Callable, Mapping

from report.model import Report


def _html(report: Report) -> bytes:
    from report.page import render_html  # noqa: PLC0415 (a form's library is loaded when it is used)

    return render_html(report).encode()


def _xlsx(report: Report) -> bytes:
    from report.workbook import xlsx  # noqa: PLC0415

    return xlsx(report)


def _pdf(report: Report) -> bytes:
    from report.paper import pdf  # noqa: PLC0415

    return pdf(report)


def _docx(report: Report) -> bytes:
    from report.document import docx  # noqa: PLC0415

    return docx(report)


def _json(report: Report) -> bytes:
    from report.record import json_record  # noqa: PLC0415

    return json_record(report)


def _waits(report: Report) -> bytes:
    from report.tables import csv_waits  # noqa: PLC0415

    return csv_waits(report)


def _summary(report: Report) -> bytes:
    from report.tables import csv_summary  # noqa: PLC0415

    return csv_summary(report)


FORMS: Mapping[str, Callable[[Report], bytes]] = {
    "report.html": _html,
    "report.pdf": _pdf,
    "report.docx": _docx,
    "report.xlsx": _xlsx,
    "metrics.json": _json,
    "waits.csv": _waits,
    "summary.csv": _summary,
}
