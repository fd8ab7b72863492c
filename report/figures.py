"""Every number of the month, computed once: `figures(facts)`.

Invariant: each figure carries what it stands on (n, the unanswered beside it, the waits behind it); unknown is None.
Definitions for readers: docs/metrics.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inbox.facts import MonthFacts, WaitFact
from report.backlog import Backlog, Resolution, backlog, resolution
from report.groups import (
    Bucket,
    Day,
    Group,
    HeatCell,
    Post,
    Teammate,
    by_category,
    by_chat,
    by_day,
    by_post,
    by_teammate,
    distribution,
    heat_map,
)
from report.headline import Change, Headline, changes
from report.replies import Library, Suggested, library, suggested
from report.spread import HOUR, Share, Spread, Target, Working, spread, target, within, working

LIMITS = (("15m", 0.25 * HOUR), ("1h", HOUR), ("4h", 4 * HOUR), ("24h", 24 * HOUR))


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`messages` and `incoming` are None when nothing at all was seen, working times when the brand has no hours."""

    facts: MonthFacts
    messages: int | None
    incoming: int | None
    first: Spread
    first_working: Working | None
    response: Spread
    response_working: Working | None
    within: tuple[tuple[str, Share], ...]
    distribution: tuple[Bucket, ...]
    target: Target
    resolution: Resolution
    backlog: Backlog
    days: tuple[Day, ...]
    heat: tuple[HeatCell, ...]
    chats: tuple[Group, ...]
    teammates: tuple[Teammate, ...]
    posts: tuple[Post, ...]
    categories: tuple[Group, ...]
    suggested: Suggested
    library: Library
    headline: Headline
    changes: tuple[Change, ...]
    line: tuple[Headline, ...]
    """Up to six months, this one last."""


def figures(facts: MonthFacts, history: Sequence[Headline] = ()) -> MonthFigures:
    """All figures of the month. `history` holds earlier months' headlines, oldest first; the last is compared with."""
    waits = settled(facts)
    facts = replace(facts, waits=waits)
    first = [wait for wait in waits if wait.is_first]
    incoming = sum(facts.incoming.values())
    seen = bool(facts.messages or incoming or waits or facts.conversations or facts.open_before)
    now = MonthFigures(
        facts=facts,
        messages=facts.messages if seen else None,
        incoming=incoming if seen else None,
        first=spread(first),
        first_working=working(first, has_hours=facts.has_hours),
        response=spread(waits),
        response_working=working(waits, has_hours=facts.has_hours),
        within=tuple((key, within(waits, limit)) for key, limit in LIMITS),
        distribution=distribution(waits),
        target=target(waits),
        resolution=resolution(facts.conversations, facts.cut_off),
        backlog=backlog(facts),
        days=by_day(facts, waits),
        heat=heat_map(facts, waits),
        chats=by_chat(facts, waits),
        teammates=by_teammate(facts, waits),
        posts=by_post(facts, waits),
        categories=by_category(waits),
        suggested=suggested(facts.suggestions, incoming),
        library=library(facts),
        headline=Headline(facts.month.year, facts.month.number),
        changes=(),
        line=(),
    )
    return compared(replace(now, headline=headline(now)), history)


def settled(facts: MonthFacts) -> tuple[WaitFact, ...]:
    """The waits as they stood at the cut-off: an answer after it has not come yet. Oldest first."""
    waits = (
        replace(wait, answered_at=None, answered_by=None, working=None, answer_text="", answer_link="")
        if wait.answered_at is not None and wait.answered_at > facts.cut_off
        else wait
        for wait in facts.waits
    )
    return tuple(sorted(waits, key=lambda wait: (wait.asked_at, wait.id)))


def compared(now: MonthFigures, history: Sequence[Headline]) -> MonthFigures:
    """Against the month just before, if it is known, and beside the months of the last half-year."""
    earlier = [month for month in history if 0 < _months(now.headline) - _months(month) < 6]
    before = next((month for month in earlier if _months(now.headline) - _months(month) == 1), None)
    return replace(now, changes=changes(now.headline, before), line=(*earlier, now.headline))


def _months(headline: Headline) -> int:
    return headline.year * 12 + headline.month


def headline(now: MonthFigures) -> Headline:
    seen = now.messages is not None
    return Headline(
        year=now.facts.month.year,
        month=now.facts.month.number,
        messages=now.messages,
        incoming=now.incoming,
        waits=now.response.n if seen else None,
        first_p50=now.first.p50,
        first_p90=now.first.p90,
        response_p50=now.response.p50,
        response_p90=now.response.p90,
        working_p50=now.response_working.spread.p50 if now.response_working else None,
        p50_all=now.response.p50_all,
        response_rate=now.response.rate.value,
        unanswered=len(now.response.unanswered) if seen else None,
        within_hour=dict(now.within)["1h"].value,
        target_rate=now.target.rate.value,
        open_now=now.backlog.open_now if seen else None,
        coverage=now.suggested.covered.value,
        acceptance=now.suggested.accepted.value,
        time_saved=now.library.time_saved,
    )
