"""What the team writes on the desk beside commands: a reply to a card is an answer, a reply to a prompt what it asked.

Invariant: only a reply to one of our own messages reaches a member or the database; other talk on the desk is left
alone. A reply to a message of ours that means nothing is said to have gone nowhere, lest somebody think it was sent. In
private nothing is left without an answer: what a client says goes on to the desk.
"""

from datetime import timedelta

from handlers import speech
from handlers.checklist import observations
from handlers.desk import answering, choosing, notes, replies
from handlers.desk.contents import own
from handlers.desk.passing_on import pass_on
from handlers.desk.replies import Answer
from handlers.desk.sight import Condition, Sight, look
from handlers.desk.subjects import numbered
from handlers.requests import TEAM, Request
from handlers.scene import Scene
from handlers.ugc import consent
from inbox.errors import NotAllowed, NotFound
from inbox.ids import EntryId
from inbox.messages import Message
from storage import cards
from storage import replies as kept_replies
from storage.cards import Prompt
from storage.conversations import Conversation

JUST_NOW = timedelta(minutes=5)
"""An answer by somebody else that is no older was hardly seen by whoever was typing."""


def listen(scene: Scene, request: Request) -> None:
    message = request.message
    if observations.offered(scene, request) or observations.noted(scene, request):
        return
    if message is None or _joins_album(scene, request, message):
        return
    if consent.hear(scene, request.chat, message):
        return
    prompt = _prompt(scene, request, message)
    if prompt is not None:
        _take(scene, request, message, prompt)
    elif request.chat.kind == "private":
        _hear_privately(scene, request, message)
    elif message.reply_to is not None and message.reply_to.sender_id == scene.me.id:
        speech.answer(scene, request, request.texts("desk-not-a-card"))


def answer(
    scene: Scene,
    request: Request,
    conversation: Conversation,
    message: Message,
    skip: int = 0,
    entry: EntryId | None = None,
) -> None:
    """Own words to the member; `skip`: how many characters of them are the command."""
    sight = look(scene, conversation)
    sight = sight if entry is None else sight.aimed_at(entry)
    contents = own(message, sight, skip)
    wanted = Answer(request.person.id, contents, entry, request.chat.id, message.message_id, message.album_id)
    if not _is_overtaken(sight, message, request):
        replies.send(scene, sight, wanted)
        return
    reply = replies.keep_draft(scene, sight, wanted)
    texts = request.texts
    rows = (((texts("desk-button-da"), f"da:{reply.id}"), (texts("desk-button-dr"), f"dr:{reply.id}")),)
    speech.answer(scene, request, speech.safe(_who_is_faster(scene, request, sight)), rows)


def _prompt(scene: Scene, request: Request, message: Message) -> Prompt | None:
    """What the message replies to, if it asked for something; a card asks for an answer."""
    if message.reply_to is None:
        return None
    place = (scene.connection, request.chat.id, message.reply_to.message_id)
    card = cards.at(*place)
    return Prompt(card.conversation, "answer", None) if card is not None else cards.prompt_at(*place)


def _hear_privately(scene: Scene, request: Request, message: Message) -> None:
    """A client's words are for the team; whoever is on it works on the desk."""
    if request.role == "client" and request.brand is None:
        raise NotFound("brand-not-chosen")
    words = "private-team"
    if request.role == "client" and request.brand is not None:
        name, album = request.person.name, message.album_id
        is_told = pass_on(scene, request.brand, name, request.chat, message.message_id, album)
        words = "private-client" if is_told else "private-no-desk"
    speech.say(scene, request.chat, request.texts(words), reply_to=message.message_id, album=message.album_id)


def _take(scene: Scene, request: Request, message: Message, prompt: Prompt) -> None:
    if request.role not in TEAM:
        raise NotAllowed("not-allowed")
    conversation = numbered(scene, request, prompt.conversation)
    match prompt.kind:
        case "note":
            notes.keep(scene, request, conversation, message, message.text)
        case "search":
            choosing.show_found(scene, request, conversation, message.text)
        case "answer" | "edit":
            answer(scene, request, conversation, message, entry=prompt.entry)
    if prompt.kind != "answer" and message.reply_to is not None:
        speech.remove(scene, request.chat, message.reply_to.message_id)


def _joins_album(scene: Scene, request: Request, message: Message) -> bool:
    """A further part of an album whose first part is on its way, or kept as a draft."""
    if not message.album_id:
        return False
    reply = kept_replies.of_album(scene.connection, request.chat.id, message.album_id, message.message_id)
    if reply is None:
        return False
    sight = look(scene, numbered(scene, request, reply.conversation))
    return replies.join(scene, reply, own(message, sight))


def _is_overtaken(sight: Sight, message: Message, request: Request) -> bool:
    """Somebody else is answering, or has just answered what was asked."""
    reply = sight.reply
    if reply is not None and sight.condition is Condition.SENDING:
        return reply.author != request.person.id
    last = sight.answer
    if last is None or last.sender == request.person.id or sight.condition is Condition.WAITING:
        return False
    return message.sent_at - last.sent_at < JUST_NOW


def _who_is_faster(scene: Scene, request: Request, sight: Sight) -> str:
    if sight.condition is Condition.SENDING and sight.reply is not None:
        words = request.texts("desk-just-answering", name=sight.name_of(sight.reply.author))
    else:
        words = answering.was_faster(scene, sight, request.texts)
    return f"{words}\n{request.texts('desk-send-yours-too')}"
