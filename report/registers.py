"""The messages behind the figures, as rows that every form can list: a register for each thing that is counted.

Invariant: only what some figure leads to is here. A row's first cell leads into Telegram where there is a message.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from inbox.facts import ConversationFact, MonthFacts, WaitFact
from inbox.ids import ChatId, EntryId, TelegramId
from report.backlog import is_resolved
from report.blocks import Cell, Listing, Register, RegisterName
from report.spread import elapsed
from report.words import shortened
from report.writer import Writer

LONGEST = 200
Row = tuple[int, tuple[Cell, ...]]


class Reading:
    """Facts in words."""

    def __init__(self, facts: MonthFacts, writer: Writer) -> None:
        self.facts = facts
        self.writer = writer
        self.say = writer.say
        self.entries: Mapping[EntryId, str] = {entry.id: entry.question for entry in facts.entries}
        self._cells: dict[str, Cell] = {}

    def words(self, text: str) -> Cell:
        """One cell for the same words in thousands of rows."""
        return self._cells.setdefault(text, Cell(text))

    def moment(self, at: datetime | None, link: str = "") -> Cell:
        return self.words("") if at is None else Cell(self.writer.words.moment(at), href=link)

    def place(self, chat: ChatId) -> Cell:
        return self.words(self.facts.chats.get(chat, ""))

    def person(self, person: TelegramId | None) -> Cell:
        return self.words("" if person is None else self.facts.people.get(person, str(person)))

    def entry(self, entry: EntryId | None) -> Cell:
        return self.words("" if entry is None else shortened(self.entries.get(entry, ""), LONGEST))


def waits(by: Reading) -> Iterator[Row]:
    for wait in by.facts.waits:
        worked = None if wait.working is None else wait.working.total_seconds()
        yield wait.id, (
            by.moment(wait.asked_at, wait.link), by.place(wait.chat), by.words(wait.member),
            Cell(shortened(wait.text, LONGEST)), _waited(wait, by), by.writer.duration(worked),
            by.person(wait.answered_by), by.moment(wait.answered_at, wait.answer_link),
        )  # fmt: skip


def _waited(wait: WaitFact, by: Reading) -> Cell:
    """An unanswered wait is shown with its age, which is no response time."""
    seconds = elapsed(wait)
    if seconds is not None:
        return by.writer.duration(seconds)
    age = by.writer.words.duration((by.facts.cut_off - wait.asked_at).total_seconds())
    return Cell(by.say("report-still-waiting", age=age), "duration", None, tone="bad")


def talks(by: Reading) -> Iterator[Row]:
    for talk in (*by.facts.open_before, *by.facts.conversations):
        yield talk.id, (
            by.moment(talk.opened_at, talk.link), by.place(talk.chat), by.words(talk.member),
            Cell(shortened(talk.text, LONGEST)), *_closed(talk, by),
        )  # fmt: skip


def _closed(talk: ConversationFact, by: Reading) -> tuple[Cell, Cell, Cell]:
    """How long it was open, who closed it and when; of one that is open, its age."""
    if talk.resolved_at is not None and is_resolved(talk, by.facts.cut_off):
        took = by.writer.duration((talk.resolved_at - talk.opened_at).total_seconds())
        return took, by.person(talk.resolved_by), by.moment(talk.resolved_at)
    age = by.writer.words.duration((by.facts.cut_off - talk.opened_at).total_seconds())
    return Cell(by.say("report-still-open", age=age), "duration", None, tone="bad"), by.words(""), by.words("")


def hints(by: Reading) -> Iterator[Row]:
    for one in by.facts.suggestions:
        asked, outcome = one.question, by.say(f"report-suggested-{one.outcome}")
        yield asked.id, (
            by.moment(asked.at, asked.link), by.place(asked.chat), by.words(asked.member),
            Cell(shortened(asked.text, LONGEST)), by.entry(next(iter(one.shown), None)), by.words(outcome),
        )  # fmt: skip


def uses(by: Reading) -> Iterator[Row]:
    for use in by.facts.uses:
        yield use.id, (
            by.moment(use.at, use.link), by.words(use.member), Cell(shortened(use.text, LONGEST)), by.entry(use.entry),
            by.person(use.by),
        )  # fmt: skip


def answers(by: Reading) -> Iterator[Row]:
    for answer in by.facts.answers:
        words = Cell(shortened(answer.text, LONGEST))
        yield answer.id, (by.moment(answer.at, answer.link), by.words(answer.member), words, by.person(answer.by))


def topics(by: Reading) -> Iterator[Row]:
    for asked in (one for topic in by.facts.topics for one in topic.asked):
        words = Cell(shortened(asked.text, LONGEST))
        yield asked.id, (by.moment(asked.at, asked.link), by.place(asked.chat), by.words(asked.member), words)


def entries(by: Reading) -> Iterator[Row]:
    """Numbered as they stand among the facts."""
    for number, entry in enumerate(by.facts.entries):
        added = Cell(by.writer.words.long_day(entry.created_on))
        yield number, (
            Cell(shortened(entry.question, LONGEST)), Cell(shortened(entry.answer, LONGEST)), Cell(entry.category),
            Cell(by.say(f"report-state-{entry.state}")), added,
        )  # fmt: skip


READ: Mapping[RegisterName, tuple[Callable[[Reading], Iterator[Row]], tuple[str, ...]]] = {
    "waits": (waits, ("asked", "place", "member", "question", "waited", "worked", "teammate", "answer")),
    "talks": (talks, ("opened", "place", "member", "question", "took", "closed-by", "closed-at")),
    "hints": (hints, ("asked", "place", "member", "question", "suggested", "outcome")),
    "uses": (uses, ("sent", "member", "question", "standard", "teammate")),
    "answers": (answers, ("sent", "member", "text", "teammate")),
    "topics": (topics, ("asked", "place", "member", "question")),
    "entries": (entries, ("standard", "text", "category", "state", "added")),
}
"""What fills each register, and the names of its columns."""
WIDE = frozenset({"question", "suggested", "standard", "text"})


def registers(facts: MonthFacts, writer: Writer, listings: Sequence[Listing]) -> tuple[Register, ...]:
    """Only rows that one of the lists shows."""
    shown: dict[RegisterName, set[int]] = {name: set() for name in READ}
    for listing in listings:
        shown[listing.register].update(listing.rows)
    by = Reading(facts, writer)
    return tuple(_register(name, by, shown[name]) for name in READ if shown[name])


def _register(name: RegisterName, by: Reading, shown: set[int]) -> Register:
    read, columns = READ[name]
    rows = {number: cells for number, cells in read(by) if number in shown}
    wide = frozenset(at for at, column in enumerate(columns) if column in WIDE)
    return Register(name, by.say(f"report-register-{name}"), by.writer.headings(*columns), wide, rows)
