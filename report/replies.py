"""How well the library serves: suggestions shown and accepted, standard replies used, the typing they saved.

Invariant: a suggestion is accepted when it was sent as is or with less than 40 % of it changed, and the whole is
everything shown, ignored ones too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from inbox.facts import EntryFact, MonthFacts, Outcome, SuggestionFact
from report.spread import MINUTE, Seconds, Share

TYPED_PER_MINUTE = 200
"""Characters a minute: a practised hand on a keyboard. Printed with the figure."""
ACCEPTED_BELOW = 0.4


@dataclass(frozen=True, slots=True)
class Suggested:
    """`covered` is of all incoming messages, everything else of the messages with suggestions shown."""

    covered: Share
    accepted: Share
    outcomes: tuple[tuple[Outcome, Share], ...]
    top1: Share
    top3: Share


@dataclass(frozen=True, slots=True)
class Library:
    """The Q&A form over the month. `unused` are approved replies nobody sent."""

    total: int
    used: tuple[EntryFact, ...]
    unused: tuple[EntryFact, ...]
    new: tuple[EntryFact, ...]
    approved: tuple[EntryFact, ...]
    retired: tuple[EntryFact, ...]
    drafts: tuple[EntryFact, ...]
    time_saved: Seconds | None

    @property
    def uses(self) -> int:
        return sum(entry.used for entry in self.used)


def is_accepted(suggestion: SuggestionFact) -> bool:
    return suggestion.outcome == "as_is" or (suggestion.outcome == "edited" and suggestion.changed < ACCEPTED_BELOW)


def suggested(suggestions: Sequence[SuggestionFact], incoming: int) -> Suggested:
    shown = [one for one in suggestions if one.shown]
    accepted = [one for one in shown if is_accepted(one)]
    hits = [one.rank for one in accepted if one.rank is not None]
    outcomes: tuple[Outcome, ...] = get_args(Outcome)
    return Suggested(
        covered=Share(len(shown), incoming),
        accepted=Share(len(accepted), len(shown)),
        outcomes=tuple((key, Share(sum(one.outcome == key for one in shown), len(shown))) for key in outcomes),
        top1=Share(sum(rank == 1 for rank in hits), len(shown)),
        top3=Share(sum(rank <= 3 for rank in hits), len(shown)),
    )


def library(facts: MonthFacts) -> Library:
    def in_month(day: date | None) -> bool:
        return day is not None and (day.year, day.month) == (facts.month.year, facts.month.number)

    entries = facts.entries
    return Library(
        total=sum(entry.state == "approved" for entry in entries),
        used=tuple(sorted((entry for entry in entries if entry.used), key=lambda entry: (-entry.used, entry.question))),
        unused=tuple(entry for entry in entries if entry.state == "approved" and not entry.used),
        new=tuple(entry for entry in entries if in_month(entry.created_on)),
        approved=tuple(entry for entry in entries if in_month(entry.approved_on)),
        retired=tuple(entry for entry in entries if in_month(entry.retired_on)),
        drafts=tuple(entry for entry in entries if entry.state == "draft"),
        time_saved=time_saved(entries),
    )


def time_saved(entries: Sequence[EntryFact]) -> Seconds | None:
    """The typing that standard replies spared: their length by how often they were sent, at `TYPED_PER_MINUTE`."""
    if not entries:
        return None
    return sum(len(entry.answer) * entry.used for entry in entries) / TYPED_PER_MINUTE * MINUTE
