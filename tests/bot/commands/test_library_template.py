"""`otklik library template` writes the form, and never over a form that somebody has filled in."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.library import library
from faq.files.examples import example_entries
from faq.files.writing import write_csv


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(library, ["template", *arguments])
    return result.exit_code, result.output


def test_the_form_is_written_by_its_suffix(tmp_path: Path) -> None:
    book, page = tmp_path / "Форма.xlsx", tmp_path / "form.CSV"
    assert run(str(book)) == (0, f"Форма готова: {book}\n")
    assert run(str(page), "--language", "en") == (0, f"The form is ready: {page}\n")
    assert (book.read_bytes()[:2], page.read_bytes()) == (b"PK", write_csv(example_entries("en"), "en"))


def test_the_form_is_in_the_language_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTKLIK_LANGUAGE", "en")
    form = tmp_path / "form.csv"
    assert run(str(form)) == (0, f"The form is ready: {form}\n")
    assert form.read_bytes() == write_csv(example_entries("en"), "en")


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_text("filled in")
    assert run(str(form)) == (1, f"Error: Файл {form} уже есть. Назовите другой, чтобы не потерять заполненное.\n")
    assert form.read_text() == "filled in"


@pytest.mark.parametrize("name", ["form.xls", "form", "form.txt"])
def test_another_suffix_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert run(str(path)) == (1, f"Error: Форма бывает .xlsx или .csv, а не {path}.\n")


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "form.xlsx"
    assert run(str(path)) == (1, f"Error: Не получилось записать {path}: No such file or directory.\n")
