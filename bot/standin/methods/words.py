"""The words and buttons of a call, checked as Telegram checks them."""

from typing import Any

from bot.standin.calls import Call
from bot.standin.formatting import Formatted, plain, trimmed
from bot.standin.markup import address_of, from_html
from bot.standin.refusals import (
    BUTTON_DATA_INVALID,
    BUTTON_WITHOUT_ACTION,
    CAPTION_TOO_LONG,
    TEXT_BLANK,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    bad_request,
)
from bot.standin.spoken import worded
from bot.standin.wire import Json, utf16

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
DATA_LIMIT = 64  # bytes
BUTTONS_LIMIT = 100
ACTIONS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "copy_text", "switch_inline_query_chosen_chat", "callback_game", "pay",
}  # fmt: skip


def text_of(call: Call) -> Json:
    """The text, which must be there and must not be too long once the markup is read."""
    if not call.text("text"):
        raise bad_request(TEXT_EMPTY)
    said = _formatted(call.text("text"), call.text("parse_mode"), call.object("entities"))
    if not said.text:
        raise bad_request(TEXT_BLANK)
    if utf16(said.text) > TEXT_LIMIT:
        raise bad_request(TEXT_TOO_LONG)
    return worded(said)


def caption_of(call: Json) -> Json:
    """The caption in a call's or an album item's fields, if any."""
    said = _formatted(call.get("caption") or "", call.get("parse_mode") or "", call.get("caption_entities"))
    if utf16(said.text) > CAPTION_LIMIT:
        raise bad_request(CAPTION_TOO_LONG)
    return worded(said, caption=True)


def _formatted(text: str, parse_mode: str, entities: list[Json] | None) -> Formatted:
    if entities:
        return trimmed(plain(text, entities))
    if parse_mode.lower() == "html":
        return trimmed(from_html(text))
    if parse_mode and parse_mode.lower() != "none":
        raise bad_request("unsupported parse_mode")
    return trimmed(plain(text))


def keyboard_of(call: Call) -> Json:
    """The inline keyboard; other keyboards are taken but do not show under a message."""
    markup: Any = call.object("reply_markup")
    if markup is None:
        return {}
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    rows = [[_button(button) for button in row] for row in markup.get("inline_keyboard", [])]
    if sum(len(row) for row in rows) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return {"reply_markup": {"inline_keyboard": rows}} if any(rows) else {}


def _button(button: Json) -> Json:
    if "text" not in button:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not ACTIONS & button.keys():
        raise bad_request(BUTTON_WITHOUT_ACTION)
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA_LIMIT:
        raise bad_request(BUTTON_DATA_INVALID)
    if "url" in button and not address_of(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button
