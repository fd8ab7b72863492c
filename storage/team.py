"""Who may do what: owners of the installation, teammates of brands, identities that speak for a brand, invitations.

Invariant: an invitation is kept only as the hash of its secret, works once, and ends.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from inbox.ids import BrandId, TelegramId
from storage.inserts import insert_into
from storage.prepared import Prepared
from storage.tables import brands, identities, invites, owners, people, teammates

Role = Literal["owner", "lead", "manager", "client"]
ROLES: tuple[Role, ...] = get_args(Role)
"""The highest first."""


@dataclass(frozen=True, slots=True)
class Teammate:
    person: TelegramId
    name: str
    username: str
    role: Role


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks for a brand without being a teammate."""

    id: TelegramId
    name: str


@dataclass(frozen=True, slots=True)
class Membership:
    brand: BrandId
    brand_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation without a brand makes its user an owner of the installation."""

    role: Role
    brand: BrandId | None


def role_of(connection: Connection, brand: BrandId, person: TelegramId) -> Role | None:
    return connection.scalar(
        select(teammates.c.role).where(
            teammates.c.brand_id == brand, teammates.c.person_id == person, teammates.c.left_at.is_(None)
        )
    )


def memberships(connection: Connection, person: TelegramId) -> list[Membership]:
    """The brands a person works for, by name."""
    rows = connection.execute(
        select(teammates.c.brand_id, brands.c.name, teammates.c.role)
        .join(brands, brands.c.id == teammates.c.brand_id)
        .where(teammates.c.person_id == person, teammates.c.left_at.is_(None))
        .order_by(brands.c.name, brands.c.id)
    )
    return [Membership(*row) for row in rows]


def team(connection: Connection, brand: BrandId) -> list[Teammate]:
    rows = connection.execute(
        select(teammates.c.person_id, people.c.name, people.c.username, teammates.c.role)
        .join(people, people.c.id == teammates.c.person_id)
        .where(teammates.c.brand_id == brand, teammates.c.left_at.is_(None))
        .order_by(teammates.c.added_at, people.c.name)
    )
    return [Teammate(*row) for row in rows]


def join(
    connection: Connection, brand: BrandId, person: TelegramId, role: Role, now: datetime, by: TelegramId | None
) -> None:
    """Make somebody a teammate, or change the role of one."""
    values = {"role": role, "left_at": None, "added_at": now, "added_by": by}
    row = insert_into(connection, teammates).values(brand_id=brand, person_id=person, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["brand_id", "person_id"], set_=values))


def leave(connection: Connection, brand: BrandId, person: TelegramId, now: datetime) -> None:
    """The person keeps counting as the team for what they answered: their row stays."""
    connection.execute(
        update(teammates).where(teammates.c.brand_id == brand, teammates.c.person_id == person).values(left_at=now)
    )


def has_worked(connection: Connection, brand: BrandId, person: TelegramId) -> bool:
    """Whether the person is or was on the brand's team."""
    row = select(teammates.c.person_id).where(teammates.c.brand_id == brand, teammates.c.person_id == person)
    return connection.scalar(row) is not None


def add_identity(connection: Connection, brand: BrandId, telegram_id: TelegramId, name: str) -> None:
    """Somebody speaks for the brand without being a teammate."""
    row = insert_into(connection, identities).values(brand_id=brand, telegram_id=telegram_id, name=name)
    connection.execute(row.on_conflict_do_nothing())


def remove_identity(connection: Connection, brand: BrandId, telegram_id: TelegramId) -> None:
    connection.execute(
        delete(identities).where(identities.c.brand_id == brand, identities.c.telegram_id == telegram_id)
    )


def identities_of(connection: Connection, brand: BrandId) -> list[Voice]:
    """Who speaks for the brand without being a teammate."""
    rows = connection.execute(
        select(identities.c.telegram_id, identities.c.name)
        .where(identities.c.brand_id == brand)
        .order_by(identities.c.name, identities.c.telegram_id)
    )
    return [Voice(*row) for row in rows]


SPEAKS_FOR = Prepared(
    select(teammates.c.person_id)
    .where(
        teammates.c.brand_id == bindparam("brand"),
        teammates.c.person_id == bindparam("sender"),
        teammates.c.left_at.is_(None),
        teammates.c.role != "client",
    )
    .union_all(
        select(identities.c.telegram_id).where(
            identities.c.brand_id == bindparam("brand"), identities.c.telegram_id == bindparam("sender")
        ),
        select(owners.c.person_id).where(owners.c.person_id == bindparam("sender")),
    )
    .limit(1)
)


def speaks_for(connection: Connection, brand: BrandId, sender: TelegramId) -> bool:
    """Whether what `sender` writes in public is the team's word. Clients are no part of the team that answers."""
    return SPEAKS_FOR.first(connection, brand=brand, sender=sender) is not None


def is_owner(connection: Connection, person: TelegramId) -> bool:
    return connection.scalar(select(owners.c.person_id).where(owners.c.person_id == person)) is not None


def owners_of_all(connection: Connection) -> list[TelegramId]:
    """The owners of the installation, the first one first."""
    return [TelegramId(row) for row in connection.scalars(select(owners.c.person_id).order_by(owners.c.since))]


def everybody(connection: Connection) -> dict[TelegramId, Role]:
    """Owners and teammates of all brands, each with the highest role that they have in any."""
    rows = connection.execute(
        select(teammates.c.person_id, teammates.c.role).where(teammates.c.left_at.is_(None))
    ).all()
    found: dict[TelegramId, Role] = {}
    for person, role in sorted(rows, key=lambda row: (row.person_id, ROLES.index(row.role))):
        found.setdefault(person, role)
    return found | dict.fromkeys(owners_of_all(connection), "owner")


def count_owners(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(owners)) or 0


def make_owner(connection: Connection, person: TelegramId, now: datetime) -> None:
    connection.execute(insert_into(connection, owners).values(person_id=person, since=now).on_conflict_do_nothing())


def invite(
    connection: Connection,
    secret: str,
    role: Role,
    now: datetime,
    expires_at: datetime,
    brand: BrandId | None = None,
    by: TelegramId | None = None,
) -> None:
    connection.execute(
        insert(invites).values(
            secret_hash=_hash(secret), role=role, brand_id=brand, created_at=now, created_by=by, expires_at=expires_at
        )
    )


def use_invite(connection: Connection, secret: str, person: TelegramId, now: datetime) -> Invite | None:
    """What the invitation gives, once; None when there is none, or it was used or has ended."""
    row = connection.execute(
        update(invites)
        .where(invites.c.secret_hash == _hash(secret), invites.c.used_at.is_(None), invites.c.expires_at > now)
        .values(used_at=now, used_by=person)
        .returning(invites.c.role, invites.c.brand_id)
    ).first()
    return None if row is None else Invite(*row)


def withdraw_invites(connection: Connection, brand: BrandId, by: TelegramId) -> None:
    """Unused links to a brand's team that somebody gave out are void."""
    connection.execute(
        delete(invites).where(invites.c.brand_id == brand, invites.c.created_by == by, invites.c.used_at.is_(None))
    )


def withdraw_owner_invites(connection: Connection) -> None:
    """Unused links that would make an owner are void as soon as there is one."""
    connection.execute(delete(invites).where(invites.c.brand_id.is_(None), invites.c.used_at.is_(None)))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
