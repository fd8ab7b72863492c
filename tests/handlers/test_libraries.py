"""The brands' matchers follow their libraries."""

from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select

from faq.matcher import Matcher
from faq.tiers import Tier
from handlers.libraries import SMALL, Libraries
from handlers.router import Router
from inbox.entries import Entry
from inbox.ids import BrandId, TelegramId
from inbox.messages import Person
from storage import Connection, brands, library, suggestions
from storage.database import Database
from storage.suggestions import Offer
from storage.tables import conversations, messages
from tests.cast import ALICE, BOB, MALLORY, ME, NINE, set_stage
from tests.deskwork import begin

DELIVERY = Entry(0, "Сколько стоит доставка?", "От 300 ₽")
OPENING = Entry(0, "Когда вы открыты?", "С девяти до девяти")
MANY = tuple(f"Вопрос номер {n} про кофе" for n in range(SMALL))


class Undone(Exception):
    """A transaction comes to nothing."""


def _suggested(connection: Connection, libraries: Libraries, brand: int) -> list[object]:
    return [found.entry_id for found in libraries.suggest(connection, brand, "сколько стоит доставка", "ru")]  # type: ignore[arg-type]


async def test_an_approved_entry_is_offered_for_the_next_message_and_a_retired_one_no_more(database: Database) -> None:
    def steps(connection: Connection) -> list[list[object]]:
        libraries, brand = Libraries(), brands.create(connection, "Кофейня", NINE)
        before = _suggested(connection, libraries, brand)
        number = library.add(connection, brand, DELIVERY, NINE, None)
        added = _suggested(connection, libraries, brand)
        library.change(connection, brand, replace(library.get(connection, brand, number), state="retired"), NINE, None)
        return [before, added, _suggested(connection, libraries, brand)]

    assert await database.run(steps) == [[], [1], []]


async def test_a_brand_sees_nothing_of_another(database: Database) -> None:
    def steps(connection: Connection) -> list[list[object]]:
        libraries = Libraries()
        one, other = (brands.create(connection, name, NINE) for name in ("Кофейня", "Чайная"))
        library.add(connection, one, DELIVERY, NINE, None)
        return [_suggested(connection, libraries, one), _suggested(connection, libraries, other)]

    assert await database.run(steps) == [[1], []]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Where can I park my car near you?", "Where is the parking?"),
        ("Где у вас парковка?", "Есть ли парковка?"),
        ("Gde u vas parkovka?", "Есть ли парковка?"),
        ("Do you repair coffee machines?", "Чините кофемашины?"),
    ],
)
async def test_whoever_asks_in_english_is_offered_the_english_answer_where_there_is_one(
    database: Database, text: str, offered: str
) -> None:
    ways = ("Where can I park my car?", "Где у вас парковка?")
    parking = Entry(0, "Есть ли парковка?", "Во дворе.", phrasings=ways, group="parking")
    english = replace(parking, question="Where is the parking?", answer="In the yard.", language="en")
    repair = Entry(0, "Чините кофемашины?", "Да.", phrasings=("Do you repair coffee machines?",))
    talk = await begin(database, entries=(parking, english, repair))
    talk.router = Router(ME, Libraries())
    await talk.says(ALICE, text)
    assert next(line for line in talk.desk[0].splitlines() if "%" in line).startswith(f"[{offered}")


async def test_a_large_library_is_built_beside_the_old_one(database: Database) -> None:
    libraries = Libraries()

    def first(connection: Connection) -> list[object]:
        brand = brands.create(connection, "Кофейня", NINE)
        library.add(connection, brand, DELIVERY, NINE, None)
        suggested = _suggested(connection, libraries, brand)
        library.add(connection, brand, Entry(0, "Какой у вас кофе?", "Вкусный", phrasings=MANY), NINE, None)
        return suggested + _suggested(connection, libraries, brand)

    assert await database.run(first) == [1, 1]
    libraries.close()


