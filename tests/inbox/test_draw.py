"""The draw: recomputable by hand, indifferent to the order of entries, and honest about what does not agree."""

import hashlib
import hmac
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.draw import Drawn, Record, Ticket, commitment, discrepancies, draw, fingerprint

SEED = "5eed" * 16
TICKETS = tuple(Ticket(number, name) for number, name in enumerate(("Alice", "Bob", "Carol", "Dan"), start=1))


def record() -> Record:
    drawn = draw((1, 2, 3, 4), SEED, 1, 2)
    return Record("Чашка", commitment(SEED), fingerprint(TICKETS), SEED, TICKETS, (), 1, 2, drawn)


def test_the_order_is_that_of_hmac_sha256_computed_by_hand() -> None:
    places = sorted((hmac.new(SEED.encode(), str(n).encode(), hashlib.sha256).hexdigest(), n) for n in (1, 2, 3, 4))
    order = [number for _, number in places]
    assert draw((1, 2, 3, 4), SEED, 1, 2) == Drawn((order[0],), tuple(order[1:3]))


def test_the_published_example_stays_as_it_is() -> None:
    assert draw(range(1, 11), "otklik", 3, 2) == Drawn((3, 8, 1), (2, 5))


def test_who_is_passed_over_makes_room_for_the_next() -> None:
    all_of_them = draw((1, 2, 3, 4), SEED, 4, 0).winners
    assert draw((1, 2, 3, 4), SEED, 2, 1, [all_of_them[0]]) == Drawn(all_of_them[1:3], all_of_them[3:])


def test_fewer_entries_than_prizes_all_win() -> None:
    assert sorted(draw((1, 2), SEED, 5, 5).winners) == [1, 2]
    assert draw((), SEED, 5, 5) == Drawn((), ())


@given(st.permutations(list(range(1, 12))), st.text(max_size=20), st.integers(0, 5), st.integers(0, 5))
def test_the_order_in_which_entries_are_given_changes_nothing(
    numbers: list[int], seed: str, winners: int, substitutes: int
) -> None:
    drawn = draw(numbers, seed, winners, substitutes)
    assert drawn == draw(sorted(numbers), seed, winners, substitutes)
    assert set(drawn.winners) & set(drawn.substitutes) == set()


def test_fifty_thousand_entries_are_drawn() -> None:
    assert len(draw(range(50_000), SEED, 10, 10).winners) == 10


def test_a_right_record_has_no_discrepancies_and_survives_its_file() -> None:
    assert discrepancies(Record.from_json(record().to_json())) == []


@pytest.mark.parametrize(
    ("forged", "found"),
    [
        (replace(record(), seed="another"), ["seed", "result"]),
        (replace(record(), tickets=(*TICKETS[:3], Ticket(4, "Mallory"))), ["entries"]),
        (replace(record(), tickets=(*TICKETS, Ticket(5, "Mallory"))), ["entries"]),
        (replace(record(), tickets=(*TICKETS, TICKETS[0])), ["entries", "twice"]),
        (replace(record(), drawn=Drawn((9,), ())), ["result"]),
    ],
)
def test_what_does_not_agree_is_named(forged: Record, found: list[str]) -> None:
    assert [name for name in discrepancies(forged) if name in found] == found
