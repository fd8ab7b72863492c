"""What changed between two versions of a closed month, figure by figure, each with what moved behind it.

Invariant: figures are compared as they are printed, in every item and on the first page, so that nothing a reader saw
has changed without standing here. What a person said is the reason of the whole; what moved behind a figure is its own.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inbox.facts import MonthFacts, Revised
from report.blocks import Block, Bullets, Cell, Chart, HeatMap, RegisterName, Table
from report.figures import MonthFigures
from report.model import Report, build
from report.words import DASH, shortened
from texts import Catalogue, catalogue

Rows = Mapping[Hashable, object]
"""What stands behind figures, by what it is, so that a row can be known again in another version."""
Key = tuple[int, str, str, int]
"""The item (0 is the first page), the table, the figure, and which of those of that name."""
CONDITIONS = ("calendar", "target", "silence", "cut_off")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as one version prints it (no text: something said in words alone), and the rows behind it."""

    text: str
    rows: Rows


def revisions(before: MonthFigures, now: MonthFigures) -> tuple[Revised, ...]:
    """In the order of the report; what only one of the two prints is a dash in the other, words come or go."""
    then, today = _printed(before), _printed(now)
    say = catalogue(now.facts.language)
    conditions = ", ".join(say(f"report-revised-{key}") for key in CONDITIONS if _differ(before, now, key))
    order = list(dict.fromkeys([*today, *then]))
    return tuple(
        _revised(key, then.get(key), today.get(key), conditions, say)
        for key in sorted(order, key=lambda key: key[0])
        if _text(then.get(key)) != _text(today.get(key))
    )


def _revised(key: Key, then: Printed | None, today: Printed | None, conditions: str, say: Catalogue) -> Revised:
    item, table, name, _ = key
    before, now, why = _text(then), _text(today), _cause(then, today, say) or conditions
    if before and now:
        return Revised(item, table, name, before, now, why)
    came_or_went = "report-revised-entry" if then is None else "report-revised-no-entry"
    return Revised(item, table, say(came_or_went, entry=shortened(name)), "", "", why)


def _differ(before: MonthFigures, now: MonthFigures, condition: str) -> bool:
    return bool(getattr(before.facts, condition) != getattr(now.facts, condition))


def _text(printed: Printed | None) -> str:
    return DASH if printed is None else printed.text


def _cause(then: Printed | None, today: Printed | None, say: Catalogue) -> str:
    """How many of the rows behind a figure came, went, and are otherwise than they were."""
    before = then.rows if then is not None else {}
    now = today.rows if today is not None else {}
    counts = {
        "came": len(now.keys() - before.keys()),
        "went": len(before.keys() - now.keys()),
        "moved": sum(before[one] != now[one] for one in before.keys() & now.keys()),
    }
    return ", ".join(say(f"report-revised-{key}", n=n) for key, n in counts.items() if n)


def _printed(figures: MonthFigures) -> dict[Key, Printed]:
    report, behind = build(figures), _behind(figures.facts)
    lists = {
        listing.id: {behind[listing.register][row][0]: behind[listing.register][row][1] for row in listing.rows}
        for listing in report.listings
    }
    found: dict[Key, Printed] = {}
    times: Counter[tuple[int, str, str]] = Counter()
    for place, name, cell in _cells(report):
        named = (*place, name)
        found[*named, times[named]] = Printed(cell.text, lists.get(cell.listing, {}))
        times[named] += 1
    return found


def _behind(facts: MonthFacts) -> Mapping[RegisterName, Mapping[int, tuple[Hashable, object]]]:
    """Each row of each register: what it is, and how it stands."""
    return {
        "waits": {one.id: (one.id, one) for one in facts.waits},
        "talks": {one.id: (one.id, one) for one in (*facts.open_before, *facts.conversations)},
        "hints": {one.question.id: (one.question.id, one) for one in facts.suggestions},
        "uses": {one.id: (one.id, one) for one in facts.uses},
        "answers": {one.id: (one.id, one) for one in facts.answers},
        "topics": {one.id: (one.id, one) for topic in facts.topics for one in topic.asked},
        "entries": {place: (one.id, one) for place, one in enumerate(facts.entries)},
    }


def _cells(report: Report) -> Iterator[tuple[tuple[int, str], str, Cell]]:
    """Every figure with its place and its name."""
    yield from (((0, ""), row[0].text, row[1]) for row in report.comparison.rows)
    for section in report.sections:
        yield (section.number, ""), section.title, Cell(section.mark_text)
        for block in section.blocks:
            yield from (((section.number, _title(block)), name, cell) for name, cell in _figures(block))


def _title(block: Block) -> str:
    return block.title if isinstance(block, Table | Bullets | Chart | HeatMap) else ""


def _figures(block: Block) -> Iterator[tuple[str, Cell]]:
    match block:
        case Table():
            yield from _of_table(block)
        case Chart():
            for series in block.series:
                names = (f"{label}, {series.name}" for label in block.labels)
                yield from zip(names, series.cells, strict=True)
        case HeatMap():
            yield from (one for layer in (block.incoming, block.response) for one in _of_layer(layer, block.weekdays))
        case Bullets():
            yield from ((point.text, Cell("", listing=point.listing)) for point in block.points)


def _of_layer(layer: Sequence[Sequence[Cell]], weekdays: Sequence[str]) -> Iterator[tuple[str, Cell]]:
    for day, row in zip(weekdays, layer, strict=True):
        yield from ((f"{day} {hour}:00", cell) for hour, cell in enumerate(row) if cell.text)


def _of_table(table: Table) -> Iterator[tuple[str, Cell]]:
    """A table of two columns needs no names of columns."""
    for row in table.rows:
        for column, cell in zip(table.columns[1:], row[1:], strict=True):
            if cell.text:
                yield (row[0].text if len(table.columns) == 2 else f"{row[0].text}: {column}"), cell
