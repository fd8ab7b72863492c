"""Does a member's message need an answer? What the rule must know of the chat, looked up."""

from dataclasses import dataclass

from handlers.scene import Scene
from inbox.messages import Message
from storage import messages
from storage.chats import Chat


@dataclass(frozen=True, slots=True)
class Verdict:
    needs_answer: bool
    reason: str


def needs_answer(scene: Scene, chat: Chat, message: Message) -> Verdict:
    """Whether the team owes an answer, and why."""
    if message.is_automatic:
        return Verdict(needs_answer=False, reason="automatic")
    if "?" in message.text:
        return Verdict(needs_answer=True, reason="question")
    if chat.kind == "private":
        return Verdict(needs_answer=True, reason="direct")
    is_reply_to_team = _is_reply_to_team(scene, chat, message)
    return Verdict(is_reply_to_team, "reply-to-team" if is_reply_to_team else "chatter")


def _is_reply_to_team(scene: Scene, chat: Chat, message: Message) -> bool:
    if message.reply_to is None:
        return False
    replied = messages.find(scene.connection, chat.id, message.reply_to.message_id)
    return replied is not None and replied.direction == "outgoing"
