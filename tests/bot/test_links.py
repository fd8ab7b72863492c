"""A placement end to end: the link that Telegram makes, whoever joins by it, the report that tells of them."""

from datetime import UTC, datetime

from bot.app import Otklik
from bot.hosts import ptb
from bot.pace import UNLIMITED
from bot.standin import Standin
from handlers.router import Router
from handlers.scene import Me
from inbox.evidence import Seen
from inbox.ids import BrandId, TelegramId
from inbox.messages import Person, Place
from storage import Connection, brands, chats, months, people, team
from storage.database import Database
from tests.cast import NINE, SilentLibrary


async def test_from_a_link_to_the_report(telegram: Standin, messenger: ptb.PtbMessenger, database: Database) -> None:
    world = telegram.world
    alice, carol = (world.person(name, language="ru") for name in ("Alice", "Carol"))
    channel = world.channel("Coffee news", username="coffee_news")

    def build(connection: Connection) -> BrandId:
        brand = brands.create(connection, "Кофейня", NINE)
        people.remember(connection, Person(TelegramId(carol.id), "Carol", "", "ru"))
        team.join(connection, brand, TelegramId(carol.id), "lead", NINE, None)
        place = Place(TelegramId(channel.id), "channel", "Coffee news", "coffee_news")
        chat = chats.remember(connection, place, NINE)
        chats.bind(connection, chat.id, "channel", brand)
        chats.change(connection, chat.id, standing="administrator")
        return brand

    brand = await database.run(build)
    me = Me(world.bot.id, "otklik_bot")
    otklik = Otklik(database, messenger, Router(me, SilentLibrary()), me=me, pace=UNLIMITED)
    await otklik.start()
    await otklik.poll()
    try:
        world.dm(carol).starts()
        world.dm(carol).says(carol, '/link new "Кофе и книги: зимний спецпроект, блогер А" 5000 ₽')
        _, made = await world.dm(carol).answers(2)
        (link,) = channel.links.values()
        assert (link.name, link.link in made.text) == ("Кофе и книги: зимний спецпроект…", True)
        post = channel.posts("Лавандовый раф вернулся!")
        channel.joins(alice, link)
        world.counts_reactions(post, {"👍": 7})
        await world.confirmed()

        async def seen() -> Seen:
            now = datetime.now(UTC)
            facts = await database.read(lambda c: months.month_facts(c, brand, now.year, now.month, now))
            assert facts.seen is not None
            return facts.seen

        found = await seen()
        while not (
            found.placements
            and found.placements[0].stays
            and found.posts
            and found.posts[0].reactions
            and found.counted
        ):
            found = await seen()
    finally:
        await otklik.stop()
    assert [stay.person for stay in found.placements[0].stays] == [alice.id]
    assert found.posts[0].reactions == 7
    assert [found.chats[one.chat] for one in found.counted] == ["Coffee news"]
