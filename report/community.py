"""Item 5, community management, told by the figures alone.

Invariant: every average stands beside its n and the unanswered; every figure made of waits leads to them.
"""

from collections.abc import Iterator
from dataclasses import replace

from report.blocks import Block, Cell, Chart, HeatMap, Paragraph, Series, Table
from report.breakdowns import breakdowns
from report.figures import MonthFigures
from report.groups import HeatCell
from report.headline_told import headline_cell, linked_headline
from report.library_tables import library_tables
from report.spread import Ids, Seconds, Spread, Working
from report.writer import Writer


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
        _working_row("first-working", figures.first_working, writer),
        _working_row("response-working", figures.response_working, writer),
    )
    columns = writer.headings("figure", "p50", "p90", "mean", "p50-all", "answered", "unanswered", "off-hours")
    return Table(say("report-table-response"), columns, rows, say("report-note-response"))


def _working_row(key: str, working: Working | None, writer: Writer) -> tuple[Cell, ...]:
    return _response_row(key, working.spread if working else Spread(), working, writer)


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
        rows += _target_rows(say("report-figure-target", target=promise), figures, writer)
    return Table(say("report-table-speed"), writer.headings("figure", "share", "part", "whole"), tuple(rows))


def _target_rows(name: str, figures: MonthFigures, writer: Writer) -> Iterator[tuple[Cell, ...]]:
    """What is not yet due is neither hit nor missed."""
    goal, say = figures.target, writer.say
    yield writer.share_row(name, "", goal.rate)
    yield writer.share_row(say("report-figure-missed"), "", goal.late)
    if goal.pending:
        pending = writer.waits(say("report-figure-pending"), goal.pending)
        yield writer.text(say("report-figure-pending")), Cell(""), pending, Cell("")


def _distribution(figures: MonthFigures, writer: Writer) -> Chart:
    say = writer.say
    names = tuple(say(f"report-bucket-{bucket.key}") for bucket in figures.distribution)
    cells = tuple(
        replace(
            writer.waits(say("report-list-bucket", name=name), bucket.share.ids),
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

    def count(key: str, talks: Ids) -> tuple[Cell, Cell]:
        name = say(f"report-backlog-{key}")
        return writer.text(name), writer.count(len(talks), name, talks, "talks")

    def span(key: str, seconds: Seconds | None, talks: Ids) -> tuple[Cell, Cell]:
        name = say(f"report-backlog-{key}")
        return writer.text(name), writer.duration(seconds, name, talks, "talks")

    flow = say("report-backlog-flow")
    moved = tuple(dict.fromkeys(backlog.opened + backlog.resolved))
    rows = (
        count("opened", backlog.opened),
        count("resolved", backlog.resolved),
        (writer.text(flow), writer.count(backlog.flow, flow, moved, "talks")),
        count("open", backlog.still),
        span("age", backlog.age_p50, backlog.still),
        span("age-p90", backlog.age_p90, backlog.still),
        span("age-max", backlog.age_max, _oldest(figures)),
        count("closed", resolution.resolved),
        count("left", resolution.unresolved),
        span("took", resolution.p50, resolution.resolved),
        span("took-p90", resolution.p90, resolution.resolved),
    )
    note = say("report-note-resolution", silence=writer.words.duration(figures.facts.silence.total_seconds()))
    return Table(say("report-table-backlog"), writer.headings("figure", "value"), rows, note)


def _oldest(figures: MonthFigures) -> Ids:
    """The open conversation that began first."""
    still = set(figures.backlog.still)
    every = (*figures.facts.open_before, *figures.facts.conversations)
    return tuple(one.id for one in sorted(every, key=lambda one: one.opened_at) if one.id in still)[:1]


def _half_year(figures: MonthFigures, writer: Writer) -> Iterator[Chart]:
    """The point of this month leads to its messages; those of earlier months stand in their own reports."""
    say, line = writer.say, figures.line
    labels = tuple(writer.words.short_month(month.year, month.month) for month in line)
    for key, title in (("response_p50", "p50"), ("within_hour", "rate")):
        cells = [headline_cell(writer, key, getattr(month, key)) for month in line[:-1]]
        now = linked_headline(figures, writer, key, getattr(figures.headline, key))
        series = Series(say(f"report-headline-{key}"), (*cells, now))
        yield Chart("line", say(f"report-chart-half-year-{title}"), labels, (series,))
