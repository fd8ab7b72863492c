"""What is still open at the end of the period, how old it is, and what came and went.

Invariant: a conversation counts as open at the cut-off unless it was resolved by then, in whichever month it began.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox.facts import ConversationFact, MonthFacts
from report.spread import Seconds, percentile


@dataclass(frozen=True, slots=True)
class Backlog:
    """`opened` and `resolved` happened in the month; `open_now` includes what earlier months left."""

    opened: int
    resolved: int
    open_now: int
    age_p50: Seconds | None
    age_p90: Seconds | None
    age_max: Seconds | None

    @property
    def flow(self) -> int:
        """Positive when more came than went."""
        return self.opened - self.resolved


@dataclass(frozen=True, slots=True)
class Resolution:
    """Opened to closed, of conversations opened in the month; `unresolved` of them are still open."""

    resolved: int
    unresolved: int
    p50: Seconds | None
    p90: Seconds | None


def _is_resolved(conversation: ConversationFact, cut_off: datetime) -> bool:
    return conversation.resolved_at is not None and conversation.resolved_at <= cut_off


def backlog(facts: MonthFacts) -> Backlog:
    every = (*facts.conversations, *facts.open_before)
    still = [one for one in every if not _is_resolved(one, facts.cut_off)]
    ages = sorted((facts.cut_off - one.opened_at).total_seconds() for one in still)
    return Backlog(
        opened=len(facts.conversations),
        resolved=sum(_closed_in_month(one, facts) for one in every),
        open_now=len(still),
        age_p50=percentile(ages, 0.5),
        age_p90=percentile(ages, 0.9),
        age_max=ages[-1] if ages else None,
    )


def _closed_in_month(conversation: ConversationFact, facts: MonthFacts) -> bool:
    closed = conversation.resolved_at
    return closed is not None and facts.month.starts_at <= closed < facts.month.ends_at and closed <= facts.cut_off


def resolution(conversations: Sequence[ConversationFact], cut_off: datetime) -> Resolution:
    times = sorted(
        (one.resolved_at - one.opened_at).total_seconds()
        for one in conversations
        if one.resolved_at is not None and _is_resolved(one, cut_off)
    )
    return Resolution(len(times), len(conversations) - len(times), percentile(times, 0.5), percentile(times, 0.9))
