"""What is still open at the end of the period, how old it is, and what came and went.

Invariant: a conversation counts as open at the cut-off unless it was resolved by then, in whichever month it began.
Every `Ids` here is of conversations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox.facts import ConversationFact, MonthFacts
from report.spread import Ids, Seconds, percentile


@dataclass(frozen=True, slots=True)
class Backlog:
    """`opened` and `resolved` happened in the month; `still` are open and include what earlier months left."""

    opened: Ids
    resolved: Ids
    still: Ids
    age_p50: Seconds | None
    age_p90: Seconds | None
    age_max: Seconds | None

    @property
    def flow(self) -> int:
        """Positive when more came than went."""
        return len(self.opened) - len(self.resolved)

    @property
    def open_now(self) -> int:
        return len(self.still)


@dataclass(frozen=True, slots=True)
class Resolution:
    """Opened to closed, of conversations opened in the month; `unresolved` of them are still open."""

    resolved: Ids
    unresolved: Ids
    p50: Seconds | None
    p90: Seconds | None


def is_resolved(conversation: ConversationFact, cut_off: datetime) -> bool:
    return conversation.resolved_at is not None and conversation.resolved_at <= cut_off


def backlog(facts: MonthFacts) -> Backlog:
    every = (*facts.conversations, *facts.open_before)
    still = [one for one in every if not is_resolved(one, facts.cut_off)]
    ages = sorted((facts.cut_off - one.opened_at).total_seconds() for one in still)
    return Backlog(
        opened=_ids(facts.conversations),
        resolved=_ids([one for one in every if _closed_in_month(one, facts)]),
        still=_ids(still),
        age_p50=percentile(ages, 0.5),
        age_p90=percentile(ages, 0.9),
        age_max=ages[-1] if ages else None,
    )


def _closed_in_month(conversation: ConversationFact, facts: MonthFacts) -> bool:
    closed = conversation.resolved_at
    return closed is not None and facts.month.starts_at <= closed < facts.month.ends_at and closed <= facts.cut_off


def resolution(conversations: Sequence[ConversationFact], cut_off: datetime) -> Resolution:
    resolved = [one for one in conversations if is_resolved(one, cut_off)]
    times = sorted((one.resolved_at - one.opened_at).total_seconds() for one in resolved if one.resolved_at is not None)
    unresolved = [one for one in conversations if not is_resolved(one, cut_off)]
    return Resolution(_ids(resolved), _ids(unresolved), percentile(times, 0.5), percentile(times, 0.9))


def _ids(conversations: Sequence[ConversationFact]) -> Ids:
    return tuple(one.id for one in conversations)
