"""A month's report as plain values: computed once, then said by every form.

Invariant: whatever a form shows stands here; forms choose only how. Deliberately absent: any counting (see `figures`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from inbox.facts import MonthFacts
from report.blocks import Bullets, Listing, Register, Section, Table, Tiles
from report.checklist import checklist
from report.figures import MonthFigures
from report.frontpage import comparison, decisions, tiles
from report.look import Look
from report.registers import registers
from report.revised_told import told
from report.words import Words
from report.writer import Writer
from texts import Language


@dataclass(frozen=True, slots=True)
class Report:
    """`figures` is carried for the forms that machines read."""

    figures: MonthFigures
    language: Language
    brand: str
    title: str
    period: str
    made: str
    status: str
    look: Look
    done: int
    sections: tuple[Section, ...]
    tiles: Tiles
    comparison: Table
    decisions: Bullets
    revised: Table | None
    definitions: Table
    gaps: Bullets
    listings: tuple[Listing, ...]
    registers: tuple[Register, ...]

    @property
    def completeness(self) -> str:
        return f"{self.done}/{len(self.sections)}"


def build(figures: MonthFigures, look: Look | None = None, *, for_team: bool = False) -> Report:
    """The report as the client gets it, or `for_team`, with the drafts that still wait for a verdict."""
    facts = figures.facts
    words = Words(facts.language, facts.month.zone)
    writer = Writer(words)
    sections = checklist(figures, writer, for_team=for_team)
    month = words.month(facts.month.year, facts.month.number)
    return Report(
        figures=figures,
        language=facts.language,
        brand=facts.brand,
        title=writer.say("report-title", month=month),
        period=_period(facts, writer),
        made=writer.say("report-made", at=words.moment(facts.made_at), zone=str(facts.month.zone)),
        status=_status(facts, writer),
        look=look or Look(),
        done=sum(section.is_done for section in sections),
        sections=sections,
        tiles=tiles(figures, writer),
        comparison=comparison(figures, writer),
        decisions=decisions(figures, sections, writer),
        revised=told(facts.revised, writer.say),
        definitions=_definitions(facts, writer),
        gaps=_gaps(facts, writer),
        listings=writer.listings,
        registers=registers(facts, writer, writer.listings),
    )


def _period(facts: MonthFacts, writer: Writer) -> str:
    """The days that the figures cover, in the brand's zone."""
    end = min(facts.month.ends_at, facts.cut_off) - timedelta(microseconds=1)
    first = date(facts.month.year, facts.month.number, 1)
    last = end.astimezone(facts.month.zone).date()
    return writer.say("report-period", first=first.day, last=writer.words.long_day(last))


def _status(facts: MonthFacts, writer: Writer) -> str:
    if facts.cut_off < facts.month.ends_at:
        return writer.say("report-preview", at=writer.words.moment(facts.cut_off))
    if facts.version > 1:
        return writer.say("report-version", number=facts.version, note=facts.version_note)
    return ""


DEFINED = (
    "incoming", "answer", "wait", "first", "response", "first-working", "percentile", "p50-all", "rate", "within",
    "target", "backlog", "heat", "teammate", "cohort", "covered", "accepted", "saved",
)  # fmt: skip


def _definitions(facts: MonthFacts, writer: Writer) -> Table:
    say = writer.say
    rows = [(writer.text(say(f"report-term-{key}")), writer.text(say(f"report-means-{key}"))) for key in DEFINED]
    for key, value in (("calendar", facts.calendar), ("promise", facts.target), ("zone", str(facts.month.zone))):
        rows.append((writer.text(say(f"report-term-{key}")), writer.text(value or say("report-not-set"))))
    silence = say("report-means-silence", silence=writer.words.duration(facts.silence.total_seconds()))
    rows.append((writer.text(say("report-term-silence")), writer.text(silence)))
    columns = (say("report-col-term"), say("report-col-definition"))
    return Table(say("report-definitions"), columns, tuple(rows))


def _gaps(facts: MonthFacts, writer: Writer) -> Bullets:
    """Said even when there are none: silence would be a claim too."""
    moment = writer.words.moment
    points = tuple(
        writer.text(writer.say("report-gap", first=moment(gap.starts_at), last=moment(gap.ends_at), reason=gap.reason))
        for gap in facts.gaps
    )
    return Bullets(writer.say("report-gaps"), points or (writer.text(writer.say("report-no-gaps")),))
