"""Activations in the chats they are published in: the brand's voices take no part, and a foreign chat hears nothing."""

from inbox.events import MembershipChange, PollAnswered
from inbox.ids import TelegramId
from inbox.messages import ANONYMOUS_ADMIN_BOT, CHANNEL_BOT, Person, Place
from report.figures import figures
from report.model import build
from storage import Connection, brands, chats
from storage.database import Database
from storage.months import month_facts
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, NINE, at
from tests.deskwork import Dialogue
from tests.handlers.test_activations import contest, drafted, entries, record_of
from tests.handlers.test_ugc import photographed

NEWS = Place(TelegramId(-1003), "channel", "Coffee news", "coffee_news")
BLOG = Place(TelegramId(-1077), "channel", "Alice's blog", "alice_blog")
GONE = "Чат «Coffee lovers» больше не относится к бренду."


async def with_channel(database: Database) -> None:
    """The group discusses the brand's channel."""
    await database.run(lambda c: chats.change(c, chats.remember(c, GROUP, NINE).id, linked_id=NEWS.id))


async def taken(database: Database) -> None:
    """The group is another brand's now."""

    def bind(connection: Connection) -> None:
        brand = brands.create(connection, "Чайная", NINE)
        chats.bind(connection, chats.remember(connection, GROUP, NINE).id, "community", brand)

    await database.run(bind)


async def test_neither_the_group_nor_its_channel_enters_by_the_word(database: Database) -> None:
    talk = await drafted(database, "Конкурс: слово", "Чашка", "хочу", "3 дня", "чашка")
    await with_channel(database)
    await talk.presses(BOB, "Опубликовать")
    post = talk.newest(GROUP).number
    for bot, name in ((ANONYMOUS_ADMIN_BOT, GROUP), (CHANNEL_BOT, NEWS), (CHANNEL_BOT, BLOG)):
        await talk.says(Person(bot, "Telegram", is_bot=True), "хочу", sender_chat=name, reply_to=post)
    assert await entries(database) == [("Alice's blog", 1, "in", 0)]


async def test_neither_the_group_nor_its_channel_enters_by_a_vote(database: Database) -> None:
    talk = await drafted(database, "Опрос", "Какой?\nА\nБ", "3 дня", "чашка")
    await with_channel(database)
    talk.telegram["sendPoll"] = lambda _: {"message_id": 900, "poll": {"id": "ours"}}
    await talk.presses(BOB, "Опубликовать")
    for voter in (GROUP, NEWS, BLOG):
        await talk.happens(PollAnswered("ours", voter.id, voter.title, (0,)))
    assert await entries(database) == [("Alice's blog", 1, "in", 0)]


async def test_a_teammate_does_not_enter_by_the_link(database: Database) -> None:
    talk = await drafted(database, "Конкурс: новые", "Зовите друзей", "3 дня", "чашка")
    link = "https://t.me/+abc"
    talk.telegram["createChatInviteLink"] = lambda _: {"invite_link": link}
    await talk.presses(BOB, "Опубликовать")
    for who in (BOB, ALICE):
        await talk.happens(MembershipChange(GROUP, who, who, at(1), "left", "member", link=link))
    assert await entries(database) == [("Alice", 1, "in", 0)]


async def test_what_perhaps_was_published_is_looked_for_and_published_again(database: Database) -> None:
    talk = await drafted(database, "Опрос", "Какой?\nА\nБ", "3 дня", "-")
    talk.loses.add("activation-published")
    await talk.presses(BOB, "Опубликовать")
    words, _, card = talk.desk[-1].partition("\n\n")
    assert words.startswith("Telegram не подтвердил, вышло ли объявление: timed out. Загляните в чат")
    assert card.split("\n")[1] == "Опрос · черновик"
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(60)))
    assert build(figures(facts)).sections[3].mark == "no_data"
    talk.loses.clear()
    talk.telegram["sendPoll"] = lambda _: {"message_id": 900, "poll": {"id": "ours"}}
    await talk.presses(BOB, "Опубликовать")
    await talk.happens(PollAnswered("ours", ALICE.id, ALICE.name, (0,)))
    assert await entries(database) == [("Alice", 1, "in", 0)]


async def test_nothing_is_published_in_a_chat_that_is_another_brands(database: Database) -> None:
    talk = await drafted(database, "Конкурс: кнопка", "Чашка", "3 дня", "-")
    await taken(database)
    await talk.presses(BOB, "Опубликовать")
    assert talk.toasts[-1].startswith(GONE)
    assert talk.community == []


async def test_an_author_is_not_asked_in_a_chat_that_is_another_brands(database: Database) -> None:
    talk, _ = await photographed(database)
    await taken(database)
    await talk.presses(BOB, "Спросить: пост")
    assert talk.toasts[-1] == f"{GONE} Спросите автора в личке."
    assert talk.community == []


async def untied(database: Database) -> Dialogue:
    """A contest with a prize and one entry whose group is untied from the brand."""
    talk = await contest(database, "чашка")
    await talk.presses(ALICE, "Участвую", place=GROUP)
    await talk.says(CAROL, "/unbind", place=GROUP)
    return talk


async def test_who_unties_a_chat_hears_of_the_contest_in_it(database: Database) -> None:
    talk = await untied(database)
    words, _, card = talk.desk[-1].partition("\n\n")
    assert words == (
        "Чат «Coffee lovers» отвязан, а активность в нём идёт. "
        "Пока он не привязан снова, объявить в нём итоги не получится."
    )
    assert card.startswith("🟢 №1 · Чашка")


async def test_results_are_not_announced_in_a_chat_that_is_no_longer_the_brands(database: Database) -> None:
    talk = await untied(database)
    said = list(talk.community)
    told = "В чате итог не объявлен: он больше не относится к бренду."
    await talk.presses(BOB, "Закрыть приём")
    assert talk.desk[-1].startswith(told)
    await talk.presses(BOB, "🎲 Разыграть")
    assert talk.desk[-1].split("\n")[:2] == ["Розыгрыш проведён. Победители:", "№1 — Alice"]
    assert told in talk.desk[-1]
    assert talk.community == said
    await talk.presses(BOB, "Участники")
    assert record_of(talk).drawn.winners == (1,)


async def test_a_draft_whose_time_is_over_gets_a_new_one(database: Database) -> None:
    talk = await drafted(database, "Конкурс: кнопка", "Чашка", "2 ч", "-")
    talk.minute = 200
    await talk.presses(BOB, "Опубликовать")
    assert talk.toasts[-1] == "Это время уже прошло. Назначьте новое: кнопка «Срок» на карточке."
    await talk.presses(BOB, "Срок")
    await talk.answers(BOB, "10 ноября")
    assert talk.desk[-1].split("\n")[2] == "До 10 нояб., 23:59"
    await talk.presses(BOB, "Опубликовать")
    assert len(talk.community) == 1


async def test_what_runs_is_listed_first_and_what_is_left_out_is_counted(database: Database) -> None:
    talk = await contest(database, "-")
    for number in range(10):
        await talk.says(BOB, "/activation new", place=DESK)
        await talk.presses(BOB, "Конкурс: кнопка")
        for words in (f"Черновик {number}", "3 дня", "-"):
            await talk.answers(BOB, words)
    await talk.says(BOB, "/activation", place=DESK)
    lines = talk.desk[-1].split("\n")
    assert lines[1:3] == ["🟢 №1 · Чашка — идёт", "✏️ №11 · Черновик 9 — черновик"]
    assert lines[11] == "И ещё 1: любая открывается по номеру, /activation 5"
