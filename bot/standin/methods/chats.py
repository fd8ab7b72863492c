"""Methods that ask about the bot, its chats and their people."""

from typing import Any

from bot.standin.business import BusinessAccount
from bot.standin.calls import Call
from bot.standin.channel import Channel, DirectMessages
from bot.standin.chat import Chat
from bot.standin.members import Standing
from bot.standin.methods.place import chat_of, membered, message_of
from bot.standin.private import Private
from bot.standin.reactions import react
from bot.standin.refusals import bad_request, not_found
from bot.standin.wire import Json
from bot.standin.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_me(world: World, _: Call) -> Json:
    me: Json = world.bot.user | {"can_join_groups": True, "can_read_all_group_messages": world.ground.reads_all}
    return me | {"supports_inline_queries": False, "can_connect_to_business": True, "has_main_web_app": False}


def get_chat(world: World, call: Call) -> Json:
    chat = chat_of(world, call)
    full = chat.raw | {
        "accent_color_id": 2,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.pinned is not None:
        full["pinned_message"] = chat.pinned.raw
    return full | _linked(world, chat)


def _linked(world: World, chat: Chat) -> Json:
    """The other half of a channel and its discussion group, or of a channel and its direct messages."""
    if isinstance(chat, DirectMessages):
        return {"parent_chat": chat.channel.raw}
    if isinstance(chat, Channel):
        return {"linked_chat_id": chat.discussion.id} if chat.discussion else {}
    channels = [other for other in world.chats.values() if isinstance(other, Channel) and other.discussion is chat]
    return {"linked_chat_id": channels[0].id} if channels else {}


def get_chat_member(world: World, call: Call) -> Json:
    chat = chat_of(world, call, "members")
    user_id = call.number("user_id")
    person = world.bot if user_id == world.bot.id else _person(world, user_id)
    return chat.standing_of(person).shown(in_channel=chat.kind == "channel")


def _person(world: World, user_id: int) -> Any:
    private = world.chats.get(user_id)
    if not isinstance(private, Private):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return private.person


def get_administrators(world: World, call: Call) -> list[Json]:
    chat = membered(world, call)
    return [s.shown(in_channel=chat.kind == "channel") for s in chat.standings.values() if s.is_admin]


def get_member_count(world: World, call: Call) -> int:
    chat = chat_of(world, call, "members")
    return sum(standing.is_present for standing in chat.standings.values()) + getattr(chat, "silent", 0)


def leave_chat(world: World, call: Call) -> bool:
    chat = membered(world, call)
    chat.set_standings([Standing(world.bot, "left")])
    return True


def get_business_connection(world: World, call: Call) -> Json:
    account: BusinessAccount | None = world.accounts.get(call.text("business_connection_id"))
    if account is None:
        raise not_found("business connection")
    return account.raw


def set_reaction(world: World, call: Call) -> bool:
    chat = chat_of(world, call, "write")
    message = message_of(chat, call, "message to react")
    react(world.ground, world.bot, message, call.object("reaction") or [])
    return True


def set_commands(world: World, call: Call) -> bool:
    world.commands[call.text("language_code")] = call.object("commands") or []
    return True


def get_commands(world: World, call: Call) -> list[Json]:
    return world.commands.get(call.text("language_code"), [])


METHODS = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave_chat,
    "getBusinessConnection": get_business_connection,
    "setMessageReaction": set_reaction,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
}
