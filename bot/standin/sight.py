"""What a bot gets to see of a chat.

The rules: everything in private chats, Business chats and channels' direct messages; in a group, as administrator or
with privacy mode off, all but other bots; otherwise commands meant for it, replies to it, and service messages;
nothing after it has left; reactions and members' comings and goings only as administrator.
"""

from bot.standin.members import Standing
from bot.standin.people import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, Person
from bot.standin.wire import Json

SERVICE = {
    "new_chat_members", "left_chat_member", "new_chat_title", "pinned_message", "migrate_to_chat_id",
    "migrate_from_chat_id", "forum_topic_created", "forum_topic_edited", "forum_topic_closed",
    "forum_topic_reopened", "group_chat_created", "supergroup_chat_created",
}  # fmt: skip
MASKS = {CHANNEL_BOT.id, GROUP_ANONYMOUS_BOT.id}


def sees(bot: Person, standing: Standing, *, reads_all: bool, message: Json) -> bool:
    """Whether the bot, standing like this in a group or channel, is told of the message."""
    if not standing.is_present:
        return False
    if SERVICE & message.keys():
        return True
    if _is_bots(message):
        return False
    if standing.is_admin or reads_all:
        return True
    return _is_command_for(bot, message) or _is_reply_to(bot, message)


def _is_bots(message: Json) -> bool:
    sender = message.get("from", {})
    return bool(sender.get("is_bot")) and sender["id"] not in MASKS


def _is_command_for(bot: Person, message: Json) -> bool:
    text = message.get("text", "")
    name, _, addressee = (text.split() or [""])[0].partition("@")
    return name.startswith("/") and addressee.lower() in ("", (bot.username or "").lower())


def _is_reply_to(bot: Person, message: Json) -> bool:
    return bool(message.get("reply_to_message", {}).get("from", {}).get("id") == bot.id)
