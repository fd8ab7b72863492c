"""The line that lets a tenth of the others through lets that tenth through, and no more."""

import numpy as np
import pytest

from faq.figures import acc_at_10


@pytest.mark.parametrize(("others", "reached"), [(5, 0.5), (9, 0.5), (10, 1), (19, 1), (20, 1)])
def test_a_tenth_of_the_others_may_be_surer(others: int, reached: float) -> None:
    scores = np.array([0.99, 0.7, 0.8, *np.linspace(0.6, 0.1, others - 1)])
    asked = np.array([True, True, *[False] * others])
    assert acc_at_10(scores, asked, asked) == reached


def test_a_tie_with_the_line_is_not_above_it() -> None:
    scores, asked = np.array([0.5, 0.6, *[0.5] * 20]), np.array([True, True, *[False] * 20])
    assert acc_at_10(scores, asked, asked) == 0.5
