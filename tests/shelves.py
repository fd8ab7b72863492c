"""Dialogues about a brand's library: Bob manages, Carol leads, Alice is the client."""

from handlers.libraries import Libraries
from inbox.entries import Entry
from inbox.ids import BrandId
from storage import Connection, library, team
from storage.database import Database
from tests.cast import ALICE, CAROL, NINE, set_stage
from tests.dialogue import Dialogue


async def shelf(database: Database, *entries: Entry) -> Dialogue:
    """A brand with these entries; Alice is its client."""
    stage = await set_stage(database)

    def fill(connection: Connection) -> None:
        team.join(connection, stage.brand, ALICE.id, "client", NINE, None)
        for entry in entries:
            library.add(connection, stage.brand, entry, NINE, CAROL.id)

    await database.run(fill)
    return Dialogue(database, library=Libraries())


async def kept(database: Database) -> list[tuple[str, str, str, str]]:
    def read(connection: Connection) -> list[tuple[str, str, str, str]]:
        every = library.find_all(connection, BrandId(1), ("draft", "approved", "retired"))
        return [(entry.category, entry.question, entry.answer, entry.state) for entry in every]

    return await database.run(read)


DELIVERY = Entry(0, "Сколько стоит доставка?", "От 300 ₽", category="Доставка")
PAYMENT = Entry(0, "Как оплатить?", "Картой", category="Оплата", state="draft")
