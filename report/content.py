"""Content, counted: the plan against what came out, how much of it is the brand's own, and what people liked.

Invariant: only what can be judged is judged: a forward is not unique, a text too short (or none: the program does not
look at pictures) is left out of the share and its number stands beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inbox.evidence import Kept, Line, Published, Repeat, Seen, Standing
from inbox.uniqueness import SAME, comparable
from report.growth import engagement_of
from report.spread import Share

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Uniqueness:
    """`share`: neither forwarded nor a repeat, of those judged."""

    share: Share
    forwards: tuple[Published, ...]
    repeats: tuple[tuple[Published, Repeat], ...]
    doubtful: tuple[tuple[Published, Repeat], ...]
    unjudged: int


@dataclass(frozen=True, slots=True)
class Content:
    """`best` and `worst` by reactions and comments, among posts of which both or either is known."""

    plan: Kept
    uniqueness: Uniqueness
    best: tuple[Published, ...]
    worst: tuple[Published, ...]

    def of(self, *standings: Standing) -> tuple[Line, ...]:
        return tuple(line for line in self.plan.lines if line.standing in standings)

    @property
    def published(self) -> Share:
        """Of the lines whose time has come."""
        come = [line for line in self.plan.lines if line.standing != "due"]
        return Share(sum(line.post is not None for line in come), len(come))


def content(seen: Seen) -> Content:
    ranked = sorted(
        (post for post in seen.posts if post.reactions is not None or post.comments is not None),
        key=lambda post: (-engagement_of(post), post.posted_at, post.id),
    )
    half = len(ranked) // 2
    return Content(
        plan=seen.plan,
        uniqueness=uniqueness(seen.posts, seen.repeats),
        best=tuple(ranked[: min(SHOWN, max(half, 1))]),
        worst=tuple(reversed(ranked[len(ranked) - min(SHOWN, half) :])) if half else (),
    )


def uniqueness(posts: Sequence[Published], repeats: Sequence[Repeat]) -> Uniqueness:
    found = {repeat.post: repeat for repeat in repeats}
    forwards = tuple(post for post in posts if post.forwarded_from)
    own = [post for post in posts if not post.forwarded_from]
    judged = [post for post in own if comparable(post.text)]
    pairs = [(post, found[post.id]) for post in judged if post.id in found]
    same = tuple(pair for pair in pairs if pair[1].alike >= SAME)
    doubtful = tuple(pair for pair in pairs if pair[1].alike < SAME)
    whole = len(judged) + len(forwards)
    return Uniqueness(Share(whole - len(forwards) - len(same), whole), forwards, same, doubtful, len(own) - len(judged))
