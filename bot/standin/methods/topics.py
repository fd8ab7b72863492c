"""Methods for forum topics."""

from bot.standin.calls import Call
from bot.standin.group import Group
from bot.standin.message import Message
from bot.standin.methods.place import chat_of
from bot.standin.refusals import NO_FORUM, bad_request
from bot.standin.wire import Json
from bot.standin.world import World


def create(world: World, call: Call) -> Json:
    chat = _forum(world, call)
    if not call.text("name"):
        raise bad_request("TOPIC_TITLE_EMPTY")
    topic = chat.opens_topic(world.bot, call.text("name"))
    created: Json = topic.raw["forum_topic_created"]
    return {"message_thread_id": topic.id} | created


def edit(world: World, call: Call) -> bool:
    chat, topic = _topic(world, call)
    name = call.text("name")
    if name == topic.raw["forum_topic_created"]["name"]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.raw = topic.raw | {"forum_topic_created": topic.raw["forum_topic_created"] | {"name": name}}
    chat.serves(world.bot, chat.placed(topic, None) | {"forum_topic_edited": {"name": name}})
    return True


def close(world: World, call: Call) -> bool:
    chat, topic = _topic(world, call)
    if topic.id in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.closed_topics.add(topic.id)
    chat.serves(world.bot, chat.placed(topic, None) | {"forum_topic_closed": {}})
    return True


def reopen(world: World, call: Call) -> bool:
    chat, topic = _topic(world, call)
    if topic.id not in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.closed_topics.discard(topic.id)
    chat.serves(world.bot, chat.placed(topic, None) | {"forum_topic_reopened": {}})
    return True


def delete(world: World, call: Call) -> bool:
    chat, topic = _topic(world, call)
    chat.refuse_without("can_delete_messages", "not enough rights to delete a topic")
    chat.deletes_topic(topic)
    return True


def _forum(world: World, call: Call) -> Group:
    chat = chat_of(world, call, "write")
    if not isinstance(chat, Group) or "is_forum" not in chat.about:
        raise bad_request(NO_FORUM)
    chat.refuse_without("can_manage_topics", "not enough rights to create a topic")
    return chat


def _topic(world: World, call: Call) -> tuple[Group, Message]:
    chat = _forum(world, call)
    topic = chat.thread(call.number("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


METHODS = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
}
