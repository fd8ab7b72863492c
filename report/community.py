"""Item 5, community management, told by the figures alone.

Invariant: every average stands beside its n and the unanswered; every figure made of waits leads to them.
"""

from collections.abc import Iterator
from dataclasses import replace

from report.blocks import Block, Cell, Chart, HeatMap, Paragraph, Series, Table
from report.breakdowns import breakdowns
from report.figures import MonthFigures
from report.groups import HeatCell
from report.headline import Headline
from report.library_tables import library_tables
from report.spread import Ids, Spread, Working
from report.writer import Writer, headline_cell


def community(figures: MonthFigures, writer: Writer) -> tuple[Block, ...]:
    if figures.messages is None:
        return (Paragraph(writer.say("report-nothing-seen"), "muted"), response_table(figures, writer))
    return tuple(_blocks(figures, writer))


def _blocks(figures: MonthFigures, writer: Writer) -> Iterator[Block]:
    yield response_table(figures, writer)
    yield _speed_table(figures, writer)
    yield _distribution(figures, writer)
    yield _days(figures, writer)
    yield _heat_map(figures, writer)
    yield _backlog(figures, writer)
    yield from breakdowns(figures, writer)
    yield from library_tables(figures, writer)
    if len(figures.line) > 1:
        yield from _half_year(figures, writer)


def response_table(figures: MonthFigures, writer: Writer) -> Table:
    say = writer.say
    rows = (
        _response_row("first", figures.first, None, writer),
        _response_row("response", figures.response, None, writer),
        _response_row("first-working", figures.first_working.spread, figures.first_working, writer),
        _response_row("response-working", figures.response_working.spread, figures.response_working, writer),
    )
    columns = writer.headings("figure", "p50", "p90", "mean", "p50-all", "answered", "unanswered", "off-hours")
    return Table(say("report-table-response"), columns, rows, say("report-note-response"))


def _response_row(key: str, spread: Spread, working: Working | None, writer: Writer) -> tuple[Cell, ...]:
    name = writer.say(f"report-figure-{key}")
    late = writer.say("report-list-unanswered", name=name)
    apart = writer.say("report-list-off-hours")
    return (
        writer.text(name, sub=writer.say(f"report-definition-{key}")),
        writer.duration(spread.p50, name, spread.answered),
        writer.duration(spread.p90, name, spread.answered),
        writer.duration(spread.mean, name, spread.answered),
        writer.duration(spread.p50_all, name, spread.waits),
        _known(writer, name, spread.answered, spread),
        _known(writer, late, spread.unanswered, spread, is_bad=True),
        writer.waits(apart, working.off_hours) if working and spread.n else writer.count(None),
    )


def _known(writer: Writer, title: str, waits: Ids, spread: Spread, *, is_bad: bool = False) -> Cell:
    """A count, unless there was nothing to count."""
    return writer.waits(title, waits, "bad" if is_bad else "") if spread.n else writer.count(None)


def _speed_table(figures: MonthFigures, writer: Writer) -> Table:
    say, promise = writer.say, figures.facts.target
    rows = [
        writer.share_row(say("report-figure-rate"), say("report-definition-rate"), figures.response.rate),
        *(writer.share_row(say(f"report-within-{key}"), "", share) for key, share in figures.within),
    ]
    if promise:
        name = say("report-figure-target", target=promise)
        rows.append(writer.share_row(name, _target_note(figures, writer), figures.target.rate))
    return Table(say("report-table-speed"), writer.headings("figure", "share", "part", "whole"), tuple(rows))


def _target_note(figures: MonthFigures, writer: Writer) -> str:
    return writer.say(
        "report-definition-target", missed=len(figures.target.missed), pending=len(figures.target.pending)
    )


