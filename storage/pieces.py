"""Pieces of user-generated content and the steps of each: found, asked, consented, used, withdrawn.

Invariant: a state changes only by a move that `inbox.rights` knows, together with its step; steps are only added.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, case, func, select, update

from inbox.errors import Stale
from inbox.ids import BrandId, ChatId, MessageId, TelegramId
from inbox.links import message_link
from inbox.rights import Piece, Scope, State, Step
from storage.inserts import insert_into, insert_row
from storage.messages import Kept
from storage.tables import chats, messages, people, piece_steps, pieces

OWN = (
    pieces.c.id, pieces.c.brand_id, pieces.c.message_id, pieces.c.state, pieces.c.scope, pieces.c.asks,
    pieces.c.question, pieces.c.language, pieces.c.card_chat_id, pieces.c.card, pieces.c.asked_chat_id,
    pieces.c.asked_message, pieces.c.granted_at, pieces.c.ends_at, pieces.c.agreed_text, pieces.c.files,
)  # fmt: skip
PARTS = messages.alias("parts")
COUNT_PARTS = (
    select(func.count())
    .where(PARTS.c.chat_id == messages.c.chat_id, PARTS.c.album_id == messages.c.album_id, PARTS.c.album_id != "")
    .correlate(messages)
    .scalar_subquery()
)
WHOLE = (
    select(
        *OWN, messages.c.sender_id, messages.c.sender_name, messages.c.text, messages.c.content, messages.c.sent_at,
        messages.c.message_id.label("number"), people.c.username, chats.c.telegram_id.label("place_id"),
        chats.c.kind, chats.c.username.label("place_name"), COUNT_PARTS.label("parts"),
    )
    .join(messages, messages.c.id == pieces.c.message_id)
    .join(chats, chats.c.id == messages.c.chat_id)
    .outerjoin(people, people.c.id == messages.c.sender_id)
)  # fmt: skip
LISTED = ("candidate", "asked", "consented", "refused", "withdrawn", "expired")


def add(connection: Connection, message: Kept, scope: Scope, language: Literal["ru", "en"]) -> int | None:
    """A new candidate; None when the message is a piece already."""
    row = insert_into(connection, pieces).values(
        brand_id=message.brand, message_id=message.id, state="candidate", scope=scope.to_json(), language=language,
        files=[],
    )  # fmt: skip
    added = connection.execute(row.on_conflict_do_nothing(index_elements=["message_id"]).returning(pieces.c.id))
    return added.scalar()


def find(connection: Connection, piece: int) -> Piece | None:
    """The piece, its row locked until the transaction ends."""
    connection.execute(select(pieces.c.id).where(pieces.c.id == piece).with_for_update())
    return _one(connection, pieces.c.id == piece)


def find_in_brand(connection: Connection, brand: BrandId, piece: int) -> Piece | None:
    found = find(connection, piece)
    return found if found is not None and found.brand == brand else None


def of_message(connection: Connection, message: MessageId) -> Piece | None:
    return _one(connection, pieces.c.message_id == message)


def asked_by(connection: Connection, chat: TelegramId, business_connection: str, message_id: int) -> Piece | None:
    """The piece about which a message of ours asked. A Business chat has the number of the person's private one."""
    through = case((pieces.c.asks == "private", ""), else_=chats.c.business_connection)
    asked = (pieces.c.asked_chat_id == chat) & (pieces.c.asked_message == message_id)
    return _one(connection, asked & (through == business_connection))


def asked_in(connection: Connection, chat: TelegramId) -> list[Piece]:
    """Those whose author was asked in that chat."""
    return [_piece(row) for row in connection.execute(WHOLE.where(pieces.c.asked_chat_id == chat))]


def of_author(connection: Connection, author: TelegramId, states: Sequence[State]) -> list[Piece]:
    """In all brands, the newest first."""
    rows = connection.execute(
        WHOLE.where(messages.c.sender_id == author, pieces.c.state.in_(states)).order_by(pieces.c.id.desc())
    )
    return [_piece(row) for row in rows]


def over(connection: Connection, now: datetime) -> Sequence[int]:
    """The consents whose term is over."""
    is_over = (pieces.c.state == "consented") & (pieces.c.ends_at <= now)
    return connection.scalars(select(pieces.c.id).where(is_over)).all()


