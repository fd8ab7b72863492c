"""`otklik report`, `export` and the imports of tables, as whoever runs them sees it; what they wrote is read back."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.cli import main
from texts import catalogue

EXPORTS = Path(__file__).parents[2] / "exports"
KPI = "Площадка;Охват;Лайки\nVK;12 500;310\nTelegram;8 100;95\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An imported September of a coffee shop."""
    told = otklik(tmp_path, "import-history", str(EXPORTS / "new.json"), "--brand", "Кофейня", "--team", "Bob")
    assert told.exit_code == 0
    return tmp_path


def otklik(folder: Path, *arguments: str, typed: str | None = None, language: str = "en") -> Result:
    settings = {
        "OTKLIK_DATABASE": f"sqlite:///{folder / 'otklik.db'}",
        "OTKLIK_LANGUAGE": language,
        "OTKLIK_DATA": str(folder / "data"),
    }
    return CliRunner(env=settings).invoke(main, arguments, input=typed)


def table(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def page(folder: Path, month: str = "2026-09") -> str:
    """The month's report as HTML."""
    assert otklik(folder, "report", month, "--form", "html", "--out", str(folder / "out")).exit_code == 0
    return (folder / "out" / f"{month}-report.html").read_text("utf-8")


def test_a_report_is_written_in_every_form_and_says_the_same(folder: Path) -> None:
    told = otklik(folder, "report", "2026-09", "--form", "html,pdf,docx,xlsx,json,csv")
    assert told.exit_code == 0
    written = folder / "data" / "reports" / "Кофейня"
    assert sorted(path.name for path in written.iterdir()) == [
        "2026-09-metrics.json", "2026-09-report.docx", "2026-09-report.html", "2026-09-report.pdf",
        "2026-09-report.xlsx", "2026-09-summary.csv", "2026-09-waits.csv",
    ]  # fmt: skip
    metrics = json.loads((written / "2026-09-metrics.json").read_text("utf-8"))
    assert metrics["brand"] == "Кофейня"
    assert "Кофейня" in "".join(page.extract_text() for page in PdfReader(written / "2026-09-report.pdf").pages)
    assert len(load_workbook(written / "2026-09-report.xlsx").sheetnames) > 9


def test_figures_are_exported(folder: Path) -> None:
    told = otklik(folder, "export", "2026-09", "--brand", "кофейня", "--out", str(folder / "out"))
    assert told.exit_code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "2026-09-metrics.json", "2026-09-report.xlsx", "2026-09-summary.csv", "2026-09-waits.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "2026-13"), "There is no month “2026-13”."),
        (("report", "2999-01"), "The month 2999-01 is yet to come."),
        (("export", "soon"), "I don't understand the month “soon”."),
        (("report", "2026-09", "--form", "doc"), "There is no form “doc”."),
        (("report", "2026-09", "--brand", "Чайная"), "«Кофейня»"),
        (("import-kpi", "nowhere.csv"), "nowhere.csv could not be read: No such file or directory"),
        (("import-kpi", "x.csv", "--map", "Reach"), "“Reach” cannot be understood."),
        (("import-plan", "x.csv", "--template"), "A template is written as .xlsx, not as x.csv."),
    ],
)
def test_what_cannot_be_done_is_told(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    told = otklik(folder, *arguments)
    assert told.exit_code in (1, 2)
    assert words.replace("«Кофейня»", "Кофейня") in " ".join(told.output.split())


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    (folder / "out").write_text("a file")
    told = otklik(folder, "report", "2026-09", "--out", str(folder / "out" / "deeper"))
    assert (told.exit_code, "could not be written: Not a directory" in told.output) == (1, True)


def test_an_unknown_column_is_asked_about_once(folder: Path) -> None:
    kpi = table(folder, "kpi.csv", KPI)
    told = otklik(folder, "import-kpi", kpi, "--month", "2026-09", typed="what\nfigure\n")
    assert told.exit_code == 0
    assert "I don't know column C “Лайки” (it holds: 310; 95). What is it?" in told.output
    assert "There is no field “what”." in told.output
    assert told.output.splitlines()[-1] == "2026-09: 2 lines added to the checklist."
    again = otklik(folder, "import-kpi", kpi, "--month", "2026-09")
    assert (again.exit_code, again.output) == (0, "2026-09: 2 lines added to the checklist.\n")
    said = page(folder)
    assert (said.count("VK: "), said.count("kpi.csv")) == (2, 2)  # the first page names the first line too


def test_whoever_cannot_be_asked_is_told_how_to_say_it(folder: Path) -> None:
    told = otklik(folder, "import-kpi", table(folder, "kpi.csv", KPI))
    assert (told.exit_code, '--map "Лайки=FIELD"' in told.output) == (2, True)
    told = otklik(folder, "import-kpi", table(folder, "kpi.csv", KPI), "--map", "Лайки=")
    assert told.exit_code == 0


def test_a_plan_is_planned_once_and_bad_rows_are_told(folder: Path) -> None:
    plan = table(folder, "plan.csv", "Дата;Тема;Статус\n1.09.2026;Осень;вышел\n32.09.2026;Кофе;\n2.10.2026;Чай;\n")
    wrong = "Row 3, column A. “32.09.2026” is no date. 1.10.2026 will do."
    say = catalogue("en")
    for told in ([say("plan-imported", n=2)], [say("plan-imported", n=0), say("plan-known", n=2)]):
        shown = otklik(folder, "import-plan", plan)
        assert (shown.exit_code, shown.output.splitlines()) == (0, [wrong, *told])
    assert "Осень" in page(folder)


def test_a_table_without_what_is_needed_is_refused(folder: Path) -> None:
    told = otklik(folder, "import-plan", table(folder, "plan.csv", "Тема\nОсень\n"))
    assert (told.exit_code, "Дата" in told.output) == (1, True)


@pytest.mark.parametrize("kind", ["plan", "kpi", "competitors"])
def test_a_template_is_written_and_never_over_a_file(folder: Path, kind: str) -> None:
    path = folder / "template.xlsx"
    assert otklik(folder, f"import-{kind}", str(path), "--template").exit_code == 0
    assert load_workbook(path).active is not None
    assert otklik(folder, f"import-{kind}", str(path), "--template").exit_code == 1
