"""The author changes their mind, in whatever place and name they agreed: by a reply, an edit, or `/withdraw`."""

from typing import Any

from inbox.events import MessageEdited, MessageReceived
from inbox.ids import TelegramId
from inbox.messages import CHANNEL_BOT, Attachment, Message, Person, Place, ReplyTo
from storage import Connection, brands, chats, people, team
from storage.database import Database
from tests.cast import ALICE, BOB, DESK, GROUP, MALLORY, ME, NINE, at
from tests.deskwork import Dialogue, begin
from tests.handlers.test_desk_places import BUSINESS, OWNER, with_business
from tests.handlers.test_ugc import PRIVATE, asked, opened, photographed, rows, words

PHOTO = Attachment("photo", "file-1", "u1")
BLOG = Place(TelegramId(-1077), "channel", "Alice's blog", "alice_blog")
CHANNEL = Person(CHANNEL_BOT, "Channel", is_bot=True)
TEA, TEA_DESK = Place(TelegramId(-2001), "supergroup", "Tea"), Place(TelegramId(-2002), "supergroup", "Tea desk")


async def state(database: Database) -> str:
    return str((await rows(database))[0][0])


async def edits(talk: Dialogue, number: int, text: str, question: int) -> None:
    message = Message(GROUP, number, at(0), ALICE, text=text, reply_to=ReplyTo(question, TelegramId(ME.id)))
    await talk.happens(MessageEdited(message, at(1)))


async def with_tea(talk: Dialogue) -> None:
    """Another brand, whose team is Mallory."""

    def build(connection: Connection) -> None:
        brand = brands.create(connection, "Чайная", NINE, time_zone="Europe/Moscow")
        people.remember(connection, MALLORY)
        team.join(connection, brand, MALLORY.id, "lead", NINE, None)
        chats.bind(connection, chats.remember(connection, TEA, NINE).id, "community", brand)
        chats.bind(connection, chats.remember(connection, TEA_DESK, NINE).id, "desk", brand)
        brands.change(connection, brand, keywords="#чай")

    await talk.database.run(build)


async def agrees(talk: Dialogue, text: str, place: Place = GROUP, **more: Any) -> None:
    """Alice shows something, is asked, and allows it."""
    await talk.says(ALICE, text, place=place, content="photo", attachment=PHOTO, **more)
    who, desk = (BOB, DESK) if place is GROUP else (MALLORY, TEA_DESK)
    await talk.presses(who, "Спросить: пост", place=desk)
    await talk.presses(ALICE, "Разрешаю", place=place)


async def test_a_no_in_reply_to_the_question_takes_a_yes_back(database: Database) -> None:
    talk = await asked(database)
    question = talk.newest(GROUP).number
    await talk.says(ALICE, "Да", reply_to=question)
    await talk.says(ALICE, "А где выйдет?", reply_to=question)
    assert (await words(database))[-1] == ("said", "А где выйдет?", ALICE.id)
    assert await state(database) == "consented"
    await talk.says(MALLORY, "Нет", reply_to=question)
    await talk.says(ALICE, "Нет, передумала, уберите", reply_to=question)
    assert (await words(database))[-1] == ("withdrawn", "Нет, передумала, уберите", ALICE.id)
    assert talk.community == ["Alice, согласие отозвано. Больше не публикуем, а то, что вышло, уберём."]
    assert talk.desk[-1] == "↩️ Alice отзывает согласие на UGC №1.\nПубликаций записано не было."


async def test_an_edit_of_the_answer_is_the_answer(database: Database) -> None:
    talk = await asked(database)
    question = talk.newest(GROUP).number
    answer = await talk.says(ALICE, "Дп", reply_to=question)
    await edits(talk, answer, "Да", question)
    assert await state(database) == "consented"
    before = await words(database)
    await edits(talk, answer, "Да", question)  # a change that nobody sees
    assert await words(database) == before
    await edits(talk, answer, "Нет", question)
    assert await state(database) == "withdrawn"


