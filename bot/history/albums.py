"""Albums of an export: it does not name them, but their parts follow one another at the same second by one sender."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inbox.messages import Content, Message

IN_ALBUMS: frozenset[Content] = frozenset({"photo", "video", "document", "audio"})
LARGEST = 10


def with_albums(messages: Iterable[Message]) -> Iterator[Message]:
    """The same messages, parts of one album marked with its first part's number."""
    first: Message | None = None
    parts = 0
    for message in messages:
        if first is not None and parts < LARGEST and _belongs(first, message, parts):
            parts += 1
            yield replace(message, album_id=f"export-{first.message_id}")
            continue
        first, parts = (message, 1) if message.content in IN_ALBUMS else (None, 0)
        yield replace(message, album_id=f"export-{message.message_id}") if first is not None else message


def _belongs(first: Message, message: Message, parts: int) -> bool:
    return (
        message.content in IN_ALBUMS
        and message.sender_id == first.sender_id
        and abs((message.sent_at - first.sent_at).total_seconds()) <= 1
        and message.message_id == first.message_id + parts
        and message.reply_to == first.reply_to
    )
