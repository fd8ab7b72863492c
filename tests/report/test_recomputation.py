"""Whatever happened in a month, wherever the brand lives: every figure agrees with counting it slowly by hand."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from inbox.calendars import Calendar, CalendarVersion, Hours
from inbox.facts import AnswerFact, ConversationFact, Month, MonthFacts, PostFact, WaitFact
from inbox.ids import ChatId, ConversationId, MessageId, PostId, TelegramId, WaitId
from inbox.public_holidays import Country
from inbox.targets import Clock, Standing, Target, standing
from inbox.waits import Turn, Wait, fold
from inbox.working_time import working_time
from report.exports import FORMS
from report.figures import figures
from report.model import build
from tests.report import slow
from tests.report.slow import Line, Raw

PLACES = (
    ("Europe/Moscow", "RU", 2026, 5),  # Victory Day is moved to a Monday
    ("Europe/Berlin", "DE", 2026, 10),  # the clock goes back on the 25th
    ("America/New_York", "US", 2026, 3),  # the clock goes forward on the 8th
    ("Australia/Lord_Howe", "AU", 2026, 4),  # the clock goes back by half an hour, and Easter
)
KINDS = ("question", "question", "question", "chatter", "answer", "answer", "bot")


@st.composite
def months(draw: st.DrawFn) -> tuple[Raw, str]:
    """Six conversations of a few messages each, thick in a few days, so that things happen at once."""
    name, country, year, number = draw(st.sampled_from(PLACES))
    month = Month(year, number, ZoneInfo(name))
    begins = draw(st.sampled_from((-1, 5, 7, 8, 24, 30))) * 24 * 60 - draw(st.sampled_from((0, 600)))
    step = draw(st.sampled_from((1, 15, 60)))
    minutes = st.integers(0, draw(st.sampled_from((6, 24, 60)))).map(lambda steps: begins + steps * step)
    drawn = draw(
        st.lists(st.tuples(st.integers(0, 5), minutes, st.sampled_from(KINDS), st.integers(1, 3)), max_size=30)
    )
    cut_off = draw(st.sampled_from((month.ends_at, month.starts_at + timedelta(days=9, hours=7))))
    lines = tuple(
        Line(n, conversation, month.starts_at + timedelta(minutes=minute), kind, sender)  # type: ignore[arg-type]
        for n, (conversation, minute, kind, sender) in enumerate(drawn)
        if cut_off == month.ends_at or month.starts_at + timedelta(minutes=minute) < cut_off
    )
    closing = st.dictionaries(st.integers(0, 5), st.integers(0, 6000), max_size=6)
    last = {line.conversation: line.at for line in sorted(lines, key=lambda line: line.at)}
    resolved = {one: last[one] + timedelta(minutes=late) for one, late in draw(closing).items() if one in last}
    holidays = frozenset(country_holidays(country, years=year))
    target = timedelta(minutes=draw(st.sampled_from((15, 60, 540))))
    raw = Raw(year, number, month.zone, holidays, cut_off, lines, resolved, target, draw(st.booleans()))
    return raw, country


def facts_of(raw: Raw, country: str) -> MonthFacts:
    """The facts as storage hands them over, made by the program's own parts."""
    month = Month(raw.year, raw.month, raw.zone)
    week = ((Hours(540, 1080),),) * 5 + ((), ())
    versions = (CalendarVersion(date(2020, 1, 1), Calendar(raw.zone, week, Country(country))),)
    target = Target(raw.target, Clock.WORKING if raw.target_is_working else Clock.CALENDAR)
    found: list[WaitFact] = []
    begun: list[ConversationFact] = []
    for conversation in range(6):
        own = [line for line in raw.lines if line.conversation == conversation]
        if not own:
            continue
        begun.append(
            ConversationFact(
                ConversationId(conversation),
                ChatId(conversation % 2),
                min(line.at for line in own),
                raw.resolved.get(conversation),
            )
        )
        found += [
            fact(wait, conversation, raw, versions, target)
            for wait in fold(map(turn, own))
            if month.starts_at <= wait.asked_at < month.ends_at
        ]
    questions = [line for line in raw.lines if line.kind == "question"]
    local = [line.at.astimezone(raw.zone) for line in questions if month.starts_at <= line.at < month.ends_at]
    answers = [line for line in raw.lines if line.kind == "answer" and month.starts_at <= line.at < month.ends_at]
    return MonthFacts(
        brand="Brand",
        language="en",
        month=month,
        cut_off=raw.cut_off,
        made_at=raw.cut_off,
        waits=tuple(found),
        conversations=tuple(one for one in begun if month.starts_at <= one.opened_at < month.ends_at),
        open_before=tuple(
            one
            for one in begun
            if one.opened_at < month.starts_at and (one.resolved_at is None or one.resolved_at >= month.starts_at)
        ),
        posts=tuple(PostFact(PostId(n), ChatId(1), month.starts_at, "", f"post/{n}", None) for n in (1, 2)),
        incoming=Counter((at.date(), at.hour) for at in local),
        messages=len(questions),
        answers=tuple(
            AnswerFact(MessageId(line.number), line.at, TelegramId(line.sender), "", "", "") for line in answers
        ),
        people={TelegramId(n): f"Teammate {n}" for n in (1, 2, 3)},
        chats={ChatId(n): f"Chat {n}" for n in (0, 1)},
        calendar="9-18",
    )


