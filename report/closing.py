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
from report.headline import Headline
from report.revisions import revisions
from report.words import sentence
from texts import catalogue


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
    """The month counted anew, as the next version; it names every figure that changed, and what moved behind it."""
    say = catalogue(facts.language)
    found = revisions(before.figures(), figures(facts, before.history))
    reason = sentence(why)
    note = say("report-recomputed", why=reason, n=len(found)) if found else say("report-recomputed-same", why=reason)
    anew = replace(facts, version=before.facts.version + 1, version_note=note, revised=found)
    return replace(before, facts=anew)
