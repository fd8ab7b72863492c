"""python-telegram-bot's exceptions as `DeliveryFailed`."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx
from telegram import error

from bot.messenger import DeliveryFailed

CODES = {error.Forbidden: 403, error.BadRequest: 400, error.Conflict: 409, error.EndPointNotFound: 404}
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@contextmanager
def failures_told() -> Iterator[None]:
    """The library's exceptions as `DeliveryFailed`."""
    try:
        yield
    except error.TelegramError as failure:
        raise _told(failure) from failure


def _told(failure: error.TelegramError) -> DeliveryFailed:
    match failure:
        case error.RetryAfter():
            length = failure._retry_after  # noqa: SLF001 # the public one warns of its coming type
            return DeliveryFailed(failure.message, code=429, retry_after=length.total_seconds())
        case error.ChatMigrated():
            return DeliveryFailed(failure.message, code=400, migrate_to=failure.new_chat_id)
        case error.InvalidToken() | error.EndPointNotFound():
            return _rejected(failure)
    if type(failure) in CODES:
        return DeliveryFailed(failure.message, code=CODES[type(failure)])
    return DeliveryFailed(failure.message, ambiguous=not isinstance(failure.__cause__, NOT_SENT))


def _rejected(failure: error.TelegramError) -> DeliveryFailed:
    """The library tells a wrong token and a wrong method alike; Telegram's own word is beneath."""
    words = str(failure.__cause__ or failure)
    code = HTTPStatus.UNAUTHORIZED if "Unauthorized" in words else HTTPStatus.NOT_FOUND
    return DeliveryFailed(words, code=code)
