"""Every form of the report says the model, says a dash for the unknown, and runs nothing that people wrote."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from inbox.errors import Invalid
from inbox.facts import MonthFacts, Review
from inbox.ids import PostId
from report.behind import longest
from report.blocks import Bullets, Cell, Table
from report.exports import FORMS
from report.figures import figures
from report.look import Look, contrast
from report.model import Report, build
from tests.report.sample import HISTORY, empty, sample
from tests.report.sample_seen import sample_seen
from texts import LANGUAGES, Language

NASTY = ("=1+1", "+7 900 000", "-Alice", "@alice", "<script>alert(1)</script>", " =cmd", "\t=1", "#let x\x0b\x00 $*_")


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


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from leaves(one)
    else:
        yield value


def test_an_empty_month_has_no_number_in_its_json_but_what_is_known() -> None:
    record = json.loads(FORMS["metrics.json"](report(empty())))
    parts = {key: record[key] for key in record.keys() - {"version", "checklist", "headline", "changes", "line"}}
    assert [leaf for leaf in leaves(parts) if isinstance(leaf, int | float)] == []
    assert {change["now"] for change in record["changes"].values()} == {None}


def test_names_with_html_stay_text() -> None:
    page = FORMS["report.html"](nasty()).decode()
    assert ("<script" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_csv_cells_cannot_start_a_formula() -> None:
    rows = list(csv.reader(StringIO(FORMS["waits.csv"](nasty()).decode("utf-8-sig")), delimiter=";"))
    members = {row[rows[0].index("Участник")] for row in rows[1:]}
    assert members == {"'=1+1", "'+7 900 000", "'-Alice", "'@alice", NASTY[4], "' =cmd", "'\t=1", NASTY[7]}


def test_xlsx_cells_that_look_like_formulas_are_quoted_text() -> None:
    cells = [cell for rows in sheets(FORMS["report.xlsx"](nasty())).values() for row in rows for cell in row]
    looks = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in looks} >= {"=1+1", "+7 900 000", "-Alice", "@alice"}
    assert [cell.value for cell in looks if cell.data_type != "s" or not cell.quotePrefix] == []


def test_the_workbook_has_a_sheet_per_item_and_the_raw_waits() -> None:
    found = sheets(FORMS["report.xlsx"](report(sample())))
    assert list(found) == [
        "Главное", "1 Контент-план", "2 Контент", "3 UGC", "4 Активации", "5 Сообщество", "6 Показатели",
        "7 Продвижение", "8 Записка", "9 Выводы", "Сводка", "Обращения", "За цифрами", "Как мы считаем",
    ]  # fmt: skip
    assert len(found["Обращения"]) == 261


def test_a_figure_of_the_workbook_leads_to_its_messages() -> None:
    found = sheets(FORMS["report.xlsx"](report(sample())))
    behind = found["За цифрами"]
    leading = [cell for rows in found.values() for row in rows for cell in row if cell.hyperlink]
    inside = [cell for cell in leading if cell.hyperlink.location]
    for cell in inside:
        row = int(cell.hyperlink.location.removeprefix("'За цифрами'!A"))
        told = int(behind[row - 1][0].value.rpartition("(")[2].rstrip(")"))
        shown = [behind[at][0].value for at in range(row + 1, row + 1 + told)]
        assert (told > 0, None in shown) == (True, False)
    assert len(inside) > 100
    assert {cell.hyperlink.target[:13] for cell in leading if cell not in inside} == {"https://t.me/"}


def test_links_beyond_what_a_sheet_takes_leave_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = sample(40)
    made = report(replace(facts, items=(replace(facts.items[0], link=f"https://t.me/{'a' * 2100}"),)))
    words = [[cell.value for row in rows for cell in row] for rows in sheets(FORMS["report.xlsx"](made)).values()]
    assert any(facts.items[0].text in str(value) for sheet in words for value in sheet)
    monkeypatch.setattr("report.workbook.MOST_LINKS", 3)
    told = sheets(FORMS["report.xlsx"](made)).values()
    assert [[cell.value for row in rows for cell in row] for rows in told] == words


def test_a_long_list_says_what_it_leaves_out_and_where_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.behind.MOST_ROWS", 0)
    rows = [row[0].value for row in sheets(FORMS["report.xlsx"](report(sample())))["За цифрами"]]
    assert "… и ещё 250: они на листе «Обращения»." in rows
    whole = next(at for at, title in enumerate(rows) if str(title).startswith("Все разговоры ("))
    assert None not in rows[whole : whole + 150]


@pytest.mark.parametrize(
    ("lengths", "most", "shown"),
    [([], 0, []), ([5, 9], 9, [5, 9]), ([5, 90, 30], 47, [5, 47, 30]), ([300] * 20, 10, [10] * 20)],
)
def test_short_lists_are_whole_and_long_ones_share_what_is_left(
    lengths: list[int], most: int, shown: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report.behind.MOST_ROWS", 82)
    assert longest(lengths) == most
    assert [min(length, most) for length in lengths] == shown


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


def test_a_colour_that_cannot_be_shown_is_refused_with_a_reason() -> None:
    with pytest.raises(Invalid) as caught:
        Look("red;}")
    assert caught.value.code == "report-bad-colour"


def squeezed(text: str) -> str:
    """Without white space: line breaks fall elsewhere in every form."""
    return "".join(text.split())


def read_back(form: str, content: bytes) -> str:
    """All the words of a form, as another program reads them."""
    if form == "report.pdf":
        return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))
    if form == "report.docx":
        document = Document(BytesIO(content))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return squeezed("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))
    if form == "report.html":
        return squeezed(unescape(re.sub(r"<[^>]+>", "", content.decode())))
    raise ValueError(form)


def figures_of(made: Report) -> list[tuple[str, str]]:
    """Every figure of every table, with the name of its row."""
    tables = [made.comparison, *(block for one in made.sections for block in one.blocks if isinstance(block, Table))]
    return [(row[0].text, cell.text) for table in tables for row in table.rows for cell in row[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["report.html", "report.pdf", "report.docx"])
def test_every_form_says_the_same_figures(form: str, language: Language) -> None:
    facts = replace(sample(60, language=language), seen=sample_seen())
    made = build(figures(facts, HISTORY), for_team=True)
    words = read_back(form, FORMS[form](made))
    assert [figure for figure in figures_of(made) if not all(squeezed(part) in words for part in figure)] == []


def test_the_workbook_holds_the_same_figures() -> None:
    made = report(replace(sample(60), seen=sample_seen()))
    rows = [row for sheet in sheets(FORMS["report.xlsx"](made)).values() for row in sheet]
    found = {(str(row[0].value).split("\n")[0], spoken(cell)) for row in rows for cell in row[1:]}
    tables = [made.comparison, *(block for one in made.sections for block in one.blocks if isinstance(block, Table))]
    said = {(row[0].text, expected(cell)) for table in tables for row in table.rows for cell in row[1:]}
    assert said - found == set()


def spoken(cell: Any) -> object:
    """A duration comes back as time, words without what stands under them, everything else as it was written."""
    if isinstance(cell.value, timedelta):
        return round(cell.value.total_seconds(), 1)
    if isinstance(cell.value, time):
        return round(
            timedelta(
                hours=cell.value.hour,
                minutes=cell.value.minute,
                seconds=cell.value.second,
                microseconds=cell.value.microsecond,
            ).total_seconds(),
            1,
        )
    if isinstance(cell.value, str):
        return cell.value.split("\n")[0]
    return round(cell.value, 6) if isinstance(cell.value, float) else "" if cell.value is None else cell.value


def expected(cell: Cell) -> object:
    if not isinstance(cell.value, float | int):
        return cell.text
    return round(cell.value, 1) if cell.kind == "duration" else round(cell.value, 6)


def test_a_pdf_leaves_away_what_its_fonts_lack_and_breaks_words_without_end() -> None:
    endless = "ы" * 150
    line = replace(sample(40).items[0], text=f"Ура 🎉👍🏽❤️ 中文。 مرحبا {endless}!")
    pages = PdfReader(BytesIO(FORMS["report.pdf"](report(replace(sample(40), items=(line,)))))).pages
    said = "".join(page.extract_text() for page in pages)
    assert [sign in said for sign in ("Ура", "🎉", "中", "。", "م", endless)] == [True, *[False] * 5]


def test_a_pdfs_table_breaks_only_the_words_that_are_wider_than_their_cell() -> None:
    handle, word = "@velikolepnyy_kanal_o_dome", "Достопримечательности"
    seen = sample_seen()
    facts = sample(40)
    placements = (replace(seen.placements[0], name=handle), *seen.placements[1:])
    waits = tuple(replace(wait, category=word) for wait in facts.waits)
    made = report(replace(facts, waits=waits, seen=replace(seen, placements=placements)))
    pages = PdfReader(BytesIO(FORMS["report.pdf"](made))).pages
    lines = "\n".join(page.extract_text() for page in pages).splitlines()
    told = [line for line in lines if line.startswith((word, "Канал П", handle[:5], "nal_o"))]
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in told] == [
        f"{word} 40 1 26 мин 3 ч 47 мин 75 % 75 %",
        "Канал Публикаций Реакций Коммента-",
        "@velikolepnyy_ka",
        "nal_o_dome",
        f"{handle} 96 31 0,3 10 0,1",
    ]


@pytest.mark.parametrize("form", ["report.pdf", "report.docx"])
def test_what_people_wrote_means_nothing_to_the_form(form: str) -> None:
    words = read_back(form, FORMS[form](nasty()))
    assert (squeezed(NASTY[4]) in words, "#letx" in words) == (True, True)


def test_a_report_of_five_thousand_posts_shows_the_neediest_and_counts_them_all() -> None:
    facts = sample(40)
    posts = tuple(replace(facts.posts[n % 12], id=PostId(n + 1), text=f"Post {n + 1}") for n in range(5000))
    made = report(replace(facts, posts=posts))
    record = json.loads(FORMS["metrics.json"](made))
    assert (len(record["posts"]), len(FORMS["report.html"](made)) < 300_000) == (5000, True)


def test_drafts_are_for_the_team_until_somebody_accepts_them() -> None:
    facts = sample()
    told = [report(replace(facts, reviews=reviews)).sections[8] for reviews in ((), (Review("weekend", "accepted"),))]
    shown = build(figures(facts, HISTORY), for_team=True).sections[8]
    assert [(one.mark, [type(block).__name__ for block in one.blocks]) for one in (*told, shown)] == [
        ("no_data", ["Paragraph", "Table"]),
        ("manual", ["Bullets", "Table"]),
        ("manual", ["Bullets", "Table", "Bullets"]),
    ]


def test_a_persons_words_replace_the_draft_and_keep_its_evidence() -> None:
    review = Review("weekend", "edited", "Bob needs a weekend off.", "Ask Carol.")
    told = report(replace(sample(), reviews=(review,))).sections[8].blocks[0]
    assert isinstance(told, Bullets)
    assert [(one.text, one.sub, bool(one.listing)) for one in told.points] == [(review.text, review.advice, True)]
