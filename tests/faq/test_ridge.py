"""Ridge regression: in closed form it says what solving anew would."""

from dataclasses import replace

import numpy as np
import pytest

from faq.message import Message
from faq.ridge import AcrossAlphabets, Whole, solved
from faq.shelf import Shelf, stocked
from inbox.entries import Entry

THINGS = ("доставка", "возврат", "оплата", "размер", "скидка", "адрес", "график", "гарантия", "самовывоз", "заказ")
QUESTIONS = ("где", "когда", "сколько стоит", "как оформить", "почему не работает", "есть ли", "кто отвечает за")


def library(answers: int) -> list[Entry]:
    return [
        Entry(number, f"{QUESTIONS[0]} {thing}", "Ответ", phrasings=tuple(f"{how} {thing}" for how in QUESTIONS[1:]))
        for number, thing in enumerate(THINGS[:answers], 1)
    ]


def across(shelf: Shelf) -> AcrossAlphabets:
    regression = solved(shelf)
    assert isinstance(regression, AcrossAlphabets)
    return regression


@pytest.mark.parametrize("answers", [1, 5, 10])
def test_a_library_is_solved(answers: int) -> None:
    shelf = stocked(library(answers), None)
    regression = across(shelf).home
    assert isinstance(regression, Whole)
    assert len(shelf.places) == 7 * answers
    penalised = shelf.kernel(shelf.among()) + shelf.kernel.penalty * np.eye(7 * answers, dtype=np.float32)
    is_asked_for = np.eye(answers)[shelf.owners]
    assert penalised @ regression.coefficients == pytest.approx(is_asked_for, abs=1e-5)


def test_an_answer_left_out_in_closed_form_scores_as_a_library_without_it() -> None:
    shelf, row = stocked(library(10), None), 3
    alone = stocked(library(10)[1:], None)
    heard = shelf.overheard(row)
    without = solved(shelf).without_answer(row)[1:]
    likeness = heard.likeness[:, shelf.owners != 0]
    kernel = alone.kernel(shelf.among(np.flatnonzero(shelf.owners != 0)))
    kernel[np.diag_indices_from(kernel)] += alone.kernel.penalty
    shares = np.linalg.solve(kernel, alone.kernel(likeness))
    assert without == pytest.approx(np.bincount(alone.owners, shares), abs=1e-4)


def test_letters_and_pairs_count_for_nothing_abroad() -> None:
    shelf = stocked(library(10), None)
    near = shelf.compared(Message(("delivery",)), None)
    assert near.likeness[[0, 2]].max() == 0
    far = replace(near, likeness=near.likeness + np.array([[0.5], [0], [0.5], [0]], np.float32))
    assert across(shelf).scores(near) == pytest.approx(across(shelf).scores(far))
    assert across(shelf).home.scores(near) != pytest.approx(across(shelf).home.scores(far))


def test_a_library_in_both_alphabets_is_at_home_in_both() -> None:
    english = [Entry(90, "delivery time", "Answer"), Entry(91, "opening hours", "Answer")]
    assert isinstance(solved(stocked([*library(1), *english], None)), Whole)
