"""Methods that change or remove a message that stands, and that answer a press."""

from datetime import timedelta

from bot.standin.calls import Call
from bot.standin.chat import WORDS, Chat
from bot.standin.group import Group, Membered
from bot.standin.message import Message
from bot.standin.methods.place import chat_of, message_of
from bot.standin.methods.words import caption_of, keyboard_of, text_of
from bot.standin.refusals import NOT_MODIFIED, QUERY_TOO_OLD, bad_request, not_found
from bot.standin.wire import Json
from bot.standin.world import World

DELETABLE = int(timedelta(hours=48).total_seconds())


def edit_text(world: World, call: Call) -> Json:
    if "text" not in _own(world, call).raw:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, call, _without(world, call, WORDS) | text_of(call))


def edit_caption(world: World, call: Call) -> Json:
    if "text" in _own(world, call).raw:
        raise bad_request("there is no caption in the message to edit")
    return _edited(world, call, _without(world, call, WORDS) | caption_of(call.params))


def edit_markup(world: World, call: Call) -> Json:
    return _edited(world, call, _without(world, call, set()))


def _own(world: World, call: Call) -> Message:
    """The message to edit, which must be the bot's."""
    message = message_of(chat_of(world, call, "edit"), call, "message to edit")
    if not message.is_bots:
        raise bad_request("message can't be edited")
    return message


def _without(world: World, call: Call, keys: set[str]) -> Json:
    """The message as it stands, less what the call sets anew; a keyboard that is not given again goes."""
    raw = _own(world, call).raw
    return {key: value for key, value in raw.items() if key not in keys | {"reply_markup", "edit_date"}}


def _edited(world: World, call: Call, changed: Json) -> Json:
    message = _own(world, call)
    changed |= keyboard_of(call)
    if changed == {key: value for key, value in message.raw.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    message.replace(changed | {"edit_date": world.ground.moment})
    world.ground.bell.ring()
    return message.raw


def delete_message(world: World, call: Call) -> bool:
    chat = chat_of(world, call, "edit")
    _delete(chat, message_of(chat, call, "message to delete"))
    return True


def delete_messages(world: World, call: Call) -> bool:
    """As Telegram does, those that are not there are passed over."""
    chat = chat_of(world, call)
    for message_id in call.object("message_ids") or []:
        if message_id in chat.messages:
            _delete(chat, chat.messages[message_id])
    return True


def _delete(chat: Chat, message: Message) -> None:
    """An administrator deletes anything at any time, others what they wrote themselves and lately."""
    is_free = isinstance(chat, Membered) and chat.bot_standing.may("can_delete_messages")
    if not is_free and not message.is_bots and isinstance(chat, Membered):
        raise bad_request("message can't be deleted")
    if not is_free and chat.ground.moment - message.raw["date"] > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    Chat.deletes(chat, message)


def answer_callback_query(world: World, call: Call) -> bool:
    press = world.open_presses.get(call.text("callback_query_id"))
    if press is None or press.is_expired:
        raise bad_request(QUERY_TOO_OLD)
    if len(call.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    press.text = call.text("text") or None
    press.alert = call.flag("show_alert")
    press.url = call.text("url") or None
    press.is_answered = True
    world.ground.bell.ring()
    return True


def pin(world: World, call: Call) -> bool:
    chat = chat_of(world, call)
    message = message_of(chat, call, "message to pin")
    chat.refuse_without("can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if isinstance(chat, Group):
        chat.pins(world.bot, message)
    chat.pinned = message
    return True


def unpin(world: World, call: Call) -> bool:
    chat = chat_of(world, call)
    chat.refuse_without("can_pin_messages", "not enough rights to manage pinned messages in the chat")
    if chat.pinned is None:
        raise not_found("message to unpin")
    chat.pinned = None
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
}
