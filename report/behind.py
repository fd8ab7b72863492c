"""The workbook's sheet of messages behind the figures: a list for each figure, to which its cell leads.

Invariant: every list names how many rows it has; what a long list leaves out stands on the sheet of all requests, or in
the last list of its kind here, which has them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report.blocks import Cell, Listing, Register
from report.model import Report

MOST_ROWS = 20_000
"""Of all lists together: beyond it a list is cut, so that a workbook of 10,000 requests stays quick to open."""
FEWEST = 10
HEAD = 2
"""A list's title and its headings."""


@dataclass(frozen=True, slots=True)
class Part:
    """A list on its sheet: the row of its title, the rows shown, and how many are not."""

    row: int
    listing: Listing
    register: Register
    shown: Sequence[tuple[Cell, ...]]

    @property
    def left_out(self) -> int:
        return len(self.listing.rows) - len(self.shown)

    @property
    def end(self) -> int:
        """The row after its last one, an empty one between."""
        return self.row + HEAD + len(self.shown) + (self.left_out > 0) + 1


def parts(report: Report, first: int) -> Mapping[str, Part]:
    """By the list's id, from the row `first` on."""
    most = longest([len(listing.rows) for listing in report.listings])
    found: dict[str, Part] = {}
    for register in report.registers:
        own = [one for one in report.listings if one.register == register.name]
        for listing in own:
            found[listing.id] = part = _part(first, listing, register, most)
            first = part.end
        if register.name != "waits" and any(found[one.id].left_out for one in own):
            whole = Listing(register.name, register.title, register.name, tuple(register.rows))
            found[whole.id] = part = _part(first, whole, register, len(whole.rows))
            first = part.end
    return found


def longest(lengths: Sequence[int]) -> int:
    """How many rows of a list may be shown so that all together are no more than the most: short ones are whole."""
    room, left = MOST_ROWS, len(lengths)
    for length in sorted(lengths):
        if length * left > room:
            return max(FEWEST, room // left)
        room, left = room - length, left - 1
    return max(lengths, default=0)


def _part(row: int, listing: Listing, register: Register, most: int) -> Part:
    return Part(row, listing, register, [register.rows[number] for number in listing.rows[:most]])
