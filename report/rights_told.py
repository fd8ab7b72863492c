"""Item 3, user-generated content, as the report tells it: what was seen, who allowed what, what was published of it.

Invariant: what was published without a consent logged before it cannot stand here: no such use can be logged.
"""

from collections.abc import Iterator, Sequence

from inbox.evidence import Shared
from inbox.facts import Month
from inbox.rights import Step, What
from report.blocks import Block, Cell, Paragraph, Table
from report.figures import MonthFigures
from report.told import Told
from report.words import shortened
from report.writer import Writer

COUNTED: tuple[tuple[str, tuple[What, ...]], ...] = (
    ("found", ("found", "tagged")),
    ("asked", ("asked",)),
    ("agreed", ("consented",)),
    ("refused", ("refused",)),
    ("withdrawn", ("withdrawn",)),
    ("used", ("used",)),
)
LAST: tuple[What, ...] = ("withdrawn", "expired", "refused", "consented", "asked")
"""What a piece stands at, the latest first."""


def told_rights(figures: MonthFigures, writer: Writer) -> Told | None:
    """None when nothing happened to any piece in the month."""
    seen, month = figures.facts.seen, figures.facts.month
    if seen is None or not seen.shared:
        return None
    counts = count_pieces(seen.shared, month)
    summary = writer.say("report-summary-3", n=counts["found"], agreed=counts["agreed"], used=counts["used"])
    return Told(summary, tuple(_blocks(seen.shared, counts, writer)))


def count_pieces(shared: Sequence[Shared], month: Month) -> dict[str, int]:
    """By what happened to them in the month."""
    return {key: _count(shared, kinds, month) for key, kinds in COUNTED}


def _blocks(shared: Sequence[Shared], counts: dict[str, int], writer: Writer) -> Iterator[Block]:
    rows = tuple((writer.text(writer.say(f"report-ugc-{key}")), writer.count(n)) for key, n in counts.items())
    columns = tuple(writer.say(f"report-col-{key}") for key in ("ugc-step", "ugc-pieces"))
    yield Table(writer.say("report-table-ugc"), columns, rows)
    keys = ("ugc-author", "ugc-piece", "ugc-right", "ugc-scope", "ugc-published")
    lines = tuple(_line(piece, writer) for piece in shared)
    yield Table(writer.say("report-table-pieces"), tuple(writer.say(f"report-col-{key}") for key in keys), lines)
    yield Paragraph(writer.say("report-unseen-ugc"), "muted")


def _line(piece: Shared, writer: Writer) -> tuple[Cell, ...]:
    used = [step for step in piece.steps if step.what == "used"]
    return (
        writer.text(piece.author),
        writer.text(shortened(piece.text, 120) or _what(piece, writer), href=piece.link, sub=_edited(piece, writer)),
        _right(piece, writer),
        writer.text(_scope(piece, writer)),
        writer.count(len(used)) if not used else Cell(str(len(used)), "count", len(used), href=used[-1].link),
    )


def _edited(piece: Shared, writer: Writer) -> str:
    """Whether the author changed it after the consent; what was agreed to is what stands here."""
    agreed = next((step for step in piece.steps if step.what == "consented"), None)
    later = [step for step in piece.steps if agreed and step.what in ("edited", "replaced") and step.at >= agreed.at]
    return writer.say("report-ugc-edited", at=writer.words.moment(later[-1].at)) if later else ""


def _right(piece: Shared, writer: Writer) -> Cell:
    """What the author has said last, when and in which words, or that the term of it is over."""
    step = next((step for step in reversed(piece.steps) if step.what in LAST), None)
    if step is None:
        return writer.text(writer.say("report-ugc-not-asked"), tone="muted")
    words = writer.words.quoted(shortened(step.text, 80)) if step.what not in ("asked", "expired") else ""
    text = f"{writer.say(f'report-ugc-{_key(step)}')}, {writer.words.moment(step.at)}"
    return writer.text(text, sub=words, href=step.link, tone="good" if step.what == "consented" else "")


def _key(step: Step) -> str:
    return {"consented": "agreed"}.get(step.what, step.what)


def _scope(piece: Shared, writer: Writer) -> str:
    if not any(step.what == "consented" for step in piece.steps):
        return ""
    purposes = ", ".join(writer.say(f"ugc-for-{purpose}") for purpose in piece.purposes)
    return f"{purposes}; {writer.say('ugc-months', n=piece.months)}"


def _what(piece: Shared, writer: Writer) -> str:
    if piece.parts > 1:
        return writer.say("ugc-what-album", n=piece.parts)
    return writer.say(f"ugc-what-{piece.content if piece.content in ('photo', 'video') else 'other'}")


def _count(shared: Sequence[Shared], kinds: Sequence[What], month: Month) -> int:
    """Pieces with such a step in the month; of uses, each."""
    steps = [[step for step in piece.steps if step.what in kinds and step.at >= month.starts_at] for piece in shared]
    return sum(map(len, steps)) if "used" in kinds else sum(map(bool, steps))
