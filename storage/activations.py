"""Activations and who takes part in them.

Invariant: a person has one row in an activation; numbers are given in the order of entering and never twice. The row
of an activation that is to change is locked first.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from inbox.activations import Activation, Entrant, Mechanic, Outcome, State, Verdict
from inbox.draw import Drawn, Ticket
from inbox.ids import BrandId, ChatId, TelegramId
from storage.inserts import insert_row
from storage.tables import activation_entries, activations

OF_ENTRANT = (
    activation_entries.c.person_id, activation_entries.c.name, activation_entries.c.number, activation_entries.c.at,
    activation_entries.c.verdict, activation_entries.c.doubles, activation_entries.c.edited_at,
    activation_entries.c.choice,
)  # fmt: skip


def add(connection: Connection, brand: BrandId, now: datetime, by: TelegramId, **columns: Any) -> int:
    """A draft."""
    return insert_row(
        connection, activations, brand_id=brand, state="draft", created_at=now, created_by=by, rules={}, checks={},
        **columns,
    )  # fmt: skip


def change(connection: Connection, activation: int, **columns: Any) -> None:
    connection.execute(update(activations).where(activations.c.id == activation).values(**columns))


def find(connection: Connection, activation: int) -> Activation | None:
    """The activation, its row locked until the transaction ends."""
    found = _all(connection, activations.c.id == activation, locked=True)
    return found[0] if found else None


def find_in_brand(connection: Connection, brand: BrandId, activation: int) -> Activation | None:
    found = find(connection, activation)
    return found if found is not None and found.brand == brand else None


def of_brand(connection: Connection, brand: BrandId) -> list[Activation]:
    """The newest first; what was called off is left out."""
    return _all(connection, (activations.c.brand_id == brand) & (activations.c.state != "cancelled"))


def of_poll(connection: Connection, poll_id: str) -> Activation | None:
    found = _all(connection, activations.c.poll_id == poll_id, locked=True)
    return found[0] if found else None


def of_link(connection: Connection, brand: BrandId, link: str) -> Activation | None:
    found = _all(connection, (activations.c.brand_id == brand) & (activations.c.link == link), locked=True)
    return found[0] if found else None


def in_brand(connection: Connection, brand: BrandId, mechanic: Mechanic, states: Sequence[State]) -> list[Activation]:
    chosen = (activations.c.brand_id == brand) & (activations.c.mechanic == mechanic)
    return _all(connection, chosen & activations.c.state.in_(states))


def running_between(connection: Connection, brand: BrandId, start: datetime, end: datetime) -> list[Activation]:
    """Those that took entries at any time between, oldest first."""
    row = activations.c
    lasted = (row.published_at < end) & (row.closed_at.is_(None) | (row.closed_at >= start))
    return _all(connection, (row.brand_id == brand) & lasted)[::-1]


def running_in(connection: Connection, chat: ChatId) -> list[Activation]:
    return _all(connection, (activations.c.state == "running") & (activations.c.chat_id == chat), locked=True)


def due(connection: Connection, now: datetime) -> list[Activation]:
    """Those whose time to take entries is over."""
    return _all(connection, (activations.c.state == "running") & (activations.c.ends_at <= now), locked=True)


def enter(
    connection: Connection,
    activation: Activation,
    person: TelegramId,
    name: str,
    at: datetime,
    message_id: int | None = None,
) -> tuple[Outcome, int | None]:
    """Somebody's entry and its number; a second one only counts as a try, one after the end as late."""
    known = entrant(connection, activation.id, person)
    if not activation.takes_entries_at(at):
        if known is None:
            _insert(connection, activation, person, name, at, "late", (), message_id)
        return "late", None
    if known is not None and known.verdict != "late":
        row = _row(activation.id, person)
        connection.execute(update(activation_entries).where(row).values(doubles=activation_entries.c.doubles + 1))
        return "double", known.number
    return "in", _insert(connection, activation, person, name, at, "in", (), message_id)


def vote(
    connection: Connection,
    activation: Activation,
    person: TelegramId,
    name: str,
    at: datetime,
    choice: tuple[int, ...],
) -> None:
    """The newest vote counts; an empty one takes it back; after the end nothing changes any more."""
    known = entrant(connection, activation.id, person)
    if not activation.takes_entries_at(at):
        if known is None and choice:
            _insert(connection, activation, person, name, at, "late", choice)
        return
    verdict: Verdict = "withdrawn"
    if choice:
        verdict = "in" if activation.correct is None or choice == (activation.correct,) else "wrong"
    if known is None:
        if choice:
            _insert(connection, activation, person, name, at, verdict, choice)
        return
    values: dict[str, Any] = {"verdict": verdict, "withdrawn_at": None if choice else at}
    if choice:
        values["choice"] = list(choice)
    connection.execute(update(activation_entries).where(_row(activation.id, person)).values(**values))


