"""States as one table, and the one way to read it."""

from datetime import UTC, datetime, timedelta

import pytest

from inbox.conversations import TRANSITIONS, Happening, Standing, State, continues, decide
from inbox.errors import Stale

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BOB = 11


@pytest.mark.parametrize(("before", "happening"), sorted(TRANSITIONS))
def test_every_transition_of_the_table_is_decided_so(before: State, happening: Happening) -> None:
    assert decide(Standing(before), happening, NOW).state == TRANSITIONS[before, happening]


def test_a_resolve_is_dated_and_signed() -> None:
    assert decide(Standing(), Happening.RESOLVE, NOW, by=BOB) == Standing(State.RESOLVED, NOW, BOB)


def test_a_reopening_cancels_the_earlier_close() -> None:
    resolved = decide(Standing(), Happening.RESOLVE, NOW, by=BOB)
    later = NOW + timedelta(hours=1)
    assert decide(resolved, Happening.ASKED, later) == Standing(State.OPEN, reopened_at=later)


def test_thanks_after_a_resolve_leave_it_resolved_at_its_time() -> None:
    resolved = decide(Standing(), Happening.RESOLVE, NOW, by=BOB)
    assert decide(resolved, Happening.SAID, NOW + timedelta(hours=1)) == resolved


def test_chatter_does_not_wake_a_snoozed_conversation() -> None:
    snoozed = decide(Standing(), Happening.SNOOZE, NOW, until=NOW + timedelta(hours=3))
    assert decide(snoozed, Happening.SAID, NOW + timedelta(hours=1)) == snoozed


def test_what_the_table_does_not_name_is_stale() -> None:
    with pytest.raises(Stale) as refusal:
        decide(Standing(State.RESOLVED), Happening.RESOLVE, NOW)
    assert refusal.value.code == "stale-resolved"


def test_silence_ends_a_conversation() -> None:
    day = timedelta(hours=24)
    assert continues(NOW, NOW + day, day)
    assert not continues(NOW, NOW + day + timedelta(seconds=1), day)
