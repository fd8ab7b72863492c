"""The workbook's sheet of messages behind the figures: a list for each figure, to which its cell leads.

Invariant: every list names how many messages it has; what a long list leaves out stands on the sheet of all requests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report.blocks import Cell, ListedWait, Listing
from report.model import Report

MOST_ROWS = 20_000
"""Of all lists together: beyond it a list is cut, so that a workbook of 10,000 requests stays quick to open."""
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A list on its sheet: the row of its title, the waits shown, and how many are not."""

    row: int
    listing: Listing
    shown: Sequence[ListedWait]

    @property
    def left_out(self) -> int:
        return len(self.listing.waits) - len(self.shown)


def parts(report: Report, first: int) -> Mapping[str, Part]:
    """By the list's id, from the row `first` on; a title, its rows, a line for what is left out, an empty line."""
    waits = {wait.id: wait for wait in report.waits}
    most = max(FEWEST, MOST_ROWS // max(len(report.listings), 1))
    found: dict[str, Part] = {}
    for listing in report.listings:
        shown = [waits[number] for number in listing.waits[:most]]
        found[listing.id] = part = Part(first, listing, shown)
        first += len(shown) + (part.left_out > 0) + 2
    return found


def cells(wait: ListedWait) -> tuple[Cell, ...]:
    return wait.asked, Cell(wait.place), Cell(wait.member), wait.question, wait.waited, Cell(wait.teammate)
