"""Tables as agencies keep them: read right whatever wrote them, told exactly where they are wrong."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from inbox.errors import Invalid, Problem
from report.amounts import Amount, amount, day
from report.columns import Kind
from report.evidence import Origin, evidence
from report.grids import read_grid
from report.imports import CompetitorEntry, Imported, KpiEntry, PlanEntry, read_import, template
from report.words import Words
from texts import LANGUAGES, Language, catalogue

PLAN = "Дата;Площадка;Тема;Статус\r\n1.10.2026;Telegram;Осень началась;вышел\r\n02.10.26;VK;Новый лён;в работе\r\n"
OCTOBER_FIRST = PlanEntry(2, date(2026, 10, 1), "Осень началась", "Telegram", status="вышел")
OCTOBER_SECOND = PlanEntry(3, date(2026, 10, 2), "Новый лён", "VK", status="в работе")


def workbook(*rows: tuple[Any, ...], merge: tuple[str, ...] = (), percent: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    for place in percent:
        sheet[place].number_format = "0.0%"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def problems(imported: Imported) -> list[tuple[str, int | None, str]]:
    return [(problem.code, problem.row, problem.column) for problem in imported.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_plan_is_read_in_any_encoding_and_dialect(encoding: str, delimiter: str) -> None:
    read = read_import("plan", PLAN.replace(";", delimiter).encode(encoding), 2026)
    assert (read.entries, read.unknown, read.problems) == ((OCTOBER_FIRST, OCTOBER_SECOND), (), ())


def test_a_plan_in_a_workbook_has_its_dates_as_dates() -> None:
    rows = [("Дата", "Тема"), (datetime(2026, 10, 1, tzinfo=UTC).replace(tzinfo=None), "Осень"), (None, None)]
    assert read_import("plan", workbook(*rows), 2026).entries == (PlanEntry(2, date(2026, 10, 1), "Осень"),)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1 860", Amount(1860)),
        ("1\u00a0860,5", Amount(1860.5)),
        ("1\u202f000\u202f000", Amount(1_000_000)),
        ("4,2 %", Amount(0.042, is_share=True)),
        ("4.2%", Amount(0.042, is_share=True)),
        ("24 000 ₽", Amount(24000)),
        ("1.234.567,8", Amount(1_234_567.8)),
        ("1,234.5", Amount(1234.5)),
        ("12,5 тыс.", Amount(12500)),
        ("1,2 млн", Amount(1_200_000)),
        ("−312", Amount(-312)),
        ("+312", Amount(312)),
        ("—", None),
        ("н/д", None),
        (7.0, Amount(7)),
    ],
)
def test_numbers_are_read_as_people_type_them(written: str | float, read: Amount | None) -> None:
    assert amount(written) == read


def test_a_lone_comma_parts_thousands_only_where_commas_part_the_columns() -> None:
    assert (amount("1,860"), amount("1,860", comma_is_decimal=False)) == (Amount(1.86), Amount(1860))


@pytest.mark.parametrize("written", ["много", "12-15", "1,86,0", "4%%", "=1+1"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        amount(written, comma_is_decimal=False)


@pytest.mark.parametrize(
    "written", ["1.10.2026", "01.10.26", "1.10", "2026-10-01", "1/10/2026", "1 октября", "1 окт. 2026"]
)
def test_dates_are_read_as_people_type_them(written: str) -> None:
    assert day(written, 2026) == date(2026, 10, 1)


def test_may_is_neither_march_nor_nothing() -> None:
    assert [day(written, 2026) for written in ("9 мая", "9 марта")] == [date(2026, 5, 9), date(2026, 3, 9)]


def test_bad_rows_are_told_with_their_place_and_the_good_ones_kept() -> None:
    table = PLAN + "31.02.2026;VK;Февраль;\r\nкогда-нибудь;VK;Потом;\r\n3.10.2026;VK;;\r\n"
    read = read_import("plan", table.encode(), 2026)
    assert read.entries == (OCTOBER_FIRST, OCTOBER_SECOND)
    assert problems(read) == [
        ("report-import-bad-date", 4, "A"),
        ("report-import-bad-date", 5, "A"),
        ("report-import-blank", 6, "C"),
    ]


def test_unknown_columns_are_asked_about_and_an_answer_settles_them() -> None:
    table = "Когда;О чём;Смета\n1.10.2026;Осень;500\n".encode()
    asked = read_import("plan", table, 2026)
    assert [(one.letter, one.name, one.samples) for one in asked.unknown] == [
        ("A", "Когда", ("1.10.2026",)), ("B", "О чём", ("Осень",)), ("C", "Смета", ("500",)),
    ]  # fmt: skip
    assert problems(asked) == [("report-import-missing", None, "")]
    told = read_import("plan", table, 2026, {"Когда": "date", "О чём": "title", "Смета": ""})
    assert (told.entries, told.unknown) == ((PlanEntry(2, date(2026, 10, 1), "Осень"),), ())
    assert read_import("plan", table, 2026, told.mapping).entries == told.entries


def test_a_title_above_the_headings_is_no_heading() -> None:
    table = workbook(("Контент-план на октябрь", None), ("Дата", "Тема"), ("1.10.2026", "Осень"), merge=("A1:B1",))
    read = read_import("plan", table, 2026)
    assert (read.entries, read.unknown) == ((PlanEntry(3, date(2026, 10, 1), "Осень"),), ())


def test_kpis_may_have_a_column_per_figure() -> None:
    table = 'Площадка;Охват;ER, %;Подписчики\nTelegram;12 000;"4,2 %";—\nVK;н/д;3,1 %;1 204\n'
    assert read_import("kpi", table.encode("cp1251"), 2026).entries == (
        KpiEntry(2, "Telegram", "reach", Amount(12000)),
        KpiEntry(2, "Telegram", "er", Amount(0.042, is_share=True)),
        KpiEntry(3, "VK", "er", Amount(0.031, is_share=True)),
        KpiEntry(3, "VK", "followers", Amount(1204)),
    )


def test_kpis_may_have_a_row_per_figure() -> None:
    table = 'Network,Metric,Value,Last month,Goal\nTelegram,Saves,"1,860",1500,2000\n'
    expected = KpiEntry(2, "Telegram", "Saves", Amount(1860), Amount(1500), Amount(2000))
    assert read_import("kpi", table.encode(), 2026).entries == (expected,)


def test_merged_headings_name_the_network_of_the_columns_below() -> None:
    table = workbook(
        ("Telegram", None, "VK", None),
        ("Охват", "ER", "Охват", "ER"),
        (12000, 0.042, 800, 0.031),
        merge=("A1:B1", "C1:D1"),
        percent=("B3", "D3"),
    )
    assert read_import("kpi", table, 2026).entries == (
        KpiEntry(3, "Telegram", "reach", Amount(12000)),
        KpiEntry(3, "Telegram", "er", Amount(0.042, is_share=True)),
        KpiEntry(3, "VK", "reach", Amount(800)),
        KpiEntry(3, "VK", "er", Amount(0.031, is_share=True)),
    )


def test_cells_merged_downwards_say_the_same_in_every_row() -> None:
    table = workbook(("Площадка", "Показатель", "Значение"), ("VK", "Охват", 5), (None, "Клики", 7), merge=("A2:A3",))
    entries = read_import("kpi", table, 2026).entries
    assert entries == (KpiEntry(2, "VK", "Охват", Amount(5)), KpiEntry(3, "VK", "Клики", Amount(7)))


def test_a_figure_of_its_own_name_is_kept_under_it() -> None:
    table = "Площадка;Сохранения\nTelegram;41\n".encode()
    assert [one.name for one in read_import("kpi", table, 2026).unknown] == ["Сохранения"]
    told = read_import("kpi", table, 2026, {"Сохранения": "figure"})
    assert told.entries == (KpiEntry(2, "Telegram", "Сохранения", Amount(41)),)


def test_a_number_that_is_none_is_told_and_the_rest_of_the_row_kept() -> None:
    read = read_import("kpi", "Площадка;Охват;Клики\nVK;много;7\n".encode(), 2026)
    assert read.entries == (KpiEntry(2, "VK", "clicks", Amount(7)),)
    assert read.problems == (Problem("report-import-bad-number", {"value": "много"}, 2, "B"),)


def test_a_value_without_a_metric_is_told() -> None:
    read = read_import("kpi", "Площадка;Показатель;Значение\nVK;;900\nVK;Клики;7\nVK;Лиды;\n".encode(), 2026)
    assert read.entries == (KpiEntry(3, "VK", "Клики", Amount(7)),)
    assert read.problems == (Problem("report-import-blank", {"column": "Показатель"}, 2, "B"),)


def test_competitors_keep_what_is_known_of_them() -> None:
    table = "Конкурент;Площадка;Подписчики;ER;Вывод\nУют;VK;8 100;—;Снимают видео\n"
    expected = CompetitorEntry(2, "Уют", "VK", Amount(8100), None, None, "Снимают видео")
    assert read_import("competitors", table.encode(), 2026).entries == (expected,)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "report-import-empty"),
        (b";;\n;;\n", "report-import-empty"),
        (b"PK\x03\x04 broken", "report-import-no-table"),
        (b"\x00\x01\x02\x03", "report-import-no-table"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "report-import-no-table"),
        (b"\xef\xbb\xbf\n<html><body>1;2</body></html>", "report-import-no-table"),
        (b"{\\rtf1\\ansi;1}", "report-import-no-table"),
    ],
)
def test_a_file_without_a_table_is_refused_with_a_remedy(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_import("plan", content, 2026)
    assert caught.value.code == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_can_be_said(language: Language) -> None:
    table = "Дата;Тема\nпотом;Осень\n;\n3.10.2026;\n".encode()
    found = (*read_import("plan", table, 2026).problems, *read_import("plan", b"a;b\n1;2\n", 2026).problems)
    assert [bool(catalogue(language)(problem.code, **problem.values)) for problem in found] == [True] * 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["plan", "kpi", "competitors"])
def test_a_template_has_headings_that_are_known(kind: Kind, language: Language) -> None:
    read = read_import(kind, template(kind, language), 2026)
    assert (read.unknown, problems(read)) == ((), [("report-import-no-rows", None, "")])


def test_imported_tables_become_lines_of_evidence() -> None:
    words = Words("ru", ZoneInfo("Europe/Moscow"))
    origin = Origin("plan.csv", "Carol", datetime(2026, 10, 31, tzinfo=UTC))
    kpi = "Площадка;Охват;ER\nTelegram;12 000;4,2 %\nVK;1 234,5;4,25 %\nДзен;-0;0,04 %\nOK;—;4,25\n"
    kpi += "TikTok;0,001;-0,00456\n"
    tables: list[tuple[Kind, str]] = [("plan", PLAN), ("kpi", kpi)]
    lines = [line for kind, text in tables for line in evidence(read_import(kind, text.encode(), 2026), origin, words)]
    assert [(line.item, line.mark, line.text.replace("\u00a0", " ")) for line in lines] == [
        (1, "imported", "Контент-план: 2 публикации · с 1 октября по 2 октября · Telegram, VK"),
        (2, "imported", "Вышла 1 публикация из 2"),
        (6, "imported", "Telegram: Охват 12 000; ER 4,2 %"),
        (6, "imported", "VK: Охват 1 234,5; ER 4,25 %"),
        (6, "imported", "Дзен: Охват 0; ER 0,04 %"),
        (6, "imported", "OK: ER 4,25"),
        (6, "imported", "TikTok: Охват 0,001; ER -0,0046"),
    ]


def damaged() -> bytes:
    """A workbook whose sheet is cut short, so that its reader fails far inside."""
    book, content = Workbook(), BytesIO()
    book.worksheets[0].append(["Дата", "Охват"])
    book.save(content)
    whole, cut = ZipFile(BytesIO(content.getvalue())), BytesIO()
    with ZipFile(cut, "w") as archive:
        for name in whole.namelist():
            part = whole.read(name)
            archive.writestr(name, part[: len(part) // 2] if name.endswith("sheet1.xml") else part)
    return cut.getvalue()


@pytest.mark.parametrize("content", [damaged(), b"a,b\n" + b"x" * 200_000 + b",1"])
def test_a_damaged_file_is_no_table(content: bytes) -> None:
    with pytest.raises(Invalid) as told:
        read_grid(content)
    assert told.value.code == "report-import-no-table"


def test_a_stray_cell_far_away_is_told_not_read() -> None:
    book, content = Workbook(), BytesIO()
    book.worksheets[0].append(["Дата", "Охват"])
    book.worksheets[0].cell(300, 16_384, "!")
    book.save(content)
    with pytest.raises(Invalid) as told:
        read_grid(content.getvalue())
    assert (told.value.code, told.value.values) == ("report-import-too-wide", {"columns": 16_384, "rows": 300})


@pytest.mark.parametrize("cell", ["9" * 400, "1" + "0" * 20, float("inf"), float("nan")])
def test_a_number_beyond_all_months_is_none(cell: str | float) -> None:
    with pytest.raises(ValueError, match=r"."):
        amount(cell)