def turn(line: Line) -> Turn:
    is_team = line.kind in {"answer", "bot"}
    return Turn(
        MessageId(line.number), line.at, TelegramId(line.sender), is_team, line.kind == "question", line.kind == "bot"
    )


def fact(wait: Wait, conversation: int, raw: Raw, versions: tuple[CalendarVersion, ...], target: Target) -> WaitFact:
    end = wait.answered_at
    judged_at = min(end or raw.cut_off, raw.cut_off)
    post = conversation % 3
    return WaitFact(
        id=WaitId(wait.question),
        conversation=ConversationId(conversation),
        chat=ChatId(conversation % 2),
        post=PostId(post) if post else None,
        asked_at=wait.asked_at,
        answered_at=end,
        answered_by=wait.answered_by,
        is_first=wait.is_first,
        working=None if end is None else working_time(versions, wait.asked_at, end),
        is_late=standing(target, wait.asked_at, judged_at, versions) is Standing.BREACHED,
        category=None,
        member="Alice",
        text="?",
        link="",
    )


def fast_record(facts: MonthFacts) -> dict[str, Any]:
    """What the program says, in the order and with the fields that the slow count has."""
    record: dict[str, Any] = json.loads(FORMS["metrics.json"](build(figures(facts))))
    record["chats"].sort(key=lambda one: one["name"])
    record["teammates"] = {one["id"]: one for one in record["teammates"]}
    fields = ("n", "unanswered", "p50", "p90", "mean", "p50_all")
    record["posts"] = {one["link"]: {field: one[field] for field in fields} for one in record["posts"]}
    return record


def flat(value: Any, path: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        return {at: leaf for key, one in value.items() for at, leaf in flat(one, f"{path}/{key}").items()}
    if isinstance(value, list):
        return {at: leaf for key, one in enumerate(value) for at, leaf in flat(one, f"{path}/{key}").items()}
    return {path: value}


@settings(max_examples=40, deadline=None)
@given(months())
def test_every_figure_agrees_with_a_slow_count(drawn: tuple[Raw, str]) -> None:
    raw, country = drawn
    counted = slow.record(raw)
    said = fast_record(facts_of(raw, country))
    if said["messages"] is None:
        assert (counted["incoming"], slow.waits(raw), counted["backlog"]["open_now"]) == (0, [], 0)
        return
    assert flat({key: said[key] for key in counted}) == pytest.approx(flat(counted), abs=0.002)


def test_a_question_at_the_change_of_the_clock_stands_in_its_own_hour() -> None:
    """In Berlin 2:30 comes twice on 25 October 2026; both belong to the third hour of Sunday."""
    zone = ZoneInfo("Europe/Berlin")
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    lines = tuple(Line(n, n, at, "question", 9) for n, at in enumerate(twice))
    cut_off = datetime(2026, 10, 31, 23, tzinfo=UTC)
    raw = Raw(2026, 10, zone, frozenset(), cut_off, lines, {}, timedelta(hours=1), target_is_working=False)
    cells = [(cell.weekday, cell.hour, cell.incoming) for cell in figures(facts_of(raw, "DE")).heat]
    assert cells == [(6, 2, 2)]
