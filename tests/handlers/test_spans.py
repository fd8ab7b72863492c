"""Lengths of time as people write them, in both languages; what is unclear stays so."""

from datetime import timedelta

import pytest

from handlers.spans import DAY, HOUR, MINUTE, Span, span_said
from inbox.targets import Clock

WORKING, CALENDAR = Clock.WORKING, Clock.CALENDAR
SAID = {
    "30": (30, None),
    "30 рабочих минут": (30, WORKING),
    "30 минут рабочего времени": (30, WORKING),
    "2 часа": (120, None),
    "1 ч 30 мин рабочих": (90, WORKING),
    "1ч30м": (90, None),
    "2 ч 30": (150, None),
    "1:30": (90, None),
    "1,5 часа": (90, None),
    "полчаса": (30, None),
    "полтора рабочих часа": (90, WORKING),
    "рабочий час": (60, WORKING),
    "в течение двух": None,
    "3 ч календарных": (180, CALENDAR),
    "2 часа, 24/7": (120, CALENDAR),
    "30 min working": (30, WORKING),
    "30 working minutes": (30, WORKING),
    "working hours 30 min": (30, WORKING),
    "2 business hours": (120, WORKING),
    "2h30m": (150, None),
    "half an hour": (30, None),
    "an hour": (60, None),
    "3 hours round the clock": (180, CALENDAR),
    "30 40": None,
    "1-2 часа": None,
    "-5": None,
    "завтра": None,
    "1000000 ч": None,
    "½ часа": None,
}


@pytest.mark.parametrize("words", SAID)
def test_a_length_is_read_as_it_was_meant(words: str) -> None:
    told = SAID[words]
    assert span_said(words, MINUTE) == (None if told is None else Span(timedelta(minutes=told[0]), told[1]))


def test_a_number_without_a_unit_counts_what_it_is_asked_for() -> None:
    assert [span_said("24", HOUR), span_said("24")] == [Span(24 * HOUR), None]


def test_days_are_told_apart() -> None:
    assert span_said("2 рабочих дня") == Span(2 * DAY, WORKING, has_days=True)
