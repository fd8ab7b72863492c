"""Telegram's limits hold in any window of time, and nothing waits longer than they ask."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import NONE, TELEGRAM, UNLIMITED, Pacer

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LANES = (-3, -2, -1, 1, 2, 3)


@pytest.mark.parametrize(("lane", "expected"), [(5, [0, 1000]), (-5, [0, 1000]), (0, [0, 0])])
def test_a_chat_gets_a_message_a_second(lane: int, expected: list[int]) -> None:
    pacer = Pacer(TELEGRAM)
    assert [pacer.admit(lane, NOW) / timedelta(milliseconds=1) for _ in range(2)] == expected


def test_a_group_gets_twenty_a_minute() -> None:
    pacer = Pacer(TELEGRAM)
    waits = [pacer.admit(-5, NOW + SECOND * second) for second in range(21)]
    assert waits == [NONE] * 20 + [timedelta(seconds=40)]


def test_all_together_get_thirty_a_second() -> None:
    pacer = Pacer(TELEGRAM)
    assert [pacer.admit(lane, NOW) for lane in range(1, 32)] == [NONE] * 30 + [SECOND]


def test_unlimited_is_unlimited() -> None:
    pacer = Pacer(UNLIMITED)
    assert {pacer.admit(5, NOW) for _ in range(100)} == {NONE}


def test_refusals_to_two_chats_are_no_flood_and_an_accepted_call_ends_one() -> None:
    pacer = Pacer(TELEGRAM)
    for lane in (1, 2, 2):
        pacer.refused(lane, NOW + MINUTE)
    assert pacer.admit(7, NOW) == NONE
    pacer.refused(3, NOW + MINUTE)
    assert (pacer.admit(8, NOW), pacer.admit(0, NOW)) == (MINUTE, MINUTE)
    pacer.accepted()
    assert pacer.admit(8, NOW) == NONE


def test_a_flood_lasts_as_long_as_enough_chats_are_refused() -> None:
    pacer = Pacer(TELEGRAM)
    for lane, until in ((1, MINUTE * 60), (2, SECOND), (3, SECOND)):
        pacer.refused(lane, NOW + until)
    assert (pacer.admit(8, NOW), pacer.admit(8, NOW + SECOND)) == (SECOND, NONE)


def test_a_clock_that_is_set_back_silences_no_chat() -> None:
    pacer = Pacer(TELEGRAM)
    for second in range(20):
        pacer.admit(-5, NOW + SECOND * second)
    earlier = NOW - MINUTE * 60
    pacer.forget(earlier)
    assert pacer.admit(-5, earlier) == NONE


def test_a_clock_that_is_set_back_a_little_silences_no_chat() -> None:
    pacer = Pacer(TELEGRAM)
    pacer.admit(5, NOW)
    for lane in (5, *range(11, 41)):
        pacer.admit(lane, NOW + SECOND * 30)
    pacer.forget(NOW + SECOND)
    assert [pacer.admit(lane, NOW + SECOND) for lane in (5, 6)] == [NONE, NONE]


@given(st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(LANES)), max_size=200))
def test_no_window_holds_more_than_allowed(steps: list[tuple[int, int]]) -> None:
    pacer = Pacer(TELEGRAM)
    now, sent = NOW, []
    for pause, lane in steps:
        now += timedelta(milliseconds=pause)
        pacer.forget(now)
        if pacer.admit(lane, now) == NONE:
            sent.append((now, lane))
    for at, lane in sent:
        same = [other_at for other_at, other in sent if other == lane]
        assert sum(at - SECOND < other <= at for other in same) == 1
        assert lane > 0 or sum(at - MINUTE < other <= at for other in same) <= 20
        assert sum(at - SECOND < other <= at for other, _ in sent) <= 30
