"""Both libraries' real clients talk to the stand-in, and parse every update and answer with nothing lost."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import telegram as ptb
import teremok
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError, TelegramUnauthorizedError
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, InvalidToken

from bot.standin import AnonymousAdmin, Json, Standin, World, contact, document, photo, sticker, voice

from .bot_api import problems
from .conftest import Client

CAPTURED = {
    path.stem: json.loads(path.read_text("utf-8")) for path in (Path(__file__).parents[1] / "captured").glob("*.json")
}
EVERYTHING = [
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "callback_query", "poll", "poll_answer", "my_chat_member", "chat_member",
]  # fmt: skip


def lost_by_aiogram(update: Json) -> Any:
    """The difference between what went in and what comes out; nothing when nothing is lost."""
    parsed = json.loads(Update.model_validate(update).model_dump_json(by_alias=True, exclude_unset=True))
    return difference(update, parsed)


def lost_by_ptb(update: Json) -> Any:
    return difference(update, ptb.Update.de_json(update, None).to_dict())


def difference(given: Any, kept: Any) -> Any:
    """What of `given` is not in `kept`."""
    if isinstance(given, dict) and isinstance(kept, dict):
        inside = {key: difference(value, kept.get(key)) for key, value in given.items()}
        return {key: value for key, value in inside.items() if value not in ({}, [])}
    if isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        return [lost for pair in zip(given, kept, strict=True) if (lost := difference(*pair)) not in ({}, [])]
    return {} if given == kept else given


@pytest.fixture
async def aiogram_bot(telegram: Standin) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))) as bot:
        yield bot


@pytest.fixture
async def ptb_bot(telegram: Standin) -> AsyncIterator[ptb.Bot]:
    bot = ptb.Bot(telegram.token, base_url=f"{telegram.url}/bot", base_file_url=f"{telegram.url}/file/bot")
    async with bot:
        yield bot


@pytest.mark.parametrize("name", sorted(CAPTURED))
def test_both_libraries_parse_a_captured_update_and_lose_nothing(name: str) -> None:
    assert (lost_by_aiogram(CAPTURED[name]), lost_by_ptb(CAPTURED[name])) == ({}, {})


async def test_every_update_parses_with_both_libraries_and_matches_the_bot_api(world: World, call: Client) -> None:
    await call.result("getUpdates", allowed_updates=EVERYTHING)
    await live_a_little(world, call)
    updates = world.ground.updates.pending
    assert {kind for update in updates for kind in update} - {"update_id"} == set(EVERYTHING)
    assert [problem for update in updates for problem in problems(update, "Update")] == []
    assert [lost for update in updates if (lost := lost_by_aiogram(update))] == []
    assert [lost for update in updates if (lost := lost_by_ptb(update))] == []


async def live_a_little(world: World, call: Client) -> None:
    """A bit of everything that can happen."""
    alice, bob, carol = (world.person(name, username=name.lower()) for name in ("Alice", "Bob", "Carol"))
    chat = world.supergroup("Coffee lovers", username="coffee", owner=carol, admins=[bob])
    channel = world.channel("Coffee", discussion=chat, username="coffee_news")
    forum = world.supergroup("Desk", forum=True)
    await in_chats(world, chat)
    post = channel.posts("Новый <сорт>", author="Bob")
    channel.edits(post, "Новый сорт")
    comment = channel.comments(alice, post, "Почём?")
    chat.says(bob, "500", reply_to=comment, quote="Почём")
    chat.says(AnonymousAdmin(bob, "Поддержка"), "И доставка")
    chat.says(channel, "Все сюда")
    chat.says(alice, "вот", forwarded_from=post, via=world.person("Gif", is_bot=True))
    chat.says(alice, "он сказал", forwarded_from="Скрытный")
    topic = forum.opens_topic(bob, "Доставка")
    forum.says(alice, "Где?", topic=topic)
    world.migrates(world.group("Small"), carol)
    world.direct_messages(channel).says(alice, "Привет")
    world.counts_reactions(post, {"👍": 3})
    account = world.business(bob)
    words = account.chat(alice).says(alice, "Опт есть?")
    account.chat(alice).edits(words, "Опт?")
    account.chat(alice).deletes(words)
    keyboard = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
    await call.result("sendMessage", chat_id=forum.id, text="Карточка", reply_markup=keyboard)
    world.presses(bob, await forum.answer(), "Да")
    await call.result("sendPoll", chat_id=chat.id, question="?", options=["a", "b"], is_anonymous=False)
    world.votes(alice, await chat.answer(), "b")
    quiz = {"question": "?", "options": ["a", "b"], "type": "quiz", "correct_option_ids": [1]}
    await call.result("sendPoll", chat_id=chat.id, is_anonymous=False, **quiz)
    world.votes(alice, await chat.answer(), "a")
    world.dm(alice).starts("x")
    world.dm(alice).blocks()


async def in_chats(world: World, chat: Any) -> None:
    alice, bob, carol = (world.find(f"@{name}").person for name in ("alice", "bob", "carol"))  # type: ignore[union-attr]
    chat.joins(alice, world.invite_link(chat, carol, "reels"))
    question = chat.says(alice, "Где доставка? https://zerno.example/x")
    chat.edits(question, "Где моя доставка?")
    chat.shares(alice, [photo(), photo()], "Смотрите")
    for attachment in (voice(), sticker(), document("чек.pdf", b"pdf"), contact("79001234567", "Alice")):
        chat.says(alice, media=attachment)
    world.reacts(alice, question, "👍")
    chat.pins(bob, question)
    chat.promotes(alice, carol, title="Помощник")
    chat.demotes(alice, carol)
    chat.mutes_bot(carol)
    chat.promotes(world.bot, carol)
    chat.retitles(carol, "Coffee")
    chat.leaves(alice)


ANSWERS: dict[str, tuple[str, Json]] = {
    "getMe": ("User", {}),
    "getChat": ("ChatFullInfo", {"chat_id": "@coffee"}),
    "getChatMember": ("ChatMember", {"chat_id": "@coffee", "user_id": 5_000_000_001}),
    "getChatAdministrators": ("Array of ChatMember", {"chat_id": "@coffee"}),
    "getWebhookInfo": ("WebhookInfo", {}),
    "createChatInviteLink": ("ChatInviteLink", {"chat_id": "@coffee", "name": "reels", "member_limit": 5}),
    "createForumTopic": ("ForumTopic", {"chat_id": "@desk", "name": "Доставка"}),
    "sendMessage": ("Message", {"chat_id": "@coffee", "text": "<b>x</b>", "parse_mode": "HTML"}),
    "sendContact": ("Message", {"chat_id": "@coffee", "phone_number": "1", "first_name": "A"}),
    "copyMessage": ("MessageId", {"chat_id": "@desk", "from_chat_id": "@coffee", "message_id": 1}),
    "forwardMessage": ("Message", {"chat_id": "@desk", "from_chat_id": "@coffee", "message_id": 1}),
    "sendPoll": (
        "Message",
        {"chat_id": "@coffee", "question": "?", "options": ["a", "b"], "type": "quiz", "correct_option_id": 1},
    ),
    "sendChatAction": ("Boolean", {"chat_id": "@coffee", "action": "typing"}),
    "setMessageReaction": ("Boolean", {"chat_id": "@coffee", "message_id": 1, "reaction": []}),
    "pinChatMessage": ("Boolean", {"chat_id": "@coffee", "message_id": 1}),
    "getBusinessConnection": ("BusinessConnection", {"business_connection_id": "bizconn00000001"}),
    "setMyCommands": ("Boolean", {"commands": [{"command": "inbox", "description": "Inbox"}]}),
    "getChatMemberCount": ("Integer", {"chat_id": "@coffee"}),
    "leaveChat": ("Boolean", {"chat_id": "@coffee"}),
}


@pytest.mark.parametrize("method", ANSWERS)
async def test_an_answer_matches_the_bot_api(world: World, call: Client, method: str) -> None:
    alice = world.person("Alice")
    world.supergroup("Coffee", username="coffee", owner=alice).says(alice, "hello")
    world.supergroup("Desk", username="desk", forum=True)
    world.business(alice)
    kind, params = ANSWERS[method]
    assert problems(await call.result(method, **params), kind) == []


async def test_aiogram_sends_receives_and_downloads(world: World, aiogram_bot: Bot) -> None:
    carol = world.person("Carol")
    dm = world.dm(carol)
    dm.says(carol, "Новая библиотека", media=document("library.xlsx", b"\x50\x4b"))
    [update] = await aiogram_bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await aiogram_bot.get_file(update.message.document.file_id)
    assert file.file_path is not None
    content = await aiogram_bot.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"\x50\x4b"
    button = InlineKeyboardButton(text="Да", callback_data="yes")
    markup = InlineKeyboardMarkup(inline_keyboard=[[button]])
    report = BufferedInputFile(b"pdf", "report.pdf")
    sent = await aiogram_bot.send_document(carol.id, report, caption="Отчёт", reply_markup=markup)
    await aiogram_bot.edit_message_caption(chat_id=carol.id, message_id=sent.message_id, caption="Отчёт за ноябрь")
    assert dm.transcript == ["Carol: [document] Новая библиотека", "Otklik: [document] Отчёт за ноябрь"]
    assert await downloaded(world, sent.document.file_id) == b"pdf"  # type: ignore[union-attr]


async def downloaded(world: World, file_id: str) -> bytes:
    return world.ground.files.by_id[file_id].media.content


async def test_ptb_sends_receives_and_downloads(world: World, ptb_bot: ptb.Bot) -> None:
    carol = world.person("Carol")
    dm = world.dm(carol)
    dm.says(carol, "Новая библиотека", media=document("library.xlsx", b"\x50\x4b"))
    [update] = await ptb_bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert await file.download_as_bytearray() == b"\x50\x4b"
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Да", callback_data="yes")]])
    sent = await ptb_bot.send_document(carol.id, b"pdf", "Отчёт", filename="report.pdf", reply_markup=markup)
    await sent.edit_caption("Отчёт за ноябрь")
    album = [ptb.InputMediaPhoto(b"one", caption="Раз"), ptb.InputMediaPhoto(b"two")]
    first, second = await ptb_bot.send_media_group(carol.id, album)
    assert first.media_group_id == second.media_group_id
    assert dm.transcript[1:] == ["Otklik: [document] Отчёт за ноябрь", "Otklik: [photo] Раз", "Otklik: [photo]"]


async def test_both_libraries_understand_a_conflict(telegram: Standin, aiogram_bot: Bot, ptb_bot: ptb.Bot) -> None:
    first = asyncio.create_task(aiogram_bot.get_updates(timeout=50))
    await telegram.called("getUpdates")
    second = asyncio.create_task(ptb_bot.get_updates(timeout=50))
    with pytest.raises(TelegramConflictError):
        await first
    await telegram.called("getUpdates", 2)
    third = asyncio.create_task(aiogram_bot.get_updates(timeout=0))
    with pytest.raises(Conflict):
        await second
    assert await third == []


async def test_both_libraries_understand_a_revoked_token(telegram: Standin, aiogram_bot: Bot, ptb_bot: ptb.Bot) -> None:
    telegram.revokes_token()
    with pytest.raises(TelegramUnauthorizedError):
        await aiogram_bot.get_me()
    with pytest.raises(InvalidToken):
        await ptb_bot.get_me()


DATA = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="x", callback_data="я" * 33)]])
SAME_WORDS: dict[str, dict[str, Any]] = {
    "empty": {"text": ""},
    "long": {"text": "x" * 4097},
    "long data": {"text": "x", "reply_markup": DATA},
    "open tag": {"text": "<b>x", "parse_mode": "HTML"},
}
BAD_MARKUP = {
    "unknown tag": "<div>x</div>",
    "crossed tags": "<b><i>x</b></i>",
    "bare <": "1 < 2",
    "span": "<span>x</span>",
}


async def refusal_of(send: Callable[..., Awaitable[Any]], **params: Any) -> str:
    with pytest.raises(TelegramBadRequest) as refused:
        await send(**params)
    return str(refused.value)


@pytest.mark.parametrize("name", SAME_WORDS)
async def test_another_judge_refuses_in_the_same_words(world: World, aiogram_bot: Bot, name: str) -> None:
    to = {"chat_id": world.supergroup("Coffee").id} | SAME_WORDS[name]
    ours = await refusal_of(aiogram_bot.send_message, **to)
    assert ours == await refusal_of(teremok.MockBot().send_message, **to)


@pytest.mark.parametrize("name", BAD_MARKUP)
async def test_another_judge_refuses_the_same_markup(world: World, aiogram_bot: Bot, name: str) -> None:
    to = {"chat_id": world.supergroup("Coffee").id, "text": BAD_MARKUP[name], "parse_mode": "HTML"}
    for send in (aiogram_bot.send_message, teremok.MockBot().send_message):
        assert "can't parse entities: " in await refusal_of(send, **to)


async def test_ptb_understands_a_refusal(world: World, ptb_bot: ptb.Bot) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await ptb_bot.send_message(world.supergroup("Coffee").id, "")
