"""Why Telegram did not deliver an answer, in words for the team."""

from handlers.excerpts import one_line
from texts import Catalogue

SIGNS = {
    "blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "can't initiate conversation": "not-started",
    "chat not found": "chat-gone",
    "was kicked": "chat-gone",
    "not a member": "chat-gone",
    "chat_write_forbidden": "no-right",
    "not enough rights": "no-right",
    "topic_closed": "topic-closed",
    "message thread not found": "topic-gone",
    "too long": "too-long",
    "business_": "business",
    "wrong file identifier": "file",
    "wrong remote file": "file",
}
"""What Telegram's reasons contain, and the sentence for each."""
REASON_LIMIT = 200


def reason_of(texts: Catalogue, reason: str) -> str:
    found = next((key for sign, key in SIGNS.items() if sign in reason.lower()), None)
    return (
        texts("desk-refused-other", reason=one_line(reason, REASON_LIMIT))
        if found is None
        else texts(f"desk-refused-{found}")
    )
