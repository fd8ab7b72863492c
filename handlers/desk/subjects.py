"""Which conversation somebody means: by the button pressed, the card replied to, or its number.

Invariant: a conversation of another brand does not exist for the request.
"""

from handlers.requests import Request, row_number
from handlers.scene import Scene
from inbox.errors import NotFound
from inbox.ids import ConversationId, EntryId
from inbox.messages import Message
from storage import cards, conversations
from storage.chats import Chat
from storage.conversations import Conversation


def pressed(scene: Scene, request: Request) -> Conversation:
    """The one whose number the button carries first; locked."""
    return numbered(scene, request, request.number(0))


def entry_pressed(request: Request) -> EntryId:
    return request.number(1)


def numbered(scene: Scene, request: Request, conversation: int) -> Conversation:
    found = conversations.lock(scene.connection, ConversationId(conversation))
    if found is None or found.brand != request.brand:
        raise NotFound("desk-conversation-not-found", number=conversation)
    return found


def meant(scene: Scene, request: Request) -> tuple[Conversation, str]:
    """The one whose card the command replies to, else the one whose number comes first; and the rest of the words."""
    found = replied_to(scene, request)
    if found is not None:
        return found, request.args
    first, _, rest = request.args.partition(" ")
    wanted = row_number(first.lstrip("№#"))
    if wanted is None:
        raise NotFound("desk-which-conversation")
    return numbered(scene, request, wanted), rest.strip()


def is_reply_to_card(scene: Scene, chat: Chat, message: Message) -> bool:
    """Meant for the member on the card, whatever else the bot has asked."""
    if message.reply_to is None:
        return False
    place = (scene.connection, chat.id, message.reply_to.message_id)
    return cards.at(*place) is not None or cards.prompt_at(*place) is not None


def replied_to(scene: Scene, request: Request) -> Conversation | None:
    """The conversation of the card, or of another message of ours, that the request's message replies to."""
    message = request.message
    if message is None or message.reply_to is None:
        return None
    at = (scene.connection, request.chat.id, message.reply_to.message_id)
    found = cards.at(*at) or cards.prompt_at(*at)
    return None if found is None else numbered(scene, request, found.conversation)
