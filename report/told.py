"""An item that the program tells by itself: a line for the first page (where none, the evidence's), and the blocks."""

from dataclasses import dataclass

from inbox.facts import Mark
from report.blocks import Block


@dataclass(frozen=True, slots=True)
class Told:
    summary: str
    blocks: tuple[Block, ...]
    mark: Mark = "auto"