def _distribution(figures: MonthFigures, writer: Writer) -> Chart:
    say = writer.say
    names = tuple(say(f"report-bucket-{bucket.key}") for bucket in figures.distribution)
    cells = tuple(
        replace(
            writer.waits(say("report-list-bucket", name=name), bucket.share.waits),
            sub=writer.words.share(bucket.share.value),
        )
        for name, bucket in zip(names, figures.distribution, strict=True)
    )
    note = say("report-note-n", n=writer.words.count(figures.response.n))
    return Chart("rows", say("report-chart-distribution"), names, (Series(say("report-col-waits"), cells),), note)


def _days(figures: MonthFigures, writer: Writer) -> Chart:
    say = writer.say
    answered, unanswered = [], []
    for day in figures.days:
        name = writer.words.day(day.day)
        answered.append(writer.waits(say("report-list-answered", name=name), day.response.answered))
        unanswered.append(writer.waits(say("report-list-unanswered", name=name), day.response.unanswered))
    series = (
        Series(say("report-col-answered"), tuple(answered)),
        Series(say("report-col-unanswered"), tuple(unanswered)),
    )
    labels = tuple(str(day.day.day) for day in figures.days)
    return Chart("bars", say("report-chart-days"), labels, series, say("report-note-days"))


def _heat_map(figures: MonthFigures, writer: Writer) -> HeatMap:
    cells = {(cell.weekday, cell.hour): cell for cell in figures.heat}
    weekdays = writer.words.weekdays()
    rows = [
        [_heat_cells(cells.get((day, hour)), f"{weekdays[day]}, {hour}:00", writer) for hour in range(24)]
        for day in range(7)
    ]
    return HeatMap(
        writer.say("report-chart-heat"),
        weekdays,
        tuple(tuple(cell[0] for cell in row) for row in rows),
        tuple(tuple(cell[1] for cell in row) for row in rows),
        writer.say("report-note-heat"),
    )


def _heat_cells(cell: HeatCell | None, when: str, writer: Writer) -> tuple[Cell, Cell]:
    if cell is None:
        return Cell(""), Cell("")
    spread = cell.response
    incoming = writer.count(cell.incoming, when, spread.waits)
    median = writer.duration(spread.p50, when, spread.waits)
    note = writer.say("report-note-cell", n=len(spread.answered), unanswered=len(spread.unanswered))
    return incoming, replace(median, sub=note)


def _backlog(figures: MonthFigures, writer: Writer) -> Table:
    say, backlog, resolution = writer.say, figures.backlog, figures.resolution
    figure = writer.words.duration
    rows = (
        (say("report-backlog-opened"), writer.count(backlog.opened)),
        (say("report-backlog-resolved"), writer.count(backlog.resolved)),
        (say("report-backlog-flow"), writer.count(backlog.flow)),
        (say("report-backlog-open"), writer.count(backlog.open_now)),
        (say("report-backlog-age"), writer.duration(backlog.age_p50)),
        (say("report-backlog-age-p90"), writer.duration(backlog.age_p90)),
        (say("report-backlog-age-max"), writer.duration(backlog.age_max)),
        (say("report-resolution-p50"), writer.duration(resolution.p50)),
        (say("report-resolution-p90"), writer.duration(resolution.p90)),
    )
    note = say(
        "report-note-resolution",
        resolved=resolution.resolved,
        unresolved=resolution.unresolved,
        silence=figure(figures.facts.silence.total_seconds()),
    )
    table = tuple((writer.text(name), cell) for name, cell in rows)
    return Table(say("report-table-backlog"), writer.headings("figure", "value"), table, note)


def _half_year(figures: MonthFigures, writer: Writer) -> Iterator[Chart]:
    say, line = writer.say, figures.line
    labels = tuple(writer.words.short_month(month.year, month.month) for month in line)
    yield Chart("line", say("report-chart-half-year-p50"), labels, (_over_months("response_p50", line, writer),))
    yield Chart("line", say("report-chart-half-year-rate"), labels, (_over_months("within_hour", line, writer),))


def _over_months(key: str, line: tuple[Headline, ...], writer: Writer) -> Series:
    cells = tuple(headline_cell(writer, key, getattr(month, key)) for month in line)
    return Series(writer.say(f"report-headline-{key}"), cells)
