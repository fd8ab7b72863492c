"""Activations: quizzes, polls and contests that the team starts from the chat, and what the law wants said of a prize.

Invariant: one person has one entry; what comes after the end is late. Whoever withdraws their vote has none.
Absent: the draw (see inbox.draw).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from inbox.days import month_named, within_reason
from inbox.draw import Drawn
from inbox.errors import Invalid
from inbox.ids import BrandId, ChatId, TelegramId

Mechanic = Literal["quiz", "poll", "button", "word", "link"]
State = Literal["draft", "publishing", "running", "closed", "drawing", "drawn", "cancelled"]
Verdict = Literal["in", "late", "wrong", "withdrawn"]
Outcome = Literal["in", "double", "late"]
MECHANICS: tuple[Mechanic, ...] = get_args(Mechanic)
POLLS: tuple[Mechanic, ...] = ("quiz", "poll")

RULES = ("organiser", "territory", "term", "prize", "taxes", "personal_data", "age", "published", "told")
"""What the rules of a contest with a prize must say."""
KNOWN = ("term", "prize")
"""Said by the activation itself."""

QUESTION, OPTION, OPTIONS = 300, 100, 12
"""Telegram's limits of a poll."""
LONGEST = 3000
MOST = 100


@dataclass(frozen=True, slots=True)
class Activation:
    """`correct` is the right option of a quiz; `rules` are the answers to the legal checklist; `checks` tell of those
    drawn whether they are still members: `here`, `gone`, `unknown`, or empty while Telegram is being asked.
    """

    id: int
    brand: BrandId
    mechanic: Mechanic
    state: State
    title: str
    text: str
    options: tuple[str, ...]
    correct: int | None
    word: str
    prize: str
    winners: int
    substitutes: int
    rules: Mapping[str, str]
    chat: ChatId | None
    message_id: int | None
    poll_id: str
    link: str
    published_at: datetime | None
    ends_at: datetime
    closed_at: datetime | None
    drawn_at: datetime | None
    seed: str
    commitment: str
    fingerprint: str
    checks: Mapping[str, str]
    drawn: Drawn | None

    @property
    def has_prize(self) -> bool:
        return self.winners > 0

    def takes_entries_at(self, at: datetime) -> bool:
        return self.state == "running" and at <= self.ends_at


@dataclass(frozen=True, slots=True)
class Entrant:
    """A person's one entry; a late one has no number. `choice` are the options of a vote."""

    person: TelegramId
    name: str
    number: int | None
    at: datetime
    verdict: Verdict
    doubles: int
    is_edited: bool
    choice: tuple[int, ...]


def missing(activation: Activation) -> tuple[str, ...]:
    """What the rules still lack; without a prize the law asks for none."""
    if not activation.has_prize:
        return ()
    return tuple(name for name in RULES if name not in KNOWN and not activation.rules.get(name, "").strip())


@dataclass(frozen=True, slots=True)
class Poll:
    question: str
    options: tuple[str, ...]
    correct: int | None


def poll_said(words: str, *, is_quiz: bool) -> Poll:
    """The question on the first line, the options below, the right one with a plus before it."""
    question, *rest = [line.strip() for line in words.splitlines() if line.strip()] or [""]
    right = [at for at, line in enumerate(rest) if line.startswith("+")]
    options = tuple(line.removeprefix("+").strip() if is_quiz else line for line in rest)
    if not question or len(question) > QUESTION or not 2 <= len(options) <= OPTIONS:
        raise Invalid("activation-poll-invalid", most=OPTIONS, question=QUESTION, option=OPTION)
    if not all(0 < len(option) <= OPTION for option in options):
        raise Invalid("activation-poll-invalid", most=OPTIONS, question=QUESTION, option=OPTION)
    if is_quiz and len(right) != 1:
        raise Invalid("activation-quiz-right")
    return Poll(question, options, right[0] if is_quiz else None)


def text_said(words: str) -> tuple[str, str]:
    """The title on the first line, what to do below."""
    title, _, text = words.strip().partition("\n")
    if not title.strip() or len(words) > LONGEST:
        raise Invalid("activation-text-invalid", most=LONGEST)
    return title.strip(), text.strip()


NO_PRIZE = ("-", "—", "–", "нет", "без приза", "no", "none", "no prize")
PRIZES = re.compile(r"(\d+)\s*(?:[×*]\s*|[xх]\s+)(.+)", re.DOTALL | re.IGNORECASE)


def prize_said(words: str) -> tuple[int, str]:
    """How many, and what: `3 × a cup`; without a number one. Raises `Invalid`: a mere number before it may be the
    prize's own (`500 roubles`).
    """
    said = words.strip()
    if said.casefold() in NO_PRIZE:
        return 0, ""
    if not said or len(said) > LONGEST:
        raise Invalid("activation-prize-invalid", most=MOST)
    match = PRIZES.fullmatch(said)
    if match is None and said[0].isdigit():
        raise Invalid("activation-prize-unclear")
    number, prize = (int(match[1]), match[2]) if match else (1, said)
    if not 0 < number <= MOST:
        raise Invalid("activation-prize-invalid", most=MOST)
    return number, prize.strip()


AFTER = re.compile(r"(\d{1,3})\s*(?:(?P<hours>ч|час|часа|часов|h|hours?)|д|дн|день|дня|дней|d|days?)\.?")
ON = re.compile(
    r"(?P<day>\d{1,2})(?:\.|\s+)(?P<month>\d{1,2}|[^\W\d_]+)\.?(?:\s*(?P<year>\d{4}))?"
    r"(?:,?\s+(?:(?:в|at)\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?"
)
LAST_MINUTE = time(23, 59)


def end_said(words: str, now: datetime, zone: ZoneInfo) -> datetime:
    """`3 days`, `12 h`, `12.11 18:00`, `10 May`; a day without an hour ends with its last minute. Raises `Invalid`."""
    said = words.strip().casefold()
    after, on = AFTER.fullmatch(said), ON.fullmatch(said)
    if after is not None:
        end = now + int(after[1]) * timedelta(hours=1 if after["hours"] else 24)
    elif on is not None:
        end = _on_day(on, now.astimezone(zone)).astimezone(now.tzinfo)
    else:
        raise Invalid("activation-end-invalid")
    if end <= now or end > now + timedelta(days=366):
        raise Invalid("activation-end-past")
    return end


def _on_day(said: re.Match[str], local: datetime) -> datetime:
    """Without a year the next such day."""
    for year in [int(said["year"])] if said["year"] else [local.year, local.year + 1]:
        try:
            month = int(said["month"]) if said["month"].isdecimal() else month_named(said["month"])
            hour = time(int(said["hour"]), int(said["minute"])) if said["hour"] else LAST_MINUTE
            end = datetime.combine(within_reason(date(year, month, int(said["day"]))), hour)
        except ValueError:
            continue
        if said["year"] or end >= local.replace(tzinfo=None):
            return end.replace(tzinfo=local.tzinfo)
    raise Invalid("activation-end-invalid")


def to_json(drawn: Drawn) -> dict[str, Any]:
    return {"winners": list(drawn.winners), "substitutes": list(drawn.substitutes)}
