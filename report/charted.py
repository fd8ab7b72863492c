"""The charts of a report for paper: the same SVG as on the page, with colours and letters set for print.

Invariant: a chart is named by its place among the report's blocks, so that forms agree on which picture is which.
"""

from collections.abc import Iterator

from report.blocks import Chart, HeatMap
from report.charts import heat_maps, style, svg
from report.model import Report
from texts import catalogue

INK, RULE, WARNING = "#4a525d", "#d5dae0", "#b3541e"
FONT = "Libertinus Serif"


def pictures(report: Report) -> Iterator[tuple[str, str]]:
    """Each chart's name (`section-block`, heat maps `-0` and `-1`) and its SVG."""
    css = style(report.look.accent, WARNING, INK, RULE) + f"text{{font-family:'{FONT}'}}"
    say = catalogue(report.language)
    names = (say("report-heat-incoming"), say("report-heat-response"))
    for section in report.sections:
        for at, block in enumerate(section.blocks):
            if isinstance(block, Chart):
                yield f"{section.number}-{at}", str(svg(block, css))
            elif isinstance(block, HeatMap):
                for layer, drawn in enumerate(heat_maps(block, names, css)):
                    yield f"{section.number}-{at}-{layer}", str(drawn)