async def test_a_consent_in_a_channels_name_is_taken_back_in_it(database: Database) -> None:
    talk = await opened(database)
    for text in ("#мойкофе", "Ещё #мойкофе"):
        await talk.says(CHANNEL, text, sender_chat=BLOG, content="photo", attachment=PHOTO)
        await talk.presses(BOB, "Спросить: пост")
        await talk.says(CHANNEL, "Да", sender_chat=BLOG, reply_to=talk.newest(GROUP).number)
    await talk.says(CHANNEL, "/withdraw", sender_chat=BLOG)
    assert talk.community[-1] == "Разрешений несколько. Ответьте /withdraw на ту публикацию, о которой речь."
    await talk.says(CHANNEL, "/withdraw", sender_chat=BLOG, reply_to=100)
    assert talk.community[-1] == "Согласие отозвано: фото 02.11: #мойкофе. Спасибо, что предупредили."
    await talk.says(CHANNEL, "/withdraw", sender_chat=BLOG)
    assert [one for one, _ in await rows(database)] == ["withdrawn", "withdrawn"]
    await talk.says(CHANNEL, "/help", sender_chat=BLOG)
    assert talk.community[-1].startswith("Согласие отозвано: фото 02.11: Ещё #мойкофе.")


async def test_in_a_business_chat_a_customer_agrees_and_takes_it_back(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    await database.run(lambda c: brands.change(c, talk.brand, keywords="#мойкофе"))
    await talk.says(ALICE, "#мойкофе", place=BUSINESS, content="photo", attachment=PHOTO)
    await talk.presses(BOB, "Спросить: пост")
    question = talk.newest(BUSINESS).number
    for who, text in ((OWNER, "Да"), (ALICE, "Да")):
        reply = ReplyTo(question, OWNER.id)  # what we say there is said in the owner's name
        await talk.happens(
            MessageReceived(Message(BUSINESS, next(talk.numbers), at(0), who, text=text, reply_to=reply))
        )
    assert await words(database) == [
        ("found", "#мойкофе", None), ("asked", "", BOB.id), ("consented", "Да", ALICE.id)
    ]  # fmt: skip
    shown = len(talk.shown)
    for who, text in ((OWNER, "/withdraw"), (ALICE, "/help"), (BOB, "/inbox")):
        await talk.says(who, text, place=BUSINESS)
    assert len(talk.shown) == shown
    await talk.says(ALICE, "/withdraw", place=BUSINESS)
    assert talk.of(BUSINESS)[-1] == "Согласие отозвано: фото 02.11: #мойкофе. Спасибо, что предупредили."
    assert talk.newest(BUSINESS).params["business_connection_id"] == "business-1"
    assert await state(database) == "withdrawn"


async def test_a_reply_in_private_answers_no_question_of_a_business_chat(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    await database.run(lambda c: brands.change(c, talk.brand, keywords="#мойкофе"))
    await talk.says(ALICE, "#мойкофе", place=BUSINESS, content="photo", attachment=PHOTO)
    await talk.presses(BOB, "Спросить: пост")
    await talk.says(ALICE, "Да", place=PRIVATE, reply_to=talk.newest(BUSINESS).number)
    assert await state(database) == "asked"


async def test_in_a_group_nothing_is_said_of_another_brand(database: Database) -> None:
    talk = await opened(database)
    await with_tea(talk)
    talk.minute = 12.5 * 60  # half past midnight in Moscow
    await agrees(talk, "#мойкофе")
    await agrees(talk, "#чай", TEA)
    await talk.says(ALICE, "/withdraw", place=PRIVATE)
    assert talk.of(PRIVATE)[-1] == (
        "Какое разрешение отозвать?\n[Чайная, фото 03.11: #чай]\n[Кофейня, фото 03.11: #мойкофе]"
    )
    await talk.says(ALICE, "/withdraw")
    assert talk.community[-1] == "Согласие отозвано: фото 03.11: #мойкофе. Спасибо, что предупредили."
    await talk.says(ALICE, "/withdraw")
    assert talk.community[-1] == "Ваших разрешений на публикацию у нас нет."


async def test_a_long_list_says_that_there_is_more(database: Database) -> None:
    talk = await opened(database)
    for _ in range(21):
        await agrees(talk, "#мойкофе")
    await talk.says(ALICE, "/withdraw", place=PRIVATE)
    shown = talk.newest(PRIVATE)
    assert len(shown.rows) == 20
    assert shown.text.split("\n")[1].startswith("Здесь последние 20.")


async def test_a_teammate_of_another_brand_answers_in_private_as_an_author(database: Database) -> None:
    talk, _ = await photographed(database)
    await with_tea(talk)
    await talk.says(ALICE, "/start", place=PRIVATE)
    for label in ("Спросить в чате", "Спросить: пост"):
        await talk.presses(BOB, label)
    question = talk.newest(PRIVATE).number
    tea = (await database.run(brands.find_all))[-1].id
    await database.run(lambda c: team.join(c, tea, ALICE.id, "manager", NINE, None))
    await talk.says(ALICE, "Да", place=PRIVATE, reply_to=question)
    assert await state(database) == "consented"
