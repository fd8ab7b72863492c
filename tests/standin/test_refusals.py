"""What Telegram refuses, the stand-in refuses in the same words and with the same code."""

import json
from collections.abc import Callable

import aiohttp
import pytest

from bot.standin import Channel, Group, Json, Standin, World, document

from .conftest import Client, Clock


@pytest.fixture
async def chat(world: World, call: Client) -> Group:
    """A chat with a message of Alice (1) and one of the bot (2)."""
    chat = world.supergroup("Coffee lovers")
    chat.says(world.person("Alice"), "Где доставка?")
    await call.result("sendMessage", chat_id=chat.id, text="Завтра")
    return chat


def keyboard(**button: str) -> Json:
    return {"inline_keyboard": [[{"text": "Да", **button}]]}


ALICE, CHAT = 5_000_000_001, -1_002_000_000_001  # the world counts, so its first ids are known
IN_CHAT = {"chat_id": CHAT, "text": "x"}
HTML = IN_CHAT | {"parse_mode": "HTML"}
BAD_REQUESTS: dict[str, tuple[str, Json, str]] = {
    "unknown chat": ("sendMessage", IN_CHAT | {"chat_id": -100999}, "chat not found"),
    "unknown name": ("sendMessage", IN_CHAT | {"chat_id": "@nobody_here"}, "chat not found"),
    "no chat": ("sendMessage", {"text": "x"}, "chat_id is empty"),
    "no text": ("sendMessage", {"chat_id": CHAT}, "message text is empty"),
    "empty text": ("sendMessage", IN_CHAT | {"text": ""}, "message text is empty"),
    "blank text": ("sendMessage", IN_CHAT | {"text": " \n "}, "text must be non-empty"),
    "markup and no text": ("sendMessage", HTML | {"text": "<b> </b>"}, "text must be non-empty"),
    "long text": ("sendMessage", IN_CHAT | {"text": "я" * 4097}, "message is too long"),
    "long text of emoji": ("sendMessage", IN_CHAT | {"text": "👍" * 2049}, "message is too long"),
    "bad tag": (
        "sendMessage",
        HTML | {"text": "ё <script>"},
        'can\'t parse entities: Unsupported start tag "script" at byte offset 3',
    ),
    "bad parse mode": ("sendMessage", IN_CHAT | {"parse_mode": "LaTeX"}, "unsupported parse_mode"),
    "long data": ("sendMessage", IN_CHAT | {"reply_markup": keyboard(callback_data="я" * 33)}, "BUTTON_DATA_INVALID"),
    "button that does nothing": (
        "sendMessage",
        IN_CHAT | {"reply_markup": keyboard()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button without words": (
        "sendMessage",
        IN_CHAT | {"reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    "button to nowhere": (
        "sendMessage",
        IN_CHAT | {"reply_markup": keyboard(url="localhost")},
        "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
    ),
    "too many buttons": (
        "sendMessage",
        IN_CHAT | {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}},
        "reply markup is too long",
    ),
    "caption of a text": (
        "editMessageCaption",
        {"chat_id": CHAT, "message_id": 2, "caption": "x"},
        "there is no caption in the message to edit",
    ),
    "keyboard that is none": ("sendMessage", IN_CHAT | {"reply_markup": [1]}, "object expected as reply markup"),
    "reply to nothing": (
        "sendMessage",
        IN_CHAT | {"reply_parameters": {"message_id": 99}},
        "message to be replied not found",
    ),
    "no such thread": ("sendMessage", IN_CHAT | {"message_thread_id": 99}, "message thread not found"),
    "no such edit": ("editMessageText", IN_CHAT | {"message_id": 99}, "message to edit not found"),
    "edit of another's": ("editMessageText", IN_CHAT | {"message_id": 1}, "message can't be edited"),
    "edit without change": (
        "editMessageText",
        IN_CHAT | {"message_id": 2, "text": "Завтра"},
        (
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        ),
    ),
    "no such delete": ("deleteMessage", {"chat_id": CHAT, "message_id": 99}, "message to delete not found"),
    "no such pin": ("pinChatMessage", {"chat_id": CHAT, "message_id": 99}, "message to pin not found"),
    "no such copy": ("copyMessage", IN_CHAT | {"from_chat_id": CHAT, "message_id": 99}, "message to copy not found"),
    "no such forward": (
        "forwardMessage",
        IN_CHAT | {"from_chat_id": CHAT, "message_id": 99},
        "message to forward not found",
    ),
    "unknown press": (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    "unknown file": ("getFile", {"file_id": "x"}, "wrong file_id or the file is temporarily unavailable"),
    "unknown photo": ("sendPhoto", {"chat_id": CHAT, "photo": "x"}, "wrong file identifier/HTTP URL specified"),
    "no photo": ("sendPhoto", {"chat_id": CHAT}, "there is no photo in the request"),
    "no forum": ("createForumTopic", {"chat_id": CHAT, "name": "x"}, "the chat is not a forum"),
    "unknown connection": (
        "sendMessage",
        {"business_connection_id": "x", "chat_id": ALICE, "text": "x"},
        "business connection not found",
    ),
    "unknown connection asked for": (
        "getBusinessConnection",
        {"business_connection_id": "x"},
        "business connection not found",
    ),
    "unknown member": ("getChatMember", {"chat_id": CHAT, "user_id": 5}, "PARTICIPANT_ID_INVALID"),
    "unknown link": ("revokeChatInviteLink", {"chat_id": CHAT, "invite_link": "x"}, "INVITE_HASH_INVALID"),
    "no question": ("sendPoll", {"chat_id": CHAT, "options": ["a"]}, "poll question must be non-empty"),
    "quiz without its answer": (
        "sendPoll",
        {"chat_id": CHAT, "question": "?", "options": ["a", "b"], "type": "quiz"},
        "wrong correct option ID specified",
    ),
    "quiz with an answer that is no option": (
        "sendPoll",
        {"chat_id": CHAT, "question": "?", "options": ["a", "b"], "type": "quiz", "correct_option_ids": [2]},
        "wrong correct option ID specified",
    ),
}


@pytest.mark.parametrize("name", BAD_REQUESTS)
async def test_a_bad_request_is_refused_and_changes_nothing(chat: Group, call: Client, name: str) -> None:
    method, params, words = BAD_REQUESTS[name]
    before = chat.transcript
    assert await call.refusal(method, **params) == (400, f"Bad Request: {words}")
    assert chat.transcript == before


async def test_a_caption_over_1024_is_refused(chat: Group, world: World, call: Client) -> None:
    file_id = chat.says(world.person("Bob"), media=document("a.pdf", b"pdf")).raw["document"]["file_id"]
    refusal = await call.refusal("sendDocument", chat_id=chat.id, document=file_id, caption="я" * 1025)
    assert refusal == (400, "Bad Request: message caption is too long")


async def test_the_longest_text_and_data_are_taken(chat: Group, call: Client) -> None:
    markup = keyboard(callback_data="я" * 32)
    sent = await call.result("sendMessage", chat_id=chat.id, text="👍" * 2048, reply_markup=markup)
    assert (len(sent["text"]), sent["reply_markup"]) == (2048, markup)


async def test_a_person_who_never_wrote_or_who_blocked_the_bot_gets_nothing(world: World, call: Client) -> None:
    alice = world.person("Alice")
    dm = world.dm(alice)
    never = (403, "Forbidden: bot can't initiate conversation with a user")
    assert await call.refusal("sendMessage", chat_id=alice.id, text="x") == never
    dm.starts()
    assert (await call("sendMessage", chat_id=alice.id, text="x"))["ok"]
    dm.blocks()
    blocked = (403, "Forbidden: bot was blocked by the user")
    assert await call.refusal("sendMessage", chat_id=alice.id, text="x") == blocked
    dm.unblocks()
    assert dm.transcript == ["Alice: /start", "Otklik: x"]


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_bot_that_was_removed_gets_nothing_through(world: World, call: Client, kind: str) -> None:
    carol = world.person("Carol")
    founders: dict[str, Callable[[str], Group | Channel]] = {
        "group": world.group,
        "supergroup": world.supergroup,
        "channel": world.channel,
    }
    place = founders[kind]("Coffee")
    place.removes_bot(carol)
    kicked = (403, f"Forbidden: bot was kicked from the {kind} chat")
    assert await call.refusal("sendMessage", chat_id=place.id, text="x") == kicked
    place.adds_bot(carol)
    assert (await call("leaveChat", chat_id=place.id))["ok"]
    left = (403, f"Forbidden: bot is not a member of the {kind} chat")
    assert await call.refusal("sendMessage", chat_id=place.id, text="x") == left


async def test_a_bot_without_rights_is_told_so(world: World, call: Client) -> None:
    carol = world.person("Carol")
    chat, channel = world.supergroup("Coffee", bot="member"), world.channel("News")
    message = chat.says(carol, "hello")
    at = {"chat_id": chat.id, "message_id": message.id}
    assert await call.refusal("deleteMessage", **at) == (400, "Bad Request: message can't be deleted")
    assert await call.refusal("pinChatMessage", **at) == (
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    )
    assert await call.refusal("createChatInviteLink", chat_id=chat.id) == (
        400,
        "Bad Request: not enough rights to manage chat invite link",
    )
    chat.mutes_bot(carol)
    assert await call.refusal("sendMessage", chat_id=chat.id, text="x") == (
        400,
        "Bad Request: not enough rights to send text messages to the chat",
    )
    channel.promotes(world.bot, carol, without=frozenset({"can_post_messages"}))
    assert await call.refusal("sendMessage", chat_id=channel.id, text="x") == (
        400,
        "Bad Request: need administrator rights in the channel chat",
    )


async def test_a_chat_that_the_bot_was_never_in_does_not_exist_for_it(world: World, call: Client) -> None:
    secret, public = world.supergroup("Secret", bot="absent"), world.channel("News", username="news", bot="absent")
    assert await call.refusal("getChat", chat_id=secret.id) == (400, "Bad Request: chat not found")
    assert (await call.result("getChat", chat_id="@News"))["id"] == public.id


async def test_a_migrated_group_names_its_successor(world: World, call: Client) -> None:
    carol = world.person("Carol")
    group = world.group("Coffee")
    supergroup = world.migrates(group, carol)
    assert await call("sendMessage", chat_id=group.id, text="x") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": supergroup.id},
    }


async def test_a_deleted_topic_is_gone_without_a_word(world: World, call: Client) -> None:
    bob = world.person("Bob")
    forum = world.supergroup("Desk", forum=True)
    topic = await call.result("createForumTopic", chat_id=forum.id, name="Доставка")
    thread = topic["message_thread_id"]
    sent = await call.result("sendMessage", chat_id=forum.id, message_thread_id=thread, text="Вопрос")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    forum.says(bob, "Смотрю", topic=forum.messages[thread])
    forum.deletes_topic(forum.messages[thread])
    assert forum.transcript == []
    assert await call.refusal("sendMessage", chat_id=forum.id, message_thread_id=thread, text="x") == (
        400,
        "Bad Request: message thread not found",
    )
    assert await call.refusal("reopenForumTopic", chat_id=forum.id, message_thread_id=thread) == (
        400,
        "Bad Request: TOPIC_ID_INVALID",
    )


async def test_a_business_chat_takes_an_answer_for_24_hours(world: World, call: Client, clock: Clock) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    account = world.business(bob)
    chat = account.chat(alice)
    to = {"business_connection_id": account.id, "chat_id": alice.id, "text": "Да"}
    missing = (400, "Bad Request: BUSINESS_PEER_USAGE_MISSING")
    assert await call.refusal("sendMessage", **to) == missing
    chat.says(alice, "Опт есть?")
    assert (await call.result("sendMessage", **to))["sender_business_bot"] == world.bot.user
    clock.passes(hours=25)
    assert await call.refusal("sendMessage", **to) == missing
    chat.says(alice, "Ау")
    account.allows(reply=False)
    assert await call.refusal("sendMessage", **to) == missing


async def test_a_channels_direct_messages_need_a_topic(world: World, call: Client) -> None:
    alice = world.person("Alice")
    direct = world.direct_messages(world.channel("News"))
    direct.says(alice, "Привет")
    refused = (400, "Bad Request: direct messages chat topic must be specified")
    assert await call.refusal("sendMessage", chat_id=direct.id, text="x") == refused
    sent = await call.result("sendMessage", chat_id=direct.id, direct_messages_topic_id=alice.id, text="x")
    assert sent["direct_messages_topic"] == {"topic_id": alice.id, "user": alice.user}


async def test_an_expired_press_takes_no_answer(world: World, call: Client) -> None:
    bob, desk = world.person("Bob"), world.supergroup("Desk")
    await call.result("sendMessage", chat_id=desk.id, text="x", reply_markup=keyboard(callback_data="a"))
    press = world.presses(bob, await desk.answer(), "a")
    press.expires()
    assert (await call.refusal("answerCallbackQuery", callback_query_id=press.id))[0] == 400


async def test_a_wrong_token_and_an_unknown_method_are_refused(telegram: Standin, call: Client) -> None:
    assert await call.refusal("makeCoffee") == (404, "Not Found: method not found")
    right = telegram.token
    telegram.revokes_token()
    async with call.http.get(f"{telegram.url}/bot{right}/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    async with call.http.get(f"{telegram.url}/botnonsense/getMe") as response:
        assert (await response.json())["description"] == "Unauthorized: invalid token specified"


async def test_a_call_comes_in_every_form_a_client_may_choose(telegram: Standin, chat: Group, call: Client) -> None:
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    said = {"chat_id": str(chat.id), "text": "5", "reply_markup": json.dumps(keyboard(callback_data="a"))}
    form = aiohttp.FormData(said)
    form.add_field("unused", b"x", filename="x.txt")
    await call.http.get(url, params=said)
    await call.http.post(url, data=said)
    await call.http.post(url, data=form)
    await call.http.post(url.replace("sendMessage", "SENDMESSAGE"), json=said | {"chat_id": chat.id})
    assert chat.transcript[2:] == ["Otklik: 5\n[Да]"] * 4
    expected = {"chat_id": chat.id, "text": "5", "reply_markup": keyboard(callback_data="a")}
    assert [{k: v for k, v in params.items() if k != "unused"} for params in telegram.calls_of("sendMessage")[1:]] == [
        expected
    ] * 4
    async with call.http.post(url, data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse JSON object"


async def test_a_member_bot_deletes_its_own_words_for_48_hours(world: World, call: Client, clock: Clock) -> None:
    chat = world.supergroup("Coffee", bot="member")
    first, second = [await call.result("sendMessage", chat_id=chat.id, text="x") for _ in range(2)]
    assert await call.result("deleteMessage", chat_id=chat.id, message_id=first["message_id"])
    clock.passes(hours=49)
    late = (400, "Bad Request: message can't be deleted for everyone")
    assert await call.refusal("deleteMessage", chat_id=chat.id, message_id=second["message_id"]) == late


async def test_a_closed_topic_takes_words_from_those_who_manage_topics(world: World, call: Client) -> None:
    carol = world.person("Carol")
    forum = world.supergroup("Desk", forum=True)
    topic = (await call.result("createForumTopic", chat_id=forum.id, name="x"))["message_thread_id"]
    at = {"chat_id": forum.id, "message_thread_id": topic}
    await call.result("closeForumTopic", **at)
    assert (await call("sendMessage", **at, text="x"))["ok"]
    forum.promotes(world.bot, carol, without=frozenset({"can_manage_topics"}))
    assert await call.refusal("sendMessage", **at, text="x") == (400, "Bad Request: TOPIC_CLOSED")
    assert await call.refusal("reopenForumTopic", **at) == (400, "Bad Request: not enough rights to create a topic")
