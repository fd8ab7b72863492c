"""The webhook: Telegram posts each update to the bot's address until it is taken.

Invariant: inside a lane one update at a time, in order, and lanes side by side up to `max_connections`. A lane is
what the real server makes it: the messages of one chat, but the presses of one *person*, and membership, reactions
and Business chats apart. An answer other than 2xx is tried again, after Retry-After if it says so; the update stays
first in its lane.
"""

import asyncio
from collections import deque

import aiohttp

from bot.standin.calls import Call
from bot.standin.refusals import BAD_SECRET, BAD_WEBHOOK, LONG_SECRET, bad_request
from bot.standin.wire import Json
from bot.standin.world import World

Lane = tuple[str, object]
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — a header's name
SECRET_LIMIT = 256
PAUSE = 0.01  # seconds between tries, where Telegram waits longer and longer


def lane_of(update: Json) -> Lane:
    """What this update must not overtake."""
    kind = next(key for key in update if key != "update_id")
    about = update[kind]
    if kind in ("poll", "poll_answer"):
        return "poll", about.get("poll_id", about.get("id"))
    if kind == "callback_query":
        return "press", about["from"]["id"]
    if kind in ("chat_member", "chat_join_request"):
        return "member", about.get("new_chat_member", about).get("user", about["from"])["id"]
    if kind == "business_connection":
        return "connection", about["user"]["id"]
    group = kind if "business" in kind or "reaction" in kind or kind == "my_chat_member" else "chat"
    return group.removeprefix("edited_").removeprefix("deleted_").removesuffix("s"), about["chat"]["id"]


class Webhook:
    """Where updates are posted, if anywhere."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lanes: dict[Lane, deque[Json]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(40)
        self.url = ""
        self._secret = ""
        self._connections = 40
        self._error: Json = {}

    def set(self, call: Call) -> bool:
        url, secret = call.text("url"), call.text("secret_token")
        if url and not url.startswith(("http://", "https://")):
            raise bad_request(BAD_WEBHOOK)
        if len(secret) > SECRET_LIMIT:
            raise bad_request(LONG_SECRET)
        if not all(character.isascii() and (character.isalnum() or character in "_-") for character in secret):
            raise bad_request(BAD_SECRET)
        self.close()
        self.url, self._secret, self._error = url, secret, {}
        self._connections = call.number("max_connections", 40)
        updates = self._world.ground.updates
        updates.ask_for(call.object("allowed_updates"))
        if call.flag("drop_pending_updates"):
            updates.clear()
        if url:
            self._open()
        self._world.ground.bell.ring()
        return True

    def delete(self, call: Call) -> bool:
        return self.set(Call("", {"drop_pending_updates": call.flag("drop_pending_updates")}))

    def info(self) -> Json:
        """The Bot API's `WebhookInfo`."""
        updates = self._world.ground.updates
        info: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": len(updates)}
        if self.url:
            info |= {"max_connections": self._connections, "ip_address": "127.0.0.1"}
        asked = {"allowed_updates": sorted(updates.asked)} if updates.asked else {}
        return info | self._error | asked

    def close(self) -> None:
        """Stop posting; what was not taken stays in the queue."""
        self._world.ground.updates.listener = None
        self._lanes.clear()
        for task in self._tasks:
            task.cancel()

    def _open(self) -> None:
        self._room = asyncio.Semaphore(self._connections)
        updates = self._world.ground.updates
        for update in updates.pending:
            self._hear(update)
        updates.listener = self._hear

    def _hear(self, update: Json) -> None:
        lane = lane_of(update)
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._empty(lane, self._lanes[lane]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _empty(self, lane: Lane, waiting: deque[Json]) -> None:
        async with aiohttp.ClientSession() as http:
            while waiting:
                async with self._room:
                    pause = await self._post(http, waiting[0])
                if pause is None:
                    self._world.ground.updates.confirm(waiting.popleft())
                else:
                    await asyncio.sleep(pause)
        self._lanes.pop(lane, None)

    async def _post(self, http: aiohttp.ClientSession, update: Json) -> float | None:
        """None when the update was taken, else the seconds to wait before the next try."""
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        try:
            async with http.post(self.url, json=update, headers=headers) as response:
                if response.ok:
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return float(response.headers.get("Retry-After", PAUSE))
        except aiohttp.ClientError:
            self._failed("Connection refused")
            return PAUSE

    def _failed(self, words: str) -> None:
        self._error = {"last_error_date": self._world.ground.moment, "last_error_message": words}
        self._world.ground.bell.ring()
