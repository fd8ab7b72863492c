"""`otklik import-history` as whoever installs it sees it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main

EXPORTS = Path(__file__).parents[2] / "exports"


@pytest.fixture
def shell(tmp_path: Path) -> CliRunner:
    return CliRunner(env={"OTKLIK_DATABASE": f"sqlite:///{tmp_path / 'otklik.db'}", "OTKLIK_LANGUAGE": "en"})


def test_an_export_is_imported_and_told_in_numbers(shell: CliRunner) -> None:
    arguments = ["--brand", "Кофейня", "--team", "Bob", "--team", "Coffee news", "--team", "Nobody"]
    told = shell.invoke(main, ["import-history", str(EXPORTS / "new.json"), *arguments])
    assert told.exit_code == 0
    month = "The report of these months can be made now: otklik report YYYY-MM"
    assert told.output.splitlines()[-3:] == [
        "Chat “Coffee lovers”: 7 new messages, 0 known already, 1 service or unreadable ones passed over.",
        f"The first new one is of 2026-09-01, the last of 2026-09-02. {month}",
        "Nobody in the export is named “Nobody”: see how this teammate is named in it.",
    ]


def test_without_a_team_it_names_who_wrote_most_and_does_nothing(shell: CliRunner, tmp_path: Path) -> None:
    told = shell.invoke(main, ["import-history", str(EXPORTS / "new.json"), "--brand", "Кофейня"])
    assert told.exit_code == 2
    assert "Most often wrote: “Alice” (3), “Coffee news” (1), “Bob” (1), “Coffee lovers” (1)." in told.output
    assert not (tmp_path / "otklik.db").exists()


def test_a_file_that_breaks_off_says_so_and_nothing_of_whom_it_did_not_come_to(
    shell: CliRunner, tmp_path: Path
) -> None:
    whole = (EXPORTS / "new.json").read_bytes()
    (tmp_path / "result.json").write_bytes(whole[: whole.index(b'{"id": 4,')])
    arguments = ["--brand", "Кофейня", "--team", "Bob"]
    told = shell.invoke(main, ["import-history", str(tmp_path / "result.json"), *arguments])
    assert (told.exit_code, "Nobody in the export" in told.output) == (1, False)
    assert "Error: The file breaks off in the middle. All that could be read is kept" in told.output


def test_what_cannot_be_imported_leaves_no_brand_behind(shell: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "foreign.json").write_text('{"hello": 1}')
    shell.invoke(main, ["import-history", str(EXPORTS / "new.json"), "--brand", "Кофейня", "--team", "Bob"])
    for path, brand, words in [
        (tmp_path / "foreign.json", "Чайная", "This is no export of Telegram Desktop."),
        (EXPORTS / "new.json", "Чайная", "The chat “Coffee lovers” belongs to the brand “Кофейня”."),
        (EXPORTS / "old.json", "Ч" * 61, "A name has 1 to 60 characters"),
    ]:
        told = shell.invoke(main, ["import-history", str(path), "--brand", brand, "--team", "Bob"])
        assert (told.exit_code, words in told.output) == (2, True)
    told = shell.invoke(main, ["library", "export", str(tmp_path / "qa.csv"), "--brand", "?"])
    assert "“Кофейня”" in told.output
    assert "“Ч" not in told.output


def test_an_account_with_several_chats_asks_which(shell: CliRunner) -> None:
    told = shell.invoke(main, ["import-history", str(EXPORTS / "old.json"), "--brand", "Кофейня", "--team", "Bob"])
    assert told.exit_code == 0
    assert "Chat “Old friends”: 2 new messages" in told.output
