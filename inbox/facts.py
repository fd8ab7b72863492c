"""The facts of one brand's month, as storage reads them and the report counts them: plain rows, nothing concluded.

Instants are aware UTC; `zone` says in which time zone people read them. Unknown is None, never 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from inbox.ids import ChatId, ConversationId, EntryId, PostId, TelegramId, WaitId

Outcome = Literal["as_is", "edited", "other", "dismissed", "ignored"]
Mark = Literal["auto", "imported", "manual", "no_data"]


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in the brand's time zone: `[starts_at, ends_at)` as UTC instants."""

    year: int
    number: int
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class WaitFact:
    """One wait of the cohort. `working` is the wait inside the brand's hours: zero flags an off-hours answer."""

    id: WaitId
    conversation: ConversationId
    chat: ChatId
    post: PostId | None
    asked_at: datetime
    answered_at: datetime | None
    answered_by: TelegramId | None
    is_first: bool
    working: timedelta | None
    target: timedelta
    category: str | None
    member: str
    text: str
    link: str
    answer_text: str = ""
    answer_link: str = ""


@dataclass(frozen=True, slots=True)
class ConversationFact:
    id: ConversationId
    chat: ChatId
    opened_at: datetime
    resolved_at: datetime | None
    resolved_by: TelegramId | None = None


@dataclass(frozen=True, slots=True)
class SuggestionFact:
    """Suggestions shown for one message, and what the team made of them; `rank` of the accepted one, from 1."""

    asked_at: datetime
    shown: tuple[EntryId, ...]
    outcome: Outcome
    chosen: EntryId | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class EntryFact:
    """A standard reply in the month: how often used, and what happened to it."""

    id: EntryId
    category: str
    question: str
    answer: str
    state: str
    used: int
    created_on: date
    approved_on: date | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostFact:
    id: PostId
    chat: ChatId
    posted_at: datetime
    text: str
    link: str
    comments: int


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of evidence for one of the nine items: what, from where, by whom."""

    item: int
    mark: Mark
    text: str
    source: str
    at: datetime
    author: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the program saw nothing."""

    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """`cut_off` is the instant up to which answers count: the month's end, or now while it runs.

    `incoming` and `answers` are counted where the messages lie: by local day and hour, by sender.
    """

    brand: str
    language: Literal["ru", "en"]
    month: Month
    cut_off: datetime
    made_at: datetime
    waits: tuple[WaitFact, ...] = ()
    conversations: tuple[ConversationFact, ...] = ()
    suggestions: tuple[SuggestionFact, ...] = ()
    entries: tuple[EntryFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    items: tuple[ItemLine, ...] = ()
    gaps: tuple[Gap, ...] = ()
    incoming: Mapping[tuple[date, int], int] = field(default_factory=dict)
    """Messages that need an answer, by local day and hour."""
    messages: int = 0
    """All messages of members in the month, chatter included."""
    answers: Mapping[TelegramId, int] = field(default_factory=dict)
    """Answers sent in the month, by sender (an activity count, of no cohort)."""
    people: Mapping[TelegramId, str] = field(default_factory=dict)
    chats: Mapping[ChatId, str] = field(default_factory=dict)
    calendar: str = ""
    """The calendar in force, in words, with its effective date."""
    silence: timedelta = timedelta(hours=24)
    open_before: tuple[ConversationFact, ...] = ()
    """Conversations opened before the month and still open when it began (the backlog carries them)."""
