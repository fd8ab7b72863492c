"""The nine items of the monthly checklist: what stands as evidence for each, from where, and its mark.

Invariant: an item without evidence is `no_data`, never assumed done. Item 5 stands on what members wrote in the month
(what the month before left open is no evidence); item 9 on what a person accepted, edited or wrote, so that a draft
alone is not yet a conclusion.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from inbox.facts import ItemLine, Mark, Review
from report.activations_told import told_activations
from report.blocks import Block, Bullets, Cell, Paragraph, Section, Table
from report.community import community
from report.conclusions import Draft, drafts, worded
from report.content_told import told_content, told_plan
from report.figures import MonthFigures
from report.growth_told import told_growth
from report.memo_told import told_memo
from report.promotion_told import told_promotion
from report.rights_told import told_rights
from report.told import Told
from report.words import sentence, shortened
from report.writer import Writer

ITEMS = range(1, 10)
COMMUNITY = 5
CONCLUSIONS = 9
STRENGTH: tuple[Mark, ...] = ("auto", "imported", "manual")
TOLD: Mapping[int, Callable[[MonthFigures, Writer], Told | None]] = {
    3: told_rights,
    4: told_activations,
    1: told_plan,
    2: told_content,
    6: told_growth,
    7: told_promotion,
    8: told_memo,
}
"""Items that the program tells by itself; None when it has seen nothing of one."""


def checklist(figures: MonthFigures, writer: Writer, *, for_team: bool) -> tuple[Section, ...]:
    waiting = waiting_drafts(figures, writer) if for_team else ()
    return tuple(_section(number, figures, writer, waiting if number == CONCLUSIONS else ()) for number in ITEMS)


def _section(number: int, figures: MonthFigures, writer: Writer, waiting: Sequence[Cell]) -> Section:
    lines = [line for line in figures.facts.items if line.item == number]
    told = TOLD[number](figures, writer) if number in TOLD else None
    mark = told.mark if told is not None else _mark(number, lines, figures)
    return Section(
        number=number,
        title=writer.say(f"report-item-{number}"),
        mark=mark,
        mark_text=writer.mark(mark),
        summary=(told.summary if told is not None else "") or _summary(number, lines, figures, writer),
        blocks=(*_blocks(number, lines, figures, writer, told), *_drafts(waiting, writer)),
    )


def _mark(number: int, lines: Sequence[ItemLine], figures: MonthFigures) -> Mark:
    """The strongest evidence counts: what the program saw, then what was imported, then what people said."""
    marks = {line.mark for line in lines}
    if number == COMMUNITY and figures.facts.messages:
        marks.add("auto")
    if number == CONCLUSIONS and any(review.verdict != "rejected" for review in figures.facts.reviews):
        marks.add("manual")
    return next((mark for mark in STRENGTH if mark in marks), "no_data")


def _summary(number: int, lines: Sequence[ItemLine], figures: MonthFigures, writer: Writer) -> str:
    """What the first page says of the item, in one line."""
    if number == COMMUNITY and figures.facts.messages:
        return writer.say(
            "report-summary-5",
            n=figures.response.n,
            p50=writer.words.duration(figures.response.p50),
            unanswered=len(figures.response.unanswered),
        )
    if number == CONCLUSIONS:
        return _conclusions_summary(lines, figures, writer)
    told = [line.text for line in lines if line.mark != "no_data"]
    return _first_of(told, writer) if told else writer.say(f"report-missing-{number}")


def _conclusions_summary(lines: Sequence[ItemLine], figures: MonthFigures, writer: Writer) -> str:
    told = [*(cell.text for cell in _judged(figures, writer)), *(line.text for line in lines)]
    return _first_of(told, writer) if told else writer.say("report-missing-9")


def _first_of(told: Sequence[str], writer: Writer) -> str:
    """The first of them in its words: who reads only one page reads this."""
    first = shortened(told[0], 200)
    return first if len(told) == 1 else f"{sentence(first)} {writer.say('report-more', n=len(told) - 1)}"


def _blocks(
    number: int, lines: Sequence[ItemLine], figures: MonthFigures, writer: Writer, told: Told | None
) -> Iterator[Block]:
    yield from told.blocks if told is not None else ()
    if number == COMMUNITY:
        yield from community(figures, writer)
    if number == CONCLUSIONS:
        yield from _conclusions(figures, writer)
    if lines:
        yield _evidence(lines, writer)
    elif told is None and number not in {COMMUNITY, CONCLUSIONS}:
        yield Paragraph(writer.say(f"report-missing-{number}"), "muted")


def _evidence(lines: Sequence[ItemLine], writer: Writer) -> Bullets:
    """What is there, each with its mark, its source, who brought it and when."""
    return Bullets("", tuple(writer.text(line.text, sub=_source(line, writer), href=line.link) for line in lines))


def _source(line: ItemLine, writer: Writer) -> str:
    told = (writer.mark(line.mark), line.source, line.author, writer.words.moment(line.at))
    return " · ".join(part for part in told if part)


def _conclusions(figures: MonthFigures, writer: Writer) -> Iterator[Block]:
    """What was decided, and what became of last month's advice."""
    told = _judged(figures, writer)
    if told:
        yield Bullets(writer.say("report-conclusions"), told)
    elif not any(line.item == CONCLUSIONS for line in figures.facts.items):
        yield Paragraph(writer.say("report-missing-9"), "muted")
    yield from _recommendations(figures, writer)


def _judged(figures: MonthFigures, writer: Writer) -> tuple[Cell, ...]:
    """Conclusions that a person has accepted or put in other words."""
    reviews = {review.key: review for review in figures.facts.reviews}
    found = drafts(figures, writer.words)
    return tuple(_told(draft, reviews[draft.key], writer) for draft in found if _is_told(reviews.get(draft.key)))


def waiting_drafts(figures: MonthFigures, writer: Writer) -> tuple[Cell, ...]:
    """Drafts that no person has judged yet."""
    judged = {review.key for review in figures.facts.reviews}
    return tuple(_worded(draft, writer) for draft in drafts(figures, writer.words) if draft.key not in judged)


def _drafts(waiting: Sequence[Cell], writer: Writer) -> Iterator[Bullets]:
    if waiting:
        yield Bullets(writer.say("report-drafts"), tuple(waiting))


def _is_told(review: Review | None) -> bool:
    return review is not None and review.verdict != "rejected"


def _told(draft: Draft, review: Review, writer: Writer) -> Cell:
    """The person's words where there are any, the draft's evidence behind them in either case."""
    worded = _worded(draft, writer)
    text, advice = review.text or worded.text, review.advice or worded.sub
    return Cell(text, listing=worded.listing, sub=advice)


def _worded(draft: Draft, writer: Writer) -> Cell:
    text, advice = worded(draft, writer.words)
    return Cell(text, listing=writer.listing(text, draft.ids, draft.of), sub=advice)


def _recommendations(figures: MonthFigures, writer: Writer) -> Iterator[Table]:
    if not figures.facts.recommendations:
        return
    columns = tuple(writer.say(f"report-col-{key}") for key in ("recommendation", "done", "note"))
    rows = tuple(
        (
            writer.text(one.text),
            writer.text(
                writer.say(f"report-done-{one.done}"),
                tone="good" if one.done == "done" else "bad" if one.done == "not_done" else "muted",
            ),
            writer.text(one.note),
        )
        for one in figures.facts.recommendations
    )
    yield Table(writer.say("report-table-recommendations"), columns, rows)
