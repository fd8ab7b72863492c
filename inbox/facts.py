"""The facts of one brand's month, as storage reads them and the report counts them: plain rows, nothing concluded.

Instants are aware UTC; `zone` says in which time zone people read them. Unknown is None, never 0. Rows that no figure
should count (spam, messages the team judged to need no answer, staff among themselves) are simply not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from inbox.evidence import Seen
from inbox.ids import ChatId, ConversationId, EntryId, MessageId, PostId, TelegramId, WaitId

Outcome = Literal["as_is", "edited", "other", "dismissed", "ignored"]
Mark = Literal["auto", "imported", "manual", "no_data"]
Verdict = Literal["accepted", "edited", "rejected"]
Done = Literal["open", "done", "not_done"]


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month in the brand's time zone: `[starts_at, ends_at)` as UTC instants."""

    year: int
    number: int
    zone: ZoneInfo

    @property
    def starts_at(self) -> datetime:
        return datetime(self.year, self.number, 1, tzinfo=self.zone).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        year, number = divmod(self.year * 12 + self.number, 12)
        return datetime(year, number + 1, 1, tzinfo=self.zone).astimezone(UTC)


def month_before(month: date) -> date:
    """The first day of the month before that of any day."""
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class WaitFact:
    """One wait of the cohort: asked inside the month, whenever it was answered.

    `working` is the wait inside the brand's hours: zero while `answered_at` is later than `asked_at` means asked and
    answered outside hours; None when no answer came or the brand has no calendar. `is_late`: by the answer, or by the
    cut-off if none came, more than the time promised had passed on the target's clock (`targets.Standing.BREACHED`);
    None when the brand promised nothing.
    """

    id: WaitId
    conversation: ConversationId
    chat: ChatId
    post: PostId | None
    asked_at: datetime
    answered_at: datetime | None
    answered_by: TelegramId | None
    is_first: bool
    working: timedelta | None
    is_late: bool | None
    category: str | None
    member: str
    text: str
    link: str
    answer_text: str = ""
    answer_link: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A member's message, as lists show it."""

    id: MessageId
    chat: ChatId
    at: datetime
    member: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class ConversationFact:
    """`resolved_at` is the last close that no reopening cancelled; `text` and `link` are of its first question."""

    id: ConversationId
    chat: ChatId
    opened_at: datetime
    resolved_at: datetime | None
    resolved_by: TelegramId | None = None
    member: str = ""
    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class SuggestionFact:
    """Suggestions shown for one message, and what the team made of them.

    `rank` counts from 1 and is None when the sent reply was not among those shown; `changed` is the share of the
    suggested text that the teammate changed before sending (0 as is, 1 nothing left of it).
    """

    question: Asked
    shown: tuple[EntryId, ...]
    outcome: Outcome
    chosen: EntryId | None = None
    rank: int | None = None
    changed: float = 0.0


@dataclass(frozen=True, slots=True)
class EntryFact:
    """A standard reply; days are the brand's own."""

    id: EntryId
    category: str
    question: str
    answer: str
    state: str
    created_on: date
    approved_on: date | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class UseFact:
    """A standard reply that was sent in the month, as is or edited, and the question that it answered."""

    id: int
    entry: EntryId
    at: datetime
    by: TelegramId | None
    member: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """Any answer that was sent in the month."""

    id: MessageId
    at: datetime
    by: TelegramId
    member: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class TopicFact:
    """Questions of the month for which the library has no reply, gathered into one matter; its first speaks for all.

    `answer`: the best that a person gave, shortened; empty when nobody gave any.
    """

    asked: tuple[Asked, ...]
    answer: str = ""

    @property
    def question(self) -> str:
        return self.asked[0].text

    @property
    def count(self) -> int:
        return len(self.asked)


@dataclass(frozen=True, slots=True)
class PostFact:
    """A post published in the month, or one that was asked about in it; `comments` is None when nobody counted."""

    id: PostId
    chat: ChatId
    posted_at: datetime
    text: str
    link: str
    comments: int | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of evidence for one of the nine items: what, from where, by whom. The client decides `needs_decision`."""

    item: int
    mark: Mark
    text: str
    source: str
    at: datetime
    author: str = ""
    link: str = ""
    needs_decision: bool = False
    network: str = ""
    reach: float | None = None
    """What a table said of the network's reach."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person made of a drafted conclusion: `key` names the draft, the texts are what goes out instead of it."""

    key: str
    verdict: Verdict
    text: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Last month's recommendation, and whether it was done."""

    text: str
    done: Done
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the program saw nothing, or saw only in part."""

    starts_at: datetime
    ends_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure that a recomputation changed, as it was printed and is printed now; `item` 0 is the first page. Where
    words came or went, `figure` says so, and `before` and `now` are empty.
    """

    item: int
    table: str
    figure: str
    before: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """`cut_off` is the instant up to which answers count: the month's end, or now while it runs.

    `incoming` is counted where the messages lie, by local day and hour.
    """

    brand: str
    language: Literal["ru", "en"]
    month: Month
    cut_off: datetime
    made_at: datetime
    waits: tuple[WaitFact, ...] = ()
    conversations: tuple[ConversationFact, ...] = ()
    """Opened in the month."""
    open_before: tuple[ConversationFact, ...] = ()
    """Opened before the month and still open when it began (the backlog carries them)."""
    suggestions: tuple[SuggestionFact, ...] = ()
    entries: tuple[EntryFact, ...] = ()
    uses: tuple[UseFact, ...] = ()
    topics: tuple[TopicFact, ...] = ()
    posts: tuple[PostFact, ...] = ()
    items: tuple[ItemLine, ...] = ()
    reviews: tuple[Review, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    incoming: Mapping[tuple[date, int], int] = field(default_factory=dict)
    """Messages that need an answer, by local day and hour; an album is one."""
    messages: int = 0
    """All messages of members in the month, chatter included."""
    answers: tuple[AnswerFact, ...] = ()
    """Sent in the month (an activity, of no cohort)."""
    people: Mapping[TelegramId, str] = field(default_factory=dict)
    chats: Mapping[ChatId, str] = field(default_factory=dict)
    calendar: str = ""
    """The calendar in force, in words, with its effective date; empty when the brand has none."""
    target: str = ""
    """The target in words ("1 hour, working time"); empty when the brand promised nothing."""
    silence: timedelta = timedelta(hours=24)
    """The member's silence after which the next message opens a new conversation."""
    seen: Seen | None = None
    """What Telegram shows beside the conversations; None when nothing of it was read."""
    version: int = 1
    """Of a closed month: grows with every recomputation."""
    version_note: str = ""
    """Why it was counted anew, and how much changed."""
    revised: tuple[Revised, ...] = ()
    """Every figure that changed since the version before."""

    @property
    def has_hours(self) -> bool:
        return bool(self.calendar)
