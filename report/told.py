"""An item that the program tells by itself: a line for the first page, and the blocks behind it."""

from dataclasses import dataclass

from report.blocks import Block


@dataclass(frozen=True, slots=True)
class Told:
    summary: str
    blocks: tuple[Block, ...]
