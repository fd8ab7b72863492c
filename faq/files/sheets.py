"""A sheet as people see it: texts in rows and columns, whatever file it came from.

Invariant: rows and columns are numbered from 1, as a spreadsheet shows them; a merged cell's text stands in each of
its places.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column."""

WIDEST = 64
"""Columns beyond are nobody's form."""
MOST_ROWS = 100_000
"""A library with more is a mistake, and would fill the memory."""


class TooBig(ValueError):
    """The file would fill the memory."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`merged` leads from each further place of a merged cell to its first; `flawed` names cells without a value."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    is_hidden: bool = False
    merged: Mapping[Place, Place] = field(default_factory=dict)
    flawed: Mapping[Place, str] = field(default_factory=dict)

    def origin(self, place: Place) -> Place:
        return self.merged.get(place, place)
