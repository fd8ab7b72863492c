"""Items that the program tells by itself: marked so, said once, the same in every form."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from inbox.evidence import Seen
from report.blocks import Table
from report.closing import Closed, frozen, thawed
from report.exports import FORMS
from report.figures import figures
from report.model import Report, build
from report.record import record
from tests.report.sample import empty, sample
from tests.report.sample_seen import CHANNEL, sample_seen
from texts import LANGUAGES, Language


def report(language: Language) -> Report:
    return build(figures(replace(sample(24, language=language), seen=sample_seen())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_seen_tells_itself(language: Language) -> None:
    told = {section.number: section.mark for section in report(language).sections}
    assert told == dict.fromkeys((1, 2, 4, 5, 6, 7, 8), "auto") | dict.fromkeys((3, 9), "manual")


def test_every_block_is_said_once_and_imported_lines_stand_beside() -> None:
    for section in report("en").sections:
        titles = [title for block in section.blocks if (title := getattr(block, "title", ""))]
        assert len(titles) == len(set(titles))
    assert "ER по охвату 4,2 %" in str(report("en").sections[5].blocks[-1])


def test_summaries_of_the_first_page() -> None:
    assert [section.summary for section in report("en").sections if section.number in {1, 2, 6, 7, 8}] == [
        "10 posts planned, 8 published, 1 not published",
        "11 posts, 82% unique",
        "Тёплый дом: members 4,425, joined 297, left 78",
        "4 placements, 177 joined by links in the month",
        "Filed: 2 about competitors, 1 about trends, 1 about algorithms",
    ]


def test_verdicts_stand_with_their_n() -> None:
    promotion = report("en").sections[6].blocks
    verdicts = next(block for block in promotion if getattr(block, "title", "") == "What worked")
    assert [cell.text for cell in verdicts.points] == [  # type: ignore[union-attr] # the bullets of that title
        (
            "“Посев в «Домашних»”: RUB\u00a0304 per retained, less than the usual RUB\u00a0630; "
            "82% stayed a week (n = 73). Worth repeating."
        ),
        "“Блогер Катя”: RUB\u00a0630 per retained, more than the usual RUB\u00a0304; 70% stayed a week (n = 30).",
        "“Взаимный пост с «Чайной»”: 89% stayed a week, more than the usual 76% (n = 36). Worth repeating.",
        "“Купон в заказах”: too early to judge, a week has passed for 5 of the 6 who came.",
    ]


def test_the_workbook_has_the_same_figures() -> None:
    book = load_workbook(BytesIO(FORMS["report.xlsx"](report("en"))))
    rows = [tuple(cell.value for cell in row) for sheet in book for row in sheet.iter_rows()]
    blogger = next(row for row in rows if "Блогер Катя" in str(row[0]) and 15_000 in row)
    assert [round(value, 2) for value in blogger if isinstance(value, float | int)][-2:] == [441.18, 630.25]
    growth = next(row for row in rows if "Тёплый дом" in row and 4425 in row)
    assert [value for value in growth if value is not None] == ["Тёплый дом", 4210, 4425, 215, 297, 120, 177, 0, 78]


def test_er_by_reach_stands_beside_er_by_members_in_the_table_and_for_machines() -> None:
    """Eleven posts with 242 reactions and 66 comments, 4,425 members, a reach of 30,250."""
    engaged = sum(40 - 3 * n + 12 - n for n in range(1, 12))
    table = next(block for block in report("en").sections[5].blocks if getattr(block, "title", "") == "Engagement")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0][-3:]] == ["0.63%", "30,250", "1.02%"]
    told = record(report("en"))["seen"]["growth"]["chats"][0]
    shares = (round(engaged / (11 * 4425), 6), round(engaged / 30_250, 6))
    assert (told["er_by_members"], told["er_by_reach"]) == shares


def test_chats_in_which_nothing_happened_tell_nothing() -> None:
    nothing = replace(empty(), seen=Seen(chats={CHANNEL: "A"}, blind=("A",), goals={"members": 5}))
    assert {section.mark for section in build(figures(nothing)).sections} == {"no_data"}


def test_a_closed_month_keeps_what_was_seen() -> None:
    closed = Closed(replace(sample(5), seen=sample_seen()))
    assert thawed(frozen(closed)) == closed


def test_the_json_says_what_the_tables_say() -> None:
    seen = record(build(figures(replace(sample(5), seen=sample_seen()))))["seen"]
    assert seen["plan"] | {"kept": None} == {
        "lines": 10, "published": 8, "early": 0, "late": 0, "missing": 1, "due": 0, "elsewhere": 1, "unplanned": 3,
        "kept": None,
    }  # fmt: skip
    channel = seen["growth"]["chats"][0]
    assert (channel["members_before"], channel["members_now"], channel["posts"]) == (4210, 4425, 11)
    assert [(one["name"], one["cost"], one["currency"], one["joined"]) for one in seen["placements"]][1:3] == [
        ("Блогер Катя", 15_000.0, "RUB", 34), ("Взаимный пост с «Чайной»", None, None, 41),
    ]  # fmt: skip
    assert [(one["entries"], one["late"], one["winners"]) for one in seen["activations"]] == [(80, 2, 1)]
    assert seen["memo"] == {"competitor": 2, "trend": 1, "algorithm": 1}
    assert record(build(figures(sample(5))))["seen"] is None
