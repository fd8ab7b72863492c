"""How well the library serves: suggestions shown and accepted, standard replies used, the typing they saved.

Invariant: a suggestion is accepted when it was sent as is or with less than 40 % of it changed, and the whole is
everything shown, ignored ones too.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from inbox.facts import EntryFact, MonthFacts, Outcome, SuggestionFact
from inbox.ids import EntryId
from report.spread import MINUTE, Ids, Seconds, Share

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
    """The Q&A form over the month. `used` are those that were sent, each with its uses, `unused` approved ones not."""

    total: tuple[EntryFact, ...]
    used: tuple[tuple[EntryFact, Ids], ...]
    unused: tuple[EntryFact, ...]
    new: tuple[EntryFact, ...]
    approved: tuple[EntryFact, ...]
    retired: tuple[EntryFact, ...]
    drafts: tuple[EntryFact, ...]
    time_saved: Seconds | None

    @property
    def uses(self) -> int:
        return sum(len(uses) for _, uses in self.used)


def is_accepted(suggestion: SuggestionFact) -> bool:
    return suggestion.outcome == "as_is" or (suggestion.outcome == "edited" and suggestion.changed < ACCEPTED_BELOW)


def suggested(suggestions: Sequence[SuggestionFact], incoming: int) -> Suggested:
    shown = [one for one in suggestions if one.shown]
    accepted = [one for one in shown if is_accepted(one)]
    outcomes: tuple[Outcome, ...] = get_args(Outcome)
    return Suggested(
        covered=Share(len(shown), incoming, _ids(shown)),
        accepted=_share(accepted, shown),
        outcomes=tuple((key, _share([one for one in shown if one.outcome == key], shown)) for key in outcomes),
        top1=_share([one for one in accepted if one.rank == 1], shown),
        top3=_share([one for one in accepted if one.rank is not None and one.rank <= 3], shown),
    )


def _share(part: Sequence[SuggestionFact], shown: Sequence[SuggestionFact]) -> Share:
    return Share(len(part), len(shown), _ids(part), _ids(shown))


def _ids(suggestions: Sequence[SuggestionFact]) -> Ids:
    """Of the messages for which something was suggested."""
    return tuple(one.question.id for one in suggestions)


def library(facts: MonthFacts) -> Library:
    def in_month(day: date | None) -> bool:
        return day is not None and (day.year, day.month) == (facts.month.year, facts.month.number)

    entries = facts.entries
    uses: dict[EntryId, list[int]] = defaultdict(list)
    for use in facts.uses:
        uses[use.entry].append(use.id)
    used = [(entry, tuple(uses[entry.id])) for entry in entries if entry.id in uses]
    return Library(
        total=tuple(entry for entry in entries if entry.state == "approved"),
        used=tuple(sorted(used, key=lambda one: (-len(one[1]), one[0].question))),
        unused=tuple(entry for entry in entries if entry.state == "approved" and entry.id not in uses),
        new=tuple(entry for entry in entries if in_month(entry.created_on)),
        approved=tuple(entry for entry in entries if in_month(entry.approved_on)),
        retired=tuple(entry for entry in entries if in_month(entry.retired_on)),
        drafts=tuple(entry for entry in entries if entry.state == "draft"),
        time_saved=_time_saved(used) if entries else None,
    )


def _time_saved(used: Sequence[tuple[EntryFact, Ids]]) -> Seconds:
    """The typing that standard replies spared: their length by how often they were sent, at `TYPED_PER_MINUTE`."""
    return sum(len(entry.answer) * len(uses) for entry, uses in used) / TYPED_PER_MINUTE * MINUTE
