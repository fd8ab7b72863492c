"""Does a member's message need an answer? What the rule of inbox.attention must know of the chat, looked up.

Its reasons, and beside them `automatic`, `consent`, `entry`, `command`, `album` and `corrected`, are words of the
catalogues: `attention-…`.
"""

from typing import Literal

from handlers.activations.comments import is_entry
from handlers.commands import command_of, is_command
from handlers.scene import Scene
from handlers.ugc.consent import asked_about
from inbox.attention import Context, judge
from inbox.conversations import State
from inbox.ids import PostId
from inbox.mentions import name_in
from inbox.messages import Message
from inbox.rights import meaning
from storage import messages
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation

AUTOMATIC = "automatic"
CONSENT = "consent"
ENTRY = "entry"
COMMAND = "command"


def reason_to_answer(
    scene: Scene, chat: Chat, brand: Brand, message: Message, running: Conversation | None, post: PostId | None
) -> tuple[bool, str]:
    """Whether the team owes an answer, and why or why not."""
    if message.is_automatic:
        return False, AUTOMATIC
    if _is_word_of_consent(scene, chat, message):
        return False, CONSENT
    if is_entry(scene, chat, message):
        return False, ENTRY
    if is_idle_command(scene, chat, message):
        return False, COMMAND
    verdict = judge(
        message.text,
        Context(
            is_private=chat.kind == "private" or chat.is_direct_messages,
            is_comment=post is not None,
            replies_to=_replied_side(scene, chat, message),
            mentions_brand=_mentions_brand(scene, brand, message.text),
            mentions_member=any(entity.get("type") == "text_mention" for entity in message.entities),
            has_media=message.content not in ("text", "sticker"),
            has_open_conversation=running is not None and running.standing.state is State.OPEN,
            team_said=messages.team_said(scene.connection, running.id) if running is not None else "",
        ),
    )
    return verdict.needs_answer, verdict.reason


def is_idle_command(scene: Scene, chat: Chat, message: Message) -> bool:
    """A command to the bot by somebody who has none there; the words after it, if any, ask the team for nothing."""
    if chat.purpose != "private" or message.content != "text" or not is_command(message, scene.me.username):
        return False
    _, words = command_of(message.text, scene.me.username)
    return not judge(words, Context()).needs_answer


def _is_word_of_consent(scene: Scene, chat: Chat, message: Message) -> bool:
    """A plain answer to our question about the right to publish."""
    return meaning(message.text) is not None and asked_about(scene, chat, message) is not None


def _replied_side(scene: Scene, chat: Chat, message: Message) -> Literal["team", "member"] | None:
    if message.reply_to is None:
        return None
    replied = messages.find(scene.connection, chat.id, message.reply_to.message_id)
    if replied is None:
        return "team" if message.reply_to.sender_id == scene.me.id else None
    return "team" if replied.direction == "outgoing" else "member"


def _mentions_brand(scene: Scene, brand: Brand, text: str) -> bool:
    """By a keyword or the bot's name. A hashtag is a label (see handlers.ugc.candidates) and addresses nobody."""
    names = [word for word in brand.keywords if not word.startswith("#")]
    if scene.me.username:
        names.append(f"@{scene.me.username}")
    return bool(name_in(text, names))
