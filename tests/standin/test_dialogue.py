"""The stand-in as a dialogue: people speak, the bot answers over HTTP, the transcript shows what stands."""

import asyncio

from bot.standin import AnonymousAdmin, World, photo

from .conftest import Client


async def test_an_answer_of_the_bot_stands_in_the_chat(world: World, call: Client) -> None:
    alice = world.person("Alice")
    chat = world.supergroup("Coffee lovers")
    question = chat.says(alice, "Где доставка?")
    keyboard = {"inline_keyboard": [[{"text": "Спасибо", "callback_data": "thanks"}]]}
    sent = await call.result(
        "sendMessage",
        chat_id=chat.id,
        text="<b>Завтра</b>",
        parse_mode="HTML",
        reply_parameters={"message_id": question.id},
        reply_markup=keyboard,
    )
    assert sent == {
        "message_id": 2,
        "date": 1793620800,
        "chat": {"id": chat.id, "type": "supergroup", "title": "Coffee lovers"},
        "from": world.bot.user,
        "text": "Завтра",
        "entities": [{"type": "bold", "offset": 0, "length": 6}],
        "message_thread_id": 1,
        "reply_to_message": question.raw,
        "reply_markup": keyboard,
    }
    assert chat.transcript == ["Alice: Где доставка?", "Otklik: Завтра\n[Спасибо]"]


async def test_a_test_waits_for_the_answer_and_never_sleeps(world: World, call: Client) -> None:
    alice = world.person("Alice")
    dm = world.dm(alice)
    dm.starts()

    async def bot() -> None:
        [update] = await call.result("getUpdates", timeout=10)
        await call.result("sendMessage", chat_id=update["message"]["chat"]["id"], text="Здравствуйте!")

    working = asyncio.create_task(bot())
    assert (await dm.answer()).text == "Здравствуйте!"
    await working


async def test_a_press_is_answered_and_its_card_edited(world: World, call: Client) -> None:
    bob = world.person("Bob")
    desk = world.supergroup("Desk")
    keyboard = {"inline_keyboard": [[{"text": "Взять", "callback_data": "take:1"}]]}
    await call.result("sendMessage", chat_id=desk.id, text="Вопрос", reply_markup=keyboard)
    card = await desk.answer()
    press = world.presses(bob, card, "Взять")
    [update] = await call.result("getUpdates")
    assert update["callback_query"] == {
        "id": press.id,
        "from": bob.user,
        "message": card.raw,
        "chat_instance": str(desk.id * 7919),
        "data": "take:1",
    }
    await call.result("answerCallbackQuery", callback_query_id=press.id, text="Ваш")
    await call.result("editMessageText", chat_id=desk.id, message_id=card.id, text="Взял Bob")
    assert (await press.answered()).text == "Ваш"
    assert (await card.edited()).text == "Взял Bob"
    assert desk.transcript == ["Otklik: Взял Bob"]


async def test_a_comment_hangs_on_the_copy_of_the_post(world: World, call: Client) -> None:
    alice = world.person("Alice")
    group = world.supergroup("Coffee talk")
    channel = world.channel("Coffee", discussion=group, username="coffee")
    post = channel.posts("Новый сорт!")
    comment = channel.comments(alice, post, "Почём?")
    updates = [update.get("message") for update in await call.result("getUpdates") if "message" in update]
    copy = updates[0]
    assert copy == {
        "message_id": 1,
        "date": 1793620800,
        "chat": group.raw,
        "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        "sender_chat": channel.raw,
        "is_automatic_forward": True,
        "forward_origin": {"type": "channel", "date": 1793620800, "chat": channel.raw, "message_id": 1},
        "text": "Новый сорт!",
    }
    assert (comment.thread, comment.raw["reply_to_message"]) == (1, copy)
    assert group.transcript == ["Coffee: Новый сорт!", "Alice: Почём?"]


async def test_an_album_is_several_messages_with_one_group(world: World) -> None:
    alice = world.person("Alice")
    chat = world.supergroup("Coffee lovers")
    album = chat.shares(alice, [photo(), photo()], "Смотрите")
    assert len({message.raw["media_group_id"] for message in album}) == 1
    assert chat.transcript == ["Alice: [photo] Смотрите", "Alice: [photo]"]


async def test_hidden_senders_look_as_on_telegram(world: World) -> None:
    bob = world.person("Bob")
    chat = world.supergroup("Coffee lovers", admins=[bob])
    channel = world.channel("Coffee")
    chat.says(AnonymousAdmin(bob, "Поддержка"), "Ответим")
    chat.says(channel, "Мы тут")
    first, second = (message.raw for message in chat.messages.values())
    assert (first["from"]["id"], first["sender_chat"], first["author_signature"]) == (1087968824, chat.raw, "Поддержка")
    assert (second["from"]["id"], second["sender_chat"]) == (136817688, channel.raw)
