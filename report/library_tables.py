"""The library of standard replies over the month: suggestions, what was sent, what is missing."""

from collections.abc import Iterator, Mapping

from inbox.facts import EntryFact
from report.blocks import Block, Bullets, Cell, Table
from report.figures import MonthFigures
from report.replies import TYPED_PER_MINUTE, Library
from report.spread import Share
from report.writer import Writer

ENTRIES_SHOWN = 20
TOPICS_SHOWN = 15
"""The most asked come first."""


def library_tables(figures: MonthFigures, writer: Writer) -> Iterator[Block]:
    say, library, suggested = writer.say, figures.library, figures.suggested
    shares: Mapping[str, Share] = {
        "covered": suggested.covered,
        "accepted": suggested.accepted,
        **dict(suggested.outcomes),
        "top1": suggested.top1,
        "top3": suggested.top3,
    }
    columns = writer.headings("figure", "share", "part", "whole")
    yield Table(
        say("report-table-suggestions"),
        columns,
        tuple(writer.share_row(say(f"report-suggested-{key}"), "", share, "hints") for key, share in shares.items()),
        say("report-note-suggestions"),
    )
    yield _library_table(figures, writer)
    if library.used:
        yield _used_table(library, writer)
    if figures.facts.topics:
        points = tuple(
            Cell(
                say("report-topic", question=topic.question, n=topic.count),
                listing=writer.listing(topic.question, tuple(one.id for one in topic.asked), "topics"),
                sub=say("report-topic-answered", answer=topic.answer) if topic.answer else "",
            )
            for topic in figures.facts.topics[:TOPICS_SHOWN]
        )
        left = len(figures.facts.topics) - TOPICS_SHOWN
        if left > 0:
            points = (*points, writer.text(say("report-topics-more", n=left)))
        yield Bullets(say("report-topics"), points)


def _library_table(figures: MonthFigures, writer: Writer) -> Table:
    """The state of the form, each number leading to its entries, and what was sent from it."""
    say, library = writer.say, figures.library
    places = {entry.id: place for place, entry in enumerate(figures.facts.entries)}
    states = {
        "new": library.new, "approved": library.approved, "retired": library.retired, "drafts": library.drafts,
        "unused": library.unused,
    }  # fmt: skip

    def listed(key: str, entries: tuple[EntryFact, ...]) -> tuple[Cell, Cell]:
        name = say(f"report-library-{key}")
        count = len(entries) if figures.facts.entries else None
        return writer.text(name), writer.count(count, name, tuple(places[one.id] for one in entries), "entries")

    sent = tuple(use.id for use in figures.facts.uses)
    uses, saved = say("report-library-uses"), say("report-figure-saved")
    definition = say("report-definition-saved", speed=TYPED_PER_MINUTE)
    rows = (
        listed("total", library.total),
        (writer.text(uses), writer.count(library.uses if figures.facts.entries else None, uses, sent, "uses")),
        *(listed(key, entries) for key, entries in states.items()),
        (writer.text(saved, sub=definition), writer.duration(library.time_saved, saved, sent, "uses")),
    )
    return Table(say("report-table-library"), writer.headings("figure", "value"), rows)


def _used_table(library: Library, writer: Writer) -> Table:
    rows = tuple(
        (
            writer.text(entry.question),
            writer.text(entry.category),
            writer.count(len(uses), entry.question, uses, "uses"),
        )
        for entry, uses in library.used[:ENTRIES_SHOWN]
    )
    return Table(writer.say("report-table-used"), writer.headings("question", "category", "used"), rows)
