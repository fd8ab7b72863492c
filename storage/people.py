"""People whom the bot has met, by Telegram's number of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, bindparam, case, false, or_, select, update

from inbox.ids import BrandId, TelegramId
from inbox.messages import Person
from storage.inserts import insert_for
from storage.prepared import Prepared
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


SEEN = Prepared(select(people.c.name, people.c.username, people.c.language).where(people.c.id == bindparam("row")))


def remember(connection: Connection, person: Person) -> None:
    """Keep who somebody is now; nothing is written when nothing changed."""
    known = SEEN.first(connection, row=person.id)
    if known == (person.name, person.username, person.language or (known and known.language)):
        return
    _keeping(connection.dialect.name).write(
        connection, id=person.id, name=person.name, username=person.username, language=person.language,
        is_bot=person.is_bot,
    )  # fmt: skip


@cache
def _keeping(dialect: str) -> Prepared:
    """Who has no language in this update keeps the one known."""
    row = insert_for(dialect, people)
    new = row.excluded
    language = case((new.language != "", new.language), else_=people.c.language)
    seen = {"name": new.name, "username": new.username, "language": language}
    return Prepared(row.on_conflict_do_update(index_elements=["id"], set_=seen))


def find(connection: Connection, person: TelegramId) -> KnownPerson | None:
    return find_all(connection, [person]).get(person)


COLUMNS = (people.c.id, people.c.name, people.c.username, people.c.language, people.c.brand_id, people.c.blocked_bot)
CHANGE = Prepared(update(people).where(people.c.id == bindparam("row")))
CHOOSE = Prepared(
    update(people)
    .where(people.c.id == bindparam("row"), people.c.brand_id.is_distinct_from(bindparam("brand")))
    .values(brand_id=bindparam("brand"))
)


def find_all(connection: Connection, ids: Iterable[TelegramId]) -> dict[TelegramId, KnownPerson]:
    numbers = {f"person_{number}": one for number, one in enumerate(ids)}
    return {row.id: KnownPerson(*row) for row in _among(tuple(numbers)).all(connection, **numbers)}


@cache
def _among(names: tuple[str, ...]) -> Prepared:
    """People by as many numbers as there are names."""
    return Prepared(select(*COLUMNS).where(or_(false(), *(people.c.id == bindparam(name) for name in names))))


def find_by_username(connection: Connection, username: str) -> TelegramId | None:
    return connection.scalar(select(people.c.id).where(people.c.username.ilike(username.lstrip("@"))))


def choose_brand(connection: Connection, person: TelegramId, brand: BrandId) -> None:
    """Nothing is written when it is chosen already."""
    CHOOSE.write(connection, row=person, brand=brand)


def mark_blocked(connection: Connection, person: TelegramId, *, blocked: bool) -> None:
    """The person has stopped the bot (or started it again): direct messages will not reach them."""
    CHANGE.write(connection, row=person, blocked_bot=blocked)