async def test_where_builds_are_waited_for_they_come_so_often(database: Database) -> None:
    clock = [0.0]
    libraries = Libraries(every=60, clock=lambda: clock[0])

    def steps(connection: Connection) -> list[list[object]]:
        brand = brands.create(connection, "Кофейня", NINE)
        library.add(connection, brand, Entry(0, "Какой у вас кофе?", "Вкусный", phrasings=MANY), NINE, None)
        first = _suggested(connection, libraries, brand)
        library.add(connection, brand, DELIVERY, NINE, None)
        resting = _suggested(connection, libraries, brand)
        clock[0] = 60.0
        return [first, resting, _suggested(connection, libraries, brand)]

    assert await database.run(steps) == [[], [], [2]]
    libraries.close()


async def test_after_a_build_beside_the_work_the_next_one_waits_its_turn(database: Database) -> None:
    clock = [0.0]
    libraries = Libraries(clock=lambda: clock[0])

    def prepare(connection: Connection) -> BrandId:
        brand = brands.create(connection, "Кофейня", NINE)
        library.add(connection, brand, Entry(0, "Какой у вас кофе?", "Вкусный", phrasings=MANY), NINE, None)
        return brand

    def ask(connection: Connection) -> list[object]:
        return _suggested(connection, libraries, brand)

    async def ask_when_built() -> list[object]:
        await database.run(ask)
        libraries._builder.submit(int).result()
        return await database.run(ask)

    brand = await database.run(prepare)
    await database.run(ask)
    await database.run(lambda connection: library.add(connection, brand, OPENING, NINE, None))
    await ask_when_built()
    await database.run(lambda connection: library.add(connection, brand, DELIVERY, NINE, None))
    resting = await ask_when_built()
    clock[0] = 10_000.0
    assert [resting, await ask_when_built()] == [[], [3]]
    libraries.close()


async def test_a_large_library_is_kept_up_before_anybody_asks(database: Database) -> None:
    clock = [0.0]
    libraries = Libraries(clock=lambda: clock[0])

    async def kept_up() -> None:
        clock[0] += 10_000
        await database.run(libraries.keep_up)
        libraries._builder.submit(int).result()

    def steps(connection: Connection) -> list[object]:
        library.add(connection, brand, DELIVERY, NINE, None)
        return _suggested(connection, libraries, brand)

    brand = await database.run(lambda connection: brands.create(connection, "Кофейня", NINE))
    await database.run(
        lambda connection: library.add(
            connection, brand, Entry(0, "Какой кофе?", "Вкусный", phrasings=MANY), NINE, None
        )
    )
    await kept_up()
    before = await database.run(steps)
    await kept_up()
    assert [before, await database.run(lambda connection: _suggested(connection, libraries, brand))] == [[], [2]]
    libraries.close()


async def test_in_a_large_library_verdicts_are_heeded_between_two_ticks_while_builds_rest(database: Database) -> None:
    talk = await begin(database, entries=(Entry(0, "Какой у вас кофе?", "Вкусный", phrasings=MANY), DELIVERY))
    libraries = Libraries(clock=lambda: 0.0)
    talk.router = Router(ME, libraries)

    async def tick() -> None:
        for _ in range(2):
            await talk.later(1)
            libraries._builder.submit(int).result()

    await tick()
    offered = []
    for number in range(4):
        more = f"ещё вопрос {number}"
        await database.run(partial(library.add_phrasing, brand=talk.brand, entry=1, text=more, now=NINE, by=None))
        await tick()
        await talk.says(Person(TelegramId(200 + number), f"Гость {number}", "", "ru"), "сколько стоит доставка")
        offered.append("%" in talk.desk[-1])
        if number < 3:
            await talk.presses(BOB, "Сколько стоит")
            await talk.presses(BOB, "Не подходит")
    assert offered == [True, True, True, False]
    libraries.close()