def find_all(connection: Connection, numbers: Sequence[int]) -> list[Piece]:
    """Oldest first."""
    return [_piece(row) for row in connection.execute(WHOLE.where(pieces.c.id.in_(numbers)).order_by(pieces.c.id))]


def listed(connection: Connection, brand: BrandId, limit: int, offset: int = 0) -> list[Piece]:
    """The register, the newest first; what the team put aside is left out."""
    rows = connection.execute(WHOLE.where(_listed(brand)).order_by(pieces.c.id.desc()).limit(limit).offset(offset))
    return [_piece(row) for row in rows]


def count(connection: Connection, brand: BrandId) -> int:
    return connection.scalar(select(func.count()).select_from(pieces).where(_listed(brand))) or 0


def steps(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Step]]:
    """The steps of each piece, oldest first."""
    found: dict[int, list[Step]] = {number: [] for number in numbers}
    rows = connection.execute(
        select(
            piece_steps.c.piece_id, piece_steps.c.what, piece_steps.c.at, piece_steps.c.person_id, piece_steps.c.name,
            piece_steps.c.text, piece_steps.c.link, piece_steps.c.purpose, piece_steps.c.before,
        ).where(piece_steps.c.piece_id.in_(found)).order_by(piece_steps.c.id)
    )  # fmt: skip
    for row in rows:
        found[row[0]].append(Step(*row[1:]))
    return found


def log(connection: Connection, piece: Piece, step: Step) -> None:
    insert_row(
        connection, piece_steps, brand_id=piece.brand, piece_id=piece.id, what=step.what, at=step.at,
        person_id=step.person, name=step.name, text=step.text, link=step.link, purpose=step.purpose,
        before=step.before,
    )  # fmt: skip


def move(connection: Connection, piece: Piece, state: State, step: Step, **columns: Any) -> None:
    """Raises `Stale` when the piece has moved on."""
    if not piece.may_become(state):
        raise Stale(f"ugc-stale-{piece.state}")
    change(connection, piece.id, state=state, **columns)
    log(connection, piece, step)


def change(connection: Connection, piece: int, **columns: Any) -> None:
    connection.execute(update(pieces).where(pieces.c.id == piece).values(**columns))


def files_of(connection: Connection, piece: Piece) -> list[Mapping[str, Any]]:
    """Telegram's file ids of the message, or of all parts of its album."""
    first = select(messages.c.chat_id, messages.c.album_id).where(messages.c.id == piece.message).subquery()
    is_part = (messages.c.chat_id == first.c.chat_id) & (messages.c.album_id == first.c.album_id)
    rows = connection.execute(
        select(messages.c.attachment)
        .join(first, (messages.c.id == piece.message) | (is_part & (first.c.album_id != "")))
        .where(messages.c.attachment.is_not(None))
        .order_by(messages.c.message_id)
    )
    return [{key: row.attachment[key] for key in ("content", "file_id")} for row in rows]


def _listed(brand: BrandId) -> ColumnElement[bool]:
    return (pieces.c.brand_id == brand) & pieces.c.state.in_(LISTED)


def _one(connection: Connection, condition: ColumnElement[bool]) -> Piece | None:
    row = connection.execute(WHOLE.where(condition).order_by(pieces.c.id.desc()).limit(1)).first()
    return None if row is None else _piece(row)


def _piece(row: Any) -> Piece:
    return Piece(
        id=row.id,
        brand=BrandId(row.brand_id),
        message=MessageId(row.message_id),
        author=TelegramId(row.sender_id),
        author_name=row.sender_name,
        author_username=row.username or "",
        link=message_link(TelegramId(row.place_id), row.kind, row.place_name, row.number),
        text=row.text if row.agreed_text is None else row.agreed_text,
        content=row.content,
        parts=max(row.parts, 1),
        sent_at=row.sent_at,
        state=row.state,
        scope=Scope.from_json(row.scope),
        asks=row.asks,
        question=row.question,
        language=row.language,
        card_chat=None if row.card_chat_id is None else ChatId(row.card_chat_id),
        card=row.card,
        asked_chat=row.asked_chat_id,
        asked_message=row.asked_message,
        granted_at=row.granted_at,
        ends_at=row.ends_at,
        files=tuple(row.files),
    )
