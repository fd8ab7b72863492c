"""Item 4, activations, as the report tells it: what ran, who took part, who won, what the rules lacked."""

from collections.abc import Iterator, Sequence

from inbox.evidence import Activated
from report.blocks import Block, Bullets, Cell, Paragraph, Table
from report.figures import MonthFigures
from report.told import Told
from report.words import DASH
from report.writer import Writer


def told_activations(figures: MonthFigures, writer: Writer) -> Told | None:
    """None when nothing ran in the month."""
    seen = figures.facts.seen
    if seen is None or not seen.activated:
        return None
    people = sum(took_part(one) for one in seen.activated)
    summary = writer.say("report-summary-4", n=len(seen.activated), people=writer.words.count(people))
    return Told(summary, tuple(_blocks(seen.activated, writer)))


def _blocks(found: Sequence[Activated], writer: Writer) -> Iterator[Block]:
    keys = ("activation", "activation-term", "entries", "late", "doubles", "withdrawn", "prize", "winners")
    columns = tuple(writer.say(f"report-col-{key}") for key in keys)
    rows = tuple(_row(one, writer) for one in found)
    yield Table(writer.say("report-table-activations"), columns, rows, writer.say("report-note-activations"))
    for one in found:
        if one.votes:
            yield _votes(one, writer)
    if any(one.prizes for one in found):
        rules = tuple(_rules(one, writer) for one in found if one.prizes)
        yield Bullets(writer.say("report-activation-rules"), rules)
    yield Paragraph(writer.say("report-unseen-activations"), "muted")


def _row(one: Activated, writer: Writer) -> tuple[Cell, ...]:
    moment = writer.words.moment
    count = one.counts
    prize = writer.say("activation-prizes-said", prize=one.prize, n=one.prizes) if one.prizes else DASH
    return (
        writer.text(one.title, sub=writer.say(f"activation-{one.mechanic}"), href=one.link),
        writer.text(f"{moment(one.published_at)} — {moment(one.closed_at or one.ends_at)}", sub=_state(one, writer)),
        writer.count(took_part(one)),
        writer.count(count.get("late", 0)),
        writer.count(count.get("doubles", 0)),
        writer.count(count.get("withdrawn", 0)),
        writer.text(prize),
        _winners(one, writer),
    )


def _state(one: Activated, writer: Writer) -> str:
    if one.closed_at is None:
        return writer.say("activation-state-running")
    return writer.say("activation-state-drawn" if one.drawn_at is not None else "activation-state-closed")


def _winners(one: Activated, writer: Writer) -> Cell:
    passed = writer.say("report-passed-over", n=one.passed_over) if one.passed_over and one.winners else ""
    return writer.text(", ".join(one.winners) or DASH, sub=passed)


def _votes(one: Activated, writer: Writer) -> Table:
    whole = sum(votes for _, votes in one.votes)
    rows = tuple((writer.text(text), writer.count(votes), _part(votes, whole, writer)) for text, votes in one.votes)
    columns = tuple(writer.say(f"report-col-{key}") for key in ("option", "votes", "votes-share"))
    return Table(writer.say("report-table-votes", title=writer.words.quoted(one.title)), columns, rows)


def _part(votes: int, whole: int, writer: Writer) -> Cell:
    value = votes / whole if whole else None
    return Cell(writer.words.share(value), "share", value)


def _rules(one: Activated, writer: Writer) -> Cell:
    title = writer.words.quoted(one.title)
    if not one.missing:
        return writer.text(writer.say("report-rules-complete", title=title), tone="good")
    lacks = ", ".join(writer.say(f"activation-short-{name}").lower() for name in one.missing)
    return writer.text(writer.say("report-rules-lack", title=title, lacks=lacks), tone="bad")


def took_part(one: Activated) -> int:
    """Wrong answers took part too; late and withdrawn ones did not."""
    return one.counts.get("in", 0) + one.counts.get("wrong", 0)
