"""Methods that put a message into a chat."""

from typing import Any

from bot.standin.calls import Call, Upload
from bot.standin.channel import Channel
from bot.standin.chat import Chat
from bot.standin.media import Media
from bot.standin.message import Message
from bot.standin.methods.place import chat_of, message_of, place_of
from bot.standin.methods.words import caption_of, keyboard_of, text_of
from bot.standin.refusals import WRONG_FILE_TO_SEND, bad_request, not_found
from bot.standin.spoken import forwarded
from bot.standin.wire import Json
from bot.standin.world import World

KINDS = ("photo", "video", "document", "voice", "audio", "animation", "sticker", "video_note")
OWN = {
    "message_id", "date", "edit_date", "chat", "from", "sender_chat", "author_signature", "reply_markup",
    "media_group_id", "message_thread_id", "is_topic_message", "reply_to_message", "quote", "is_automatic_forward",
    "via_bot", "direct_messages_topic", "business_connection_id", "sender_business_bot",
}  # fmt: skip


def send_message(world: World, call: Call) -> Json:
    return _sent(world, call, text_of(call))


def _sent(world: World, call: Call, fields: Json) -> Json:
    return _stands(chat_of(world, call, "write"), call, fields).raw


def _stands(chat: Chat, call: Call, fields: Json) -> Message:
    message = chat.bot_stands(fields | place_of(chat, call) | keyboard_of(call))
    return chat.copied(message) if isinstance(chat, Channel) else message


def send_media(kind: str) -> Any:
    def send(world: World, call: Call) -> Json:
        chat = chat_of(world, call, "write")
        shown = _shown(world, kind, call.upload(kind), call.params)
        return _stands(chat, call, shown | caption_of(call.params)).raw

    return send


def send_media_group(world: World, call: Call) -> list[Json]:
    chat = chat_of(world, call, "write")
    album: list[Json] = call.object("media") or []
    if not 2 <= len(album) <= 10:
        raise bad_request("group send failed")  # unverified wording for a wrong number
    ready = [_album_item(world, call, item) for item in album]
    place = place_of(chat, call) | {"media_group_id": chat.next_album()}
    return [chat.bot_stands(item | place).raw for item in ready]


def _album_item(world: World, call: Call, item: Json) -> Json:
    upload = Call("", call.params | {"media": item["media"]}).upload("media")
    return _shown(world, item["type"], upload, item) | caption_of(item)


def _shown(world: World, kind: str, upload: Upload | str | None, about: Json) -> Json:
    """The field that shows a file: one uploaded now, or one that Telegram has."""
    if upload is None:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if isinstance(upload, Upload):
        seconds = int(about.get("duration") or 0)
        return Media(kind, upload.content, upload.name, seconds=seconds).shown(world.ground.files)
    stored = world.ground.files.by_id.get(upload)
    if stored is None:
        raise bad_request(WRONG_FILE_TO_SEND)
    return stored.fields()


def copy_message(world: World, call: Call) -> Json:
    original = _original(world, call, "message to copy")
    said = {key: value for key, value in original.raw.items() if key not in OWN and key != "forward_origin"}
    if "caption" in call.params:
        said = {key: value for key, value in said.items() if not key.startswith("caption")} | caption_of(call.params)
    return {"message_id": _sent(world, call, said)["message_id"]}


def forward_message(world: World, call: Call) -> Json:
    original = _original(world, call, "message to forward")
    said = {key: value for key, value in original.raw.items() if key not in OWN}
    return _sent(world, call, said | forwarded(original, original.raw["date"]))


def _original(world: World, call: Call, purpose: str) -> Message:
    source = world.find(call.params.get("from_chat_id", 0))
    if source is None:
        raise not_found("chat")
    source.refuse_bot("read")
    return message_of(source, call, purpose)


def send_contact(world: World, call: Call) -> Json:
    return _sent(
        world, call, {"contact": {"phone_number": call.text("phone_number"), "first_name": call.text("first_name")}}
    )


def send_chat_action(world: World, call: Call) -> bool:
    chat_of(world, call, "write")
    return True


METHODS = {
    "sendMessage": send_message,
    **{f"send{kind.title().replace('_', '')}": send_media(kind) for kind in KINDS},
    "sendMediaGroup": send_media_group,
    "copyMessage": copy_message,
    "forwardMessage": forward_message,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
}
