"""What Telegram itself shows of a brand's month beside its conversations: posts, members, placements, the plan.

Plain rows as storage reads them, for the report to count. Invariant: unknown is None, never 0: what a bot is not told
(views, who was there before it, members of a chat where it is no administrator) is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from inbox.activations import Mechanic
from inbox.ids import ChatId, PostId, TelegramId
from inbox.rights import Purpose, Step

Measure = Literal["members", "joined", "posts", "reactions", "comments", "er"]
Kind = Literal["competitor", "trend", "algorithm"]
Standing = Literal["published", "early", "late", "missing", "due", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Published:
    """A post of one of the brand's channels (an album is one). `forwarded_from`: whose post it repeats, if it does."""

    id: PostId
    chat: ChatId
    posted_at: datetime
    text: str
    link: str
    reactions: int | None = None
    comments: int | None = None
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """`at` is the minute, where the plan names one, `on` a day of the brand; `elsewhere`: on a network unseen by us."""

    id: int
    on: date
    title: str
    at: datetime | None = None
    network: str = ""
    format: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan with its post; `by_words` is False where only the day speaks for it."""

    planned: Planned
    standing: Standing
    post: Published | None = None
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The plan in its order, and the posts that nobody had planned."""

    lines: tuple[Line, ...] = ()
    unplanned: tuple[Published, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A post of the month that is like an earlier one: `alike` runs to 100, which is the same words."""

    post: PostId
    alike: float
    earlier_text: str
    earlier_link: str
    earlier_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """One person's time in one chat. `placement`: by whose link; `other_link`: the name of a link that is not ours."""

    chat: ChatId
    person: TelegramId
    joined_at: datetime | None
    left_at: datetime | None = None
    placement: int | None = None
    other_link: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many members a chat had on a day."""

    chat: ChatId
    on: date
    members: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement with everybody who ever came by its link, and what they said while they were there."""

    id: int
    name: str
    chat: ChatId
    cost: int | None
    currency: str
    is_paid: bool
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    stays: tuple[Stay, ...] = ()
    messages: int = 0
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Observed:
    """What the team saw elsewhere, a forwarded post or its own words."""

    kind: Kind
    name: str
    network: str
    text: str
    note: str
    link: str
    at: datetime
    """When it was filed."""
    author: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Competitor:
    """What a table said of a competitor in a month (its first day); without a per cent there, `er` is no share."""

    month: date
    name: str
    network: str = ""
    followers: float | None = None
    posts: float | None = None
    er: float | None = None
    er_is_share: bool = True
    note: str = ""
    source: str = ""
    author: str = ""
    at: datetime | None = None
    """Which file said so, who brought it, and when."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A piece of user-generated content to which something happened in the month, with all its steps by the cut-off;
    `purposes` and `months` are what was asked for.
    """

    id: int
    author: str
    text: str
    link: str
    content: str
    parts: int
    purposes: tuple[Purpose, ...]
    months: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Activated:
    """An activation that ran in the month. `counts` are entries by verdict, and `doubles`; `votes` by option, of polls;
    `missing` names what its rules lack.
    """

    id: int
    mechanic: Mechanic
    title: str
    link: str
    prize: str
    prizes: int
    published_at: datetime
    ends_at: datetime
    closed_at: datetime | None = None
    drawn_at: datetime | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    votes: tuple[tuple[str, int], ...] = ()
    winners: tuple[str, ...] = ()
    passed_over: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """`chats` names the chats that the rows speak of; `blind` are those where we are no administrator."""

    chats: Mapping[ChatId, str] = field(default_factory=dict)
    blind: tuple[str, ...] = ()
    posts: tuple[Published, ...] = ()
    plan: Kept = Kept()
    """As it stood when it was asked for, which may be after the month."""
    repeats: tuple[Repeat, ...] = ()
    stays: tuple[Stay, ...] = ()
    """Begun or ended in the month."""
    counted: tuple[Counted, ...] = ()
    reach: Mapping[ChatId, float] = field(default_factory=dict)
    """Of a channel's posts of the month together, where a table told it."""
    commenters: int | None = None
    returning: int | None = None
    """Commenters who had commented before the month began."""
    goals: Mapping[Measure, int] = field(default_factory=dict)
    """The ER in hundredths of a per cent."""
    placements: tuple[Placed, ...] = ()
    observed: tuple[Observed, ...] = ()
    """Of this month and the five before it."""
    competitors: tuple[Competitor, ...] = ()
    """Likewise."""
    shared: tuple[Shared, ...] = ()
    activated: tuple[Activated, ...] = ()
