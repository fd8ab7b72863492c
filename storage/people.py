"""People whom the bot has met, by Telegram's number of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from inbox.ids import BrandId, TelegramId
from inbox.messages import Person
from storage.inserts import insert_into
from storage.tables import people


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """`brand`: the brand that the person's private messages mean."""

    id: TelegramId
    name: str
    username: str
    language: str
    brand: BrandId | None
    has_blocked_bot: bool


SEEN = select(people.c.name, people.c.username, people.c.language).where(people.c.id == bindparam("row"))


def remember(connection: Connection, person: Person) -> None:
    """Keep who somebody is now; nothing is written when nothing changed."""
    known = connection.execute(SEEN, {"row": person.id}).first()
    if known == (person.name, person.username, person.language or (known and known.language)):
        return
    insert = insert_into(connection, people).values(
        id=person.id, name=person.name, username=person.username, language=person.language, is_bot=person.is_bot
    )
    seen = {"name": person.name, "username": person.username}
    if person.language:
        seen["language"] = person.language
    connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=seen))


def find(connection: Connection, person: TelegramId) -> KnownPerson | None:
    return find_all(connection, [person]).get(person)


COLUMNS = (people.c.id, people.c.name, people.c.username, people.c.language, people.c.brand_id, people.c.blocked_bot)
FIND_ALL = select(*COLUMNS).where(people.c.id.in_(bindparam("ids", expanding=True)))
CHANGE = update(people).where(people.c.id == bindparam("row"))


def find_all(connection: Connection, ids: Iterable[TelegramId]) -> dict[TelegramId, KnownPerson]:
    rows = connection.execute(FIND_ALL, {"ids": list(ids)})
    return {row.id: KnownPerson(*row) for row in rows}


def find_by_username(connection: Connection, username: str) -> TelegramId | None:
    return connection.scalar(select(people.c.id).where(people.c.username.ilike(username.lstrip("@"))))


def choose_brand(connection: Connection, person: TelegramId, brand: BrandId) -> None:
    connection.execute(CHANGE, {"row": person, "brand_id": brand})


def mark_blocked(connection: Connection, person: TelegramId, *, blocked: bool) -> None:
    """The person has stopped the bot (or started it again): direct messages will not reach them."""
    connection.execute(update(people).where(people.c.id == person).values(blocked_bot=blocked))
