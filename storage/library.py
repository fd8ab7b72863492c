"""The Q&A library: entries, their phrasings, and the log of every change.

Invariant: nothing of the library changes without a row in `entry_changes` and a new `library_version` of the brand, by
which matchers know that they are out of date. An entry is never deleted, only retired.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from inbox.entries import Entry, State
from inbox.errors import NotFound, Stale
from inbox.ids import BrandId, EntryId, MessageId, TelegramId
from storage.inserts import insert_row
from storage.prepared import Prepared
from storage.tables import brands, entries, entry_changes, phrasings

What = Literal["added", "changed", "approved", "retired", "drafted", "phrasing", "undone"]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log; `before` and `after` are the entry as plain values, None where there was none."""

    id: int
    entry: EntryId
    at: datetime
    by: TelegramId | None
    what: What
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def find_all(connection: Connection, brand: BrandId, states: Sequence[State] = ("draft", "approved")) -> list[Entry]:
    """Entries with their phrasings, by category and question."""
    rows = connection.execute(
        select(entries)
        .where(entries.c.brand_id == brand, entries.c.state.in_(states))
        .order_by(entries.c.category, entries.c.question, entries.c.id)
    ).all()
    texts: dict[int, list[str]] = {}
    for entry_id, text in connection.execute(
        select(phrasings.c.entry_id, phrasings.c.text)
        .join(entries, entries.c.id == phrasings.c.entry_id)
        .where(entries.c.brand_id == brand, entries.c.state.in_(states))
        .order_by(phrasings.c.id)
    ):
        texts.setdefault(entry_id, []).append(text)
    return [_entry(row, texts.get(row.id, [])) for row in rows]


def get(connection: Connection, brand: BrandId, entry: EntryId) -> Entry:
    """Raises `NotFound` when the brand has no such entry."""
    row = connection.execute(select(entries).where(entries.c.id == entry, entries.c.brand_id == brand)).first()
    if row is None:
        raise NotFound("entry-not-found", entry=entry)
    texts = connection.scalars(
        select(phrasings.c.text).where(phrasings.c.entry_id == entry).order_by(phrasings.c.id)
    ).all()
    return _entry(row, texts)


VERSION = Prepared(select(brands.c.library_version, brands.c.verdicts).where(brands.c.id == bindparam("brand")))


def version(connection: Connection, brand: BrandId) -> tuple[int, int]:
    """By what a matcher knows that it is out of date: the library's version, and the number of verdicts."""
    row = VERSION.one(connection, brand=brand)
    return row.library_version, row.verdicts


def versions(connection: Connection) -> list[tuple[BrandId, int, int]]:
    """`version` of every brand that has had entries."""
    stocked = select(brands.c.id, brands.c.library_version, brands.c.verdicts).where(brands.c.library_version > 0)
    return [tuple(row) for row in connection.execute(stocked)]


def add(connection: Connection, brand: BrandId, entry: Entry, now: datetime, by: TelegramId | None) -> EntryId:
    values = _columns(entry) | approval(entry.state, now, by)
    number = insert_row(connection, entries, brand_id=brand, created_at=now, created_by=by, updated_at=now, **values)
    _keep_phrasings(connection, number, entry.phrasings, now, by)
    _log(connection, brand, number, now, by, "added", None, get(connection, brand, number))
    return number


def change(
    connection: Connection, brand: BrandId, entry: Entry, now: datetime, by: TelegramId | None, what: What = "changed"
) -> None:
    """Replace an entry by its new value (same id)."""
    number = entry.id
    before = get(connection, brand, number)
    dates = approval(entry.state, now, by) if entry.state != before.state else {}
    connection.execute(update(entries).where(entries.c.id == number).values(updated_at=now, **_columns(entry), **dates))
    if entry.phrasings != before.phrasings:
        gone = [text for text in before.phrasings if text not in entry.phrasings]
        connection.execute(delete(phrasings).where(phrasings.c.entry_id == number, phrasings.c.text.in_(gone)))
        _keep_phrasings(connection, number, [t for t in entry.phrasings if t not in before.phrasings], now, by)
    _log(connection, brand, number, now, by, what, before, get(connection, brand, number))


def add_phrasing(
    connection: Connection,
    brand: BrandId,
    entry: EntryId,
    text: str,
    now: datetime,
    by: TelegramId | None,
    message: MessageId | None = None,
) -> bool:
    """One more way to ask; False when the entry has it already."""
    before = get(connection, brand, entry)
    if text in before.wordings():
        return False
    _keep_phrasings(connection, entry, [text], now, by, message)
    _log(connection, brand, entry, now, by, "phrasing", before, get(connection, brand, entry))
    return True


def phrasing_from(connection: Connection, message: MessageId) -> tuple[EntryId, str] | None:
    """The entry that a message was added to as a phrasing, and its words."""
    row = connection.execute(
        select(phrasings.c.entry_id, phrasings.c.text).where(phrasings.c.message_id == message)
    ).first()
    return None if row is None else (row.entry_id, row.text)


def changes(connection: Connection, brand: BrandId, entry: EntryId, limit: int = 20, offset: int = 0) -> list[Change]:
    """What happened to an entry, newest first."""
    rows = connection.execute(_changes(brand, entry).order_by(entry_changes.c.id.desc()).limit(limit).offset(offset))
    return [Change(*row) for row in rows]


def number_of_changes(connection: Connection, brand: BrandId, entry: EntryId) -> int:
    return connection.scalar(select(func.count()).select_from(_changes(brand, entry).subquery())) or 0