async def test_while_a_library_cannot_be_built_its_old_state_answers(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await begin(database, entries=(Entry(0, "Какой у вас кофе?", "Вкусный", phrasings=MANY), DELIVERY))
    libraries = Libraries(clock=lambda: 0.0)
    talk.router = Router(ME, libraries)
    await talk.later(1)
    libraries._builder.submit(int).result()
    await talk.later(1)

    def fails(*_: object) -> Matcher:
        raise Undone

    monkeypatch.setattr("handlers.libraries.build", fails)
    libraries._rests_until.clear()
    await database.run(lambda connection: library.add(connection, talk.brand, OPENING, NINE, None))
    for _ in range(2):
        await talk.later(1)
        libraries._builder.submit(int).result()
    await talk.says(ALICE, "сколько стоит доставка")
    assert "%" in talk.desk[-1]
    assert [record.message for record in caplog.records] == [
        "The library of brand 1 could not be read; its old state answers"
    ]
    libraries.close()


async def test_a_change_that_was_undone_leaves_no_trace(database: Database) -> None:
    libraries = Libraries()
    brand = await database.run(lambda connection: brands.create(connection, "Кофейня", NINE))
    await database.run(lambda connection: library.add(connection, brand, OPENING, NINE, None))

    def fails(connection: Connection) -> None:
        library.add(connection, brand, DELIVERY, NINE, None)
        assert _suggested(connection, libraries, brand) == [2]
        raise Undone

    with pytest.raises(Undone):
        await database.run(fails)
    assert await database.run(lambda connection: _suggested(connection, libraries, brand)) == []
    libraries.close()


async def test_until_a_very_large_library_is_built_it_is_silent(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.libraries.FIRST", 0)
    libraries = Libraries()

    def steps(connection: Connection) -> list[object]:
        library.add(connection, brand, DELIVERY, NINE, None)
        return _suggested(connection, libraries, brand)

    brand = await database.run(lambda connection: brands.create(connection, "Кофейня", NINE))
    before = await database.run(steps)
    libraries._builder.submit(int).result()
    assert [before, await database.run(lambda connection: _suggested(connection, libraries, brand))] == [[], [1]]
    libraries.close()


@pytest.mark.parametrize("kind", ["accepted", "dismissed"])
async def test_a_library_without_entries_left_is_silent_whatever_was_said_of_it(database: Database, kind: str) -> None:
    talk = await begin(database, entries=(DELIVERY,))
    talk.router = Router(ME, Libraries())
    await talk.says(ALICE, "сколько стоит доставка")
    await talk.presses(BOB, "Сколько стоит")
    await talk.presses(BOB, "Отправить" if kind == "accepted" else "Не подходит")
    talk.minute += 60

    def retire(connection: Connection) -> None:
        entry = library.get(connection, talk.brand, 1)
        library.change(connection, talk.brand, replace(entry, state="retired"), NINE, None)

    await database.run(retire)
    await talk.says(MALLORY, "сколько стоит доставка")
    assert "Mallory" in talk.desk[-1]
    assert "%" not in talk.desk[-1]


@pytest.mark.parametrize("tier", ["lexical", "semantic"])
async def test_three_dismissals_for_alike_messages_are_heeded_at_once(database: Database, tier: Tier) -> None:
    stage = await set_stage(database)

    def offer(connection: Connection) -> None:
        library.add(connection, stage.brand, DELIVERY, NINE, None)

    await database.run(offer)
    libraries = Libraries(semantic=tier == "semantic")

    def ask(connection: Connection) -> list[object]:
        return _suggested(connection, libraries, stage.brand)

    def dismiss(connection: Connection) -> None:
        question = connection.scalar(select(messages.c.id).order_by(messages.c.id.desc()))
        conversation = connection.scalar(select(conversations.c.id))
        assert question is not None
        assert conversation is not None
        offers = [Offer(1, 0.9, {})]
        suggestions.keep(connection, stage.brand, conversation, question, offers, NINE)
        suggestions.decide(connection, conversation, "dismissed", NINE, BOB.id)

    libraries._builder.submit(int).result()
    await database.run(ask)
    libraries._builder.submit(int).result()
    heeded = []
    for minute in range(4):
        heeded.append(await database.run(ask))
        await stage.says(ALICE, "сколько стоит доставка", minute)
        await database.run(dismiss)
    assert heeded == [[1], [1], [1], []]
    libraries.close()
