"""Telegram's refusals, in Telegram's own words and codes.

Invariant: a sentence stands here once; methods raise it by name. The words follow the open Bot API server; the two
that could not be read there are marked.
"""

from bot.standin.wire import Json


class Refusal(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @property
    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(words: str) -> Refusal:
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    return Refusal(403, f"Forbidden: {words}")


def unparsable(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")


def too_many_requests(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def migrated(to_chat_id: int) -> Refusal:
    return Refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=to_chat_id)


def not_found(what: str) -> Refusal:
    """`what` as Telegram names it: "chat", "message to edit", "message thread", …"""
    return bad_request(f"{what} not found")


UNAUTHORIZED = (401, "Unauthorized")
MALFORMED_TOKEN = (401, "Unauthorized: invalid token specified")
UNKNOWN_METHOD = (404, "Not Found: method not found")
OTHER_POLLER = (
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
)
WEBHOOK_IS_SET = (
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
)
WEBHOOK_WAS_SET = (409, "Conflict: terminated by setWebhook request")

TEXT_EMPTY = "message text is empty"
TEXT_BLANK = "text must be non-empty"
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
BAD_WEBHOOK = "bad webhook: An HTTPS URL must be provided for webhook"
LONG_SECRET = "secret token is too long"  # noqa: S105 — words
BAD_SECRET = "secret token contains unallowed characters"  # noqa: S105 — words
BUTTON_DATA_INVALID = "BUTTON_DATA_INVALID"
BUTTON_WITHOUT_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
WRONG_FILE = "wrong file_id or the file is temporarily unavailable"
WRONG_FILE_TO_SEND = "wrong file identifier/HTTP URL specified"
FILE_TOO_BIG = "file is too big"
NO_FORUM = "the chat is not a forum"
NO_BUSINESS_REPLY = "BUSINESS_PEER_USAGE_MISSING"
NO_DIRECT_TOPIC = "direct messages chat topic must be specified"  # unverified wording
BLOCKED = "bot was blocked by the user"
NEVER_STARTED = "bot can't initiate conversation with a user"
