"""A bot is told what Telegram would tell it, by membership, rights and privacy mode, and nothing more."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.standin import Group, Json, Person, World

from .conftest import Client, Clock

Updates = Callable[[], list[Json]]


def private_world() -> World:
    return World(lambda: datetime(2026, 11, 2, 12, tzinfo=UTC), privacy_mode=True)


def heard(world: World) -> list[str]:
    """The words of the messages that wait for the bot, service messages by their kind."""
    messages = [update["message"] for update in world.ground.updates.pending if "message" in update]
    kinds = ("new_chat_members", "left_chat_member", "pinned_message")
    return [message.get("text") or next(kind for kind in kinds if kind in message) for message in messages]


@pytest.fixture
def quiet() -> tuple[World, Group, Person]:
    world = private_world()
    return world, world.supergroup("Coffee", bot="member"), world.person("Alice")


def test_in_privacy_mode_a_member_hears_only_what_is_meant_for_it(quiet: tuple[World, Group, Person]) -> None:
    world, chat, alice = quiet
    own = chat.bot_stands({"text": "Спросите меня"})
    chat.says(alice, "болтовня")
    chat.says(alice, "/help")
    chat.says(alice, "/help@otklik_bot")
    chat.says(alice, "/help@other_bot")
    chat.says(alice, "Где заказ?", reply_to=own)
    chat.pins(alice, own)
    chat.leaves(alice)
    assert heard(world) == ["/help", "/help@otklik_bot", "Где заказ?", "pinned_message", "left_chat_member"]


def test_an_administrator_hears_all_but_bots(quiet: tuple[World, Group, Person]) -> None:
    world, chat, alice = quiet
    chat.promotes(world.bot, alice)
    chat.says(alice, "болтовня")
    chat.says(world.person("Rival", is_bot=True), "я бот")
    chat.bot_stands({"text": "и я"})
    assert heard(world) == ["болтовня"]


def test_without_privacy_mode_a_member_hears_all(world: World) -> None:
    chat = world.supergroup("Coffee", bot="member")
    chat.says(world.person("Alice"), "болтовня")
    assert heard(world) == ["болтовня"]


def test_before_it_comes_and_after_it_goes_a_bot_hears_nothing(world: World, updates: Updates) -> None:
    alice, carol = world.person("Alice"), world.person("Carol")
    chat = world.supergroup("Coffee", bot="absent")
    chat.says(alice, "до")
    chat.adds_bot(carol)
    chat.says(alice, "при")
    chat.removes_bot(carol)
    chat.says(alice, "после")
    assert heard(world) == ["new_chat_members", "при", "left_chat_member"]
    changes = [update["my_chat_member"] for update in updates() if "my_chat_member" in update]
    statuses = [(change["old_chat_member"]["status"], change["new_chat_member"]["status"]) for change in changes]
    assert statuses == [("left", "member"), ("member", "kicked")]


def test_comings_and_reactions_are_told_to_administrators_only(world: World) -> None:
    world.ground.updates.ask_for(["chat_member", "message_reaction", "message_reaction_count"])
    alice = world.person("Alice")
    for status in ("member", "administrator"):
        chat = world.supergroup("Coffee", bot=status)
        message = chat.says(alice, "hi")
        chat.leaves(alice)
        world.reacts(alice, message, "👍")
        world.counts_reactions(message, {"👍": 1})
    kinds = [next(key for key in update if key != "update_id") for update in world.ground.updates.pending]
    assert kinds == ["chat_member", "message_reaction", "message_reaction_count"]


def test_a_link_is_told_with_its_name_but_not_in_full(world: World) -> None:
    world.ground.updates.ask_for(["chat_member"])
    alice, carol = world.person("Alice"), world.person("Carol")
    chat = world.supergroup("Coffee", owner=carol)
    chat.joins(alice, world.invite_link(chat, carol, "reels"))
    [update] = world.ground.updates.pending
    link = update["chat_member"]["invite_link"]
    assert (link["name"], link["invite_link"], link["creator"]) == ("reels", "https://t.me/+00000000...", carol.user)


def test_deletions_are_told_in_business_chats_only(world: World, updates: Updates) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    chat, business = world.supergroup("Coffee"), world.business(bob).chat(alice)
    chat.deletes(chat.says(alice, "ой"))
    business.deletes(business.says(alice, "ой"))
    kinds = [next(iter(update)) for update in updates()]
    assert kinds == ["business_connection", "message", "business_message", "deleted_business_messages"]


def test_a_disconnected_account_is_silent(world: World, updates: Updates) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    account = world.business(bob)
    account.disconnects()
    account.chat(alice).says(alice, "есть кто?")
    connections = [update["business_connection"]["is_enabled"] for update in updates()]
    assert connections == [True, False]


def test_votes_are_told_of_the_bots_own_polls(world: World, updates: Updates) -> None:
    alice = world.person("Alice")
    chat = world.supergroup("Coffee")
    poll = {"id": "1", "question": "?", "options": [{"persistent_id": "o0", "text": "да", "voter_count": 0}]}
    open_poll = chat.bot_stands({"poll": poll | {"is_anonymous": False}})
    secret_poll = chat.bot_stands({"poll": poll | {"is_anonymous": True}})
    world.votes(alice, open_poll, "да")
    world.votes(alice, open_poll)
    world.votes(alice, secret_poll, "да")
    assert [update["poll_answer"]["option_ids"] for update in updates() if "poll_answer" in update] == [[0], []]
    assert [update["poll"]["total_voter_count"] for update in updates() if "poll" in update] == [1, 0, 1]


async def test_a_quiz_takes_one_answer_which_stays(world: World, call: Client) -> None:
    alice, chat = world.person("Alice"), world.supergroup("Coffee")
    asked: Any = {"question": "?", "options": ["да", "нет"], "type": "quiz", "correct_option_ids": [1]}
    await call.result("sendPoll", chat_id=chat.id, **asked)
    quiz = await chat.answer()
    poll = quiz.raw["poll"]
    assert (poll["type"], poll["correct_option_ids"], poll["allows_revoting"]) == ("quiz", [1], False)
    world.votes(alice, quiz, "да")
    with pytest.raises(AssertionError, match="one answer"):
        world.votes(alice, quiz)


def test_a_reply_in_a_supergroup_belongs_to_a_thread_that_is_no_topic(world: World) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    chat = world.supergroup("Coffee")
    question = chat.says(alice, "?")
    answer = chat.says(bob, "!", reply_to=question)
    thanks = chat.says(alice, "спасибо", reply_to=answer)
    assert [(m.thread, m.raw.get("is_topic_message")) for m in (question, answer, thanks)] == [
        (None, None),
        (question.id, None),
        (question.id, None),
    ]


def test_words_in_a_topic_reply_to_its_first_message(world: World) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    forum = world.supergroup("Desk", forum=True)
    topic = forum.opens_topic(bob, "Доставка")
    first = forum.says(alice, "Где?", topic=topic)
    second = forum.says(bob, "Едет", reply_to=first)
    general = forum.says(bob, "Всем привет")
    replied = [message.raw.get("reply_to_message", {}).get("message_id") for message in (first, second, general)]
    assert replied == [topic.id, first.id, None]
    assert [message.thread for message in (first, second, general)] == [topic.id, topic.id, None]


def test_ids_come_from_one_box_in_private_chats_and_from_each_supergroup_itself(world: World) -> None:
    alice, bob = world.person("Alice"), world.person("Bob")
    one, two = world.supergroup("One"), world.supergroup("Two")
    ids = [chat.says(alice, "x").id for chat in (one, two, one)]
    dms = [world.dm(person).says(person, "x").id for person in (alice, bob, alice)]
    assert (ids, dms) == ([1, 1, 2], [1, 2, 3])


def test_an_edit_keeps_its_date_and_says_when(world: World, clock: Clock, updates: Updates) -> None:
    alice, chat = world.person("Alice"), world.supergroup("Coffee")
    message = chat.says(alice, "было")
    clock.passes(seconds=5)
    chat.edits(message, "стало")
    edited = updates()[-1]["edited_message"]
    assert (edited["text"], edited["edit_date"] - edited["date"], chat.transcript) == ("стало", 5, ["Alice: стало"])
