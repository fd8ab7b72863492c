"""A call's texts without their markup, for when Telegram cannot read it: an answer must not be lost to a stray `<`."""

from collections.abc import Mapping
from typing import Any

from faq.markup import plain_text

WORDED = ("text", "caption")


def is_bad_markup(reason: str) -> bool:
    return "can't parse entities" in reason.lower()


def plain(params: Mapping[str, Any]) -> dict[str, Any]:
    """The same parameters without `parse_mode`, at any depth."""
    marked = "parse_mode" in params
    return {key: _plain(value, marked=marked and key in WORDED) for key, value in params.items() if key != "parse_mode"}


def _plain(value: Any, *, marked: bool) -> Any:
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list):
        return [_plain(one, marked=False) for one in value]
    return plain_text(value) if marked else value
