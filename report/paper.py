"""The report as PDF, set by typst with the fonts it carries: no system libraries, Cyrillic included. What these fonts
lack (emoji, Chinese) stands in the other forms only.

Invariant: what people wrote reaches typst as data (JSON), never as markup, so that it cannot mean anything there.
"""

import json
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from report.blocks import Block, HeatMap
from report.charted import pictures
from report.model import Report
from texts import catalogue

TEMPLATES = files("report") / "templates"
LOGO = "logo.png"
SAID = (
    "report-checklist", "report-no-decisions", "report-lists-print", "report-figures-of", "report-heat-incoming",
    "report-heat-response",
)  # fmt: skip


def pdf(report: Report) -> bytes:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        _lay_out(report, place)
        return typst.compile(place / "main.typ", root=place, format="pdf", ignore_system_fonts=True)


def chart_images(report: Report) -> dict[str, bytes]:
    """The charts as PNG, for forms that know no SVG; by name."""
    drawn = dict(pictures(report))
    if not drawn:
        return {}
    with TemporaryDirectory() as folder:
        place = Path(folder)
        _write_pictures(drawn, place)
        pages = "\n#pagebreak()\n".join(f'#image("{name}.svg", width: 400pt)' for name in drawn)
        page = "#set page(width: auto, height: auto, margin: 2pt)\n"
        (place / "main.typ").write_text(page + pages, encoding="utf-8")
        made = typst.compile(place / "main.typ", root=place, format="png", ppi=160.0, ignore_system_fonts=True)
    return dict(zip(drawn, _pages(made), strict=True))


def _pages(made: bytes | list[bytes]) -> list[bytes]:
    """A single page comes bare."""
    return made if isinstance(made, list) else [made]


def _lay_out(report: Report, place: Path) -> None:
    (place / "report.json").write_text(json.dumps(_spoken(report), ensure_ascii=False), encoding="utf-8")
    (place / "main.typ").write_text((TEMPLATES / "report.typ").read_text("utf-8"), encoding="utf-8")
    _write_pictures(dict(pictures(report)), place)
    if report.look.logo:
        (place / LOGO).write_bytes(report.look.logo)


def _write_pictures(drawn: dict[str, str], place: Path) -> None:
    for name, picture in drawn.items():
        (place / f"{name}.svg").write_text(picture, encoding="utf-8")


def _spoken(report: Report) -> dict[str, Any]:
    """What the template reads: the model's words, without the figures behind them."""
    say = catalogue(report.language)
    return {
        "language": report.language,
        "brand": report.brand,
        "title": report.title,
        "period": report.period,
        "made": report.made,
        "status": report.status,
        "accent": report.look.accent,
        "logo": LOGO if report.look.logo else "",
        "score": say("report-done", done=report.done, total=len(report.sections)),
        "say": {key.removeprefix("report-"): say(key) for key in SAID},
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "mark": section.mark,
                "mark_text": section.mark_text,
                "summary": section.summary,
                "blocks": [_block(block, f"{section.number}-{at}") for at, block in enumerate(section.blocks)],
            }
            for section in report.sections
        ],
        "tiles": asdict(report.tiles)["tiles"],
        "decisions": asdict(report.decisions),
        "comparison": asdict(report.comparison),
        "revised": asdict(report.revised) if report.revised else None,
        "definitions": asdict(report.definitions),
        "gaps": asdict(report.gaps),
    }


def _block(block: Block, name: str) -> dict[str, Any]:
    kind = type(block).__name__
    if isinstance(block, HeatMap):
        return {"kind": kind, "title": block.title, "note": block.note, "name": name}
    return {"kind": kind, "name": name, **{key: value for key, value in asdict(block).items() if key != "kind"}}
