"""Which post is which line of the content plan, and how each line stands.

Posts are matched by their words first (a line's title against the post's text, within a few days), then what is left
by the day, in order of time. Invariant: a post stands for one line at most and a line for one post; the same plan and
posts give the same answer whatever their order. What is planned for other networks is none that a bot could miss.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from inbox.evidence import Kept, Line, Planned, Published
from inbox.wording import bare_words

ALIKE = 0.6
"""How much of a title, by letters, a post must say to be known by its words."""
DAYS_AROUND = 3
GRACE = timedelta(minutes=15)
"""A post this much after its minute is in time."""


def held_against(plan: Sequence[Planned], posts: Sequence[Published], zone: ZoneInfo, now: datetime) -> Kept:
    """`now` is up to when the plan is judged: what is planned for later is due."""
    lines = sorted(plan, key=lambda line: (line.on, line.at is None, line.at or now, line.id))
    ordered = sorted(posts, key=lambda post: (post.posted_at, post.id))
    by_words = _by_words(lines, ordered, zone)
    taken = {post.id for post in by_words.values()}
    left = [line for line in lines if line.id not in by_words and not line.elsewhere]
    by_day = _by_day(left, [post for post in ordered if post.id not in taken], zone)
    found = by_words | by_day
    taken |= {post.id for post in by_day.values()}
    return Kept(
        tuple(_line(line, found.get(line.id), zone, now, by_words=line.id in by_words) for line in lines),
        tuple(post for post in ordered if post.id not in taken),
    )


def due_at(planned: Planned, zone: ZoneInfo) -> datetime:
    """The last instant at which the post is in time: its minute, or the end of its day."""
    if planned.at is not None:
        return planned.at
    return datetime.combine(planned.on + timedelta(days=1), datetime.min.time(), zone)


def _by_words(lines: Sequence[Planned], posts: Sequence[Published], zone: ZoneInfo) -> dict[int, Published]:
    """The likeliest pairs first; among equals the nearest in time."""
    texts = [(post, _day(post, zone), beginnings(post.text)) for post in posts]
    pairs = [
        (-said, abs(post.posted_at - due_at(line, zone)), line.on, line.id, post.id, line, post)
        for line in lines
        for post, day, words in texts
        if not line.elsewhere
        and abs((day - line.on).days) <= DAYS_AROUND
        and (said := share_said(line.title, words, is_same_day=day == line.on)) >= ALIKE
    ]
    found: dict[int, Published] = {}
    taken: set[int] = set()
    for *_, line, post in sorted(pairs, key=lambda pair: pair[:5]):
        if line.id not in found and post.id not in taken:
            found[line.id] = post
            taken.add(post.id)
    return found


def beginnings(text: str) -> frozenset[str]:
    """The beginnings of a text's words, by which a word is known in any of its forms."""
    return frozenset(word[:length] for word in bare_words(text).split() for length in (3, 4, 5))


def share_said(title: str, words: frozenset[str], *, is_same_day: bool) -> float:
    """How much of a title stands in a text, by letters; a single word in common is nothing on another day."""
    told = [word for word in bare_words(title).split() if len(word) > 2]
    said = [word for word in told if _stem(word) in words]
    if not said or (len(said) == 1 and not is_same_day):
        return 0
    return sum(map(len, said)) / sum(map(len, told))


def _stem(word: str) -> str:
    return word[:5] if len(word) > 5 else word[: max(3, len(word) - 1)]


def _by_day(lines: Sequence[Planned], posts: Sequence[Published], zone: ZoneInfo) -> dict[int, Published]:
    """In order of time within each day."""
    waiting: dict[date, list[Published]] = {}
    for post in posts:
        waiting.setdefault(_day(post, zone), []).append(post)
    found: dict[int, Published] = {}
    for line in lines:
        if waiting.get(line.on):
            found[line.id] = waiting[line.on].pop(0)
    return found


def _line(planned: Planned, post: Published | None, zone: ZoneInfo, now: datetime, *, by_words: bool) -> Line:
    due = due_at(planned, zone)
    grace = GRACE if planned.at is not None else timedelta()
    if post is None and planned.elsewhere:
        return Line(planned, "elsewhere")
    if post is None:
        return Line(planned, "missing" if now >= due + grace else "due")
    if _day(post, zone) < planned.on:
        return Line(planned, "early", post, by_words)
    return Line(planned, "late" if post.posted_at >= due + grace else "published", post, by_words)


def _day(post: Published, zone: ZoneInfo) -> date:
    return post.posted_at.astimezone(zone).date()
