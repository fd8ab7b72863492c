"""What `otklik doctor` looks at: settings, database, what lies parked or stuck, Telegram, chats, clock, embedding.

Invariant: every finding says what is, and a bad one what to do; a check that cannot be made is a finding, not a crash.
Nothing is changed by looking. The words are `doctor-<code>` in the catalogues.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from typing import Any, Literal

import aiohttp

from bot.messenger import DeliveryFailed, Messenger
from bot.settings import BotSettings
from faq import embedding
from inbox.errors import DatabaseProblem
from storage import Connection, brands, chats, outbox, received, team
from storage.chats import Chat
from storage.database import open_existing
from storage.schema import require_current

Level = Literal["fine", "warning", "problem"]
STUCK_AFTER = timedelta(minutes=10)
CLOCK_MAY_DIFFER = timedelta(seconds=30)
MANY_WAITING = 100
ADMINISTERS = ("administrator", "creator")


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


def fine(code: str, **values: object) -> Finding:
    return Finding("fine", code, values)


def warning(code: str, **values: object) -> Finding:
    return Finding("warning", code, values)


def problem(code: str, **values: object) -> Finding:
    return Finding("problem", code, values)


async def examine_database(
    url: str, now: datetime, *, retry_parked: bool = False
) -> tuple[list[Finding], Sequence[Chat]]:
    """What is found, and the chats bound to brands. `retry_parked`: give them another try, and then look."""
    try:
        database = open_existing(url)
    except DatabaseProblem as error:
        return [_unusable(error)], []
    try:
        await database.run(require_current)
        if retry_parked:
            await database.run(received.unpark)
        found = [fine("database"), *await database.run(lambda connection: _stored(connection, now))]
        return found, await database.run(_watched_chats)
    except DatabaseProblem as error:
        return [_unusable(error)], []
    finally:
        await database.close()


async def examine_telegram(
    settings: BotSettings, messenger: Messenger, watched: Sequence[Chat]
) -> AsyncIterator[Finding]:
    """Stops at a token that is refused: nothing further can be asked."""
    try:
        me = await messenger.call("getMe", {})
    except DeliveryFailed as failure:
        yield problem("token" if failure.code in (401, 404) else "telegram", reason=failure.reason)
        return
    yield fine("bot", bot=me["username"])
    sees_all = bool(me.get("can_read_all_group_messages"))
    yield fine("privacy-off") if sees_all else warning("privacy-on", bot=me["username"])
    yield _webhook(settings, await messenger.call("getWebhookInfo", {}))
    for chat in watched:
        yield await _chat(messenger, chat, me["id"], sees_all=sees_all)


async def examine_clock(api_url: str, now: datetime) -> Finding:
    """Our clock against the one of Telegram's server."""
    try:
        timeout = aiohttp.ClientTimeout(total=10)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.head(api_url) as answer:
            theirs = parsedate_to_datetime(answer.headers["Date"])
    except (aiohttp.ClientError, KeyError, TimeoutError, ValueError):
        return warning("clock-unknown")
    seconds = round(abs((theirs - now.astimezone(UTC)).total_seconds()))
    return fine("clock") if timedelta(seconds=seconds) <= CLOCK_MAY_DIFFER else problem("clock-off", n=seconds)


def _watched_chats(connection: Connection) -> list[Chat]:
    return [
        chat
        for brand in brands.find_all(connection)
        for chat in chats.of_brand(connection, brand.id)
        if chat.purpose in ("community", "channel", "desk") and chat.kind != "private"
    ]


def _unusable(error: DatabaseProblem) -> Finding:
    """A database that is yet to be made is no problem."""
    is_new = error.code in ("database-absent", "schema-empty")
    return Finding("warning" if is_new else "problem", error.code, error.values)


def _stored(connection: Connection, now: datetime) -> list[Finding]:
    found: list[Finding] = []
    parked = received.parked(connection)
    if parked:
        found.append(problem("parked", n=len(parked), first=parked[0].update_id, reason=parked[0].reason))
    behind = received.count_waiting(connection)
    if behind > MANY_WAITING:
        found.append(warning("behind", n=behind))
    number, oldest = outbox.count_waiting(connection)
    if oldest is not None and now - oldest > STUCK_AFTER:
        found.append(problem("outbox", n=number, minutes=int((now - oldest).total_seconds() // 60)))
    if not team.count_owners(connection):
        found.append(warning("no-owner"))
    found += [
        warning("no-desk", brand=brand.name)
        for brand in brands.find_all(connection)
        if chats.desk_of(connection, brand.id) is None
    ]
    return found


def _webhook(settings: BotSettings, told: Mapping[str, Any]) -> Finding:
    url = told.get("url", "")
    if not settings.webhook_url:
        return problem("webhook-set", url=url) if url else fine("polling")
    if not url.startswith(settings.webhook_url):
        return problem("webhook-other", wanted=settings.webhook_url, url=url or "—")
    if told.get("last_error_message"):
        return problem("webhook-error", reason=told["last_error_message"], n=told.get("pending_update_count", 0))
    return fine("webhook", url=url)


async def _chat(messenger: Messenger, chat: Chat, me: int, *, sees_all: bool) -> Finding:
    try:
        member = await messenger.call("getChatMember", {"chat_id": chat.telegram_id, "user_id": me})
    except DeliveryFailed as failure:
        return problem("chat-lost", chat=chat.title, reason=failure.reason)
    if member["status"] in ("left", "kicked"):
        return problem("chat-left", chat=chat.title)
    if member["status"] in ADMINISTERS:
        return fine("chat", chat=chat.title)
    if chat.purpose == "desk":
        return fine("chat", chat=chat.title) if sees_all else warning("desk-member", chat=chat.title)
    return warning("chat-member", chat=chat.title) if sees_all else problem("chat-blind", chat=chat.title)


def examine_embedding() -> Finding:
    """Takes a few seconds: the embedding is loaded as the bot would load it."""
    if embedding.loaded() is not None:
        return fine("embedding")
    return warning("broken-embedding" if find_spec("onnxruntime") else "no-embedding")
