"""Growth and engagement, counted: members, comings and goings, reactions and comments, and the plan for them.

Invariant: a person who left and came back has joined twice, by whichever link each time; a chat whose members nobody
counted has None, and so has every figure that stands on it. ER is by members or by reach, and says which; reach is what
a table told, and nothing is put in its place. Members and joins are never added up over chats, for whoever is in two of
them is one person: where one number has to stand for the brand, it is the largest chat's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inbox.evidence import Measure, Published, Seen, Stay
from inbox.facts import Month
from inbox.ids import ChatId
from report.spread import Share

MEASURES: tuple[Measure, ...] = ("members", "joined", "posts", "reactions", "comments", "er")


@dataclass(frozen=True, slots=True)
class ChatGrowth:
    """`before` and `now`: the first and last known number of members; `by_link` joined by a placement's link."""

    chat: ChatId
    before: int | None
    now: int | None
    joined: int
    by_link: int
    by_other_link: int
    left: int
    posts: int
    reactions: int | None
    comments: int | None
    reach: float | None = None

    @property
    def organic(self) -> int:
        return self.joined - self.by_link - self.by_other_link

    @property
    def change(self) -> int | None:
        return None if self.before is None or self.now is None else self.now - self.before

    @property
    def engagement(self) -> Share:
        """Reactions and comments per post, of the members."""
        if self.reactions is None or not self.posts or not self.now:
            return Share(0, 0)
        return Share(self.reactions + (self.comments or 0), self.posts * self.now)

    @property
    def engagement_of_reach(self) -> float | None:
        """Reactions and comments, of the reach of the same posts."""
        if self.reactions is None or not self.posts or not self.reach:
            return None
        return (self.reactions + (self.comments or 0)) / self.reach


@dataclass(frozen=True, slots=True)
class Day:
    """How many joined the largest chat by themselves and by links, and how many left it."""

    on: date
    organic: int
    linked: int
    left: int


@dataclass(frozen=True, slots=True)
class Growth:
    """`largest`: the chat with most members, or where nobody counted them, the one that most joined."""

    chats: tuple[ChatGrowth, ...]
    largest: ChatGrowth | None
    days: tuple[Day, ...]
    goals: tuple[tuple[Measure, float, float | None], ...]


def growth(seen: Seen, month: Month, cut_off: datetime) -> Growth:
    chats = tuple(chat for chat in (_chat(chat, seen, month) for chat in seen.chats) if _is_known(chat))
    largest = max(chats, key=lambda chat: (chat.now or 0, chat.joined), default=None)
    return Growth(
        chats=chats,
        largest=largest,
        days=_days([stay for stay in seen.stays if largest and stay.chat == largest.chat], month, cut_off),
        goals=tuple(
            (key, _goal(key, seen.goals[key]), _fact(key, chats, largest)) for key in MEASURES if key in seen.goals
        ),
    )


def joined_in(stays: Sequence[Stay], month: Month) -> list[Stay]:
    return [stay for stay in stays if _is_in(stay.joined_at, month)]


def total(numbers: Sequence[int | None]) -> int | None:
    """None only when nothing at all is known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _chat(chat: ChatId, seen: Seen, month: Month) -> ChatGrowth:
    stays = [stay for stay in seen.stays if stay.chat == chat]
    joined = joined_in(stays, month)
    posts = [post for post in seen.posts if post.chat == chat]
    before, now = _members(chat, seen, month)
    return ChatGrowth(
        chat=chat,
        before=before,
        now=now,
        joined=len(joined),
        by_link=sum(stay.placement is not None for stay in joined),
        by_other_link=sum(stay.placement is None and bool(stay.other_link) for stay in joined),
        left=sum(_is_in(stay.left_at, month) for stay in stays),
        posts=len(posts),
        reactions=total([post.reactions for post in posts]),
        comments=total([post.comments for post in posts]),
        reach=seen.reach.get(chat),
    )


def _members(chat: ChatId, seen: Seen, month: Month) -> tuple[int | None, int | None]:
    """At the beginning (the last count up to the first day, else the first one after it) and at the end."""
    counts = sorted((one.on, one.members) for one in seen.counted if one.chat == chat)
    if not counts:
        return None, None
    first = date(month.year, month.number, 1)
    upto = [members for on, members in counts if on <= first]
    after = [members for on, members in counts if on > first]
    return (upto[-1] if upto else after[0]), (after[-1] if after else upto[-1])


def _is_known(chat: ChatGrowth) -> bool:
    return chat.now is not None or bool(chat.joined or chat.left or chat.posts)


def _days(stays: Sequence[Stay], month: Month, cut_off: datetime) -> tuple[Day, ...]:
    def on(moment: datetime | None) -> date | None:
        return None if moment is None else moment.astimezone(month.zone).date()

    organic = Counter(on(stay.joined_at) for stay in stays if not is_linked(stay))
    linked = Counter(on(stay.joined_at) for stay in stays if is_linked(stay))
    left = Counter(on(stay.left_at) for stay in stays)
    first = date(month.year, month.number, 1)
    last = on(min(cut_off, month.ends_at) - timedelta(microseconds=1)) or first
    days = (first + timedelta(days=passed) for passed in range((last - first).days + 1))
    return tuple(Day(day, organic[day], linked[day], left[day]) for day in days)


def is_linked(stay: Stay) -> bool:
    return stay.placement is not None or bool(stay.other_link)


def _is_in(moment: datetime | None, month: Month) -> bool:
    return moment is not None and month.starts_at <= moment < month.ends_at


def _goal(measure: Measure, value: int) -> float:
    return value / 10_000 if measure == "er" else value


def _fact(measure: Measure, chats: Sequence[ChatGrowth], largest: ChatGrowth | None) -> float | None:
    match measure:
        case "members":
            return largest.now if largest else None
        case "joined":
            return largest.joined if largest else None
        case "posts":
            return sum(chat.posts for chat in chats)
        case "reactions":
            return total([chat.reactions for chat in chats])
        case "comments":
            return total([chat.comments for chat in chats])
    shares = [chat.engagement for chat in chats if chat.engagement.whole]
    return Share(sum(share.part for share in shares), sum(share.whole for share in shares)).value


def engagement_of(post: Published) -> int:
    """Reactions and comments; what is unknown adds nothing."""
    return (post.reactions or 0) + (post.comments or 0)
