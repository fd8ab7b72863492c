"""What a community says becomes conversations and waits, on both databases."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from inbox.events import ChatMigrated, MessageEdited, MessageReceived, PostPublished
from inbox.ids import TelegramId
from inbox.messages import Message, Origin, Person, Place
from storage import Connection, brands, chats, people, team
from storage.database import Database
from storage.tables import conversations, messages, posts, waits
from tests.cast import ALICE, BOB, CAROL, GROUP, MALLORY, Stage, at, set_stage

CHANNEL = Place(TelegramId(-1003), "channel", "Coffee news", "coffee_news")


async def waits_of(database: Database) -> list[tuple[float, float | None, int | None]]:
    """Minutes after nine: asked, answered; by whom."""

    def read(connection: Connection) -> list[tuple[float, float | None, int | None]]:
        rows = connection.execute(select(waits).order_by(waits.c.asked_at, waits.c.id))
        minute = timedelta(minutes=1)
        return [
            ((row.asked_at - at(0)) / minute, row.answered_at and (row.answered_at - at(0)) / minute, row.answered_by)
            for row in rows
        ]

    return await database.run(read)


async def test_a_question_waits_until_the_team_replies_to_it(database: Database) -> None:
    stage = await set_stage(database)
    question = await stage.says(ALICE, "Когда вы открываетесь?", 0)
    await stage.says(ALICE, "А в субботу?", 2)
    await stage.says(BOB, "В девять", 5, reply_to=question)
    await stage.says(BOB, "И в субботу тоже", 6, reply_to=question)
    assert await waits_of(database) == [(0, 5, BOB.id)]


async def test_chatter_is_kept_and_waits_for_nobody(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Обожаю ваш раф", 0)
    assert await waits_of(database) == []
    kept = await database.run(lambda c: c.execute(select(messages.c.text, messages.c.needs_answer)).all())
    assert [tuple(row) for row in kept] == [("Обожаю ваш раф", False)]


async def test_the_team_among_themselves_opens_no_wait(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(BOB, "Кто сегодня на смене?", 0)
    assert await waits_of(database) == []


async def test_an_answer_right_after_the_question_is_credited_without_a_reply(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Есть овсяное молоко?", 0)
    await stage.says(BOB, "Да, есть", 3)
    assert await waits_of(database) == [(0, 3, BOB.id)]


async def test_an_announcement_after_somebody_elses_words_ends_no_wait(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Есть овсяное молоко?", 0)
    await stage.says(MALLORY, "Доброе утро", 1)
    await stage.says(BOB, "Всем доброе утро!", 3)
    assert await waits_of(database) == [(0, None, None)]


@pytest.mark.parametrize("elsewhere", [{"reply_to": 7}, {"replies_elsewhere": True}])
async def test_a_reply_to_what_is_not_known_ends_nobodys_wait(database: Database, elsewhere: dict[str, Any]) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Есть овсяное молоко?", 0)
    await stage.says(BOB, "Поздравляем победителя!", 3, **elsewhere)
    assert await waits_of(database) == [(0, None, None)]


@pytest.mark.parametrize("command", ["/inbox", "/Today@otklik_bot", "/warn@grouphelp_bot спам"])
@pytest.mark.parametrize("is_reply", [True, False])
async def test_a_teammates_command_in_the_community_is_no_answer(
    database: Database, command: str, *, is_reply: bool
) -> None:
    stage = await set_stage(database)
    question = await stage.says(ALICE, "Есть овсяное молоко?", 0)
    await stage.says(BOB, command, 1, reply_to=question if is_reply else None)
    assert (await waits_of(database), stage.calls) == ([(0, None, None)], [])
    await stage.says(CAROL, "Да, есть", 3)
    assert await waits_of(database) == [(0, 3, CAROL.id)]


async def test_an_answer_in_a_direct_topic_is_one_to_whoever_it_belongs_to(database: Database) -> None:
    stage = await set_stage(database)
    place = Place(TelegramId(-1004), "supergroup", "Coffee news", is_direct_messages=True)

    def watch(connection: Connection) -> None:
        chats.bind(connection, chats.remember(connection, CHANNEL, at(0)).id, "channel", stage.brand)

    await database.run(watch)
    await stage.says(ALICE, "Есть овсяное молоко?", 0, place=place, direct_topic_id=ALICE.id)
    await stage.says(MALLORY, "А кокосовое?", 1, place=place, direct_topic_id=MALLORY.id)
    await stage.says(BOB, "Да, есть", 3, place=place, sender_chat=CHANNEL, direct_topic_id=ALICE.id)
    assert await waits_of(database) == [(0, 3, CHANNEL.id), (1, None, None)]


async def test_an_anonymous_admin_is_the_team(database: Database) -> None:
    stage = await set_stage(database)
    question = await stage.says(ALICE, "Есть овсяное молоко?", 0)
    anonymous = Person(TelegramId(1087968824), "Group", "GroupAnonymousBot", is_bot=True)
    await stage.says(anonymous, "Есть", 4, reply_to=question, sender_chat=GROUP, signature="Бариста")
    assert await waits_of(database) == [(0, 4, GROUP.id)]


async def test_an_album_is_one_message_and_its_caption_may_come_late(database: Database) -> None:
    stage = await set_stage(database)
    for part, text in enumerate(["", "", "Что это за зерно?"]):
        await stage.says(ALICE, text, part / 100, content="photo", album_id="7")
    kept = await database.run(lambda c: c.execute(select(messages.c.text, messages.c.reason).order_by("id")).all())
    assert [tuple(row) for row in kept] == [
        ("Что это за зерно?", "question"), ("", "album"), ("Что это за зерно?", "album"),
    ]  # fmt: skip
    assert await waits_of(database) == [(0, None, None)]


async def comment_on_a_post(database: Database) -> Stage:
    """Alice asks under a post of the channel, five minutes after nine, in the thread 50."""
    stage = await set_stage(database)
    origin = Origin("Coffee news", at(0), chat=CHANNEL, message_id=5)
    copy = Message(
        GROUP, 50, at(0), Person(TelegramId(777000), "Telegram"), CHANNEL, text="Новое зерно", origin=origin,
        is_automatic_forward=True,
    )  # fmt: skip
    await stage.handle(MessageReceived(copy), at(0))
    await stage.says(ALICE, "А сколько стоит?", 5, thread_id=50)
    return stage


async def test_a_comment_is_tied_to_its_post(database: Database) -> None:
    await comment_on_a_post(database)
    rows = await database.run(
        lambda c: c.execute(
            select(posts.c.text, conversations.c.thread_id).join(posts, posts.c.id == conversations.c.post_id)
        ).all()
    )
    assert [tuple(row) for row in rows] == [("Новое зерно", 50)]


async def test_the_linked_channel_answers_for_the_team(database: Database) -> None:
    stage = await comment_on_a_post(database)
    as_channel = Person(TelegramId(136817688), "Channel", "Channel_Bot", is_bot=True)
    await stage.says(as_channel, "500 ₽", 9, thread_id=50, sender_chat=CHANNEL)
    assert await waits_of(database) == [(5, 9, CHANNEL.id)]


async def test_a_channel_of_the_brand_answers_for_the_team_where_it_is_not_linked(database: Database) -> None:
    stage = await set_stage(database)

    def watch(connection: Connection) -> None:
        chats.bind(connection, chats.remember(connection, CHANNEL, at(0)).id, "channel", stage.brand)

    await database.run(watch)
    question = await stage.says(ALICE, "Есть овсяное молоко?", 0)
    as_channel = Person(TelegramId(136817688), "Channel", "Channel_Bot", is_bot=True)
    await stage.says(as_channel, "Есть", 4, reply_to=question, sender_chat=CHANNEL)
    assert await waits_of(database) == [(0, 4, CHANNEL.id)]


async def test_an_owner_of_the_installation_answers_for_the_team(database: Database) -> None:
    stage = await set_stage(database)
    await database.run(lambda c: team.make_owner(c, MALLORY.id, at(0)))
    await stage.says(ALICE, "Есть овсяное молоко?", 0)
    await stage.says(MALLORY, "Да, есть", 3)
    assert await waits_of(database) == [(0, 3, MALLORY.id)]


async def test_whoever_works_for_a_brand_stays_with_it_whatever_community_they_write_in(database: Database) -> None:
    stage = await set_stage(database)
    others = Place(TelegramId(-2001), "supergroup", "Чайная")

    def another(connection: Connection) -> None:
        brand = brands.create(connection, "Чайная", at(0))
        chats.bind(connection, chats.remember(connection, others, at(0)).id, "community", brand)
        people.choose_brand(connection, BOB.id, stage.brand)

    await database.run(another)
    await stage.says(BOB, "Всем привет", 1, place=others)
    known = await database.run(lambda c: people.find(c, BOB.id))
    assert known is not None
    assert known.brand == stage.brand


async def test_an_album_of_a_channel_is_one_post_though_its_copies_are_told_between_its_parts(
    database: Database,
) -> None:
    stage = await set_stage(database)

    def watch(connection: Connection) -> None:
        chats.bind(connection, chats.remember(connection, CHANNEL, at(0)).id, "channel", stage.brand)

    await database.run(watch)
    service = Person(TelegramId(777000), "Telegram")
    for number in (5, 6):
        origin = Origin("Coffee news", at(0), chat=CHANNEL, message_id=number)
        copy = Message(
            GROUP, number + 45, at(0), service, CHANNEL, content="photo", album_id="copies", origin=origin,
            is_automatic_forward=True,
        )  # fmt: skip
        post = Message(CHANNEL, number, at(0), sender_chat=CHANNEL, content="photo", album_id="posts")
        told: list[MessageReceived | PostPublished] = [PostPublished(post), MessageReceived(copy)]
        for event in told if number == 5 else reversed(told):
            await stage.handle(event, at(0))
    assert await database.run(lambda c: c.scalars(select(posts.c.album_id)).all()) == ["posts", "posts"]


async def test_a_comment_of_the_team_under_a_post_answers_the_comment_before_it(database: Database) -> None:
    stage = await comment_on_a_post(database)
    await stage.says(BOB, "500 ₽", 9, thread_id=50, reply_to=50)
    assert await waits_of(database) == [(5, 9, BOB.id)]


async def test_an_edit_changes_words_and_restarts_nothing(database: Database) -> None:
    stage = await set_stage(database)
    number = await stage.says(ALICE, "Когда открываетесь?", 0)
    edited = Message(GROUP, number, at(0), ALICE, text="Когда вы открываетесь?")
    await stage.handle(MessageEdited(edited, at(30)), at(30))
    assert await waits_of(database) == [(0, None, None)]


async def test_after_a_days_silence_a_new_conversation_begins(database: Database) -> None:
    stage = await set_stage(database)
    question = await stage.says(ALICE, "Когда открываетесь?", 0)
    await stage.says(BOB, "В девять", 5, reply_to=question)
    await stage.says(ALICE, "А парковка есть?", 5 + 24 * 60 + 1)
    count = await database.run(lambda c: len(c.execute(select(conversations.c.id)).all()))
    assert count == 2


async def test_who_asks_again_after_days_has_waited_since_the_first_question(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Когда открываетесь?", 0)
    again = await stage.says(ALICE, "Так когда открываетесь?", 3 * 24 * 60)
    await stage.says(BOB, "В девять", 3 * 24 * 60 + 5, reply_to=again)
    assert await waits_of(database) == [(0, 3 * 24 * 60 + 5, BOB.id), (3 * 24 * 60, 3 * 24 * 60 + 5, BOB.id)]


async def test_a_question_told_late_takes_its_place_before_the_conversation(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Так вы открыты?", 60)
    late = Message(GROUP, 41, at(0), ALICE, text="Когда открываетесь?")
    await stage.handle(MessageReceived(late), at(90))
    await stage.says(BOB, "В девять", 95, reply_to=41)
    assert await waits_of(database) == [(0, 95, BOB.id)]


async def waiting_since(database: Database) -> list[float | None]:
    """Minutes after nine, of each conversation."""
    rows = await database.run(lambda c: c.scalars(select(conversations.c.waiting_since)).all())
    return [row and (row - at(0)) / timedelta(minutes=1) for row in rows]


@pytest.mark.parametrize(("asked", "since"), [(2, 2), (8, 5)])
async def test_a_wait_begins_with_its_earliest_question_though_that_is_told_late(
    database: Database, asked: int, since: int
) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Так вы открыты?", 5)
    await stage.handle(MessageReceived(Message(GROUP, 41, at(asked), ALICE, text="Когда открываетесь?")), at(9))
    assert (await waits_of(database), await waiting_since(database)) == ([(since, None, None)], [since])


async def test_a_late_caption_makes_a_question_of_the_albums_first_part(database: Database) -> None:
    stage = await set_stage(database)
    question = await stage.says(ALICE, "Когда открываетесь?", 0)
    await stage.says(BOB, "В девять", 1, reply_to=question)
    await stage.says(ALICE, "", 2, content="photo", album_id="7")
    await stage.says(ALICE, "Есть овсяное молоко?", 3)
    await stage.says(ALICE, "Что это за зерно?", 4, content="photo", album_id="7")
    assert (await waits_of(database), await waiting_since(database)) == ([(0, 1, BOB.id), (2, None, None)], [2])


async def test_a_message_told_twice_counts_once(database: Database) -> None:
    stage = await set_stage(database)
    question = Message(GROUP, 40, at(0), ALICE, text="Когда открываетесь?")
    for _ in range(2):
        await stage.handle(MessageReceived(question), at(1))
    count = await database.run(lambda c: len(c.execute(select(messages.c.id)).all()))
    assert count == 1


async def test_a_group_that_became_a_supergroup_goes_on_under_its_new_number(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Когда открываетесь?", 0)
    await stage.handle(ChatMigrated(GROUP.id, TelegramId(-1009)), at(1))
    moved = Place(TelegramId(-1009), "supergroup", "Coffee lovers")
    again = await stage.says(ALICE, "Так когда?", 6, place=moved)
    await stage.says(BOB, "В девять", 8, place=moved, reply_to=again)
    assert await waits_of(database) == [(0, 8, BOB.id)]


async def test_the_first_words_in_a_supergroup_answer_who_asked_in_the_group_before_it(database: Database) -> None:
    stage = await set_stage(database)
    await stage.says(ALICE, "Когда открываетесь?", 0)
    await stage.handle(ChatMigrated(GROUP.id, TelegramId(-1009)), at(1))
    await stage.says(BOB, "В девять", 8, place=Place(TelegramId(-1009), "supergroup", "Coffee lovers"))
    assert await waits_of(database) == [(0, 8, BOB.id)]
