"""Tables that people keep (content plan, KPIs, competitors) as evidence for the checklist; the same in chat and shell.

Invariant: what a table says is in once, however often it is imported: lines of a plan are added where they are new,
other tables take the place of what they said before. What a person said of a column is remembered for the brand.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from inbox.errors import Problem
from inbox.ids import TelegramId
from report.columns import FIGURE, Column, Kind, fields
from report.evidence import Origin
from report.evidence import evidence as lines_of
from report.imports import CompetitorEntry, Imported, PlanEntry, heading, read_import
from report.words import Words
from storage import Connection, columns, competitors, evidence, plans, table_imports
from storage.brands import Brand
from storage.plans import Draft
from storage.table_imports import TableImport
from texts import Catalogue

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Stored:
    """How many lines or rows came to the checklist of the month, or to the plan, and of which days; `undo` is what a
    button carries.
    """

    lines: int
    days: Collection[date]
    undo: str


def read_table(
    connection: Connection, brand: Brand, kind: Kind, content: bytes, month: date, said: Mapping[str, str]
) -> Imported:
    """With what was said of its columns before, and what is `said` now."""
    return read_import(kind, content, month.year, {**columns.remembered(connection, brand.id, kind), **said})


def asked_about(imported: Imported) -> list[Column]:
    """Columns whose meaning a person must tell; one without a heading cannot be named."""
    return [column for column in imported.unknown if column.name]


def keep_table(
    connection: Connection,
    brand: Brand,
    imported: Imported,
    month: date,
    source: str,
    now: datetime,
    by: TelegramId | None,
) -> Stored:
    columns.remember(connection, brand.id, imported.kind, imported.mapping)
    if imported.kind == "plan":
        drafts = [draft_of(entry, brand) for entry in imported.entries if isinstance(entry, PlanEntry)]
        added = plans.add(connection, brand.id, drafts, source, now, by)
        return Stored(len(added), [draft.on for draft in added], f"plx:{_milliseconds(now)}")
    before = _lifted(connection, brand, month, source)
    number = table_imports.put(connection, brand.id, TableImport(month, source, before), now, by)
    lines = lines_of(imported, Origin(source, "", now), Words(brand.language, ZoneInfo(brand.time_zone)))
    for line in lines:
        evidence.add(
            connection, brand.id, month, line.item, line.text, now, by, mark="imported", source=source,
            network=line.network, reach=line.reach,
        )  # fmt: skip
    rivals = [_row(entry) for entry in imported.entries if isinstance(entry, CompetitorEntry)]
    competitors.put(connection, brand.id, month, source, rivals)
    return Stored(len(lines) + len(rivals), [month], f"tbx:{number}")


def take_back(connection: Connection, brand: Brand, number: int) -> TableImport | None:
    """What the file had said before stands again; None when there is nothing (any more) to take back."""
    made = table_imports.take(connection, brand.id, number)
    if made is not None:
        _lifted(connection, brand, made.month, made.source)
        evidence.put_back(connection, brand.id, made.month, made.source, made.before["lines"])
        competitors.put(connection, brand.id, made.month, made.source, made.before["competitors"])
    return made


def draft_of(entry: PlanEntry, brand: Brand) -> Draft:
    """A line of the brand's plan, as a table has it."""
    at = None
    if entry.at is not None:
        at = datetime.combine(entry.on, entry.at, ZoneInfo(brand.time_zone))
    return Draft(entry.on, entry.title[:LONGEST_TITLE], at, entry.network, entry.format)


def _lifted(connection: Connection, brand: Brand, month: date, source: str) -> dict[str, Any]:
    return {
        "lines": evidence.lift_imported(connection, brand.id, month, source),
        "competitors": competitors.lift(connection, brand.id, month, source),
    }


def _row(entry: CompetitorEntry) -> competitors.Figures:
    followers, posts, er = (None if one is None else one.value for one in (entry.followers, entry.posts, entry.er))
    is_share = entry.er is None or entry.er.is_share
    return {
        "name": entry.name, "network": entry.network, "followers": followers, "posts": posts, "er": er,
        "er_is_share": is_share, "note": entry.note,
    }  # fmt: skip


def _milliseconds(at: datetime) -> int:
    return (at - datetime.fromtimestamp(0, at.tzinfo)) // timedelta(milliseconds=1)


def kept_in_words(imported: Imported, month: date, kept: int, say: Catalogue) -> str:
    if imported.kind != "plan":
        return say("closing-imported", month=f"{month:%Y-%m}", n=kept)
    known = len(imported.entries) - kept
    return "\n".join([say("plan-imported", n=kept), *([say("plan-known", n=known)] if known else [])])


def field_names(kind: Kind, say: Catalogue) -> dict[str, str]:
    """What a column may be said to mean, by field."""
    return {
        field: say("closing-figure") if field == FIGURE else heading(kind, field, say.language)
        for field in fields(kind)
    }


def in_words(problem: Problem, say: Catalogue) -> str:
    """What is wrong and where, as plain text."""
    words = say(problem.code, **problem.values)
    if problem.row is None:
        return words
    key = "closing-place-cell" if problem.column else "closing-place-row"
    return f"{say(key, row=problem.row, column=problem.column)} {words}"
