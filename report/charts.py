"""Charts as plain SVG, for the page and for paper.

Invariant: no script, no outer reference; colours come from classes (`STYLE` below names them), so that the page can
switch to dark and paper can set its own. Every mark says its value in a `<title>` and leads to its list of messages.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from report.blocks import Cell, Chart, HeatMap

WIDTH = 440
BAR_HEIGHT = 150
ROW_HEIGHT = 26
TOP = 18
CELL = 17
LEFT = 26
MARKS = ("c1", "c2")


def style(accent: str, second: str, ink: str, line: str) -> str:
    """The colours of the marks: series, words, rules."""
    return (
        f".c1{{fill:{accent}}}.c2{{fill:{second}}}.lc{{stroke:{accent};fill:none;stroke-width:2.5}}"
        f".t{{fill:{ink}}}.ax{{stroke:{line};stroke-width:1}}.no{{fill:{line}}}"
    )


def svg(chart: Chart, css: str = "") -> Markup:
    draw = {"bars": _bars, "rows": _rows, "line": _line}[chart.kind]
    height, marks = draw(chart)
    return _drawn(chart.title, WIDTH, height, marks, css)


def heat_svg(title: str, weekdays: Sequence[str], rows: Sequence[Sequence[Cell]], css: str = "") -> Markup:
    """Weekdays down, hours across; the darker, the more (or the longer)."""
    top = max((_size(cell) for row in rows for cell in row), default=0) or 1
    marks = [
        *(_text(LEFT - 6, TOP + y * CELL + 12, day, "end") for y, day in enumerate(weekdays)),
        *(_text(LEFT + hour * CELL + CELL / 2, 12, f"{hour}") for hour in range(0, 24, 3)),
        *(
            _heat_mark(hour, y, cell, top, f"{weekdays[y]} {hour}:00")
            for y, row in enumerate(rows)
            for hour, cell in enumerate(row)
        ),
    ]
    return _drawn(title, LEFT + 24 * CELL + 2, TOP + 7 * CELL + 4, marks, css)


def heat_maps(block: HeatMap, names: tuple[str, str], css: str = "") -> tuple[Markup, Markup]:
    return (
        heat_svg(names[0], block.weekdays, block.incoming, css),
        heat_svg(names[1], block.weekdays, block.response, css),
    )


def _drawn(title: str, width: float, height: float, marks: Sequence[Markup], css: str) -> Markup:
    head = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}').format(
        round(width), round(height), title, Markup("<style>{}</style>").format(css) if css else ""
    )
    return head + Markup("").join(marks) + Markup("</svg>")


def _size(cell: Cell) -> float:
    return cell.value if isinstance(cell.value, float | int) else 0


def _text(x: float, y: float, text: str, anchor: str = "middle") -> Markup:
    return Markup('<text class="t" x="{:.1f}" y="{:.1f}" text-anchor="{}" font-size="11">{}</text>').format(
        x, y, anchor, text
    )


def _linked(mark: Markup, cell: Cell, title: str) -> Markup:
    """The mark with its words, leading to its list if there is one."""
    named = Markup("<g>{}<title>{}</title></g>").format(mark, title)
    return Markup('<a href="#{}">{}</a>').format(cell.listing, named) if cell.listing else named


def _rect(kind: str, corner: tuple[float, float], width: float, height: float, opacity: float = 1) -> Markup:
    shade = Markup(' fill-opacity="{:.2f}"').format(opacity) if opacity < 1 else ""
    return Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"{}/>').format(
        kind, *corner, width, height, shade
    )


def _heat_mark(hour: int, y: int, cell: Cell, top: float, when: str) -> Markup:
    size = _size(cell)
    shade = 0.12 + 0.88 * (size / top) ** 0.5 if size else 1
    mark = _rect("c1" if size else "no", (LEFT + hour * CELL, TOP + y * CELL), CELL - 2, CELL - 2, shade)
    return _linked(mark, cell, f"{when}: {cell.text}" if cell.text else when)


def _bars(chart: Chart) -> tuple[float, list[Markup]]:
    """Standing bars, stacked; every fifth label and the last one are written."""
    count = len(chart.labels)
    step = (WIDTH - LEFT) / max(count, 1)
    columns = list(zip(*(series.cells for series in chart.series), strict=True))
    top = max((sum(map(_size, column)) for column in columns), default=0) or 1
    marks = [_axis(BAR_HEIGHT), _text(LEFT - 4, TOP + 4, f"{top:g}", "end"), _text(LEFT - 4, BAR_HEIGHT, "0", "end")]
    for at, (label, column) in enumerate(zip(chart.labels, columns, strict=True)):
        titles = [f"{label}: {series.name} {cell.text}" for series, cell in zip(chart.series, column, strict=True)]
        marks += _stack(zip(MARKS, column, titles, strict=False), LEFT + at * step + 1, step - 2, top)
    marks += [
        _text(LEFT + at * step + step / 2, BAR_HEIGHT + 14, label)
        for at, label in enumerate(chart.labels)
        if at % 5 == 0 or (at == count - 1 and at % 5 > 1)
    ]
    return BAR_HEIGHT + 20, marks


def _stack(parts: Iterable[tuple[str, Cell, str]], x: float, width: float, top: float) -> Iterator[Markup]:
    base = float(BAR_HEIGHT)
    for kind, cell, title in parts:
        height = _size(cell) * (BAR_HEIGHT - TOP) / top
        base -= height
        if height:
            yield _linked(_rect(kind, (x, base), width, height), cell, title)


def _axis(y: float) -> Markup:
    return Markup('<line class="ax" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(LEFT, WIDTH, y, y)


def _rows(chart: Chart) -> tuple[float, list[Markup]]:
    """Lying bars, each with its label before and its value after; the last one is the unanswered."""
    cells = chart.series[0].cells
    top = max(map(_size, cells), default=0) or 1
    marks: list[Markup] = []
    for at, (label, cell) in enumerate(zip(chart.labels, cells, strict=True)):
        y, width = at * ROW_HEIGHT + 4, _size(cell) / top * (WIDTH - 210)
        kind = MARKS[at == len(cells) - 1]
        marks.append(_text(108, y + 13, label, "end"))
        marks.append(_linked(_rect(kind, (116, y), max(width, 1.5), 17), cell, f"{label}: {cell.text}"))
        marks.append(_text(122 + max(width, 1.5), y + 13, f"{cell.text} · {cell.sub}", "start"))
    return len(cells) * ROW_HEIGHT + 4, marks


def _line(chart: Chart) -> tuple[float, list[Markup]]:
    """A point a month; an unknown month is a gap, not a zero."""
    cells = chart.series[0].cells
    top = max(map(_size, cells), default=0) or 1
    step = (WIDTH - 60) / max(len(cells) - 1, 1)
    places = [(30 + at * step, 130 - _size(cell) / top * 95) for at, cell in enumerate(cells)]
    marks = [_axis(140), *(_text(x, 155, label) for (x, _), label in zip(places, chart.labels, strict=True))]
    for (one, start), (other, end) in pairwise(zip(cells, places, strict=True)):
        if one.value is not None and other.value is not None:
            marks.append(Markup('<path class="lc" d="M{:.1f} {:.1f}L{:.1f} {:.1f}"/>').format(*start, *end))
    for cell, (x, y) in zip(cells, places, strict=True):
        if cell.value is not None:
            marks += [_linked(_dot(x, y), cell, cell.text), _text(x, y - 10, cell.text)]
    return 160, marks


def _dot(x: float, y: float) -> Markup:
    return Markup('<circle class="c1" cx="{:.1f}" cy="{:.1f}" r="4"/>').format(x, y)
