"""`otklik library check` shows what an agency should look at before the client sees the library."""

from pathlib import Path

from click.testing import CliRunner

from bot.commands.library import library
from bot.commands.library_forms import write_form
from inbox.entries import Entry


def test_a_phrasing_of_two_answers_is_shown(tmp_path: Path) -> None:
    entries = (
        Entry(
            1, "How long is delivery?", "Three days.", category="Orders", phrasings=("delivery time",), language="en"
        ),
        Entry(2, "Do you ship abroad?", "Yes.", category="Orders", phrasings=("Delivery time?",), language="en"),
    )
    write_form(tmp_path / "form.xlsx", entries, "en")
    checked = CliRunner().invoke(library, ["check", str(tmp_path / "form.xlsx"), "--language", "en"])
    asks = "“Delivery time?” asks for two answers: “Do you ship abroad?” and “How long is delivery?”."
    assert (checked.exit_code, checked.output) == (0, f"{asks} Keep it in one of them.\n1 place to look at.\n")


def test_a_form_of_new_replies_is_checked_row_by_row(tmp_path: Path) -> None:
    rows = (
        "Question;Other phrasings;Answer;Owner",
        "How long is delivery?;delivery time;Three days.;Bob",
        "Do you ship abroad?;Delivery time?;Yes.",
        "Where are you?;;",
    )
    (tmp_path / "form.csv").write_text("\n".join(rows), "utf-8")
    checked = CliRunner(env={"OTKLIK_LANGUAGE": "en"}).invoke(library, ["check", str(tmp_path / "form.csv")])
    assert (checked.exit_code, checked.stdout.splitlines()) == (
        0,
        [
            (
                "The bot doesn't know these columns and does not read them: “Owner”. If they matter, call them as the "
                "sample does: /faq export in the chat or otklik library template."
            ),
            "Row 4, “Answer”. The answer is empty. Write it.",
            (
                "“Delivery time?” asks for two answers: “Do you ship abroad?” and “How long is delivery?”. "
                "Keep it in one of them."
            ),
            "3 places to look at.",
        ],
    )
