"""The month as CSV: one row per wait, and the summary with one row per group.

A spreadsheet is what opens these: UTF-8 with a mark, semicolons and decimal commas where Russian is spoken, commas and
points elsewhere. Durations are whole seconds, instants are the brand's local time.
Invariant: no cell that people wrote can start a formula.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from math import isinf

from inbox.facts import MonthFacts, WaitFact
from inbox.ids import PostId
from report.figures import MonthFigures
from report.groups import Group
from report.model import Report
from report.spread import Seconds, Spread, Target, elapsed, target, verdict, within
from texts import Catalogue, catalogue

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Field = str | float | int | None


def neutral(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


@dataclass(frozen=True, slots=True)
class Reading:
    """What turns a wait into words: names, links, the brand's zone."""

    facts: MonthFacts
    say: Catalogue
    posts: Mapping[PostId, str]

    def moment(self, at: datetime | None) -> str:
        return "" if at is None else f"{at.astimezone(self.facts.month.zone):%Y-%m-%d %H:%M:%S}"

    def target(self, wait: WaitFact) -> str:
        judged = verdict(wait)
        return "" if judged is None else self.say(f"report-verdict-{judged}")

    def teammate(self, wait: WaitFact) -> str:
        person = wait.answered_by
        return "" if person is None else self.facts.people.get(person, str(person))


def reading(report: Report) -> Reading:
    facts = report.figures.facts
    return Reading(facts, catalogue(report.language), {post.id: post.link for post in facts.posts})


WAIT_COLUMNS: Mapping[str, Callable[[WaitFact, Reading], Field]] = {
    "id": lambda wait, _: wait.id,
    "conversation": lambda wait, _: wait.conversation,
    "asked": lambda wait, by: by.moment(wait.asked_at),
    "answered": lambda wait, by: by.moment(wait.answered_at),
    "seconds": lambda wait, _: _whole(elapsed(wait)),
    "working": lambda wait, _: None if wait.working is None else _whole(wait.working.total_seconds()),
    "first": lambda wait, by: by.say("yes") if wait.is_first else "",
    "target": lambda wait, by: by.target(wait),
    "chat": lambda wait, by: by.facts.chats.get(wait.chat, str(wait.chat)),
    "post": lambda wait, by: "" if wait.post is None else by.posts.get(wait.post, ""),
    "category": lambda wait, _: wait.category or "",
    "member": lambda wait, _: wait.member,
    "teammate": lambda wait, by: by.teammate(wait),
    "question": lambda wait, _: wait.text,
    "answer": lambda wait, _: wait.answer_text,
    "question-link": lambda wait, _: wait.link,
    "answer-link": lambda wait, _: wait.answer_link,
}


def wait_rows(report: Report) -> Iterator[list[Field]]:
    """The raw waits, oldest question first, under their headings."""
    by = reading(report)
    yield [by.say(f"report-csv-{key}") for key in WAIT_COLUMNS]
    for wait in by.facts.waits:
        yield [column(wait, by) for column in WAIT_COLUMNS.values()]


SUMMARY_COLUMNS = (
    "scope", "name", "waits", "with-answer", "unanswered", "off-hours", "p50", "p90", "mean", "p50-all",
    "hour", "hit", "missed", "pending", "answers",
)  # fmt: skip


def summary_rows(report: Report) -> Iterator[list[Field]]:
    figures, say = report.figures, catalogue(report.language)
    yield [say(f"report-csv-{key}") for key in SUMMARY_COLUMNS]
    if figures.messages is not None:
        yield from _brand_rows(figures, say)
        yield from (_group_row(say("report-csv-chat"), one, say) for one in figures.chats)
        yield from _teammate_rows(figures, say)
        yield from (
            _row(say("report-csv-post"), post.post.link or post.post.text, post.response, say, goal=post.target)
            for post in figures.posts
        )
        yield from (_row(say("report-csv-day"), day.day.isoformat(), day.response, say) for day in figures.days)
        yield from (_group_row(say("report-csv-category"), one, say) for one in figures.categories)


def _brand_rows(figures: MonthFigures, say: Catalogue) -> Iterator[list[Field]]:
    scope, every = say("report-csv-brand"), figures.facts.waits
    first = [wait for wait in every if wait.is_first]
    for key, spread, waits in (("first", figures.first, first), ("response", figures.response, every)):
        hour, goal = within(waits, 3600).value, target(waits)
        yield _row(scope, say(f"report-figure-{key}"), spread, say, hour=hour, goal=goal)
    for key, working in (("first", figures.first_working), ("response", figures.response_working)):
        name = say(f"report-figure-{key}-working")
        unknown: list[Field] = [None] * (len(SUMMARY_COLUMNS) - 2)
        yield (
            _row(scope, name, working.spread, say, off_hours=len(working.off_hours))
            if working
            else [scope, name, *unknown]
        )


def _group_row(scope: str, group: Group, say: Catalogue) -> list[Field]:
    name = group.name or say("report-no-category")
    return _row(scope, name, group.response, say, hour=group.within_hour.value, goal=group.target)


def _teammate_rows(figures: MonthFigures, say: Catalogue) -> Iterator[list[Field]]:
    for one in figures.teammates:
        off_hours = len(one.working.off_hours) if one.working else None
        yield _row(say("report-csv-teammate"), one.name, one.closed, say, off_hours=off_hours, answers=len(one.answers))


def _row(
    scope: str,
    name: str,
    spread: Spread,
    say: Catalogue,
    *,
    hour: float | None = None,
    goal: Target | None = None,
    off_hours: int | None = None,
    answers: int | None = None,
) -> list[Field]:
    endless = spread.p50_all is not None and isinf(spread.p50_all)
    return [
        scope, name, spread.n, len(spread.answered), len(spread.unanswered), off_hours,
        _whole(spread.p50), _whole(spread.p90), _whole(spread.mean),
        say("report-endless") if endless else _whole(spread.p50_all),
        None if hour is None else round(hour, 4),
        *((len(goal.hit), len(goal.missed), len(goal.pending)) if goal else (None, None, None)),
        answers,
    ]  # fmt: skip


def _whole(seconds: Seconds | None) -> int | None:
    return None if seconds is None or isinf(seconds) else round(seconds)


def csv_waits(report: Report) -> bytes:
    return _written(wait_rows(report), report)


def csv_summary(report: Report) -> bytes:
    return _written(summary_rows(report), report)


def _written(rows: Iterable[Sequence[Field]], report: Report) -> bytes:
    comma = report.language == "ru"
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerows([_field(value, comma=comma) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _field(value: Field, *, comma: bool) -> str:
    """The unknown is an empty cell: a spreadsheet leaves it out of every sum."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutral(value)
    return str(value).replace(".", ",") if comma else str(value)
