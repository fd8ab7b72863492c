"""What becomes of a message after it was told: edited, deleted, corrected by the team; posts edited, groups renumbered.

Invariant: an edit changes words, never waits: no clock is restarted by it.
"""

from handlers.community.course import conversation_for, happened, locked, refold, reopened
from handlers.community.language import language_spoken, written_in
from handlers.community.questions import suggest
from handlers.desk import acceptance, cards
from handlers.scene import Scene
from inbox.conversations import Happening
from inbox.errors import NotFound
from inbox.events import ChatMigrated, MessageEdited, MessagesDeleted, PostEdited, PostPublished
from inbox.ids import BrandId, ConversationId, MessageId, TelegramId
from inbox.messages import Place
from storage import brands, chats, conversations, messages, posts, replies
from storage.messages import Kept


def edit(scene: Scene, event: MessageEdited) -> None:
    """New words for a message; what is offered follows while it waits itself. Invisible changes are passed over."""
    chat = chats.find(scene.connection, event.message.place.id, event.message.place.business_connection)
    kept = chat and messages.find(scene.connection, chat.id, event.message.message_id)
    if not kept or kept.text == event.message.text:
        return
    spoken = _spoken_by(scene, kept)
    for number in {kept.id, spoken.id}:
        messages.change(scene.connection, number, text=event.message.text, edited_at=event.edited_at)
    if spoken.conversation is not None:
        conversation = conversations.lock(scene.connection, spoken.conversation)
        waiting_since = conversation.waiting_since if conversation is not None else None
        if spoken.needs_answer and waiting_since is not None and spoken.sent_at >= waiting_since:
            language = language_spoken(event.message, brands.get(scene.connection, spoken.brand))
            suggest(scene, spoken.brand, spoken.conversation, spoken.id, event.message.text, language)
        cards.refresh(scene, spoken.conversation)


def forget(scene: Scene, event: MessagesDeleted) -> None:
    """Messages are gone from the chat: nobody waits for an answer to the member's, and the team's answered nothing."""
    chat = chats.find(scene.connection, event.place.id, event.place.business_connection)
    found = [messages.find(scene.connection, chat.id, number) for number in event.message_ids] if chat else []
    gone = [kept for kept in found if kept is not None]
    for kept in gone:
        messages.change(scene.connection, kept.id, deleted_at=scene.now)
    for kept in gone:
        _pass_on(scene, kept)
        _unsay(scene, kept)
        _refolded(scene, kept)
        if kept.direction == "outgoing" and kept.conversation is not None:
            reopened(scene, kept.conversation)


def correct(scene: Scene, brand: BrandId, message: MessageId, by: TelegramId, *, needs_answer: bool) -> None:
    """The team knows better whether a message needs an answer. Its wait begins when it was written, or is as if it had
    never been; a conversation that was closed is open again as long as somebody waits in it.
    """
    kept = messages.find_in_brand(scene.connection, brand, message)
    if kept is None or kept.direction != "incoming":
        raise NotFound("message-not-found")
    conversation = kept.conversation
    if conversation is None and needs_answer:
        conversation = conversation_for(scene, brands.get(scene.connection, brand), kept).id
    messages.change(
        scene.connection,
        kept.id,
        needs_answer=needs_answer,
        reason="corrected",
        corrected_by=by,
        conversation_id=conversation,
    )
    _refolded(scene, messages.get(scene.connection, kept.id))
    if conversation is not None and needs_answer:
        _wait_openly(scene, conversation, kept)


def publish(scene: Scene, event: PostPublished) -> None:
    """A post in a channel of a brand."""
    channel = chats.remember(scene.connection, event.message.place, scene.now)
    if channel.brand is not None:
        posts.keep(scene.connection, channel.id, channel.brand, event.message, event.message.message_id)


def edit_post(scene: Scene, event: PostEdited) -> None:
    channel = chats.find(scene.connection, event.message.place.id)
    if channel is not None:
        posts.edit(scene.connection, channel.id, event.message.message_id, event.message.text, event.edited_at)


def migrate(scene: Scene, event: ChatMigrated) -> None:
    """A group became a supergroup under a new number: all that it is for us goes on there."""
    known = chats.find(scene.connection, event.before)
    if known is not None:
        after = Place(event.after, "supergroup", known.title, known.username, known.is_forum)
        moved = chats.migrate(scene.connection, event.before, after, scene.now)
        if moved.purpose == "desk" and moved.brand is not None and moved.id != known.id:
            cards.move(scene, known.id, moved)


def _spoken_by(scene: Scene, kept: Kept) -> Kept:
    """The message that the words are read with: an album's caption, whichever part it stands under, with the first."""
    first = messages.first_of_album(scene.connection, kept.chat, kept.album_id) if kept.album_id else None
    return first if first is not None and first.text == kept.text else kept


def _pass_on(scene: Scene, gone: Kept) -> None:
    """What the first part of an album was to the conversation, the next one is that stands still."""
    parts = messages.parts_of_album(scene.connection, gone.chat, gone.album_id) if gone.album_id else []
    if not parts or gone.reason == "album":
        return
    text = next((part.text for part in parts if part.text), "")
    judged = {"needs_answer": gone.needs_answer, "reason": gone.reason, "corrected_by": gone.corrected_by}
    messages.change(scene.connection, parts[0].id, text=text, **judged)
    if gone.needs_answer and gone.conversation is not None:
        language = written_in(text, brands.get(scene.connection, gone.brand).language)
        suggest(scene, gone.brand, gone.conversation, parts[0].id, text, language)


def _unsay(scene: Scene, gone: Kept) -> None:
    """What was concluded from an answer goes with it."""
    reply = None if gone.conversation is None else replies.given_as(scene.connection, gone.conversation, gone.id)
    if reply is not None:
        acceptance.undo(scene, reply, gone.id, reply.author)


def _wait_openly(scene: Scene, conversation: ConversationId, question: Kept) -> None:
    found = locked(scene, conversation)
    if found.waiting_since is not None:
        happened(scene, found, Happening.ASKED, question)


def _refolded(scene: Scene, kept: Kept) -> None:
    if kept.conversation is not None:
        refold(scene, kept.conversation, brands.get(scene.connection, kept.brand))
