"""What the team saw elsewhere: forwarded posts and memos about competitors, trends and changes of algorithms.

Invariant: what nobody has filed under a kind is no evidence; a forwarded message (or album) is one observation.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from inbox.evidence import Kind, Observed
from inbox.ids import BrandId, ChatId, TelegramId
from storage.inserts import insert_into, insert_row
from storage.tables import observations, people


@dataclass(frozen=True, slots=True)
class Found:
    """`name`: of the competitor, or of where it was said."""

    name: str = ""
    network: str = ""
    text: str = ""
    link: str = ""
    file_id: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    id: int
    kind: str
    name: str
    network: str
    text: str
    note: str
    link: str
    published_at: datetime | None
    filed_at: datetime | None


COLUMNS = (
    observations.c.id, observations.c.kind, observations.c.name, observations.c.network, observations.c.text,
    observations.c.note, observations.c.link, observations.c.published_at, observations.c.filed_at,
)  # fmt: skip


def put(
    connection: Connection,
    brand: BrandId,
    found: Found,
    now: datetime,
    by: TelegramId,
    *,
    chat: ChatId,
    message_id: int,
    album_id: str = "",
) -> int | None:
    """A forwarded post; None when it, or a part of its album, is known."""
    if album_id and _of_album(connection, chat, album_id) is not None:
        return None
    row = insert_into(connection, observations).values(
        brand_id=brand, chat_id=chat, message_id=message_id, album_id=album_id, created_at=now, created_by=by,
        **_values(found),
    )  # fmt: skip
    added = connection.execute(
        row.on_conflict_do_nothing(index_elements=["chat_id", "message_id"]).returning(observations.c.id)
    )
    return added.scalar()


def add(connection: Connection, brand: BrandId, kind: Kind, found: Found, now: datetime, by: TelegramId) -> int:
    """A memo, filed at once."""
    return insert_row(
        connection, observations, brand_id=brand, kind=kind, filed_at=now, created_at=now, created_by=by,
        **_values(found),
    )  # fmt: skip


def find(connection: Connection, brand: BrandId, row: int) -> Observation | None:
    return _first(connection, (observations.c.id == row) & (observations.c.brand_id == brand))


def at_card(connection: Connection, chat: ChatId, message_id: int) -> Observation | None:
    """The one whose card somebody replies to."""
    return _first(connection, (observations.c.chat_id == chat) & (observations.c.card_id == message_id))


def file(connection: Connection, row: int, kind: Kind, now: datetime) -> None:
    """Filed anew, it stays where it was first filed in time."""
    known = connection.scalar(select(observations.c.filed_at).where(observations.c.id == row))
    _change(connection, row, kind=kind, filed_at=known or now)


def name_network(connection: Connection, row: int, network: str) -> None:
    _change(connection, row, network=network)


def note(connection: Connection, row: int, words: str) -> None:
    _change(connection, row, note=words)


def keep_card(connection: Connection, row: int, message_id: int) -> None:
    _change(connection, row, card_id=message_id)


def drop(connection: Connection, row: int) -> None:
    connection.execute(delete(observations).where(observations.c.id == row))


def between(connection: Connection, brand: BrandId, start: datetime, end: datetime) -> tuple[Observed, ...]:
    """Filed between two instants, as they were filed."""
    rows = connection.execute(
        select(
            observations.c.kind, observations.c.name, observations.c.network, observations.c.text,
            observations.c.note, observations.c.link, observations.c.filed_at, people.c.name.label("author"),
            observations.c.published_at,
        )
        .outerjoin(people, people.c.id == observations.c.created_by)
        .where(
            observations.c.brand_id == brand, observations.c.filed_at >= start, observations.c.filed_at < end
        )
        .order_by(observations.c.filed_at, observations.c.id)
    )  # fmt: skip
    return tuple(Observed(*row[:-2], author=row.author or "", published_at=row.published_at) for row in rows)


def _of_album(connection: Connection, chat: ChatId, album_id: str) -> int | None:
    of_album = (observations.c.chat_id == chat) & (observations.c.album_id == album_id)
    return connection.scalar(select(observations.c.id).where(of_album).limit(1))


def _values(found: Found) -> dict[str, object]:
    return {
        "name": found.name, "network": found.network, "text": found.text, "link": found.link,
        "file_id": found.file_id, "published_at": found.published_at,
    }  # fmt: skip


def _first(connection: Connection, condition: ColumnElement[bool]) -> Observation | None:
    row = connection.execute(select(*COLUMNS).where(condition).limit(1)).first()
    return None if row is None else Observation(*row)


def _change(connection: Connection, row: int, **columns: object) -> None:
    connection.execute(update(observations).where(observations.c.id == row).values(**columns))
