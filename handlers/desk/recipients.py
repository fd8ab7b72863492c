"""Where an answer to a conversation goes, as parameters of the Bot API; and what forbids it, in words.

Comments reach their thread by replying to one of its messages; topics, Business accounts and direct messages of a
channel are named.
"""

from datetime import timedelta
from typing import Any

from handlers.desk.sight import Sight
from handlers.scene import Scene
from inbox.errors import Invalid
from storage import chats

BUSINESS_WINDOW = timedelta(hours=24)
"""A Business bot may write only so long after the customer's last message."""


def address(sight: Sight) -> dict[str, Any]:
    """The chat, the thread, and the question that is answered; sent all the same when the question is gone."""
    chat, conversation, question = sight.chat, sight.conversation, sight.question
    params: dict[str, Any] = {"chat_id": chat.telegram_id}
    if chat.business_connection:
        params["business_connection_id"] = chat.business_connection
    if conversation.direct_topic_id is not None:
        params["direct_messages_topic_id"] = conversation.direct_topic_id
    if chat.is_forum and conversation.thread_id is not None:
        params["message_thread_id"] = conversation.thread_id
    if question is not None and question.chat == chat.id:
        params["reply_parameters"] = {"message_id": question.message_id, "allow_sending_without_reply": True}
    return params


def require_way(scene: Scene, sight: Sight) -> None:
    """Raises `Invalid` where Telegram would certainly refuse."""
    name = sight.chat.business_connection
    if not name:
        return
    business = chats.find_business_connection(scene.connection, name)
    if business is None or not business.is_enabled:
        raise Invalid("desk-business-off")
    if not business.can_reply:
        raise Invalid("desk-business-no-right")
    heard = [one.sent_at for one in sight.said if one.direction == "incoming"]
    if heard and scene.now - max(heard) > BUSINESS_WINDOW:
        raise Invalid("desk-business-late")
