"""`/faq check`: what in the library is in its own way, cannot be sent, or serves nobody.

Invariant: it only points, with buttons to the entries; whatever is to be done about one has a button there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from faq.checks import entry_problems
from faq.linter import find_conflicts
from faq.wording import in_words
from handlers import long_work, speech
from handlers.long_work import Order
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import Rows
from inbox.entries import Entry
from inbox.ids import EntryId
from storage import brands, library, library_usage
from storage.library_usage import Usage
from texts import Catalogue

STALE = timedelta(days=90)
"""An approved entry that was not sent for so long serves nobody."""
SHOWN, ROW = 10, 4


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the check, and the entries that it names."""

    entries: tuple[EntryId, ...]
    words: str


def show(scene: Scene, request: Request) -> None:
    long_work.begin(scene, request, request.texts("faq-check-begun"), "library-check", {})


def make(scene: Scene, params: Mapping[str, Any]) -> None:
    order = long_work.order_of(scene, params)
    texts = order.texts
    entries = library.find_all(scene.connection, order.brand)
    used = library_usage.usage(scene.connection, order.brand)
    settled = library_usage.approved_before(scene.connection, order.brand, scene.now - STALE)
    found = {
        "broken": _broken(texts, entries),
        **_conflicts(texts, entries),
        "unused": _unused(texts, [entry for entry in entries if entry.id in settled], used),
        "stale": _stale(scene, order, entries, used),
    }
    parts = [
        "\n".join([f"<b>{texts(f'faq-check-{kind}', n=len(lines))}</b>", *_shown(texts, lines)])
        for kind, lines in found.items()
        if lines
    ]
    words = "\n\n".join(parts) or texts("faq-check-fine")
    rows = [*_entries(found.values()), [(texts("faq-back"), "fl:a:0")]]
    long_work.finish(scene, order, words, rows)


def _entries(found: Iterable[Sequence[Finding]]) -> Rows:
    """Buttons to those that are named first."""
    named = dict.fromkeys(entry for lines in found for line in lines[:SHOWN] for entry in line.entries)
    buttons = [(f"№ {entry}", f"fe:{entry}") for entry in list(named)[: ROW * ROW]]
    return [buttons[at : at + ROW] for at in range(0, len(buttons), ROW)]


def _broken(texts: Catalogue, entries: Sequence[Entry]) -> list[Finding]:
    """Kept before a rule was known, or drafts without an answer: they could not be sent."""
    return [
        Finding((entry.id,), f"{_named(texts, entry)}: {speech.safe(in_words(problem, texts.language))}")
        for entry in entries
        for problem in entry_problems(replace(entry, state="approved"))
    ]


def _conflicts(texts: Catalogue, entries: Sequence[Entry]) -> dict[str, list[Finding]]:
    """Phrasings that two answers share, and such as another answer would get."""
    named = {entry.id: _named(texts, entry) for entry in entries}
    found: dict[str, list[Finding]] = {"duplicate": [], "conflict": []}
    for each in find_conflicts(entries):
        phrasing = texts("library-quoted", name=speech.safe(each.phrasing[:80]))
        line = f"{phrasing}: {named[each.entry_id]} ↔ {named[each.other_id]}"
        found[each.trouble].append(Finding((each.entry_id, each.other_id), line))
    return found


def _unused(texts: Catalogue, entries: Sequence[Entry], used: Mapping[EntryId, Usage]) -> list[Finding]:
    return [Finding((entry.id,), _named(texts, entry)) for entry in entries if not _sent(used.get(entry.id))]


def _stale(scene: Scene, order: Order, entries: Sequence[Entry], used: Mapping[EntryId, Usage]) -> list[Finding]:
    """With the day, by the brand's clock, on which each was sent last."""
    before, zone = scene.now - STALE, ZoneInfo(brands.get(scene.connection, order.brand).time_zone)
    return [
        Finding((entry.id,), f"{_named(order.texts, entry)}: {last.astimezone(zone):%d.%m.%Y}")
        for entry in entries
        if entry.state == "approved" and entry.id in used and (last := used[entry.id].last_at) and last < before
    ]


def _sent(usage: Usage | None) -> int:
    return usage.sent if usage is not None else 0


def _shown(texts: Catalogue, lines: Sequence[Finding]) -> list[str]:
    more = [texts("library-and-more", n=len(lines) - SHOWN)] if len(lines) > SHOWN else []
    return [*(f"• {line.words}" for line in lines[:SHOWN]), *more]


def _named(texts: Catalogue, entry: Entry) -> str:
    line = " ".join(entry.question.split())
    named = texts("library-quoted", name=speech.safe(line if len(line) <= 60 else line[:59] + "…"))
    return f"№ {entry.id} {named}"
