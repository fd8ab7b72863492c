"""The library as lists in the chat show it: a page of it, its categories, how many entries there are.

Invariant: what is read is what is shown, however large the library. Retired entries are in no list but their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from inbox.entries import Language, State
from inbox.ids import BrandId, EntryId
from storage.tables import entries

LISTED: tuple[State, ...] = ("draft", "approved")


@dataclass(frozen=True, slots=True)
class Name:
    """What an entry is called by: two with the same in one language would be in each other's way."""

    id: EntryId
    question: str
    code: str
    language: Language


@dataclass(frozen=True, slots=True)
class Line:
    """An entry without its answer."""

    id: EntryId
    category: str
    question: str
    state: State


def counts(connection: Connection, brand: BrandId) -> dict[str, int]:
    """How many entries are in each state; none where there is no such entry."""
    rows = connection.execute(
        select(entries.c.state, func.count()).where(entries.c.brand_id == brand).group_by(entries.c.state)
    )
    return {row[0]: row[1] for row in rows}


def categories(connection: Connection, brand: BrandId, states: Sequence[State] = LISTED) -> list[tuple[str, int]]:
    """By name, each with how many entries it has; those without a category last."""
    rows = connection.execute(_of(select(entries.c.category, func.count()), brand, states).group_by(entries.c.category))
    found = [(row[0], row[1]) for row in rows]
    return sorted(found, key=lambda row: (not row[0], row[0].casefold()))


def page(
    connection: Connection,
    brand: BrandId,
    limit: int,
    offset: int,
    states: Sequence[State] = LISTED,
    category: str | None = None,
) -> list[Line]:
    """By category and question; those without a category last."""
    query = _of(select(entries.c.id, entries.c.category, entries.c.question, entries.c.state), brand, states)
    if category is not None:
        query = query.where(entries.c.category == category)
    ordered = (
        query.order_by(entries.c.category == "", entries.c.category, entries.c.question, entries.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [Line(*row) for row in connection.execute(ordered)]


def some(connection: Connection, brand: BrandId, wanted: Sequence[EntryId]) -> list[Line]:
    """These entries, in this order; those that are not listed left out."""
    query = _of(select(entries.c.id, entries.c.category, entries.c.question, entries.c.state), brand, LISTED)
    found = {row.id: Line(*row) for row in connection.execute(query.where(entries.c.id.in_(wanted)))}
    return [found[entry] for entry in wanted if entry in found]


def names(connection: Connection, brand: BrandId) -> list[Name]:
    """Of every entry that is listed."""
    query = select(entries.c.id, entries.c.question, entries.c.code, entries.c.language)
    return [Name(*row) for row in connection.execute(_of(query, brand, LISTED).order_by(entries.c.id))]


def contents(connection: Connection, brand: BrandId) -> list[tuple[EntryId, str, str]]:
    """Question and answer of every entry that is listed."""
    query = _of(select(entries.c.id, entries.c.question, entries.c.answer), brand, LISTED)
    return [(row[0], row[1], row[2]) for row in connection.execute(query.order_by(entries.c.id))]


def answerless(connection: Connection, brand: BrandId) -> list[EntryId]:
    """The drafts that have neither an answer nor a file."""
    query = _of(select(entries.c.id), brand, ("draft",)).where(entries.c.answer == "", entries.c.attachment == "")
    return list(connection.scalars(query.order_by(entries.c.id)))


def with_code(connection: Connection, brand: BrandId, code: str) -> list[EntryId]:
    """One in each language at most. Compared here: SQLite's case is that of Latin letters only."""
    wanted = code.casefold()
    return [each.id for each in names(connection, brand) if wanted and each.code.casefold() == wanted]


def _of(query: Select[Any], brand: BrandId, states: Sequence[State]) -> Select[Any]:
    return query.where(entries.c.brand_id == brand, entries.c.state.in_(states))
