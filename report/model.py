"""A month's report as plain values: computed once, then said by every form.

Invariant: whatever a form shows stands here; forms choose only how. Deliberately absent: any counting (see `figures`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from inbox.facts import MonthFacts, WaitFact
from report.blocks import Bullets, Cell, ListedWait, Listing, Section, Table, Tiles
from report.checklist import checklist
from report.figures import MonthFigures
from report.frontpage import comparison, decisions, tiles
from report.look import Look
from report.spread import elapsed
from report.words import Words, shortened
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
    definitions: Table
    gaps: Bullets
    listings: tuple[Listing, ...]
    waits: tuple[ListedWait, ...]

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
        definitions=_definitions(facts, writer),
        gaps=_gaps(facts, writer),
        listings=writer.listings,
        waits=tuple(_listed(wait, facts, writer) for wait in facts.waits),
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


def _listed(wait: WaitFact, facts: MonthFacts, writer: Writer) -> ListedWait:
    moment, seconds = writer.words.moment, elapsed(wait)
    worked = None if wait.working is None else wait.working.total_seconds()
    waited = writer.duration(seconds) if seconds is not None else _still_waiting(wait, facts, writer)
    return ListedWait(
        id=wait.id,
        asked=Cell(moment(wait.asked_at), href=wait.link),
        place=facts.chats.get(wait.chat, str(wait.chat)),
        member=wait.member,
        question=Cell(shortened(wait.text, 200)),
        waited=waited,
        worked=writer.duration(worked),
        teammate="" if wait.answered_by is None else facts.people.get(wait.answered_by, str(wait.answered_by)),
        answer=Cell("" if wait.answered_at is None else moment(wait.answered_at), href=wait.answer_link),
        category=wait.category or "",
    )


def _still_waiting(wait: WaitFact, facts: MonthFacts, writer: Writer) -> Cell:
    """An unanswered wait is shown with its age, which is no response time."""
    age = writer.words.duration((facts.cut_off - wait.asked_at).total_seconds())
    return Cell(writer.say("report-still-waiting", age=age), "duration", None, tone="bad")
