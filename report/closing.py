"""A closed month: its facts frozen, so that every form says the same for ever, and each recomputation a new version.

Invariant: what is kept is what was counted from, not what was printed; each later version says what changed and why.
Deliberately absent: where the bytes are kept and who may close (storage and the handlers know).
"""

import zlib
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from inbox.facts import MonthFacts
from report.figures import MonthFigures, figures
from report.headline import Headline, changes
from report.headline_told import headline_cell
from report.words import Words
from report.writer import Writer


@dataclass(frozen=True, slots=True)
class Closed:
    """A month as it was closed, with the earlier months it was compared with."""

    facts: MonthFacts
    history: tuple[Headline, ...] = ()

    def figures(self) -> MonthFigures:
        return figures(self.facts, self.history)


def frozen(closed: Closed) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(closed, enc_hook=str))


def thawed(kept: bytes) -> Closed:
    return msgspec.msgpack.decode(zlib.decompress(kept), type=Closed, dec_hook=_zone)


def _zone(kind: type, value: Any) -> Any:
    if kind is not ZoneInfo:
        raise NotImplementedError(kind)
    return ZoneInfo(value)


def recomputed(before: Closed, facts: MonthFacts, why: str) -> Closed:
    """The month counted anew, as the next version; its note names every headline figure that moved."""
    words = Words(facts.language, facts.month.zone)
    then, now = before.figures().headline, figures(facts).headline
    note = words.say("report-recomputed", why=why, changes=_moved(then, now, words))
    return replace(before, facts=replace(facts, version=before.facts.version + 1, version_note=note))


def _moved(then: Headline, now: Headline, words: Words) -> str:
    writer = Writer(words)
    moved = [
        words.say(
            "report-moved",
            name=words.say(f"report-headline-{change.key}"),
            before=headline_cell(writer, change.key, change.before).text,
            now=headline_cell(writer, change.key, change.now).text,
        )
        for change in changes(now, then)
        if change.now != change.before
    ]
    return "; ".join(moved) or words.say("report-nothing-moved")