def get_change(connection: Connection, brand: BrandId, entry: EntryId, change_id: int) -> Change:
    """Raises `Stale` when the entry has no such change."""
    row = connection.execute(_changes(brand, entry).where(entry_changes.c.id == change_id)).first()
    if row is None:
        raise Stale("stale-button")
    return Change(*row)


def _changes(brand: BrandId, entry: EntryId) -> Select[Any]:
    return select(
        entry_changes.c.id, entry_changes.c.entry_id, entry_changes.c.at, entry_changes.c.by_id,
        entry_changes.c.what, entry_changes.c.before, entry_changes.c.after,
    ).where(entry_changes.c.brand_id == brand, entry_changes.c.entry_id == entry)  # fmt: skip


def newest_change(connection: Connection, brand: BrandId) -> int:
    """0 where nothing was ever changed."""
    return connection.scalar(select(func.max(entry_changes.c.id)).where(entry_changes.c.brand_id == brand)) or 0


def changed_since(
    connection: Connection, brand: BrandId, change_id: int, *, but_phrasings: bool = False
) -> set[EntryId]:
    """The entries that came or changed after that change; those that only learned phrasings may be passed over."""
    later = (entry_changes.c.brand_id == brand) & (entry_changes.c.id > change_id)
    if but_phrasings:
        later &= entry_changes.c.what != "phrasing"
    return set(connection.scalars(select(entry_changes.c.entry_id).where(later)))


def learned_since(connection: Connection, brand: BrandId, change_id: int) -> dict[EntryId, list[str]]:
    """The phrasings that entries were given one by one after that change."""
    later = (entry_changes.c.brand_id == brand) & (entry_changes.c.id > change_id)
    learned: dict[EntryId, list[str]] = {}
    rows = select(entry_changes.c.entry_id, entry_changes.c.before, entry_changes.c.after)
    for row in connection.execute(rows.where(later, entry_changes.c.what == "phrasing").order_by(entry_changes.c.id)):
        new = [text for text in row.after["phrasings"] if text not in row.before["phrasings"]]
        learned.setdefault(row.entry_id, []).extend(new)
    return learned


def take_back(
    connection: Connection, brand: BrandId, entry: EntryId, change_id: int, now: datetime, by: TelegramId | None
) -> None:
    """Undo the last change of an entry; one that was added is retired. Raises `Stale` when it is not the last."""
    last = changes(connection, brand, entry, limit=1)
    if not last or last[0].id != change_id or last[0].what == "undone":
        raise Stale("faq-change-gone")
    present = get(connection, brand, entry)
    before = last[0].before
    if before is None:
        change(connection, brand, replace(present, state="retired"), now, by, "undone")
    else:
        change(connection, brand, _value(present, before), now, by, "undone")


def version_before(connection: Connection, brand: BrandId, change: Change) -> Entry:
    """The entry as a change of it, which did not add it, found it."""
    assert change.before is not None
    return _value(get(connection, brand, change.entry), change.before)


def version_of(connection: Connection, brand: BrandId, change: Change) -> Entry:
    """The entry as a change of it left it."""
    present = get(connection, brand, change.entry)
    return present if change.after is None else _value(present, change.after)


def _value(entry: Entry, plain: dict[str, Any]) -> Entry:
    """The entry as it was kept in the log."""
    named = {"group": plain["variants"], "phrasings": tuple(plain["phrasings"]), "state": plain["state"]}
    same = {name: value for name, value in plain.items() if name not in ("variants", "phrasings", "state")}
    return replace(entry, **same, **named)


def _columns(entry: Entry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "category": entry.category,
        "question": entry.question,
        "answer": entry.answer,
        "language": entry.language,
        "state": entry.state,
        "attachment": entry.attachment,
        "attachment_content": entry.attachment_content,
        "auto_send": entry.auto_send,
        "variants": entry.group,
    }


def approval(state: State, now: datetime, by: TelegramId | None) -> dict[str, Any]:
    """The columns that change when an entry comes into a state."""
    if state == "approved":
        return {"approved_at": now, "approved_by": by, "retired_at": None}
    return {"retired_at": now} if state == "retired" else {"approved_at": None, "retired_at": None}


def _keep_phrasings(
    connection: Connection,
    entry: EntryId,
    texts: Sequence[str],
    now: datetime,
    by: TelegramId | None,
    message: MessageId | None = None,
) -> None:
    if texts:
        common = {"entry_id": entry, "added_at": now, "added_by": by, "message_id": message}
        connection.execute(insert(phrasings), [common | {"text": text} for text in texts])


def _log(
    connection: Connection,
    brand: BrandId,
    entry: EntryId,
    now: datetime,
    by: TelegramId | None,
    what: What,
    before: Entry | None,
    after: Entry,
) -> None:
    connection.execute(
        insert(entry_changes).values(
            brand_id=brand, entry_id=entry, at=now, by_id=by, what=what,
            before=None if before is None else _plain(before), after=_plain(after),
        )
    )  # fmt: skip
    connection.execute(update(brands).where(brands.c.id == brand).values(library_version=brands.c.library_version + 1))


def _plain(entry: Entry) -> dict[str, Any]:
    return _columns(entry) | {"phrasings": list(entry.phrasings)}


def _entry(row: Any, texts: Sequence[str]) -> Entry:
    return Entry(
        id=row.id,
        question=row.question,
        answer=row.answer,
        category=row.category,
        phrasings=tuple(texts),
        language=row.language,
        state=row.state,
        code=row.code,
        attachment=row.attachment,
        attachment_content=row.attachment_content,
        group=row.variants,
        auto_send=row.auto_send,
    )
