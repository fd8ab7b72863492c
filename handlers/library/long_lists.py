"""What may be too long for a message: of lines, the first in it, all in a text file; of numbers, the first."""

from collections.abc import Sequence

from handlers import speech
from handlers.excerpts import one_line
from texts import Catalogue

SHOWN, NUMBERS, LONGEST = 10, 20, 300


def first_lines(texts: Catalogue, found: Sequence[str]) -> list[str]:
    """Plain lines, made safe in HTML."""
    lines = [f"• {speech.safe(one_line(each, LONGEST))}" for each in found[:SHOWN]]
    return [*lines, texts("library-and-more", n=len(found) - SHOWN)] if len(found) > SHOWN else lines


def is_told_whole(found: Sequence[str]) -> bool:
    """Whether `first_lines` leaves nothing out."""
    return len(found) <= SHOWN and all(one_line(each, LONGEST) == " ".join(each.split()) for each in found)


def first_numbers(entries: Sequence[object]) -> str:
    listed = ", ".join(f"№ {number}" for number in entries[:NUMBERS])
    return f"{listed}…" if len(entries) > NUMBERS else listed
