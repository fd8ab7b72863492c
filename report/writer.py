"""Figures put into cells: the words, the bare value, and the list of messages behind it.

Invariant: the same rows under the same title are one list, however many figures lead there.
"""

from math import isinf

from inbox.facts import Mark
from report.blocks import Cell, Listing, RegisterName, Tone
from report.spread import Ids, Seconds, Share
from report.words import Words


class Writer:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.say = words.say
        self._listings: dict[tuple[str, RegisterName, Ids], Listing] = {}

    @property
    def listings(self) -> tuple[Listing, ...]:
        return tuple(self._listings.values())

    def listing(self, title: str, rows: Ids, of: RegisterName = "waits") -> str:
        """The id of the list of these rows; nothing behind a figure is no list."""
        if not rows:
            return ""
        found = self._listings.get((title, of, rows))
        if found is None:
            found = Listing(f"w{len(self._listings) + 1}", title, of, rows)
            self._listings[title, of, rows] = found
        return found.id

    def duration(self, seconds: Seconds | None, title: str = "", rows: Ids = (), of: RegisterName = "waits") -> Cell:
        value = None if seconds is None or isinf(seconds) else seconds
        return Cell(self.words.duration(seconds), "duration", value, self.listing(title, rows, of))

    def count(
        self, number: float | None, title: str = "", rows: Ids = (), of: RegisterName = "waits", tone: Tone = ""
    ) -> Cell:
        return Cell(self.words.count(number), "count", number, self.listing(title, rows, of), tone=tone)

    def waits(self, title: str, waits: Ids, tone: Tone = "") -> Cell:
        return self.count(len(waits), title, waits, tone=tone if waits else "")

    def share(self, share: Share, title: str = "", of: RegisterName = "waits") -> Cell:
        return Cell(self.words.share(share.value), "share", share.value, self.listing(title, share.ids, of))

    def text(self, text: str, sub: str = "", href: str = "", tone: Tone = "") -> Cell:
        return Cell(text, sub=sub, href=href, tone=tone)

    def mark(self, mark: Mark) -> str:
        return self.say(f"report-mark-{mark}")

    def headings(self, *keys: str) -> tuple[str, ...]:
        return tuple(self.say(f"report-col-{key}") for key in keys)

    def share_row(self, name: str, note: str, share: Share, of: RegisterName = "waits") -> tuple[Cell, ...]:
        """A share, its part and its whole, each leading to what it is made of."""
        part = self.count(share.part, name, share.ids, of)
        whole = self.count(share.whole or None, self.say("report-list-whole", name=name), share.among, of)
        return self.text(name, sub=note), self.share(share, name, of), part, whole
