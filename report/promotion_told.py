"""Item 7, promotion tools, as the report tells it: each placement, paid beside free, and a verdict with its n."""

from collections.abc import Iterator, Sequence

from inbox.evidence import Placed, Seen
from report.blocks import Block, Bullets, Cell, Paragraph, Table
from report.figures import MonthFigures
from report.promotion import Promotion, Side, Tool, promotion
from report.spread import Share
from report.told import Told
from report.words import DASH
from report.writer import Writer

TONES = {"cheaper": "good", "stay": "good", "dearer": "bad", "leave": "bad", "nobody": "bad", "few": "muted"}


def told_promotion(figures: MonthFigures, writer: Writer) -> Told | None:
    """None without placements."""
    facts = figures.facts
    if facts.seen is None or not facts.seen.placements:
        return None
    found = promotion(facts.seen.placements, facts.seen.stays, facts.month, facts.cut_off)
    return Told(_summary(found, writer), tuple(_blocks(found, facts.seen, writer)))


def _summary(found: Promotion, writer: Writer) -> str:
    return writer.say("report-summary-7", n=len(found.tools), joined=writer.words.count(found.people))


def _blocks(found: Promotion, seen: Seen, writer: Writer) -> Iterator[Block]:
    yield _tools(found.tools, seen, writer)
    yield _talk(found.tools, writer)
    if found.sides:
        yield _sides(found.sides, writer)
    yield Bullets(writer.say("report-verdicts"), tuple(_verdict(tool, writer) for tool in found.tools))
    yield Paragraph(writer.say("report-unseen-promotion"), "muted")


def _columns(writer: Writer, *keys: str) -> tuple[str, ...]:
    return tuple(writer.say(f"report-col-{key}") for key in keys)


def _tools(tools: Sequence[Tool], seen: Seen, writer: Writer) -> Table:
    rows = tuple(
        (
            writer.text(tool.placed.name, sub=_kind(tool.placed, seen, writer)),
            _sum(tool.placed.cost, tool.placed.currency, writer),
            writer.count(tool.joined),
            writer.count(tool.in_month),
            writer.count(tool.left),
            _stayed(tool.retention.week, writer),
            _stayed(tool.retention.month, writer),
            _about(tool.per_joined, tool.placed.currency, writer),
            _about(tool.per_retained, tool.placed.currency, writer),
        )
        for tool in tools
    )
    keys = ("tool", "cost", "joined", "in-month", "left", "week", "thirty", "per-joined", "per-retained")
    note = writer.say("report-note-promotion")
    return Table(writer.say("report-table-promotion"), _columns(writer, *keys), rows, note)


def _talk(tools: Sequence[Tool], writer: Writer) -> Table:
    """What those who came had to say."""
    rows = tuple(
        (
            writer.text(tool.placed.name),
            writer.count(tool.joined),
            writer.count(tool.placed.messages),
            _each(tool.placed.messages, tool.joined, writer),
            writer.count(tool.placed.questions),
            _each(tool.placed.questions, tool.joined, writer),
        )
        for tool in tools
    )
    keys = ("tool", "joined", "messages", "messages-each", "questions", "questions-each")
    return Table(writer.say("report-table-talk"), _columns(writer, *keys), rows)


def _each(count: int, people: int, writer: Writer) -> Cell:
    each = round(count / people, 1) if people else None
    return Cell(writer.words.count(each), "average", each)


def _sum(hundredths: int | None, currency: str, writer: Writer) -> Cell:
    return Cell(writer.words.money(hundredths, currency), "money", None if hundredths is None else hundredths / 100)


def _about(hundredths: float | None, currency: str, writer: Writer) -> Cell:
    value = None if hundredths is None else hundredths / 100
    return Cell(writer.words.about_money(hundredths, currency), "money", value)


def _costs(side: Side, writer: Writer) -> Cell:
    """Sums of several currencies are named one by one."""
    if len(side.costs) == 1:
        return _sum(side.costs[0][1], side.costs[0][0], writer)
    return Cell(", ".join(writer.words.money(cost, currency) for currency, cost in side.costs) or DASH, "money")


def _sides(sides: Sequence[Side], writer: Writer) -> Table:
    rows = tuple(
        (
            writer.text(writer.say(f"report-side-{side.key}")),
            _costs(side, writer),
            writer.count(side.joined),
            _stayed(side.retention.week, writer),
            _stayed(side.retention.month, writer),
            _about(side.per_joined, side.currency, writer),
        )
        for side in sides
    )
    keys = ("side", "cost", "joined", "week", "thirty", "per-joined")
    return Table(writer.say("report-table-sides"), _columns(writer, *keys), rows)


def _stayed(share: Share, writer: Writer) -> Cell:
    """With the people it is known of beside it."""
    cell = writer.share(share)
    return Cell(cell.text, cell.kind, cell.value, sub=writer.say("report-of", n=share.whole) if share.whole else "")


def _kind(placed: Placed, seen: Seen, writer: Writer) -> str:
    kind = writer.say("report-paid" if placed.is_paid else "report-free")
    return " · ".join(part for part in (kind, seen.chats.get(placed.chat, "")) if part)


def _verdict(tool: Tool, writer: Writer) -> Cell:
    words, placed = writer.words, tool.placed
    is_cost = tool.per_retained is not None
    usual = words.about_money(tool.usual, placed.currency) if is_cost else words.share(tool.usual)
    kind = "cost" if is_cost else "share"
    key = tool.verdict if tool.verdict in {"nobody", "few"} else f"{tool.verdict}-{kind}"
    text = writer.say(
        f"report-verdict-{key}",
        name=words.quoted(placed.name),
        n=tool.retention.week.whole,
        joined=tool.joined,
        stayed=words.share(tool.retention.week.value),
        each=words.about_money(tool.per_retained, placed.currency),
        usual=usual,
    )
    return writer.text(text, tone=TONES.get(tool.verdict, ""))  # type: ignore[arg-type]
