"""Answers find their way to every kind of chat, and cards to every kind of desk."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from inbox.entries import Entry
from inbox.events import ChatMigrated, MessageEdited, MessageReceived, MessagesDeleted
from inbox.ids import BrandId, TelegramId
from inbox.messages import ANONYMOUS_ADMIN_BOT, Attachment, Message, Origin, Person, Place
from storage import Connection, brands, chats, library, people, team
from storage.chats import BusinessConnection
from storage.database import Database
from storage.months import month_facts
from storage.tables import messages
from storage.team import Role
from tests.cast import ALICE, BOB, CAROL, DESK, GROUP, NINE, at
from tests.deskwork import Dialogue, begin

CHANNEL = Place(TelegramId(-1003), "channel", "Coffee news", "coffee_news")
FORUM = Place(TelegramId(-1004), "supergroup", "Coffee forum", is_forum=True)
DIRECT = Place(TelegramId(-1005), "supergroup", "Coffee news", is_direct_messages=True)
BUSINESS = Place(ALICE.id, "private", business_connection="business-1")
AT_BOT = Place(ALICE.id, "private", username="alice")
OWNER = Person(TelegramId(40), "Dora")


def watching(*places: Place) -> Callable[[Connection, BrandId], None]:
    def prepare(connection: Connection, brand: BrandId) -> None:
        for place in places:
            chats.bind(connection, chats.remember(connection, place, NINE).id, "community", brand)

    return prepare


def with_business(*, can_reply: bool = True) -> Callable[[Connection, BrandId], None]:
    def prepare(connection: Connection, brand: BrandId) -> None:
        business = BusinessConnection("business-1", OWNER.id, brand, can_reply=can_reply, is_enabled=True)
        chats.keep_business_connection(connection, business, NINE)

    return prepare


def sent(talk: Dialogue) -> list[dict[str, object]]:
    """Where each answer went."""
    dropped = ("text", "entities", "parse_mode")
    replies = [call for call in talk.calls if call.purpose == "reply"]
    return [{name: value for name, value in call.params.items() if name not in dropped} for call in replies]


def to(number: int) -> dict[str, object]:
    return {"message_id": number, "allow_sending_without_reply": True}


async def test_a_direct_message_is_answered_in_private(database: Database) -> None:
    talk = await begin(database)
    number = await talk.says(ALICE, "Где заказ?", place=AT_BOT)
    assert talk.desk[0].splitlines()[1] == "💬 пишет боту лично"
    await talk.answers(BOB, "Едет")
    assert sent(talk) == [{"chat_id": ALICE.id, "reply_parameters": to(number)}]


async def test_a_topic_is_answered_in_the_topic(database: Database) -> None:
    talk = await begin(database, prepare=watching(FORUM))
    number = await talk.says(ALICE, "Где заказ?", place=FORUM, thread_id=7, in_topic=True)
    await talk.answers(BOB, "Едет")
    assert sent(talk) == [{"chat_id": FORUM.id, "message_thread_id": 7, "reply_parameters": to(number)}]


async def test_a_channels_direct_message_is_answered_in_its_own_topic(database: Database) -> None:
    talk = await begin(database, prepare=watching(DIRECT))
    number = await talk.says(ALICE, "Где заказ?", place=DIRECT, direct_topic_id=9)
    await talk.answers(BOB, "Едет")
    assert sent(talk) == [{"chat_id": DIRECT.id, "direct_messages_topic_id": 9, "reply_parameters": to(number)}]


async def test_chatter_that_needs_an_answer_after_all_is_answered_in_its_own_topic(database: Database) -> None:
    talk = await begin(database, prepare=watching(DIRECT))
    number = await talk.says(ALICE, "Спасибо!", place=DIRECT, direct_topic_id=9)
    await talk.says(BOB, "/missed", place=DESK)
    await talk.presses(BOB, "1")
    await talk.says(BOB, "/reply 1 Едет", place=DESK)
    assert sent(talk) == [{"chat_id": DIRECT.id, "direct_messages_topic_id": 9, "reply_parameters": to(number)}]


async def test_a_business_chat_is_answered_through_the_connection(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    number = await talk.says(ALICE, "Где заказ?", place=BUSINESS)
    await talk.answers(BOB, "Едет")
    assert sent(talk) == [{"chat_id": ALICE.id, "business_connection_id": "business-1", "reply_parameters": to(number)}]


@pytest.mark.parametrize("role", ["manager", "client"])
async def test_what_colleagues_write_to_each_other_in_a_business_account_is_left_alone(
    database: Database, role: Role
) -> None:
    talk = await begin(database, prepare=with_business())
    await database.run(lambda c: team.join(c, talk.brand, BOB.id, role, NINE, None))
    place = Place(BOB.id, "private", business_connection="business-1")
    await talk.says(BOB, "Когда у нас зарплата?", place=place)
    await talk.says(OWNER, "Завтра", place=place)
    kept = await database.run(lambda c: c.execute(select(messages.c.id)).all())
    assert (kept, talk.calls) == ([], [])


async def test_what_the_business_account_echoes_of_our_answer_is_counted_once(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    await talk.says(ALICE, "Где заказ?", place=BUSINESS)
    talk.holds.add("reply")
    await talk.answers(BOB, "Едет")
    echo = Message(BUSINESS, next(talk.numbers), at(0), OWNER, text="Едет", is_automatic=True)
    await talk.happens(MessageReceived(echo))
    talk.numbers = iter([echo.message_id])  # type: ignore[assignment] # Telegram's number of what it echoed
    await talk.releases()
    assert "Ответ меньше чем за минуту · Bob" in talk.desk[0].splitlines()


async def test_a_business_chat_without_the_right_or_after_a_day_is_refused_in_words(database: Database) -> None:
    talk = await begin(database, prepare=with_business(can_reply=False))
    await talk.says(ALICE, "Где заказ?", place=BUSINESS)
    await talk.answers(BOB, "Едет")
    assert talk.desk[-1].startswith("Бизнес-аккаунт не дал боту права отвечать.")
    await database.run(lambda c: with_business()(c, talk.brand))
    talk.minute = 24 * 60 + 1
    await talk.says(BOB, "/reply 1 Едет", place=DESK)
    assert talk.desk[-1].startswith("Прошло больше суток с последнего сообщения.")
    assert sent(talk) == []


async def test_a_comment_is_shown_with_its_post_and_answered_in_its_thread(database: Database) -> None:
    talk = await begin(database)
    origin = Origin("Coffee news", at(0), chat=CHANNEL, message_id=5)
    post = Message(GROUP, 50, at(0), ALICE, CHANNEL, text="Новое зерно", origin=origin, is_automatic_forward=True)
    await talk.happens(MessageReceived(post))
    number = await talk.says(ALICE, "Где заказ?", thread_id=50)
    text = talk.shown[-1].params["text"]
    assert text.splitlines()[1] == (
        f'💬 <a href="https://t.me/coffee_news/5?comment={number}">Coffee lovers</a>, '
        'под постом «<a href="https://t.me/coffee_news/5">Новое зерно</a>»'
    )
    await talk.answers(BOB, "Едет")
    assert sent(talk) == [{"chat_id": GROUP.id, "reply_parameters": to(number)}]


async def test_a_question_from_before_the_group_became_a_supergroup_is_answered_without_a_quote(
    database: Database,
) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    after = TelegramId(-1009)
    await talk.happens(ChatMigrated(GROUP.id, after))
    await talk.answers(BOB, "Едет", talk.newest(DESK).number)
    assert sent(talk) == [{"chat_id": after}]


async def test_a_question_missed_before_the_group_became_a_supergroup_is_answered_there(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Спасибо!")
    after = TelegramId(-1009)
    await talk.happens(ChatMigrated(GROUP.id, after))
    await talk.says(BOB, "/missed", place=DESK)
    await talk.presses(BOB, "1")
    await talk.says(BOB, "/reply 1 Едет", place=DESK)
    assert sent(talk) == [{"chat_id": after}]


async def album_answered(database: Database) -> Dialogue:
    """Alice has asked, and Bob replies to the card with an album of two, the caption on the second."""
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    card = talk.newest(DESK).number
    for part, words in (("a", ""), ("b", "Едет")):
        photo = Attachment("photo", part)
        await talk.answers(BOB, words, card, content="photo", attachment=photo, album_id="1")
    return talk


async def test_an_album_on_the_desk_goes_out_as_one(database: Database) -> None:
    talk = await album_answered(database)
    await talk.later(0.05)
    [sent] = [call for call in talk.calls if call.purpose == "reply"]
    assert (sent.method, sent.params["media"]) == (
        "sendMediaGroup",
        [{"type": "photo", "media": "a"}, {"type": "photo", "media": "b", "caption": "Едет", "caption_entities": []}],
    )
    assert "↩️ Едет 📷 фото × 2" in talk.desk[0].splitlines()


async def test_an_album_counts_as_one_answer_and_is_taken_back_as_one(database: Database) -> None:
    talk = await album_answered(database)
    await talk.later(0.05)
    facts = await database.run(lambda c: month_facts(c, talk.brand, 2026, 11, at(60)))
    assert len(facts.answers) == 1
    await talk.presses(BOB, "Ещё…")
    await talk.presses(BOB, "Удалить ответ")
    assert talk.community == []


async def test_a_part_that_comes_late_goes_out_by_itself(database: Database) -> None:
    talk = await album_answered(database)
    await talk.later(0.05)
    late = Attachment("photo", "c")
    await talk.answers(BOB, "", content="photo", attachment=late, album_id="1")
    await talk.later(0.05)
    assert [call.method for call in talk.calls if call.purpose == "reply"] == ["sendMediaGroup", "sendPhoto"]


# --- to the bot in private --------------------------------------------------------------------------------------------


CLIENT = Place(CAROL.id, "private", username="carol")


async def with_a_client(database: Database) -> Dialogue:
    """Carol is the client."""
    talk = await begin(database)
    await database.run(lambda c: team.join(c, talk.brand, CAROL.id, "client", NINE, None))
    return talk


async def test_what_a_client_writes_goes_on_to_the_desk(database: Database) -> None:
    talk = await with_a_client(database)
    number = await talk.says(CAROL, "В третьем ответе поправьте цену", place=CLIENT)
    assert (talk.desk, talk.of(CLIENT)) == (
        ["⬆️ Мне в личку от Carol (роль: клиент)"],
        ["Передал команде. Что можно сделать прямо здесь — /help."],
    )
    [forwarded] = [call for call in talk.calls if call.method == "forwardMessage"]
    assert forwarded.params == {"chat_id": DESK.id, "from_chat_id": CAROL.id, "message_id": number}


async def test_a_clients_album_is_told_of_once(database: Database) -> None:
    talk = await with_a_client(database)
    for part in "abc":
        photo = Attachment("photo", part)
        await talk.says(CAROL, "", place=CLIENT, content="photo", attachment=photo, album_id="1")
    await talk.later(0.05)
    assert len([call for call in talk.calls if call.method == "forwardMessage"]) == 3
    assert (len(talk.desk), len(talk.of(CLIENT))) == (1, 1)


async def test_a_client_without_a_desk_to_write_to_is_told_so(database: Database) -> None:
    talk = await with_a_client(database)
    await database.run(lambda c: chats.bind(c, chats.remember(c, DESK, NINE).id, "unbound", None))
    await talk.says(CAROL, "Когда будет отчёт?", place=CLIENT)
    assert talk.of(CLIENT) == ["Передать пока некому: у команды нет рабочего стола. Напишите своему менеджеру."]


async def test_a_teammates_words_to_the_bot_are_said_to_have_gone_nowhere(database: Database) -> None:
    talk = await begin(database)
    await talk.says(BOB, "Скажи Алисе, что едет", place=Place(BOB.id, "private", username="bob"))
    assert (talk.of(Place(BOB.id, "private")), talk.desk) == (
        ["Это сообщение никто не получил. Кто ждёт ответа, покажет /inbox, а всё, что я умею, — /help."],
        [],
    )


# --- the desk ---------------------------------------------------------------------------------------------------------


async def test_a_managers_private_chat_can_be_the_desk(database: Database) -> None:
    mine = Place(BOB.id, "private", username="bob")

    def prepare(connection: Connection, brand: BrandId) -> None:
        before = chats.desk_of(connection, brand)
        assert before is not None
        chats.bind(connection, before.id, "unbound", None)
        chats.bind(connection, chats.remember(connection, mine, NINE).id, "desk", brand)

    talk = await begin(database, prepare=prepare)
    await talk.says(ALICE, "Где заказ?")
    card = talk.newest(mine)
    await talk.says(BOB, "Едет", place=mine, reply_to=card.number)
    assert talk.community == ["Едет"]
    await talk.says(BOB, "Будет завтра", place=mine)
    assert (talk.community, talk.of(mine)[-1][:31]) == (["Едет"], "Это сообщение никто не получил.")


async def forum_desk(database: Database) -> Dialogue:
    """The desk is the topic 70 of a forum."""

    def prepare(connection: Connection, brand: BrandId) -> None:
        desk = chats.desk_of(connection, brand)
        assert desk is not None
        chats.bind(connection, desk.id, "desk", brand, 70)

    return await begin(database, prepare=prepare)


async def test_cards_go_to_the_desks_topic(database: Database) -> None:
    talk = await forum_desk(database)
    await talk.says(ALICE, "Где заказ?")
    assert talk.shown[-1].params["message_thread_id"] == 70


async def test_a_deleted_topic_is_made_anew_and_the_cards_come_again(database: Database) -> None:
    talk = await forum_desk(database)
    await talk.says(ALICE, "Где заказ?")
    talk.shown.clear()
    talk.refuses["sendMessage"] = "Bad Request: message thread not found"
    await talk.says(Person(TelegramId(2), "Anna"), "Когда открываетесь?", until="createForumTopic")
    await talk.proceeds()
    assert [call.params["name"] for call in talk.calls if call.method == "createForumTopic"] == ["Входящие · Кофейня"]
    topic = talk.shown[0].params["message_thread_id"]
    assert topic != 70
    assert [(str(one).splitlines()[0], one.params["message_thread_id"]) for one in talk.shown] == [
        ("🟢 Alice @alice · №1", topic),
        ("🟢 Anna · №2", topic),
    ]


async def test_without_the_right_to_make_topics_the_desk_goes_on_in_general(database: Database) -> None:
    talk = await forum_desk(database)
    talk.refuses["sendMessage"] = "Bad Request: message thread not found"
    talk.refuses["createForumTopic"] = "Bad Request: not enough rights to create a topic"
    await talk.says(ALICE, "Где заказ?", until="createForumTopic")
    await talk.proceeds()
    assert talk.desk[0].startswith("Тему для карточек удалили")
    assert [one.params.get("message_thread_id") for one in talk.shown] == [None, None]


async def test_a_desk_that_became_a_supergroup_shows_what_waits_there(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    await talk.happens(ChatMigrated(DESK.id, TelegramId(-1010)))
    new = Place(TelegramId(-1010), "supergroup", "Desk")
    assert [text.splitlines()[0] for text in talk.of(new)] == ["🟢 Alice @alice · №1"]
    await talk.says(BOB, "Едет", place=new, reply_to=talk.newest(new).number)
    assert talk.community == ["Едет"]


async def test_a_card_that_somebody_deleted_comes_again_with_the_next_change(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    talk.newest(DESK).is_deleted = True
    talk.refuses["editMessageText"] = "Bad Request: message to edit not found"
    await talk.says(ALICE, "Ау? Где заказ?")
    assert [text.splitlines()[0] for text in talk.desk] == ["🟢 Alice @alice · №1"]


async def test_a_reply_to_a_former_card_reaches_the_same_member(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    former = talk.newest(DESK).number
    await talk.says(BOB, "/next", place=DESK)
    await talk.answers(BOB, "Едет", former)
    assert talk.community == ["Едет"]


async def test_a_button_of_another_brands_conversation_opens_nothing(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    other_desk = Place(TelegramId(-1011), "supergroup", "Other desk")
    dan = Person(TelegramId(50), "Dan", "dan", "ru")

    def build(connection: Connection) -> None:
        other = brands.create(connection, "Чайная", NINE)
        people.remember(connection, dan)
        team.join(connection, other, dan.id, "manager", NINE, None)
        chats.bind(connection, chats.remember(connection, other_desk, NINE).id, "desk", other)

    await database.run(build)
    await talk.press(dan, "pv:1:1", talk.newest(DESK), other_desk)
    assert talk.toasts == ["Разговора №1 у этого бренда нет."]
    await talk.says(dan, "/reply 1 Привет", place=other_desk)
    assert talk.community == []


async def test_a_question_for_another_brand_goes_to_its_own_desk(database: Database) -> None:
    talk = await begin(database, {"Сколько стоит доставка?": [(3, 0.8)]})
    place = Place(ALICE.id, "private", username="alice")
    others, desk = Place(TelegramId(-2001), "supergroup", "Чайная"), Place(TelegramId(-2002), "supergroup", "Стол")

    def another(connection: Connection) -> None:
        brand = brands.create(connection, "Чайная", NINE)
        for where, purpose in ((others, "community"), (desk, "desk")):
            chats.bind(connection, chats.remember(connection, where, NINE).id, purpose, brand)  # type: ignore[arg-type]
        library.add(connection, brand, Entry(0, "Доставка чая", "Даром"), NINE, None)

    await database.run(another)
    await talk.says(ALICE, "Всем привет")
    await talk.says(ALICE, "Где заказ?", place=place)
    await talk.says(ALICE, "Всем привет", place=others)
    await talk.says(ALICE, "Сколько стоит доставка?", place=place)
    assert ["Сколько стоит доставка?" in card for card in (*talk.desk, *talk.of(desk))] == [False, True]
    assert "[Доставка чая · 80 %]" in talk.of(desk)[0]
    await talk.answers(BOB, "Едет")
    assert (talk.of(place), talk.desk[0].splitlines()[0][0]) == (["Едет"], "✅")


async def test_a_caption_that_comes_later_is_shown_and_answered(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.87)]})
    place = Place(ALICE.id, "private", username="alice")
    await talk.says(ALICE, "Всем привет")
    for number, words in enumerate(("", "Где заказ?")):
        photo = Attachment("photo", f"file-{number}")
        await talk.says(ALICE, words, place=place, content="photo", attachment=photo, album_id="album")
    assert [line for line in talk.desk[0].splitlines() if "%" in line] == ["[Сроки доставки · 87 %]"]


async def test_what_needs_no_answer_lends_its_suggestions_to_nothing(database: Database) -> None:
    talk = await begin(database, {"Где заказ?": [(1, 0.87)]})
    await talk.says(ALICE, "Где заказ?")
    await talk.presses(BOB, "Ответ не нужен")
    await talk.says(ALICE, "А с собаками к вам можно?")
    assert "%" not in talk.desk[-1]


async def test_who_waits_again_since_an_answer_was_deleted_is_seen_though_all_was_closed(database: Database) -> None:
    talk = await begin(database)
    place = Place(ALICE.id, "private", business_connection="shop")
    connected = BusinessConnection("shop", BOB.id, talk.brand, can_reply=True, is_enabled=True)
    await database.run(lambda connection: chats.keep_business_connection(connection, connected, NINE))
    await talk.says(ALICE, "Где заказ?", place=place)
    talk.minute = 5
    number = await talk.says(BOB, "Едет", place=place)
    await talk.presses(BOB, "Закрыть")
    talk.minute = 7
    await talk.happens(MessagesDeleted(place, (number,)))
    assert "⏳ Ждёт с 12:00, уже 7 мин · ответить до 13:00" in talk.desk[-1].splitlines()


async def test_a_question_that_the_member_deleted_is_told_as_theirs(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    number = await talk.says(ALICE, "Где заказ?", place=BUSINESS)
    await talk.happens(MessagesDeleted(BUSINESS, (number,)))
    assert talk.desk == ["🗑 Alice @alice · №1\n💼 пишет в Telegram Business\n\nУчастник удалил вопрос\n[Закрыть]"]


async def album_asked(talk: Dialogue, captions: Sequence[str]) -> list[int]:
    """Alice writes an album to the Business account."""
    return [
        await talk.says(
            ALICE, words, place=BUSINESS, content="photo", attachment=Attachment("photo", f"file-{part}"), album_id="1"
        )
        for part, words in enumerate(captions)
    ]


async def test_the_question_of_an_album_stays_while_a_part_of_it_stands(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    first, second, third = await album_asked(talk, ("", "Где заказ?", ""))
    await talk.happens(MessagesDeleted(BUSINESS, (first,)))
    assert talk.desk[0].splitlines()[3:5] == ["Где заказ?", "📷 фото × 2"]
    assert "[Сроки доставки · 87 %]" in talk.desk[0].splitlines()
    await talk.happens(MessagesDeleted(BUSINESS, (second,)))
    assert (talk.desk[0][0], talk.desk[0].splitlines()[3]) == ("🟢", "📷 фото")
    await talk.happens(MessagesDeleted(BUSINESS, (third,)))
    assert talk.desk[0][0] == "🗑"


async def test_an_album_deleted_at_once_takes_its_question_with_it(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    parts = await album_asked(talk, ("", "Где заказ?"))
    await talk.happens(MessagesDeleted(BUSINESS, tuple(parts)))
    assert talk.desk[0][0] == "🗑"


async def test_an_edited_caption_of_a_later_part_is_what_the_card_says(database: Database) -> None:
    talk = await begin(database, prepare=with_business())
    _, second = await album_asked(talk, ("", "Где зказа?"))
    photo = Attachment("photo", "file-1")
    edited = Message(BUSINESS, second, at(0), ALICE, text="Где заказ?", content="photo", attachment=photo, album_id="1")
    await talk.happens(MessageEdited(edited, at(0)))
    assert talk.desk[0].splitlines()[3] == "Где заказ?"
    assert "[Сроки доставки · 87 %]" in talk.desk[0].splitlines()


async def test_an_administrator_behind_the_desks_name_hears_that_nobody_got_it(database: Database) -> None:
    talk = await begin(database)
    await talk.says(ALICE, "Где заказ?")
    nameless = Person(ANONYMOUS_ADMIN_BOT, "Group", "GroupAnonymousBot", is_bot=True)
    await talk.answers(nameless, "Едет", sender_chat=DESK)
    assert (talk.desk[-1].startswith("Вы пишете от имени чата"), talk.community) == (True, [])
    await talk.says(nameless, "Просто разговор", place=DESK, sender_chat=DESK)
    assert len(talk.desk) == 2


async def test_an_answer_to_the_captioned_part_of_an_album_answers_its_question(database: Database) -> None:
    talk = await begin(database)
    for number, words in enumerate(("", "Где заказ?")):
        photo = Attachment("photo", f"file-{number}")
        last = await talk.says(ALICE, words, content="photo", attachment=photo, album_id="album")
    talk.minute = 5
    await talk.says(BOB, "Едет", reply_to=last)
    assert talk.desk[0].startswith("✅")
