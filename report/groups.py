"""The same waits, seen by day, hour, chat, teammate, post and category.

Invariant: every table is dated by the question (the cohort of the month), never by the answer; only `answers` of a
teammate is a count of what was sent in the month.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from inbox.facts import MonthFacts, PostFact, WaitFact
from inbox.ids import TelegramId
from report.spread import HOUR, Ids, Share, Spread, Target, Working, spread, target, within, working

Key = TypeVar("Key", bound=Hashable)

BUCKETS = (
    ("15m", 0.25 * HOUR),
    ("1h", HOUR),
    ("4h", 4 * HOUR),
    ("8h", 8 * HOUR),
    ("24h", 24 * HOUR),
)
"""Upper edges, included; what is longer is `over`, what has no answer is `unanswered`."""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    response: Spread
    within_hour: Share
    target: Target


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    incoming: int
    response: Spread


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`weekday` from 0 (Monday), `hour` as people read it in the brand's time zone."""

    weekday: int
    hour: int
    incoming: int
    response: Spread


@dataclass(frozen=True, slots=True)
class Teammate:
    """What the *sender* did: answers sent in the month, and the waits of the cohort that those answers ended."""

    id: TelegramId
    name: str
    answers: Ids
    """Of answers."""
    closed: Spread
    working: Working | None


@dataclass(frozen=True, slots=True)
class Post:
    post: PostFact
    response: Spread
    target: Target

    @property
    def needed_attention(self) -> bool:
        return bool(self.response.unanswered or self.target.missed)


@dataclass(frozen=True, slots=True)
class Bucket:
    key: str
    share: Share


def grouped(waits: Iterable[WaitFact], key: Callable[[WaitFact], Key | None]) -> dict[Key, list[WaitFact]]:
    """Waits by key; those without one are in no group."""
    groups: dict[Key, list[WaitFact]] = defaultdict(list)
    for wait in waits:
        if (found := key(wait)) is not None:
            groups[found].append(wait)
    return groups


def group(name: str, waits: Sequence[WaitFact]) -> Group:
    return Group(name, spread(waits), within(waits, HOUR), target(waits))


def by_chat(facts: MonthFacts, waits: Sequence[WaitFact]) -> tuple[Group, ...]:
    groups = grouped(waits, lambda wait: wait.chat)
    found = [group(facts.chats.get(chat, str(chat)), own) for chat, own in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.response.n, one.name)))


def by_category(waits: Sequence[WaitFact]) -> tuple[Group, ...]:
    groups = grouped(waits, lambda wait: wait.category or "")
    found = [group(category, own) for category, own in groups.items()]
    return tuple(sorted(found, key=lambda one: (not one.name, -one.response.n, one.name)))


def by_day(facts: MonthFacts, waits: Sequence[WaitFact]) -> tuple[Day, ...]:
    """Every day of the month up to the cut-off, the quiet ones too."""
    zone = facts.month.zone
    groups = grouped(waits, lambda wait: wait.asked_at.astimezone(zone).date())
    incoming: dict[date, int] = defaultdict(int)
    for (day, _), count in facts.incoming.items():
        incoming[day] += count
    return tuple(Day(day, incoming[day], spread(groups.get(day, []))) for day in _days(facts))


def _days(facts: MonthFacts) -> list[date]:
    end = min(facts.month.ends_at, facts.cut_off) - timedelta(microseconds=1)
    last = end.astimezone(facts.month.zone).date()
    first = date(facts.month.year, facts.month.number, 1)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def heat_map(facts: MonthFacts, waits: Sequence[WaitFact]) -> tuple[HeatCell, ...]:
    """The cells that hold anything: messages that came, and the response to waits that began then."""
    zone = facts.month.zone
    groups = grouped(waits, lambda wait: _cell(wait.asked_at.astimezone(zone)))
    incoming: dict[tuple[int, int], int] = defaultdict(int)
    for (day, hour), count in facts.incoming.items():
        incoming[day.weekday(), hour] += count
    cells = sorted({*groups, *(cell for cell, count in incoming.items() if count)})
    return tuple(HeatCell(*cell, incoming.get(cell, 0), spread(groups.get(cell, []))) for cell in cells)


def _cell(local: datetime) -> tuple[int, int]:
    return local.weekday(), local.hour


def by_teammate(facts: MonthFacts, waits: Sequence[WaitFact]) -> tuple[Teammate, ...]:
    groups = grouped(waits, lambda wait: wait.answered_by)
    sent: dict[TelegramId, list[int]] = defaultdict(list)
    for answer in facts.answers:
        sent[answer.by].append(answer.id)
    found = [_teammate(facts, person, tuple(sent.get(person, ())), groups) for person in {*sent, *groups}]
    return tuple(sorted(found, key=lambda one: (-len(one.answers), -one.closed.n, one.name, one.id)))


def _teammate(
    facts: MonthFacts,
    person: TelegramId,
    answers: Ids,
    groups: Mapping[TelegramId, list[WaitFact]],
) -> Teammate:
    own = groups.get(person, [])
    worked = working(own, has_hours=facts.has_hours)
    return Teammate(person, facts.people.get(person, str(person)), answers, spread(own), worked)


def by_post(facts: MonthFacts, waits: Sequence[WaitFact]) -> tuple[Post, ...]:
    """Those that needed attention first: most unanswered, most late, most asked about."""
    groups = grouped(waits, lambda wait: wait.post)
    found = [
        Post(post, spread(own), target(own)) for post, own in ((post, groups.get(post.id, [])) for post in facts.posts)
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(post: Post) -> tuple[int, int, int, datetime]:
    return -len(post.response.unanswered), -len(post.target.missed), -post.response.n, post.post.posted_at


def distribution(waits: Sequence[WaitFact]) -> tuple[Bucket, ...]:
    groups = grouped(waits, _bucket)
    keys = [*(key for key, _ in BUCKETS), "over", "unanswered"]
    found = {key: tuple(wait.id for wait in groups.get(key, ())) for key in keys}
    return tuple(Bucket(key, Share(len(ids), len(waits), ids)) for key, ids in found.items())


def _bucket(wait: WaitFact) -> str:
    if wait.answered_at is None:
        return "unanswered"
    seconds = (wait.answered_at - wait.asked_at).total_seconds()
    return next((key for key, edge in BUCKETS if seconds <= edge), "over")
