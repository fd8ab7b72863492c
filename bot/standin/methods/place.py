"""Where a call goes: the chat, the thread, the message, each found or refused in Telegram's words."""

from bot.standin.business import BusinessChat
from bot.standin.calls import Call
from bot.standin.channel import DirectMessages
from bot.standin.chat import Access, Chat
from bot.standin.group import Group, Membered
from bot.standin.message import Message
from bot.standin.refusals import bad_request, not_found
from bot.standin.spoken import answered
from bot.standin.wire import Json
from bot.standin.world import World


def chat_of(world: World, call: Call, access: Access = "read") -> Chat:
    """The chat, if the bot may do this there."""
    chat = _found(world, call)
    if chat is None:
        raise not_found("business connection" if "business_connection_id" in call.params else "chat")
    chat.refuse_bot(access)
    return chat


def _found(world: World, call: Call) -> Chat | None:
    if "business_connection_id" in call.params:
        return world.business_chat(call.text("business_connection_id"), call.chat_id)
    return world.find(call.chat_id)


def membered(world: World, call: Call) -> Membered:
    """A group or channel; a private chat has no members to ask for."""
    chat = chat_of(world, call, "members")
    if not isinstance(chat, Membered):
        raise bad_request("method is available only for supergroups and channels")
    return chat


def message_of(chat: Chat, call: Call, purpose: str, name: str = "message_id") -> Message:
    """The message for a purpose, as Telegram names it: "message to edit"."""
    message = chat.messages.get(call.number(name))
    if message is None:
        raise not_found(purpose)
    return message


def place_of(chat: Chat, call: Call) -> Json:
    """The thread, topic and reply of a message that the bot sends."""
    replied = _replied(chat, call)
    fields: Json = {}
    if isinstance(chat, DirectMessages):
        fields |= chat.in_topic(call.params.get("direct_messages_topic_id"))
    elif thread_id := call.number("message_thread_id"):
        root = chat.thread(thread_id) if isinstance(chat, Group) else None
        if root is None:
            raise not_found("message thread")
        _refuse_closed(chat, root)
        fields |= chat.placed(root, replied)
    elif not isinstance(chat, BusinessChat):
        fields |= chat.placed(None, replied)
    return fields | (answered(replied, _quote(call)) if replied is not None else {})


def _refuse_closed(chat: Chat, topic: Message) -> None:
    if isinstance(chat, Group) and topic.id in chat.closed_topics:
        chat.refuse_without("can_manage_topics", "TOPIC_CLOSED")


def _replied(chat: Chat, call: Call) -> Message | None:
    wanted: Json = call.object("reply_parameters") or {"message_id": call.number("reply_to_message_id")}
    if not wanted["message_id"]:
        return None
    message = chat.messages.get(int(wanted["message_id"]))
    lenient = wanted.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")
    if message is None and not lenient:
        raise not_found("message to be replied")
    return message


def _quote(call: Call) -> str | None:
    return (call.object("reply_parameters") or {}).get("quote")
