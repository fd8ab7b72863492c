"""Rights to a piece of user-generated content: what is asked of its author, what their answer means, how long it lasts.

A *piece* is a member's message with media, or a whole album. Invariant: a right is never concluded from doubt: an
answer that is not plainly a yes or a no means neither, and only the author's own counts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from inbox.ids import BrandId, ChatId, MessageId, TelegramId

State = Literal["candidate", "asked", "consented", "refused", "withdrawn", "dismissed", "expired"]
Purpose = Literal["post", "story", "video"]
Asks = Literal["thread", "private"]
What = Literal[
    "found", "tagged", "asked", "unasked", "consented", "refused", "said", "withdrawn", "used", "edited", "replaced",
    "dismissed", "expired",
]  # fmt: skip
PIECES = ("photo", "video", "animation", "video_note", "document", "voice", "audio")
"""Contents that can be a piece."""
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
TERMS = (12, 36, 3)
"""Months that a teammate may ask for; the first unless another is chosen."""

MOVES: Mapping[State, frozenset[State]] = {
    "candidate": frozenset({"asked", "dismissed"}),
    "asked": frozenset({"candidate", "consented", "refused", "dismissed"}),
    "consented": frozenset({"withdrawn", "expired"}),
    "refused": frozenset(),
    "withdrawn": frozenset(),
    "dismissed": frozenset({"candidate"}),
    "expired": frozenset({"withdrawn"}),
}
"""What may become of a piece. Nobody is asked twice after a no; `asked` falls back when the question did not arrive."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the brand may do: where it shows the piece, for how many months, and whether it names the author."""

    purposes: tuple[Purpose, ...] = ()
    months: int = TERMS[0]
    names_author: bool = True

    def to_json(self) -> dict[str, Any]:
        return {"purposes": list(self.purposes), "months": self.months, "names_author": self.names_author}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Scope":
        return cls(tuple(told["purposes"]), told["months"], told["names_author"])


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a piece: who did it, when, in which words, by which message."""

    what: What
    at: datetime
    person: TelegramId | None
    name: str
    text: str = ""
    link: str = ""
    purpose: str = ""
    before: str = ""
    """What the words of an edit replaced."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is what stood there when the author consented, or stands there now; `question` the exact wording that the
    author saw; `files` are Telegram's file ids, kept only under consent.
    """

    id: int
    brand: BrandId
    message: MessageId
    author: TelegramId
    author_name: str
    author_username: str
    link: str
    text: str
    content: str
    parts: int
    sent_at: datetime
    state: State
    scope: Scope
    asks: Asks
    question: str
    language: Literal["ru", "en"]
    card_chat: ChatId | None
    card: int | None
    asked_chat: TelegramId | None
    asked_message: int | None
    granted_at: datetime | None
    ends_at: datetime | None
    files: tuple[Mapping[str, Any], ...]

    def standing(self, now: datetime) -> State:
        """The state, which is `expired` from the very instant when the term of the consent is over."""
        is_over = self.state == "consented" and self.ends_at is not None and self.ends_at <= now
        return "expired" if is_over else self.state

    def may_become(self, state: State) -> bool:
        return state in MOVES[self.state]


def arrived(steps: Sequence[Step]) -> tuple[Step, ...]:
    """What happened, without the questions that never reached the author."""
    kept: list[Step] = []
    for step in steps:
        if step.what == "unasked":
            kept.remove(next(one for one in reversed(kept) if one.what == "asked"))
        else:
            kept.append(step)
    return tuple(kept)


def ends_at(granted_at: datetime, months: int, zone: ZoneInfo) -> datetime:
    """The same day and hour so many months later; the month's last day where there is no such day."""
    local = granted_at.astimezone(zone)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    for day in (local.day, 30, 29, 28):
        try:
            return local.replace(year=year, month=month + 1, day=day).astimezone(granted_at.tzinfo)
        except ValueError:
            continue
    raise AssertionError(months)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PHRASES = {
    r"не против|не возражаю|без проблем|no problem|no objections?|go ahead|of course": "да",
    r"не (?:разрешаю|согласен|согласна|надо|нужно|хочу|хотел[аи]? бы|стоит|публикуйте|используйте|берите)": "нет",
    r"(?:do not|don t|don't|not ok|not okay)": "нет",
    r"нет проблем|нет возражений": "да",
}
YES = _words(
    "да ага угу конечно разумеется разрешаю согласен согласна согласны можно ок окей хорошо берите "
    "публикуйте используйте давайте yes yep yeah sure ok okay agree agreed allow allowed permitted granted"
)
NO = _words(
    "нет нельзя запрещаю против отказываюсь отзываю передумал передумала уберите удалите снимите no nope never refuse "
    "withdraw remove delete"
)
FILLER = _words(
    "я мы вам вас это его их её ее мое моё фото фотографию видео пожалуйста спасибо с радостью удовольствием очень рад "
    "рада рады буду i we you it my me of the photo video please thanks thank with pleasure use post "
    "publish happy to glad публиковать использовать опубликовать все всё so much большое извините простите sorry "
    "согласие разрешение своё свое свой свою мой мою моего на с со публикацию публикации отовсюду consent permission "
    "from everywhere picture"
)


def meaning(answer: str) -> Literal["yes", "no"] | None:
    """Whether words are plainly a yes or a no. Conditions, questions and anything else mean neither."""
    words = " ".join(re.findall(r"[\w'?]+", answer.casefold().replace("’", "'")))
    for pattern, plain in PHRASES.items():
        words = re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", plain, words)
    said = words.split()
    if not said or "?" in words:
        return None
    if any(word in NO for word in said):
        return "no" if all(word in NO | FILLER for word in said) else None
    is_only_yes = any(word in YES for word in said) and all(word in YES | FILLER for word in said)
    return "yes" if is_only_yes else None
