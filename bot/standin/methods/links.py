"""Methods for invite links."""

from bot.standin.calls import Call
from bot.standin.group import Membered
from bot.standin.links import InviteLink
from bot.standin.methods.place import membered
from bot.standin.refusals import bad_request
from bot.standin.wire import Json
from bot.standin.world import World

NAME_LIMIT = 32


def create(world: World, call: Call) -> Json:
    chat = _chat(world, call)
    link = world.invite_link(chat, world.bot)
    return _told(world, link, call)


def edit(world: World, call: Call) -> Json:
    return _told(world, _link(world, call), call)


def revoke(world: World, call: Call) -> Json:
    link = _link(world, call)
    link.is_revoked = True
    return link.shown(world.bot)


def export(world: World, call: Call) -> str:
    return world.invite_link(_chat(world, call), world.bot).link


def _chat(world: World, call: Call) -> Membered:
    chat = membered(world, call)
    chat.refuse_without("can_invite_users", "not enough rights to manage chat invite link")
    if len(call.text("name")) > NAME_LIMIT:
        raise bad_request("INVITE_LINK_NAME_TOO_LONG")  # unverified wording
    return chat


def _link(world: World, call: Call) -> InviteLink:
    link = _chat(world, call).links.get(call.text("invite_link"))
    if link is None or link.creator != world.bot:
        raise bad_request("INVITE_HASH_INVALID")
    return link


def _told(world: World, link: InviteLink, call: Call) -> Json:
    link.name = call.text("name") or None
    link.creates_join_request = call.flag("creates_join_request")
    link.expire_date = call.number("expire_date") or None
    link.member_limit = call.number("member_limit") or None
    return link.shown(world.bot)


METHODS = {
    "createChatInviteLink": create,
    "editChatInviteLink": edit,
    "revokeChatInviteLink": revoke,
    "exportChatInviteLink": export,
}
