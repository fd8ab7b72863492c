"""The forms that can be read as text, against what they said when somebody last looked: `pytest --update-golden`."""

from pathlib import Path

import pytest

from report.exports import FORMS
from report.figures import figures
from report.model import build
from tests.report.sample import HISTORY, sample
from texts import LANGUAGES, Language

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["report.html", "metrics.json", "waits.csv", "summary.csv"])
def test_the_form_says_what_it_said(form: str, language: Language, *, update_golden: bool) -> None:
    made = FORMS[form](build(figures(sample(24, language=language), HISTORY)))
    file = GOLDEN / f"{language}-{form}"
    if update_golden:
        file.write_bytes(made)
    assert made == file.read_bytes()
