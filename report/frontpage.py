"""The first page: what was done, what changed against last month, what the client has to decide.

Invariant: nothing stands here that is not on a later page with its definition.
"""

from collections.abc import Iterator
from datetime import date

from inbox.facts import month_before
from report.blocks import Bullets, Cell, Section, Table, Tile, Tiles, Tone
from report.figures import MonthFigures
from report.headline import Change
from report.headline_told import DURATIONS, SHARES, headline_cell, linked_headline
from report.spread import Spread
from report.words import shortened
from report.writer import Writer

TILES = ("first_p50", "response_p50", "response_rate", "within_hour")
NO_CHANGE = 0.005


def tiles(figures: MonthFigures, writer: Writer) -> Tiles:
    found = {change.key: change for change in figures.changes}
    return Tiles(tuple(_tile(key, found[key], figures, writer) for key in TILES))


def _tile(key: str, change: Change, figures: MonthFigures, writer: Writer) -> Tile:
    spread = figures.first if key == "first_p50" else figures.response
    name = writer.say(f"report-headline-{key}")
    figure = linked_headline(figures, writer, key, change.now)
    return Tile(
        name, figure, _beside(spread, writer), change_cell(change, writer) if change.before is not None else None
    )


def _beside(spread: Spread, writer: Writer) -> str:
    """N and the unanswered, as they stand beside every average."""
    if not spread.n:
        return writer.say("report-note-none")
    return writer.say("report-note-tile", n=spread.n, unanswered=len(spread.unanswered))


def change_cell(change: Change, writer: Writer) -> Cell:
    """Shares move by points, everything else by per cent; words say which way is better, never colour alone."""
    text, value = _moved(change, writer)
    if change.is_better is None or text == writer.say("report-same"):
        return Cell(text, "share", value, tone="muted" if change.before is not None else "")
    tone: Tone = "good" if change.is_better else "bad"
    return Cell(f"{text} · {writer.say(f'report-{tone}')}", "share", value, tone=tone)


def _moved(change: Change, writer: Writer) -> tuple[str, float | None]:
    if change.key in SHARES and change.now is not None and change.before is not None:
        points = round((change.now - change.before) * 100)
        sign = "+" if points > 0 else "−"
        return (
            f"{sign}{writer.say('report-points', n=abs(points))}" if points else writer.say("report-same")
        ), points / 100
    if change.ratio is not None and abs(change.ratio) < NO_CHANGE:
        return writer.say("report-same"), change.ratio
    return writer.words.change(change.ratio), change.ratio


def comparison(figures: MonthFigures, writer: Writer) -> Table:
    """Every headline figure now and the month before, durations and shares first, as people ask for them; where there
    is nothing to compare with, the figures of this month under a title that says so.
    """
    keys = sorted(figures.changes, key=lambda change: change.key not in DURATIONS | SHARES)
    rows = tuple(
        (
            writer.text(writer.say(f"report-headline-{change.key}")),
            linked_headline(figures, writer, change.key, change.now),
            headline_cell(writer, change.key, change.before),
            change_cell(change, writer),
        )
        for change in keys
    )
    columns = writer.headings("figure", "now", "before", "change")
    if all(change.before is None for change in keys):
        return Table(_nothing_before(figures, writer), columns[:2], tuple(row[:2] for row in rows))
    return Table(writer.say("report-changes"), columns, rows)


def _nothing_before(figures: MonthFigures, writer: Writer) -> str:
    if figures.messages is None:
        return writer.say("report-empty-month")
    if len(figures.line) == 1:
        return writer.say("report-first-month")
    before = month_before(date(figures.headline.year, figures.headline.month, 1))
    return writer.say("report-no-month-before", month=writer.words.month(before.year, before.month))


def decisions(figures: MonthFigures, sections: tuple[Section, ...], writer: Writer) -> Bullets:
    return Bullets(writer.say("report-decisions"), tuple(_decisions(figures, sections, writer)))


def _decisions(figures: MonthFigures, sections: tuple[Section, ...], writer: Writer) -> Iterator[Cell]:
    say, drafts, topics = writer.say, figures.library.drafts, figures.facts.topics
    for line in figures.facts.items:
        if line.needs_decision:
            yield writer.text(line.text, href=line.link)
    if drafts:
        places = tuple(at for at, entry in enumerate(figures.facts.entries) if entry in drafts)
        listing = writer.listing(say("report-library-drafts"), places, "entries")
        told = _first([_quoted(one.question, writer) for one in drafts])
        yield Cell(say("report-decide-drafts", n=len(drafts)), listing=listing, sub=told)
    if topics:
        asked = tuple(one.id for topic in topics for one in topic.asked)
        listing = writer.listing(say("report-topics"), asked, "topics")
        told = _first([_quoted(one.question, writer) for one in topics])
        yield Cell(say("report-decide-topics", n=len(topics)), listing=listing, sub=told)
    missing = [f"{section.number}. {section.title}" for section in sections if not section.is_done]
    if missing:
        yield writer.text(say("report-decide-missing", n=len(missing)), sub=_first(missing, len(missing)))


def _quoted(question: str, writer: Writer) -> str:
    return writer.words.quoted(shortened(question, 80))


def _first(names: list[str], count: int = 5) -> str:
    return " · ".join(names[:count]) + (" …" if len(names) > count else "")
