"""The library of standard replies over the month: suggestions, what was sent, what is missing."""

from collections.abc import Iterator, Mapping

from report.blocks import Block, Bullets, Table
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
        tuple(writer.share_row(say(f"report-suggested-{key}"), "", share) for key, share in shares.items()),
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
            for topic in figures.facts.topics[:TOPICS_SHOWN]
        )
        left = len(figures.facts.topics) - TOPICS_SHOWN
        if left > 0:
            points = (*points, writer.text(say("report-topics-more", n=left)))
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
    return Table(say("report-table-library"), writer.headings("figure", "value"), tuple(rows))


def _used_table(library: Library, writer: Writer) -> Table:
    rows = tuple(
        (writer.text(entry.question), writer.text(entry.category), writer.count(entry.used))
        for entry in library.used[:ENTRIES_SHOWN]
    )
    return Table(writer.say("report-table-used"), writer.headings("question", "category", "used"), rows)
