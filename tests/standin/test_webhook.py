"""The webhook is posted to with its secret, lane by lane, until each update is taken."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web

from bot.standin import Json, Standin, World

from .conftest import Client


class Receiver:
    """A bot's side of a webhook: keeps what comes, and answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.secrets: list[str | None] = []
        self.taken: list[Json] = []
        self.tried = 0
        self.answers: Callable[[Json], web.Response] = lambda _: web.Response()

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.tried += 1
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        response = self.answers(update)
        if response.status == 200:
            self.taken.append(update)
        return response

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.taken]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_come_in_order_with_the_secret(world: World, call: Client, receiver: Receiver) -> None:
    alice, chat = world.person("Alice"), world.supergroup("Coffee lovers")
    chat.says(alice, "before")
    await call.result("setWebhook", url=receiver.url, secret_token="s3cret_-")
    for text in ("one", "two"):
        chat.says(alice, text)
    await world.confirmed()
    assert (receiver.texts, set(receiver.secrets)) == (["before", "one", "two"], {"s3cret_-"})


async def test_one_chat_waits_for_its_first_update_and_others_go_on(
    world: World, call: Client, receiver: Receiver
) -> None:
    alice = world.person("Alice")
    slow, quick = world.supergroup("Slow"), world.supergroup("Quick")
    broken = 2

    def answers(update: Json) -> web.Response:
        nonlocal broken
        if update["message"]["chat"]["title"] == "Slow" and broken:
            broken -= 1
            return web.Response(status=503, headers={"Retry-After": "0"})
        return web.Response()

    receiver.answers = answers
    await call.result("setWebhook", url=receiver.url)
    slow.says(alice, "slow 1")
    slow.says(alice, "slow 2")
    quick.says(alice, "quick")
    await world.confirmed()
    assert receiver.texts == ["quick", "slow 1", "slow 2"]
    assert receiver.tried == 5


async def test_what_was_not_taken_goes_to_the_poller_once_the_webhook_is_gone(
    world: World, call: Client, receiver: Receiver
) -> None:
    alice, chat = world.person("Alice"), world.supergroup("Coffee lovers")
    receiver.answers = lambda _: web.Response(status=500)
    await call.result("setWebhook", url=receiver.url, allowed_updates=["message"])
    chat.says(alice, "hello")
    await world.until(lambda: receiver.tried)
    assert await call.refusal("getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    info = await call.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == (receiver.url, 1, ["message"])
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    await call.result("deleteWebhook")
    assert [update["message"]["text"] for update in await call.result("getUpdates")] == ["hello"]


async def test_setting_a_webhook_ends_a_poll(telegram: Standin, call: Client, receiver: Receiver) -> None:
    polling = asyncio.create_task(call.refusal("getUpdates", timeout=50))
    await telegram.called("getUpdates")
    await call.result("setWebhook", url=receiver.url)
    assert await polling == (409, "Conflict: terminated by setWebhook request")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "ftp://x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://x", "secret_token": "пароль"}, "secret token contains unallowed characters"),
        ({"url": "https://x", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_a_bad_webhook_is_refused(call: Client, params: Json, words: str) -> None:
    assert await call.refusal("setWebhook", **params) == (400, f"Bad Request: {words}")
