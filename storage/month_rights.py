"""What members shared and took part in during a month: pieces with their steps, activations with their entries.

Invariant: what happened after the cut-off is not here, so that a past month stays as it was. When
further tries came, and other votes of the same person, is kept nowhere: they are as they are now.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, case, func, select

from inbox.activations import Activation, missing
from inbox.draw import Drawn
from inbox.evidence import Activated, Shared
from inbox.facts import Month
from inbox.ids import BrandId, TelegramId
from inbox.links import message_link
from inbox.rights import Piece, Step, arrived
from storage import activations, pieces
from storage.tables import activation_entries, chats, piece_steps
from storage.tables import activations as activation_rows


def shared(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[Shared, ...]:
    """Pieces to which somebody did something in the month, oldest first; that a term is over is nobody's doing."""
    step = piece_steps.c
    in_month = (step.brand_id == brand) & (step.at >= month.starts_at) & (step.at < cut_off)
    touched = select(step.piece_id).where(in_month, step.what != "expired").distinct()
    numbers = list(connection.scalars(touched))
    steps = pieces.steps(connection, numbers)
    found = pieces.find_all(connection, numbers)
    return tuple(
        Shared(
            piece.id, piece.author_name, _words(piece, steps[piece.id], cut_off), piece.link, piece.content,
            piece.parts, piece.scope.purposes, piece.scope.months,
            arrived([step for step in steps[piece.id] if step.at < cut_off]),
        )
        for piece in found
    )  # fmt: skip


def _words(piece: Piece, steps: Sequence[Step], cut_off: datetime) -> str:
    """Those that the author had agreed to by the cut-off, else those that stood there then."""
    if piece.granted_at is not None and piece.granted_at < cut_off:
        return piece.text
    return next((step.before for step in steps if step.what == "edited" and step.at >= cut_off), piece.text)


def activated(connection: Connection, brand: BrandId, month: Month, cut_off: datetime) -> tuple[Activated, ...]:
    """Activations that ran in the month, oldest first."""
    found = activations.running_between(connection, brand, month.starts_at, cut_off)
    numbers = [one.id for one in found]
    verdicts = _verdicts(connection, numbers, cut_off)
    votes = _votes(connection, numbers, cut_off)
    named = _named(connection, found, cut_off)
    links = _links(connection, numbers)
    return tuple(
        Activated(
            id=one.id,
            mechanic=one.mechanic,
            title=one.title,
            link=links.get(one.id, ""),
            prize=one.prize if one.has_prize else "",
            prizes=one.winners,
            published_at=one.published_at,
            ends_at=one.ends_at,
            closed_at=_by(one.closed_at, cut_off),
            drawn_at=_by(one.drawn_at, cut_off),
            counts=verdicts[one.id],
            votes=tuple((text, votes[one.id][at]) for at, text in enumerate(one.options)),
            winners=tuple(named.get((one.id, n), "") for n in _drawn(one, cut_off).winners),
            passed_over=sum(told == "gone" for told in one.checks.values()),
            missing=missing(one),
        )
        for one in found
        if one.published_at is not None
    )


def _by(at: datetime | None, cut_off: datetime) -> datetime | None:
    return at if at is not None and at < cut_off else None


def _drawn(activation: Activation, cut_off: datetime) -> Drawn:
    is_known = activation.drawn is not None and _by(activation.drawn_at, cut_off) is not None
    return activation.drawn if is_known and activation.drawn is not None else Drawn((), ())


def _verdicts(connection: Connection, numbers: Sequence[int], cut_off: datetime) -> dict[int, dict[str, int]]:
    """By activation: entries by verdict, and `doubles`, the further tries."""
    entry, verdict_then = activation_entries.c, _verdict(cut_off)
    rows = connection.execute(
        select(entry.activation_id, verdict_then, func.count(), func.sum(entry.doubles))
        .where(entry.activation_id.in_(numbers), entry.at < cut_off)
        .group_by(entry.activation_id, verdict_then)
    )
    found: dict[int, dict[str, int]] = {number: {"doubles": 0} for number in numbers}
    for number, verdict, people, doubles in rows:
        found[number][verdict] = people
        found[number]["doubles"] += int(doubles)
    return found


def _verdict(cut_off: datetime) -> ColumnElement[str]:
    """A vote that was withdrawn later still counted at the cut-off."""
    entry = activation_entries.c
    return case((entry.withdrawn_at >= cut_off, "in"), else_=entry.verdict)


def _votes(connection: Connection, numbers: Sequence[int], cut_off: datetime) -> dict[int, Counter[int]]:
    """By activation: how many chose each option; late and withdrawn votes are none."""
    entry = activation_entries.c
    rows = connection.execute(
        select(entry.activation_id, entry.choice, func.count())
        .where(entry.activation_id.in_(numbers), entry.at < cut_off, _verdict(cut_off).in_(("in", "wrong")))
        .group_by(entry.activation_id, entry.choice)
    )
    found: dict[int, Counter[int]] = {number: Counter() for number in numbers}
    for number, choice, people in rows:
        for option in choice:
            found[number][option] += people
    return found


def _named(connection: Connection, found: Sequence[Activation], cut_off: datetime) -> dict[tuple[int, int], str]:
    """The winners' names, by activation and number."""
    entry = activation_entries.c
    won = [number for one in found for number in _drawn(one, cut_off).winners]
    rows = connection.execute(
        select(entry.activation_id, entry.number, entry.name).where(
            entry.activation_id.in_([one.id for one in found]), entry.number.in_(won)
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _links(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    row, chat = activation_rows.c, chats.c
    rows = connection.execute(
        select(row.id, chat.telegram_id, chat.kind, chat.username, row.message_id)
        .join(chats, chat.id == row.chat_id)
        .where(row.id.in_(numbers), row.message_id.is_not(None))
    )
    return {number: message_link(TelegramId(place), kind, name, message) for number, place, kind, name, message in rows}
