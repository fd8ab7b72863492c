"""What is wrong with a library as a whole: phrasings that two answers share, or that another answer would get.

From the same closed forms as the matcher: each phrasing is scored as if it were not there (leave one out).
Invariant: the library alone decides; nothing is asked of messages past.
Deliberately absent: what is wrong with single entries (`faq.checks`), and changing anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from faq import embedding
from faq.ridge import Regression, solved
from faq.shelf import Phrasing, Shelf, stocked
from faq.tiers import Tier
from inbox.entries import Entry
from inbox.ids import EntryId

Trouble = Literal["duplicate", "conflict"]
SURER = 0.25  # by so much another answer's score must be above the own one's


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrasing of one entry, and the phrasing of another entry that it is taken for."""

    trouble: Trouble
    entry_id: EntryId
    phrasing: str
    other_id: EntryId
    other_phrasing: str
    weight: float  # how much surer the matcher is of the other one; 1 for duplicates


def find_conflicts(entries: Iterable[Entry], tier: Tier = "lexical") -> tuple[Finding, ...]:
    """Duplicates, then conflicts, the weightiest first. Retired entries and phrasings without words take no part."""
    living = [entry for entry in entries if entry.state != "retired"]
    shelf = stocked(living, embedding.loaded() if tier == "semantic" and living else None)
    if shelf.answers < 2:
        return ()
    regression = solved(shelf)
    rows = [row for row, phrasing in enumerate(shelf.phrasings) if phrasing.message.tokens]
    duplicates = tuple(_duplicates(shelf, rows))
    told = {text for finding in duplicates for text in (finding.phrasing, finding.other_phrasing)}
    conflicts = [finding for row in rows if (finding := _conflict(shelf, regression, row)) is not None]
    new = [finding for finding in conflicts if finding.phrasing not in told]
    return duplicates + _each_pair_once(sorted(new, key=lambda finding: -finding.weight))


def _each_pair_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Two phrasings that are taken for each other are one finding, the first."""
    pairs: dict[frozenset[str], Finding] = {}
    for finding in findings:
        pairs.setdefault(frozenset((finding.phrasing, finding.other_phrasing)), finding)
    return tuple(pairs.values())


def _duplicates(shelf: Shelf, rows: Iterable[int]) -> Iterable[Finding]:
    """Phrasings that read the same and ask for different answers, each with the first of its kind."""
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        phrasing = shelf.phrasings[row]
        other = first.setdefault(phrasing.message.tokens, row)
        if shelf.owners[other] != shelf.owners[row]:
            yield _finding("duplicate", phrasing, shelf.phrasings[other], 1.0)


def _conflict(shelf: Shelf, regression: Regression, row: int) -> Finding | None:
    """The phrasing, when without it the matcher would rather give another answer."""
    scores = regression.without_phrasing(row)
    own, best = shelf.owners[row], int(scores.argmax())
    if best == own or scores[best] - scores[own] < SURER:
        return None
    likeness = shelf.overheard(row).likeness.mean(axis=0)
    start, end = shelf.starts[best : best + 2]
    nearest = int(start + likeness[start:end].argmax())
    weight = float(np.clip(scores[best] - scores[own], 0, 1))
    return _finding("conflict", shelf.phrasings[row], shelf.phrasings[nearest], weight)


def _finding(trouble: Trouble, phrasing: Phrasing, other: Phrasing, weight: float) -> Finding:
    return Finding(trouble, phrasing.entry.id, phrasing.text, other.entry.id, other.text, round(weight, 2))
