"""aiogram's exceptions as `DeliveryFailed`."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from aiogram import exceptions

from bot.messenger import DeliveryFailed

CODES: dict[type[Exception], int] = {
    exceptions.TelegramBadRequest: 400,
    exceptions.TelegramUnauthorizedError: 401,
    exceptions.TelegramForbiddenError: 403,
    exceptions.TelegramNotFound: 404,
    exceptions.TelegramConflictError: 409,
    exceptions.TelegramEntityTooLarge: 413,
}
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


@contextmanager
def failures_told() -> Iterator[None]:
    """The library's exceptions as `DeliveryFailed`."""
    try:
        yield
    except (exceptions.AiogramError, aiohttp.ClientError, TimeoutError) as failure:
        raise _told(failure) from failure


def _told(failure: Exception) -> DeliveryFailed:
    words = getattr(failure, "message", str(failure))
    match failure:
        case exceptions.TelegramRetryAfter():
            return DeliveryFailed(words, code=429, retry_after=float(failure.retry_after))
        case exceptions.TelegramMigrateToChat():
            return DeliveryFailed(words, code=400, migrate_to=failure.migrate_to_chat_id)
        case aiohttp.ClientResponseError():
            return DeliveryFailed(words, code=failure.status)
    if type(failure) in CODES:
        return DeliveryFailed(words, code=CODES[type(failure)])
    return DeliveryFailed(words, ambiguous=not isinstance(failure.__cause__ or failure, NOT_SENT))
