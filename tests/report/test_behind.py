"""Every figure of item 5 leads to what it is made of."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from report.blocks import Block, Cell, Chart, HeatMap, Table
from report.exports import FORMS
from report.figures import figures
from report.model import Report, build
from tests.report.sample import HISTORY, sample

ONLY_COUNTED = {"Сообщений участников"}
"""The community's own chat is the list of these."""
GATHERED = {"Из них требовали ответа", "Прирост (открыто − закрыто)"}
"""Several questions in a row are one request; what came and went is listed together."""


@pytest.fixture(scope="module")
def made() -> Report:
    return build(figures(sample(), HISTORY))


def cells_of(block: Block) -> Iterator[tuple[str, Cell]]:
    match block:
        case Table():
            yield from ((row[0].text, cell) for row in block.rows for cell in row[1:])
        case Chart():
            yield from ((block.labels[at], cell) for one in block.series for at, cell in enumerate(one.cells))
        case HeatMap():
            yield from (("", cell) for layer in (block.incoming, block.response) for row in layer for cell in row)


def told(made: Report) -> list[tuple[str, Cell]]:
    """The figures of item 5, with the name of each; of a line over months only this one's."""
    lines = [block for block in made.sections[4].blocks if isinstance(block, Chart) and block.kind == "line"]
    others = [block for block in made.sections[4].blocks if block not in lines]
    return [
        *(one for block in others for one in cells_of(block)),
        *((line.labels[-1], line.series[0].cells[-1]) for line in lines),
    ]


def test_every_figure_of_item_5_leads_somewhere(made: Report) -> None:
    known = [(name, cell) for name, cell in told(made) if cell.kind != "text" and cell.value]
    assert len(known) > 300
    assert [(name, cell.text) for name, cell in known if not cell.listing and not cell.href] == [
        ("Подсказка нашлась", next(cell.text for name, cell in known if not cell.listing and not cell.href))
    ]


def test_every_figure_of_the_first_page_leads_somewhere(made: Report) -> None:
    rows = [row[:2] for row in made.comparison.rows if row[1].value]
    assert {name.text for name, cell in rows if not cell.listing} == ONLY_COUNTED
    assert all(tile.figure.listing for tile in made.tiles.tiles)


def test_a_count_leads_to_as_many_rows_as_it_says(made: Report) -> None:
    lists = {listing.id: listing for listing in made.listings}
    front = [(row[0].text, row[1]) for row in made.comparison.rows]
    counts = [(name, cell) for name, cell in (*told(made), *front) if cell.kind == "count" and cell.listing]
    wrong = [
        (name, cell.value, len(lists[cell.listing].rows))
        for name, cell in counts
        if name and name not in GATHERED and cell.value != len(lists[cell.listing].rows)
    ]
    assert wrong == []


def test_a_list_holds_every_one_of_its_rows_and_a_register_nothing_else(made: Report) -> None:
    for register in made.registers:
        listed = {row for one in made.listings if one.register == register.name for row in one.rows}
        assert set(register.rows) == listed
        assert {len(cells) for cells in register.rows.values()} == {len(register.columns)}
    assert [register.name for register in made.registers] == [
        "waits", "talks", "hints", "uses", "answers", "topics", "entries",
    ]  # fmt: skip


def test_the_page_shows_each_list_with_its_rows(made: Report) -> None:
    page = FORMS["report.html"](made).decode()
    for listing in made.listings:
        assert f"{listing.title} ({len(listing.rows)})" in unescape(page)
    members = " ".join(re.findall(r'<tr class="([^"]+)">', page)).split()
    assert {one.id: members.count(one.id) for one in made.listings} == {one.id: len(one.rows) for one in made.listings}
