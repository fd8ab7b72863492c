"""Numbers that flatter are defects: each flaw seen in real products is excluded by a test here."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

import pytest

from inbox.facts import AnswerFact, Asked, EntryFact, Month, MonthFacts, SuggestionFact, UseFact, WaitFact
from inbox.ids import ChatId, ConversationId, MessageId, PostId, TelegramId, WaitId
from report.blocks import Table
from report.exports import FORMS
from report.figures import MonthFigures, figures
from report.headline import Headline
from report.model import build
from report.spread import percentile
from report.tables import summary_rows
from tests.report.sample import HISTORY, empty, sample

MARCH = Month(2026, 3, ZoneInfo("Europe/Berlin"))
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
BOB, CAROL = TelegramId(11), TelegramId(12)


def wait(
    number: int,
    minutes: float | None,
    asked_at: datetime = NOON,
    working: float | None = None,
    by: TelegramId = BOB,
    late: str = "no",
) -> WaitFact:
    worked = minutes if working is None else working
    return WaitFact(
        id=WaitId(number),
        conversation=ConversationId(number),
        chat=ChatId(1),
        post=PostId(7),
        asked_at=asked_at,
        answered_at=None if minutes is None else asked_at + timedelta(minutes=minutes),
        answered_by=None if minutes is None else by,
        is_first=True,
        working=None if worked is None else timedelta(minutes=worked),
        is_late={"no": False, "yes": True, "unpromised": None}[late],
        category=None,
        member="Alice",
        text="?",
        link=f"https://t.me/c/1/{number}",
    )


def month(*waits: WaitFact, cut_off: datetime = MARCH.ends_at) -> MonthFacts:
    return MonthFacts("Brand", "en", MARCH, cut_off, cut_off, waits=waits, messages=len(waits), calendar="10-19")


def of(*waits: WaitFact) -> MonthFigures:
    return figures(month(*waits))


def test_an_answer_after_a_day_stays_in_every_count() -> None:
    found = of(wait(1, 10), wait(2, 30 * 60))
    assert (found.response.n, found.response.rate.value, found.response.p90) == (2, 1.0, 97260)
    assert {bucket.key: bucket.share.part for bucket in found.distribution if bucket.share.part} == {
        "15m": 1,
        "over": 1,
    }


def test_the_median_is_a_median_and_no_trimmed_mean() -> None:
    assert of(wait(1, 1), wait(2, 2), wait(3, 900)).response.p50 == 120


def test_the_median_interpolates_between_the_two_in_the_middle() -> None:
    assert (percentile([10, 20], 0.5), percentile([0, 10, 20, 30, 40], 0.75)) == (15, 30)


def test_no_data_is_unknown_and_never_nought() -> None:
    found = of()
    assert (found.response.p50, found.response.mean, found.response.p50_all) == (None, None, None)
    assert (found.response.rate.value, found.target.rate.value, found.messages) == (None, None, None)
    assert (found.library.time_saved, found.suggested.covered.value) == (None, None)


def test_the_unanswered_stand_beside_the_mean_and_within_the_whole() -> None:
    found = of(wait(1, 10), wait(2, None), wait(3, None))
    assert (found.response.mean, found.response.unanswered) == (600, (2, 3))
    assert (dict(found.within)["1h"].part, dict(found.within)["1h"].whole) == (1, 3)
    assert found.response.p50_all == inf


def test_an_answer_after_the_cut_off_has_not_come_yet() -> None:
    found = figures(month(wait(1, 10), wait(2, 600), cut_off=NOON + timedelta(hours=1)))
    assert (found.response.answered, found.response.unanswered) == ((1,), (2,))
    assert [one.closed.n for one in found.teammates] == [1]


def test_every_table_dates_a_wait_by_its_question() -> None:
    last_evening = datetime(2026, 3, 31, 21, 30, tzinfo=UTC)  # 23:30 in Berlin, in summer time
    facts = month(wait(1, 120, last_evening), cut_off=MARCH.ends_at + timedelta(days=2))
    found = figures(facts)
    assert [day.day for day in found.days if day.response.n] == [date(2026, 3, 31)]
    assert [(cell.weekday, cell.hour) for cell in found.heat] == [(1, 23)]
    assert [one.closed.n for one in found.teammates] == [1]


def test_off_hours_answers_are_counted_apart_and_do_not_improve_the_median() -> None:
    found = of(wait(1, 60), wait(2, 80), wait(3, 5, working=0), wait(4, 5, working=0))
    assert found.response_working is not None
    assert (found.response_working.spread.p50, found.response_working.off_hours) == (70 * 60, (3, 4))
    assert found.response.p50 == 32.5 * 60


def test_an_answer_in_the_same_second_is_no_off_hours_answer() -> None:
    found = of(wait(1, 0, working=0)).response_working
    assert (found is not None and found.spread.p50) == 0


def test_without_a_calendar_working_time_is_unknown_in_every_form() -> None:
    waits = (replace(wait(1, 5), working=None), wait(2, None))
    found = figures(replace(month(*waits), calendar="", people={BOB: "Bob"}))
    report = build(found)
    told = json.loads(FORMS["metrics.json"](report))
    unknown = dict.fromkeys(("n", "unanswered", "p50", "p90", "mean", "p50_all", "off_hours"))
    assert [told["first_response_working"], told["response_working"], told["teammates"][0]["working"]] == [unknown] * 3
    rows = list(summary_rows(report))
    assert [row[2:] for row in rows if "working" in str(row[1])] == [[None] * 13] * 2
    assert [row[5] for row in rows if row[1] == "Bob"] == [None]
    tables = [one for one in report.sections[4].blocks if isinstance(one, Table)]
    assert [[cell.text for cell in row[1:]] for row in tables[0].rows[2:]] == [["—"] * 7] * 2
    (bob,) = (row for table in tables for row in table.rows if row[0].text == "Bob")
    assert [cell.text for cell in bob[-2:]] == ["—", "—"]


def test_pending_waits_are_neither_hit_nor_missed() -> None:
    late, pending, unpromised = wait(2, 90, late="yes"), wait(3, None), wait(4, 5, late="unpromised")
    found = of(wait(1, 5), late, wait(5, None, late="yes"), pending, unpromised).target
    assert (found.hit, found.missed, found.pending, found.rate.value) == ((1,), (2, 5), (3,), 1 / 3)


def test_a_teammate_is_whoever_sent_the_answer() -> None:
    answers = tuple(AnswerFact(MessageId(n), NOON, by, "", "", "") for n, by in enumerate([BOB] * 4 + [CAROL]))
    facts = replace(month(wait(1, 5), wait(2, 7, by=CAROL)), answers=answers, people={BOB: "Bob"})
    rows = [(one.name, len(one.answers), one.closed.answered) for one in figures(facts).teammates]
    assert rows == [("Bob", 4, (1,)), ("12", 1, (2,))]


@pytest.mark.parametrize(("changed", "accepted"), [(0.0, 1), (0.39, 1), (0.4, 0), (1.0, 0)])
def test_a_suggestion_changed_by_two_fifths_was_not_accepted(changed: float, accepted: int) -> None:
    shown = SuggestionFact(Asked(MessageId(1), ChatId(1), NOON, "", "", ""), (1, 2), "edited", 1, 1, changed)
    found = figures(replace(month(wait(1, 5)), suggestions=(shown,), incoming={(date(2026, 3, 10), 12): 4})).suggested
    assert (found.accepted.part, found.top1.part, found.covered.value) == (accepted, accepted, 0.25)


def test_time_saved_is_the_typing_of_what_was_sent() -> None:
    entry = EntryFact(1, "", "?", "x" * 100, "approved", date(2026, 1, 1))
    uses = tuple(UseFact(n, 1, NOON, BOB, "", "", "") for n in range(6))
    assert figures(replace(month(), entries=(entry,), uses=uses)).library.time_saved == 180


def test_a_month_is_compared_with_the_one_just_before_or_not_at_all() -> None:
    facts = sample(30)
    known = {change.key: change.before for change in figures(facts, HISTORY).changes}
    skipped = {change.before for change in figures(facts, HISTORY[:-1]).changes}
    assert (known["response_p50"], skipped) == (HISTORY[-1].response_p50, {None})


def test_the_line_holds_half_a_year_and_ends_with_this_month() -> None:
    long = tuple(Headline(2026, number) for number in range(1, 10))
    assert [month.month for month in figures(sample(5), long).line] == [5, 6, 7, 8, 9, 10]


def test_lower_is_better_for_times_and_higher_for_shares() -> None:
    before = replace(figures(sample(30)).headline, month=9, response_p50=1.0, within_hour=0.0, incoming=1)
    better = {change.key: change.is_better for change in figures(sample(30), [before]).changes}
    assert (better["response_p50"], better["within_hour"], better["incoming"]) == (False, True, None)


@pytest.mark.parametrize(
    ("history", "title", "columns"),
    [
        ((), "Первый месяц: сравнивать пока не с чем, вот его показатели", 2),
        (HISTORY[:-1], "За сентябрь 2026 года данных нет: сравнить не с чем, вот показатели этого месяца", 2),
        (HISTORY, "Что изменилось за месяц", 4),
    ],
)
def test_a_month_with_nothing_before_it_says_so(history: tuple[Headline, ...], title: str, columns: int) -> None:
    assert build(figures(empty(), history[:0])).comparison.title == "Сообщений за месяц не было: показателей нет"
    table = build(figures(sample(30), history)).comparison
    assert (table.title, len(table.columns), {len(row) for row in table.rows}) == (title, columns, {columns})
