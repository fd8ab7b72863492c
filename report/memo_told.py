"""Item 8, competitors and trends, as the report tells it: what the team saw elsewhere, filed by kind, and what tables
said of competitors, month beside month.

Invariant: a competitor of a table and of a filed post is one where the names agree, letter case and punctuation aside;
an unknown figure is left out, never 0.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from inbox.evidence import Competitor, Observed
from inbox.facts import Month
from report.blocks import Block, Bullets, Cell, Paragraph, Table
from report.columns import normal
from report.figures import MonthFigures
from report.told import Told
from report.words import shortened
from report.writer import Writer

MONTHS = 6
Rival = tuple[str, str]
"""A competitor's name and network, as compared."""


def told_memo(figures: MonthFigures, writer: Writer) -> Told | None:
    """None when nothing was filed in the month itself, and no table was imported for it."""
    facts = figures.facts
    seen = facts.seen
    if seen is None:
        return None
    now = [one for one in seen.observed if facts.month.starts_at <= one.at < facts.month.ends_at]
    rivals = len({normal(one.name) for one in seen.competitors if one.month == _back(facts.month, 0)})
    if not now and not rivals:
        return None
    counts = Counter(one.kind for one in now)
    summary = writer.say("report-summary-8", **{key: counts[key] for key in ("competitor", "trend", "algorithm")})
    blocks = tuple(_blocks(now, seen.observed, seen.competitors, facts.month, writer))
    return Told(summary, blocks) if now else Told(writer.say("report-summary-8-table", n=rivals), blocks, "imported")


def _blocks(
    now: Sequence[Observed], observed: Sequence[Observed], known: Sequence[Competitor], month: Month, writer: Writer
) -> Iterator[Block]:
    filed = [one for one in observed if one.kind == "competitor"]
    if filed or known:
        yield _rivals(filed, known, month, writer)
    if known:
        yield Bullets(writer.say("report-memo-tables"), tuple(_sources(known, writer)))
    noted = tuple(_noted(one, writer) for one in known if one.note and one.month == _back(month, 0))
    if noted:
        yield Bullets(writer.say("report-memo-noted"), noted)
    for kind in ("competitor", "trend", "algorithm"):
        points = tuple(_point(one, writer) for one in now if one.kind == kind)
        if points:
            yield Bullets(writer.say(f"report-memo-{kind}"), points)
    yield Paragraph(writer.say("report-unseen-memo"), "muted")


def _rivals(filed: Sequence[Observed], known: Sequence[Competitor], month: Month, writer: Writer) -> Table:
    """Month by month: members as a table had them, what else it said, and how many posts the team filed."""
    rows = _joined(filed, known, month)
    first = min(on for told in rows.values() for on in told.months)
    months = [on for on in (_back(month, back) for back in reversed(range(MONTHS))) if on >= first]
    ordered = sorted(rows.values(), key=lambda told: (-told.weight, told.name, told.network))
    lines = tuple(
        (writer.text(told.name, sub=told.network), *(told.cell(on, writer) for on in months)) for told in ordered
    )
    columns = (writer.say("report-col-competitor"), *(writer.words.short_month(on.year, on.month) for on in months))
    return Table(writer.say("report-table-competitors"), columns, lines, writer.say("report-note-competitors"))


class _Told:
    """One competitor in one network, over the months."""

    def __init__(self, name: str, network: str) -> None:
        self.name, self.network = name, network
        self.known: dict[date, Competitor] = {}
        self.filed: Counter[date] = Counter()

    @property
    def months(self) -> Iterable[date]:
        return {*self.known, *self.filed}

    @property
    def weight(self) -> float:
        """The largest and most spoken of come first."""
        return max((one.followers or 0 for one in self.known.values()), default=0) + sum(self.filed.values())

    def cell(self, on: date, writer: Writer) -> Cell:
        found, words, filed = self.known.get(on), writer.words, self.filed[on]
        parts = [] if found is None else list(self._beside(found, writer))
        parts += [writer.say("report-rival-filed", n=filed)] if filed else []
        members = found.followers if found is not None else None
        if members is None:
            return Cell("", "count", sub=" · ".join(parts))
        return Cell(words.count(members) + self._growth(on, members, writer), "count", members, sub=" · ".join(parts))

    def _beside(self, found: Competitor, writer: Writer) -> Iterator[str]:
        if found.posts is not None:
            yield writer.say("report-rival-posts", n=round(found.posts))
        if found.er is not None:
            shown = writer.words.fine_share(found.er) if found.er_is_share else writer.words.exact(found.er)
            yield f"ER {shown}"

    def _growth(self, on: date, members: float, writer: Writer) -> str:
        """Against the newest month before of which it is known."""
        before = [one.followers for at, one in sorted(self.known.items()) if at < on and one.followers is not None]
        if not before or before[-1] == members:
            return ""
        moved = members - before[-1]
        return f" ({'+' if moved > 0 else '−'}{writer.words.count(abs(moved))})"


def _joined(filed: Sequence[Observed], known: Sequence[Competitor], month: Month) -> dict[Rival, _Told]:
    """A filed post goes with its competitor's row of the same network, else with any row of the name, else has one."""
    rows: dict[Rival, _Told] = {}
    for one in known:
        rows.setdefault(_key(one.name, one.network), _Told(one.name, one.network)).known[one.month] = one
    for seen in filed:
        key = _key(seen.name, seen.network)
        beside = next((other for other in rows if other[0] == key[0]), key)
        told = rows.setdefault(key if key in rows else beside, _Told(seen.name, seen.network))
        told.filed[seen.at.astimezone(month.zone).date().replace(day=1)] += 1
    return rows


def _sources(known: Sequence[Competitor], writer: Writer) -> Iterator[Cell]:
    """Each file once, the newest month first."""
    files = {(one.month, one.source): one for one in known}
    for (month, source), one in sorted(files.items(), reverse=True):
        told = (writer.words.month(month.year, month.month), writer.mark("imported"), _brought(one, writer))
        yield writer.text(source, sub=" · ".join(part for part in told if part))


def _brought(one: Competitor, writer: Writer) -> str:
    return " · ".join(part for part in (one.author, writer.words.moment(one.at) if one.at else "") if part)


def _noted(one: Competitor, writer: Writer) -> Cell:
    about = " · ".join(part for part in (one.name, one.network) if part)
    return writer.text(f"{about}: {shortened(one.note, 200)}", sub=one.source)


def _key(name: str, network: str) -> Rival:
    return normal(name), normal(network)


def _back(month: Month, back: int) -> date:
    year, number = divmod(month.year * 12 + month.number - 1 - back, 12)
    return date(year, number + 1, 1)


def _point(one: Observed, writer: Writer) -> Cell:
    """What was published there, then what the team concluded from it."""
    about = " · ".join(part for part in (one.name, one.network) if part)
    text = ": ".join(part for part in (about, shortened(one.text, 200)) if part)
    note = writer.say("report-memo-note", note=shortened(one.note, 200)) if one.note else ""
    source = " · ".join(part for part in (writer.words.moment(one.published_at or one.at), one.author) if part)
    return writer.text(text, sub=" · ".join(part for part in (note, source) if part), href=one.link)
