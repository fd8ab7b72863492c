"""Lists that may be too long for a message: the first lines in it, all of them in a text file."""

from collections.abc import Sequence

from handlers import speech
from handlers.excerpts import one_line
from texts import Catalogue

SHOWN, LONGEST = 10, 300


def first_lines(texts: Catalogue, found: Sequence[str]) -> list[str]:
    """Plain lines, made safe in HTML."""
    lines = [f"• {speech.safe(one_line(each, LONGEST))}" for each in found[:SHOWN]]
    return [*lines, texts("library-and-more", n=len(found) - SHOWN)] if len(found) > SHOWN else lines


def is_told_whole(found: Sequence[str]) -> bool:
    """Whether `first_lines` leaves nothing out."""
    return len(found) <= SHOWN and all(one_line(each, LONGEST) == " ".join(each.split()) for each in found)
