"""Every form of the report says the model, says a dash for the unknown, and runs nothing that people wrote."""

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from inbox.errors import Invalid
from inbox.facts import MonthFacts
from report.exports import FORMS
from report.figures import figures
from report.look import Look, contrast
from report.model import Report, build
from tests.report.sample import HISTORY, empty, sample

NASTY = ("=1+1", "+7 900 000", "-Alice", "@alice", "<script>alert(1)</script>", " =cmd", "\t=1")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def report(facts: MonthFacts) -> Report:
    return build(figures(facts, HISTORY))


def nasty() -> Report:
    """A month in which every member and text means harm."""
    facts = sample(len(NASTY))
    waits = tuple(
        replace(wait, member=name, text=name, answer_text=name, category=name)
        for wait, name in zip(facts.waits, NASTY, strict=True)
    )
    return report(replace(facts, waits=waits, brand=NASTY[4], people=dict.fromkeys(facts.people, NASTY[4])))


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.iter_rows()) for sheet in book}


@pytest.mark.parametrize("form", FORMS)
def test_a_month_without_a_message_is_a_report_of_dashes(form: str) -> None:
    assert FORMS[form](report(empty()))


def test_an_empty_month_prints_no_zero_for_what_is_not_known() -> None:
    quiet = report(empty())
    assert [tile.figure.text for tile in quiet.tiles.tiles] == ["—"] * 4
    assert {row[1].text for row in quiet.comparison.rows} == {"—"}
    assert {cell.text for row in quiet.sections[4].blocks[1].rows for cell in row[1:]} == {"—"}  # type: ignore[union-attr]
    assert quiet.completeness == "0/9"


def test_names_with_html_stay_text() -> None:
    page = FORMS["report.html"](nasty()).decode()
    assert ("<script" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_csv_cells_cannot_start_a_formula() -> None:
    rows = list(csv.reader(StringIO(FORMS["waits.csv"](nasty()).decode("utf-8-sig")), delimiter=";"))
    members = {row[rows[0].index("Участник")] for row in rows[1:]}
    assert members == {"'=1+1", "'+7 900 000", "'-Alice", "'@alice", NASTY[4], "' =cmd", "'\t=1"}


def test_xlsx_cells_that_look_like_formulas_are_quoted_text() -> None:
    cells = [cell for rows in sheets(FORMS["report.xlsx"](nasty())).values() for row in rows for cell in row]
    looks = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in looks} >= {"=1+1", "+7 900 000", "-Alice", "@alice"}
    assert [cell.value for cell in looks if cell.data_type != "s" or not cell.quotePrefix] == []


def test_the_workbook_has_a_sheet_per_item_and_the_raw_waits() -> None:
    found = sheets(FORMS["report.xlsx"](report(sample())))
    assert list(found) == [
        "Главное", "1 Контент-план", "2 Контент", "3 UGC", "4 Активации", "5 Сообщество", "6 Показатели",
        "7 Продвижение", "8 Записка", "9 Выводы", "Сводка", "Обращения", "Как мы считаем",
    ]  # fmt: skip
    assert len(found["Обращения"]) == 261


def test_json_says_unanswered_where_the_median_falls_on_those_without_an_answer() -> None:
    facts = sample(9)
    waits = tuple(replace(wait, answered_at=None, answered_by=None, working=None) for wait in facts.waits[:6])
    record = json.loads(FORMS["metrics.json"](report(replace(facts, waits=waits + facts.waits[6:]))))
    assert (record["response"]["p50_all"], record["headline"]["p50_all"]) == ("unanswered", "unanswered")


def test_every_figure_that_leads_somewhere_leads_to_its_rows() -> None:
    page = FORMS["report.html"](report(sample())).decode()
    asked = set(re.findall(r'href="#([^"]+)"', page))
    assert asked - set(re.findall(r'id="([^"]+)"', page)) == set()


@pytest.mark.parametrize("colour", ["#ffff00", "#000000", "#ffffff", "#0f766e", "#ff0000"])
def test_the_accent_is_readable_whatever_the_brand_chose(colour: str) -> None:
    look = Look(colour)
    assert (contrast(look.accent, "#ffffff") >= 4.5, contrast(look.accent_on_dark, "#15181d") >= 4.5) == (True, True)


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("report-logo-no-image", {"logo": b"not a picture"}),
        ("report-logo-no-image", {"logo": PNG[:40]}),
        ("report-logo-too-large", {"logo": PNG + bytes(1_000_000)}),
        ("report-bad-colour", {"colour": "red;}"}),
    ],
)
def test_a_look_that_cannot_be_shown_is_refused_with_a_reason(code: str, look: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        Look(**look)
    assert caught.value.code == code


def test_a_logo_is_carried_inside_the_page() -> None:
    page = FORMS["report.html"](build(figures(sample(5)), Look("#aa3366", PNG))).decode()
    assert page.count('src="data:image/png;base64,iVBOR') == 1
