"""Calls go out and results come back as the Bot API's own JSON, and every failure says what is known of it."""

from types import ModuleType
from typing import Any

import pytest

from bot.messenger import DeliveryFailed, Messenger
from bot.standin import BAD_GATEWAY, Refuse, Reset, Standin, Swallow, Truncate, World, document, photo


async def test_a_result_is_raw_json(messenger: Messenger, telegram: Standin, world: World) -> None:
    alice = world.person("Alice")
    world.dm(alice).starts()
    sent = await messenger.call("sendMessage", {"chat_id": alice.id, "text": "<b>Hi</b>", "parse_mode": "HTML"})
    assert sent == world.dm(alice).sent[0].raw
    assert (sent["text"], sent["entities"]) == ("Hi", [{"type": "bold", "offset": 0, "length": 2}])


async def test_parameters_arrive_as_they_were_given(messenger: Messenger, telegram: Standin, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    question = chat.says(world.person("Alice"), "?")
    params: dict[str, Any] = {
        "chat_id": chat.id,
        "text": "Да — 100 %",
        "disable_notification": True,
        "protect_content": False,
        "reply_parameters": {"message_id": question.id, "allow_sending_without_reply": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Ещё", "callback_data": "more:1"}]]},
    }
    await messenger.call("sendMessage", params)
    assert telegram.calls_of("sendMessage") == [params]


async def test_a_file_goes_up_and_comes_down_again(messenger: Messenger, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    params = {"chat_id": chat.id, "document": "attach://upload", "caption": "October"}
    sent = await messenger.call("sendDocument", params, ("report.xlsx", b"PK\x03\x04" * 100))
    assert (sent["document"]["file_name"], sent["caption"]) == ("report.xlsx", "October")
    assert await messenger.download(sent["document"]["file_id"]) == b"PK\x03\x04" * 100


async def test_an_album_goes_out_as_one_with_its_captions(messenger: Messenger, world: World) -> None:
    chat = world.supergroup("Coffee lovers")
    files = [
        chat.says(world.person("Bob"), media=photo(content)).raw["photo"][-1]["file_id"] for content in (b"1", b"2")
    ]
    bold = {"type": "bold", "offset": 0, "length": 4}
    media = [
        {"type": "photo", "media": files[0]},
        {"type": "photo", "media": files[1], "caption": "Меню", "caption_entities": [bold]},
    ]
    sent = await messenger.call("sendMediaGroup", {"chat_id": chat.id, "media": media})
    assert sent == [message.raw for message in chat.sent]
    assert [message.get("caption") for message in sent] == [None, "Меню"]
    assert sent[1]["caption_entities"] == [bold]
    assert len({message["media_group_id"] for message in sent}) == 1


async def test_a_file_of_somebody_else_comes_down(messenger: Messenger, world: World) -> None:
    alice = world.person("Alice")
    message = world.dm(alice).says(alice, media=document("faq.csv", b"a;b\n"))
    assert await messenger.download(message.raw["document"]["file_id"]) == b"a;b\n"


async def test_a_file_that_is_gone_is_refused(messenger: Messenger) -> None:
    with pytest.raises(DeliveryFailed) as told:
        await messenger.download("nowhere")
    assert told.value.permanent


FAILURES = [
    (Refuse(400, "Bad Request: chat not found"), "chat not found", "permanent"),
    (Refuse(403, "Forbidden: bot was blocked by the user"), "bot was blocked by the user", "permanent"),
    (Refuse(404, "Not Found"), "not found", "permanent"),
    (Refuse(401, "Unauthorized"), "unauthorized", "not made"),
    (Refuse(409, "Conflict: terminated by other getUpdates request"), "terminated by other", "not made"),
    (Refuse(429, "Too Many Requests: retry after 7", 7), "retry", "retry after 7.0"),
    (BAD_GATEWAY, "bad gateway", "ambiguous"),
    (Refuse(500, "Internal Server Error"), "internal server error", "ambiguous"),
    (Reset(), "", "ambiguous"),
    (Swallow(), "", "ambiguous"),
    (Truncate(), "", "ambiguous"),
]


def known(failure: DeliveryFailed) -> str:
    """What is known of the call in one word."""
    if failure.retry_after is not None:
        return f"retry after {failure.retry_after}"
    if failure.migrate_to is not None:
        return f"migrated to {failure.migrate_to}"
    return "permanent" if failure.permanent else "ambiguous" if failure.ambiguous else "not made"


@pytest.mark.parametrize(("fault", "words", "expected"), FAILURES, ids=lambda value: str(value)[:20])
async def test_a_failure_says_what_is_known(
    messenger: Messenger, telegram: Standin, fault: Any, words: str, expected: str
) -> None:
    telegram.spoils("sendMessage", fault)
    chat = telegram.world.supergroup("Coffee lovers")
    with pytest.raises(DeliveryFailed) as told:
        await messenger.call("sendMessage", {"chat_id": chat.id, "text": "Hi"})
    assert (known(told.value), words in told.value.reason.lower()) == (expected, True)


async def test_a_group_that_moved_names_its_new_id(messenger: Messenger, world: World) -> None:
    group = world.group("Coffee lovers")
    supergroup = world.migrates(group, world.person("Bob"))
    with pytest.raises(DeliveryFailed) as told:
        await messenger.call("sendMessage", {"chat_id": group.id, "text": "Hi"})
    assert known(told.value) == f"migrated to {supergroup.id}"


async def test_what_never_left_is_certainly_not_made(host: ModuleType) -> None:
    async with host.messenger("7000000001:AAnobody-listens-there-0000000", "http://127.0.0.1:1") as messenger:
        with pytest.raises(DeliveryFailed) as told:
            await messenger.call("sendMessage", {"chat_id": 1, "text": "Hi"})
    assert known(told.value) == "not made"


async def test_a_revoked_token_is_told_as_such(messenger: Messenger, telegram: Standin) -> None:
    telegram.revokes_token()
    with pytest.raises(DeliveryFailed) as told:
        await messenger.call("getMe", {})
    assert told.value.code == 401