def note_edit(connection: Connection, activation: int, message_id: int, at: datetime) -> None:
    """What was entered by a message stays entered; that the message reads otherwise now is remembered."""
    row = (activation_entries.c.activation_id == activation) & (activation_entries.c.message_id == message_id)
    connection.execute(update(activation_entries).where(row).values(edited_at=at))


def entrant(connection: Connection, activation: int, person: TelegramId) -> Entrant | None:
    row = connection.execute(select(*OF_ENTRANT).where(_row(activation, person))).first()
    return None if row is None else _entrant(row)


def entrants(connection: Connection, activation: int) -> list[Entrant]:
    """By number, then those without one, as they came."""
    rows = connection.execute(
        select(*OF_ENTRANT)
        .where(activation_entries.c.activation_id == activation)
        .order_by(activation_entries.c.number.is_(None), activation_entries.c.number, activation_entries.c.id)
    )
    return [_entrant(row) for row in rows]


def tickets(connection: Connection, activation: int) -> list[Ticket]:
    """Who takes part in the draw."""
    rows = connection.execute(
        select(activation_entries.c.number, activation_entries.c.name)
        .where(activation_entries.c.activation_id == activation, activation_entries.c.verdict == "in")
        .order_by(activation_entries.c.number)
    )
    return [Ticket(*row) for row in rows]


def numbers(connection: Connection, activation: int) -> Sequence[int]:
    """The numbers that take part in the draw."""
    is_in = (activation_entries.c.activation_id == activation) & (activation_entries.c.verdict == "in")
    return connection.scalars(select(activation_entries.c.number).where(is_in)).all()


def holders(connection: Connection, activation: int, numbers: Iterable[int]) -> dict[int, Entrant]:
    """Whose the numbers are."""
    rows = connection.execute(
        select(*OF_ENTRANT).where(
            activation_entries.c.activation_id == activation, activation_entries.c.number.in_(list(numbers))
        )
    )
    return {row.number: _entrant(row) for row in rows}


def counts(connection: Connection, activation: int) -> dict[str, int]:
    """Entries by verdict, and `doubles`: all further tries."""
    rows = connection.execute(
        select(activation_entries.c.verdict, func.count(), func.sum(activation_entries.c.doubles))
        .where(activation_entries.c.activation_id == activation)
        .group_by(activation_entries.c.verdict)
    ).all()
    return {verdict: number for verdict, number, _ in rows} | {"doubles": int(sum(row[2] for row in rows))}


def _insert(
    connection: Connection,
    activation: Activation,
    person: TelegramId,
    name: str,
    at: datetime,
    verdict: Verdict,
    choice: tuple[int, ...],
    message_id: int | None = None,
) -> int | None:
    number = None if verdict == "late" else _next_number(connection, activation.id)
    plain = " ".join(name.split())
    insert_row(
        connection, activation_entries, brand_id=activation.brand, activation_id=activation.id, person_id=person,
        name=plain, number=number, at=at, verdict=verdict, choice=list(choice), message_id=message_id,
    )  # fmt: skip
    return number


def _next_number(connection: Connection, activation: int) -> int:
    row = activations.c.id == activation
    connection.execute(update(activations).where(row).values(last_number=activations.c.last_number + 1))
    number: int = connection.scalar(select(activations.c.last_number).where(row)) or 0
    return number


def _row(activation: int, person: TelegramId) -> ColumnElement[bool]:
    return (activation_entries.c.activation_id == activation) & (activation_entries.c.person_id == person)


def _all(connection: Connection, condition: ColumnElement[bool], *, locked: bool = False) -> list[Activation]:
    chosen = select(activations).where(condition).order_by(activations.c.id.desc())
    return [_activation(row) for row in connection.execute(chosen.with_for_update() if locked else chosen)]


def _entrant(row: Any) -> Entrant:
    return Entrant(
        TelegramId(row.person_id), row.name, row.number, row.at, row.verdict, row.doubles, row.edited_at is not None,
        tuple(row.choice),
    )  # fmt: skip


def _activation(row: Any) -> Activation:
    return Activation(
        id=row.id,
        brand=BrandId(row.brand_id),
        mechanic=row.mechanic,
        state=row.state,
        title=row.title,
        text=row.text,
        options=tuple(row.options),
        correct=row.correct,
        word=row.word,
        prize=row.prize,
        winners=row.winners,
        substitutes=row.substitutes,
        rules=row.rules,
        chat=None if row.chat_id is None else ChatId(row.chat_id),
        message_id=row.message_id,
        poll_id=row.poll_id,
        link=row.link,
        published_at=row.published_at,
        ends_at=row.ends_at,
        closed_at=row.closed_at,
        drawn_at=row.drawn_at,
        seed=row.seed,
        commitment=row.commitment,
        fingerprint=row.fingerprint,
        checks=row.checks,
        drawn=None if row.drawn is None else Drawn(tuple(row.drawn["winners"]), tuple(row.drawn["substitutes"])),
    )
