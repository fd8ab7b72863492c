"""What changed since the version before, as a table for the report's last page."""

from collections.abc import Sequence

from inbox.facts import Revised
from report.blocks import Cell, Table
from texts import Catalogue


def told(revised: Sequence[Revised], say: Catalogue) -> Table | None:
    """The last page's table; None where there was no version before."""
    if not revised:
        return None
    columns = tuple(say(f"report-col-{key}") for key in ("figure", "was", "is", "behind-it"))
    return Table(say("report-revised"), columns, tuple(_row(one, say) for one in revised))


def _row(one: Revised, say: Catalogue) -> tuple[Cell, ...]:
    item = f"{one.item}. {say(f'report-item-{one.item}')}" if one.item else ""
    place = " · ".join(part for part in (item, one.table) if part)
    return Cell(one.figure, sub=place), Cell(one.before), Cell(one.now), Cell(one.why)
