"""Item 5, community management, told by the figures alone.

Invariant: every average stands beside its n and the unanswered; every figure made of waits leads to them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from report.blocks import Block, Bullets, Cell, Chart, HeatMap, Paragraph, Series, Table
from report.figures import MonthFigures
from report.groups import Group, HeatCell, Post, Teammate
from report.headline import Headline
from report.replies import TYPED_PER_MINUTE, Library
from report.spread import Ids, Share, Spread, Working
from report.words import shortened
from report.writer import Writer

POSTS_SHOWN = 20
ENTRIES_SHOWN = 20


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
    yield from _grouped(figures, writer)
    yield from _replies(figures, writer)
    if len(figures.line) > 1:
        yield from _half_year(figures, writer)


def _headings(writer: Writer, *keys: str) -> tuple[str, ...]:
    return tuple(writer.say(f"report-col-{key}") for key in keys)


def response_table(figures: MonthFigures, writer: Writer) -> Table:
    say = writer.say
    rows = (
        _response_row("first", figures.first, None, writer),
        _response_row("response", figures.response, None, writer),
        _response_row("first-working", figures.first_working.spread, figures.first_working, writer),
        _response_row("response-working", figures.response_working.spread, figures.response_working, writer),
    )
    columns = _headings(writer, "figure", "p50", "p90", "mean", "p50-all", "answered", "unanswered", "off-hours")
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
        _share_row(say("report-figure-rate"), say("report-definition-rate"), figures.response.rate, writer),
        *(_share_row(say(f"report-within-{key}"), "", share, writer) for key, share in figures.within),
    ]
    if promise:
        name = say("report-figure-target", target=promise)
        rows.append(_share_row(name, _target_note(figures, writer), figures.target.rate, writer))
    return Table(say("report-table-speed"), _headings(writer, "figure", "share", "part", "whole"), tuple(rows))


def _target_note(figures: MonthFigures, writer: Writer) -> str:
    return writer.say(
        "report-definition-target", missed=len(figures.target.missed), pending=len(figures.target.pending)
    )


def _share_row(name: str, note: str, share: Share, writer: Writer) -> tuple[Cell, ...]:
    whole = writer.count(share.whole or None)
    return (writer.text(name, sub=note), writer.share(share, name), writer.count(share.part, name, share.waits), whole)


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
    return Table(say("report-table-backlog"), _headings(writer, "figure", "value"), table, note)


def _grouped(figures: MonthFigures, writer: Writer) -> Iterator[Block]:
    say = writer.say
    yield _group_table("chat", figures.chats, writer)
    if figures.teammates:
        columns = _headings(writer, "teammate", "answers", "closed", "p50", "p90", "working-p50", "off-hours")
        rows = tuple(_teammate_row(one, writer) for one in figures.teammates)
        yield Table(say("report-table-teammates"), columns, rows, say("report-note-teammates"))
    needed = [post for post in figures.posts if post.needed_attention]
    if needed:
        columns = _headings(writer, "post", "comments", "waits", "unanswered", "missed", "p50")
        rows = tuple(_post_row(post, writer) for post in needed[:POSTS_SHOWN])
        note = say("report-note-posts", n=len(needed), shown=len(rows), total=len(figures.posts))
        yield Table(say("report-table-posts"), columns, rows, note)
    if figures.categories:
        yield _group_table("category", figures.categories, writer)


def _group_table(kind: str, groups: tuple[Group, ...], writer: Writer) -> Table:
    columns = _headings(writer, kind, "waits", "unanswered", "p50", "p90", "within-hour", "target")
    return Table(writer.say(f"report-table-{kind}"), columns, tuple(_group_row(one, writer) for one in groups))


def _group_row(group: Group, writer: Writer) -> tuple[Cell, ...]:
    name = group.name or writer.say("report-no-category")
    response = group.response
    return (
        writer.text(name),
        writer.waits(name, response.waits),
        writer.waits(writer.say("report-list-unanswered", name=name), response.unanswered, "bad"),
        writer.duration(response.p50, name, response.waits),
        writer.duration(response.p90, name, response.waits),
        writer.share(group.within_hour, writer.say("report-list-hour", name=name)),
        writer.share(group.target.rate, writer.say("report-list-hit", name=name)),
    )


def _teammate_row(one: Teammate, writer: Writer) -> tuple[Cell, ...]:
    return (
        writer.text(one.name),
        writer.count(one.answers),
        writer.waits(one.name, one.closed.answered),
        writer.duration(one.closed.p50, one.name, one.closed.answered),
        writer.duration(one.closed.p90, one.name, one.closed.answered),
        writer.duration(one.working.spread.p50, one.name, one.working.spread.answered),
        writer.waits(writer.say("report-list-teammate-off", name=one.name), one.working.off_hours),
    )


def _post_row(post: Post, writer: Writer) -> tuple[Cell, ...]:
    fact, response = post.post, post.response
    name = shortened(fact.text) or writer.say("report-untitled-post")
    return (
        writer.text(name, sub=writer.words.day(fact.posted_at.astimezone(writer.words.zone).date()), href=fact.link),
        writer.count(fact.comments),
        writer.waits(name, response.waits),
        writer.waits(writer.say("report-list-unanswered", name=name), response.unanswered, "bad"),
        writer.waits(writer.say("report-list-missed", name=name), post.target.missed),
        writer.duration(response.p50, name, response.waits),
    )


def _replies(figures: MonthFigures, writer: Writer) -> Iterator[Block]:
    say, library, suggested = writer.say, figures.library, figures.suggested
    shares: Mapping[str, Share] = {
        "covered": suggested.covered,
        "accepted": suggested.accepted,
        **dict(suggested.outcomes),
        "top1": suggested.top1,
        "top3": suggested.top3,
    }
    columns = _headings(writer, "figure", "share", "part", "whole")
    yield Table(
        say("report-table-suggestions"),
        columns,
        tuple(_share_row(say(f"report-suggested-{key}"), "", share, writer) for key, share in shares.items()),
        say("report-note-suggestions"),
    )
    yield _library_table(library, writer)
    if library.used:
        yield _used_table(library, writer)
    if figures.facts.topics:
        points = tuple(
            writer.text(
                say("report-topic", question=topic.question, n=topic.count),
                href=topic.links[0] if topic.links else "",
            )
            for topic in figures.facts.topics
        )
        yield Bullets(say("report-topics"), points)


def _library_table(library: Library, writer: Writer) -> Table:
    say = writer.say
    known = library.total or library.used or library.drafts or library.retired
    counts = {
        "total": library.total,
        "uses": library.uses,
        "new": len(library.new),
        "approved": len(library.approved),
        "retired": len(library.retired),
        "drafts": len(library.drafts),
        "unused": len(library.unused),
    }
    rows = [
        (writer.text(say(f"report-library-{key}")), writer.count(n if known else None)) for key, n in counts.items()
    ]
    saved = writer.text(say("report-figure-saved"), sub=say("report-definition-saved", speed=TYPED_PER_MINUTE))
    rows.append((saved, writer.duration(library.time_saved)))
    return Table(say("report-table-library"), _headings(writer, "figure", "value"), tuple(rows))


def _used_table(library: Library, writer: Writer) -> Table:
    rows = tuple(
        (writer.text(entry.question), writer.text(entry.category), writer.count(entry.used))
        for entry in library.used[:ENTRIES_SHOWN]
    )
    return Table(writer.say("report-table-used"), _headings(writer, "question", "category", "used"), rows)


def _half_year(figures: MonthFigures, writer: Writer) -> Iterator[Chart]:
    say, line = writer.say, figures.line
    labels = tuple(writer.words.short_month(month.year, month.month) for month in line)
    yield Chart("line", say("report-chart-half-year-p50"), labels, (_over_months("response_p50", line, writer),))
    yield Chart("line", say("report-chart-half-year-rate"), labels, (_over_months("within_hour", line, writer),))


def _over_months(key: str, line: tuple[Headline, ...], writer: Writer) -> Series:
    cells = tuple(headline_cell(writer, key, getattr(month, key)) for month in line)
    return Series(writer.say(f"report-headline-{key}"), cells)


SHARES = frozenset({"response_rate", "within_hour", "target_rate", "coverage", "acceptance"})
DURATIONS = frozenset(
    {"first_p50", "first_p90", "response_p50", "response_p90", "working_p50", "p50_all", "time_saved"}
)


def headline_cell(writer: Writer, key: str, value: float | None) -> Cell:
    if key in SHARES:
        return Cell(writer.words.share(value), "share", value)
    return writer.duration(value) if key in DURATIONS else writer.count(value)
