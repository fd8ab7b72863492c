"""Figures put into cells: the words, the bare value, and the list of messages behind it.

Invariant: the same waits under the same title are one list, however many figures lead there.
"""

from math import isinf

from inbox.facts import Mark
from report.blocks import Cell, Listing, Tone
from report.spread import Ids, Seconds, Share
from report.words import Words


class Writer:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.say = words.say
        self._listings: dict[tuple[str, Ids], Listing] = {}

    @property
    def listings(self) -> tuple[Listing, ...]:
        return tuple(self._listings.values())

    def listing(self, title: str, waits: Ids) -> str:
        """The id of the list of these waits; nothing behind a figure is no list."""
        if not waits:
            return ""
        found = self._listings.get((title, waits))
        if found is None:
            found = Listing(f"w{len(self._listings) + 1}", title, waits)
            self._listings[title, waits] = found
        return found.id

    def duration(self, seconds: Seconds | None, title: str = "", waits: Ids = ()) -> Cell:
        value = None if seconds is None or isinf(seconds) else seconds
        return Cell(self.words.duration(seconds), "duration", value, self.listing(title, waits))

    def count(self, number: float | None, title: str = "", waits: Ids = (), tone: Tone = "") -> Cell:
        return Cell(self.words.count(number), "count", number, self.listing(title, waits), tone=tone)

    def waits(self, title: str, waits: Ids, tone: Tone = "") -> Cell:
        return self.count(len(waits), title, waits, tone if waits else "")

    def share(self, share: Share, title: str = "") -> Cell:
        return Cell(self.words.share(share.value), "share", share.value, self.listing(title, share.waits))

    def text(self, text: str, sub: str = "", href: str = "", tone: Tone = "") -> Cell:
        return Cell(text, sub=sub, href=href, tone=tone)

    def mark(self, mark: Mark) -> str:
        return self.say(f"report-mark-{mark}")

    def headings(self, *keys: str) -> tuple[str, ...]:
        return tuple(self.say(f"report-col-{key}") for key in keys)

    def share_row(self, name: str, note: str, share: Share) -> tuple[Cell, ...]:
        """A share, what it is the share of, and the part that leads to its waits."""
        part = self.count(share.part, name, share.waits)
        return self.text(name, sub=note), self.share(share, name), part, self.count(share.whole or None)


SHARES = frozenset({"response_rate", "within_hour", "target_rate", "coverage", "acceptance"})
DURATIONS = frozenset(
    {"first_p50", "first_p90", "response_p50", "response_p90", "working_p50", "p50_all", "time_saved"}
)


def headline_cell(writer: Writer, key: str, value: float | None) -> Cell:
    if key in SHARES:
        return Cell(writer.words.share(value), "share", value)
    return writer.duration(value) if key in DURATIONS else writer.count(value)
