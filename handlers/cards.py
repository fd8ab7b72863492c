"""Cards: one message on the desk for each conversation that waits or waited, which follows the conversation's state.

Invariant: a card is a picture of the database, drawn anew whenever something changed; it holds no state of its own.
"""

from handlers import speech
from handlers.scene import Scene
from inbox.events import CallSettled
from inbox.ids import ConversationId
from storage import cards, chats, conversations, messages
from storage.conversations import Conversation
from texts import catalogue


def refresh(scene: Scene, conversation_id: ConversationId) -> None:
    """Show the conversation on its brand's desk as it stands now; without a desk there is nothing to show."""
    if scene.source == "history":
        return
    conversation = conversations.lock(scene.connection, conversation_id)
    if conversation is None:
        return
    desk = chats.desk_of(scene.connection, conversation.brand)
    if desk is None:
        return
    text = _text(scene, conversation)
    card = cards.find(scene.connection, conversation_id)
    if card is None:
        cards.put(scene.connection, conversation_id, desk.id, text)
        speech.say(scene, desk, text, purpose="card", subject={"conversation": conversation_id, "shown": text})
    elif card.message_id is not None and card.shown != text:
        cards.show(scene.connection, conversation_id, text)
        speech.edit(scene, desk, card.message_id, text)


def confirm(scene: Scene, event: CallSettled) -> None:
    """The card stands on the desk now; if the conversation has moved meanwhile, the card follows."""
    if event.outcome == "ok":
        conversation = ConversationId(event.subject["conversation"])
        cards.confirm(scene.connection, conversation, event.result["message_id"])
        refresh(scene, conversation)


def _text(scene: Scene, conversation: Conversation) -> str:
    texts = catalogue("ru")
    asked = [m for m in messages.of_conversation(scene.connection, conversation.id) if m.needs_answer]
    words = speech.safe(asked[-1].text) if asked else texts("yes")
    return f"<b>{speech.safe(conversation.member_name)}</b>\n{words}"
