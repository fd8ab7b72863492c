"""Which chat an update belongs to, told quickly and of any update, the unreadable ones too."""

import json
from typing import Any

import msgspec

from bot.reader.wire import Id, Object, Unreadable
from inbox.calls import UNORDERED


class _Chat(Object):
    id: Id


class _Told(Object):
    chat: _Chat | None = None


class _Pressed(Object):
    message: _Told | None = None


class _Update(Object):
    update_id: Id
    message: _Told | None = None
    edited_message: _Told | None = None
    channel_post: _Told | None = None
    edited_channel_post: _Told | None = None
    business_message: _Told | None = None
    edited_business_message: _Told | None = None
    deleted_business_messages: _Told | None = None
    message_reaction: _Told | None = None
    message_reaction_count: _Told | None = None
    my_chat_member: _Told | None = None
    chat_member: _Told | None = None
    callback_query: _Pressed | None = None


_decoder = msgspec.json.Decoder(_Update)
_KINDS = tuple(name for name in _Update.__struct_fields__ if name not in ("update_id", "callback_query"))


def lane_of(raw: bytes) -> tuple[int, int]:
    """(update_id, Telegram id of the chat); the lane is 0 where no chat is named or the update is unreadable.

    Raises `Unreadable` when there is not even an update_id.
    """
    try:
        update = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _update_id(raw), UNORDERED
    told = next((told for kind in _KINDS if (told := getattr(update, kind)) is not None), None)
    if update.callback_query is not None:
        told = update.callback_query.message
    return update.update_id, told.chat.id if told is not None and told.chat is not None else UNORDERED


def _update_id(raw: bytes) -> int:
    try:
        loose: Any = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Unreadable("no JSON") from error
    number = loose.get("update_id") if isinstance(loose, dict) else None
    if not isinstance(number, int) or not -(2**63) <= number < 2**63:
        raise Unreadable("no update_id")
    return number
