"""The desk end to end: a real library's HTTP client against the stand-in, the true pipeline, handlers and database."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from bot.app import Otklik
from bot.hosts import ptb
from bot.pace import UNLIMITED
from bot.standin import Standin, Swallow, photo
from bot.standin.chat import Chat
from bot.standin.group import Group
from bot.standin.message import Message
from bot.standin.people import Person
from handlers.libraries import Libraries
from handlers.router import Router
from handlers.scene import Me
from inbox.entries import Entry
from inbox.ids import BrandId, TelegramId
from inbox.messages import Person as Known
from inbox.messages import Place
from storage import Connection, brands, cards, chats, library, people, team
from storage.database import Database
from tests.cast import NINE

DELIVERY = Entry(0, "Где мой заказ?", "Доставим за <b>два дня</b>, {name}.", phrasings=("Когда приедет мой заказ?",))


@dataclass
class Town:
    """A community, a desk, and whoever is in them."""

    telegram: Standin
    database: Database
    alice: Person
    bob: Person
    carol: Person
    community: Group
    desk: Group

    async def card(self) -> Message:
        """The desk's next card, as soon as the program knows that it stands there."""
        card = await self.desk.answer()
        desk = TelegramId(self.desk.raw["id"])

        def is_known(connection: Connection) -> bool:
            chat = chats.find(connection, desk)
            return chat is not None and cards.at(connection, chat.id, card.id) is not None

        while not await self.database.run(is_known):
            pass
        return card

    async def until(self, holds: Callable[[], bool]) -> None:
        await self.telegram.world.until(holds)


@pytest.fixture
async def town(telegram: Standin, messenger: ptb.PtbMessenger, database: Database) -> AsyncIterator[Town]:
    world = telegram.world
    alice, bob, carol = (world.person(name, language="ru") for name in ("Alice", "Bob", "Carol"))
    town = Town(
        telegram, database, alice, bob, carol, world.supergroup("Coffee lovers", admins=[bob]),
        world.supergroup("Desk", admins=[bob, carol], forum=True),
    )  # fmt: skip

    def build(connection: Connection) -> None:
        brand = brands.create(connection, "Кофейня", NINE, target_clock="calendar")
        for person, role in ((bob, "manager"), (carol, "lead")):
            people.remember(connection, Known(TelegramId(person.id), person.name, "", "ru"))
            team.join(connection, brand, TelegramId(person.id), role, NINE, None)  # type: ignore[arg-type]
        bind(connection, town.community, "community", brand)
        bind(connection, town.desk, "desk", brand)
        library.add(connection, brand, DELIVERY, NINE, None)

    await database.run(build)
    libraries, me = Libraries(), Me(world.bot.id, "otklik_bot")
    otklik = Otklik(database, messenger, Router(me, libraries), me=me, pace=UNLIMITED)
    await otklik.start()
    await otklik.poll()
    yield town
    await otklik.stop()
    libraries.close()


def bind(connection: Connection, chat: Chat, purpose: str, brand: BrandId, topic: int | None = None) -> None:
    raw = chat.raw
    place = Place(TelegramId(raw["id"]), raw["type"], raw.get("title", ""), is_forum=raw.get("is_forum", False))
    chats.bind(connection, chats.remember(connection, place, NINE).id, purpose, brand, topic)  # type: ignore[arg-type]


async def test_from_a_question_to_an_answer_by_two_taps(town: Town) -> None:
    world = town.telegram.world
    question = town.community.says(town.alice, "Подскажите, где мой заказ?")
    card = await town.card()
    assert card.text.splitlines()[3] == "Подскажите, где мой заказ?"
    world.presses(town.bob, card, card.buttons[0][0])
    await card.edited()
    assert card.buttons[0] == ["Отправить", "Изменить…"]
    world.presses(town.bob, card, "Отправить")
    answer = await town.community.answer()
    assert (answer.text, answer.raw["reply_to_message"]["message_id"]) == ("Доставим за два дня, Alice.", question.id)
    await town.until(lambda: card.text.startswith("✅"))
    assert "Ответ меньше чем за минуту · Bob" in card.text.splitlines()


async def test_own_words_with_a_photo_reach_the_member_and_are_nodded_at(town: Town) -> None:
    town.community.says(town.alice, "Как пройти к вам от метро?")
    card = await town.card()
    town.desk.says(town.carol, "Вот карта", media=photo(), reply_to=card)
    answer = await town.community.answer()
    assert answer.line == "Otklik: [photo] Вот карта"
    await town.until(lambda: card.text.startswith("✅"))
    await town.telegram.called("setMessageReaction", times=1)


async def test_an_answer_whose_fate_is_unknown_is_asked_about_and_not_doubled(town: Town) -> None:
    town.community.says(town.alice, "Как пройти к вам от метро?")
    card = await town.card()
    town.telegram.spoils("sendMessage", Swallow())
    town.desk.says(town.carol, "Прямо и направо", reply_to=card)
    asking = await town.card()
    assert asking.buttons == [["Не дошёл: отправить ещё раз", "Дошёл"]]
    town.telegram.world.presses(town.carol, asking, "Дошёл")
    await asking.edited()
    assert asking.text.startswith("✅")
    assert [message.text for message in town.community.sent] == ["Прямо и направо"]


async def test_a_native_answer_is_noticed(town: Town) -> None:
    question = town.community.says(town.alice, "Как пройти к вам от метро?")
    card = await town.card()
    town.community.says(town.bob, "Прямо и направо", reply_to=question)
    await card.edited()
    assert card.text.startswith("✅")


async def test_a_topic_of_the_desk_that_was_deleted_is_made_anew(town: Town, database: Database) -> None:
    topic = town.desk.opens_topic(town.bob, "Входящие")

    def move(connection: Connection) -> None:
        brand = brands.find_all(connection)[0]
        bind(connection, town.desk, "desk", brand.id, topic.id)

    await database.run(move)
    town.desk.deletes_topic(topic)
    town.community.says(town.alice, "Как пройти к вам от метро?")
    card = await town.card()
    assert card.text.splitlines()[3] == "Как пройти к вам от метро?"
    assert card.thread not in (None, topic.id)
