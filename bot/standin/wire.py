"""The Bot API's JSON as it goes over the wire."""

from typing import Any

Json = dict[str, Any]


def utf16(text: str) -> int:
    """The length that Telegram counts: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
