"""Item 8, competitors and trends, as the report tells it: what the team saw elsewhere, filed by kind."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from inbox.evidence import Observed
from inbox.facts import Month
from report.blocks import Block, Bullets, Cell, Paragraph, Table
from report.figures import MonthFigures
from report.told import Told
from report.words import shortened
from report.writer import Writer

MONTHS = 6


def told_memo(figures: MonthFigures, writer: Writer) -> Told | None:
    """None when nothing was filed in the month itself."""
    facts = figures.facts
    observed = facts.seen.observed if facts.seen is not None else ()
    now = [one for one in observed if facts.month.starts_at <= one.at < facts.month.ends_at]
    if not now:
        return None
    counts = Counter(one.kind for one in now)
    summary = writer.say("report-summary-8", **{key: counts[key] for key in ("competitor", "trend", "algorithm")})
    return Told(summary, tuple(_blocks(now, observed, facts.month, writer)))


def _blocks(now: Sequence[Observed], observed: Sequence[Observed], month: Month, writer: Writer) -> Iterator[Block]:
    rivals = [one for one in observed if one.kind == "competitor"]
    if rivals:
        yield _rivals(rivals, month, writer)
    for kind in ("competitor", "trend", "algorithm"):
        points = tuple(_point(one, writer) for one in now if one.kind == kind)
        if points:
            yield Bullets(writer.say(f"report-memo-{kind}"), points)
    yield Paragraph(writer.say("report-unseen-memo"), "muted")


def _rivals(rivals: Sequence[Observed], month: Month, writer: Writer) -> Table:
    """How much of each competitor was filed, month by month."""
    months = [_back(month, back) for back in reversed(range(MONTHS))]
    local = [(one.name, one.at.astimezone(month.zone).date().replace(day=1)) for one in rivals]
    counts = Counter(local)
    names = sorted({name for name, _ in local}, key=lambda name: (-sum(counts[name, on] for on in months), name))
    rows = tuple(
        (
            writer.text(name),
            *(writer.count(counts[name, on]) if counts[name, on] else Cell("", "count") for on in months),
        )
        for name in names
    )
    columns = (writer.say("report-col-competitor"), *(writer.words.short_month(on.year, on.month) for on in months))
    return Table(writer.say("report-table-competitors"), columns, rows, writer.say("report-note-competitors"))


def _back(month: Month, back: int) -> date:
    year, number = divmod(month.year * 12 + month.number - 1 - back, 12)
    return date(year, number + 1, 1)


def _point(one: Observed, writer: Writer) -> Cell:
    about = " · ".join(part for part in (one.name, one.network) if part)
    said = shortened(one.note or one.text, 200)
    text = ": ".join(part for part in (about, said) if part)
    source = " · ".join(part for part in (writer.words.moment(one.published_at or one.at), one.author) if part)
    return writer.text(text, sub=source, href=one.link)
