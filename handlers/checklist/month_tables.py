"""Tables that people keep (content plan, KPIs, competitors) as evidence for the checklist; the same in chat and shell.

Invariant: what a table says is in once, however often it is imported: lines of a plan are added where they are new,
other tables take the place of what they said before. What a person said of a column is remembered for the brand.
"""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.checklist.plan import draft_of
from inbox.errors import Problem
from inbox.ids import TelegramId
from report.columns import FIGURE, Column, Kind, fields
from report.evidence import Origin
from report.evidence import evidence as lines_of
from report.imports import Imported, PlanEntry, heading, read_import
from report.words import Words
from storage import Connection, columns, evidence, plans
from storage.brands import Brand
from texts import Catalogue


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
) -> int:
    """How many lines came to the checklist of the month; of a plan, how many came to the plan."""
    columns.remember(connection, brand.id, imported.kind, imported.mapping)
    if imported.kind == "plan":
        drafts = [draft_of(entry, brand) for entry in imported.entries if isinstance(entry, PlanEntry)]
        return len(plans.add(connection, brand.id, drafts, source, now, by))
    evidence.drop_imported(connection, brand.id, month, source)
    lines = lines_of(imported, Origin(source, "", now), Words(brand.language, ZoneInfo(brand.time_zone)))
    for line in lines:
        evidence.add(connection, brand.id, month, line.item, line.text, now, by, mark="imported", source=source)
    return len(lines)


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
