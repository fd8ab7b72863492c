"""What a teammate decides about a reply that did not simply go: one overtaken, one that may have been sent, one sent.

Invariant: a reply is changed or taken back in the member's chat first, and in the database when Telegram has done it.
"""

from datetime import timedelta
from typing import Any

from faq.markup import plain_text
from handlers import speech
from handlers.community.course import locked, refold, reopened
from handlers.desk import acceptance, cards, replies
from handlers.desk.contents import ALBUM, CAPTION, TEXT, own
from handlers.desk.refusals import REASON_LIMIT
from handlers.desk.sight import look
from handlers.desk.subjects import is_reply_to_card, numbered, pressed
from handlers.excerpts import one_line
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import safe
from inbox.calls import Call
from inbox.errors import Invalid, NotAllowed, NotFound, Stale
from inbox.events import CallSettled, MessageEdited
from inbox.messages import Message
from storage import brands, chats, messages
from storage import replies as kept_replies
from storage.chats import Chat
from storage.messages import Kept
from storage.replies import Reply, State
from texts import catalogue

DELETABLE = timedelta(hours=48)


def send_draft(scene: Scene, request: Request) -> None:
    """Bob was faster, and this is sent all the same."""
    reply = _meant(scene, request, "draft")
    _require_author(request, reply)
    sight = look(scene, numbered(scene, request, reply.conversation))
    replies.send_kept(scene, sight, reply)
    _done(scene, request, "desk-toast-sending")


def drop_draft(scene: Scene, request: Request) -> None:
    reply = _meant(scene, request, "draft")
    _require_author(request, reply)
    kept_replies.change(scene.connection, reply.id, state="dropped")
    _done(scene, request, "desk-toast-dropped")


def send_again(scene: Scene, request: Request) -> None:
    """The team has looked: what may have been sent is not there."""
    reply = _meant(scene, request, "uncertain")
    sight = look(scene, numbered(scene, request, reply.conversation))
    replies.send_kept(scene, sight, reply)
    speech.toast(scene, request, request.texts("desk-toast-sending"))


def found_there(scene: Scene, request: Request) -> None:
    """The team has looked: it is there, under a number that Telegram never told us; ours is negative."""
    reply = _meant(scene, request, "uncertain")
    sight = look(scene, numbered(scene, request, reply.conversation))
    replies.arrive(scene, sight, reply, [-reply.id], reply.created_at)
    speech.toast(scene, request, request.texts("desk-toast-noted"))


def take_back(scene: Scene, request: Request) -> None:
    """Delete the newest reply from the member's chat; what it answered waits again."""
    sight = look(scene, pressed(scene, request))
    reply = sight.given
    kept = _standing(scene, reply)
    if reply is None or kept is None or not reply.method:
        raise Stale("stale-button")
    if scene.now - kept.sent_at > DELETABLE:
        raise Stale("desk-too-old-to-delete")
    chat = chats.get(scene.connection, kept.chat)
    parts = sight.parts_of(kept)
    numbers = [part.message_id for part in parts]
    params: dict[str, Any]
    if chat.business_connection:
        method = "deleteBusinessMessages"
        params = {"business_connection_id": chat.business_connection, "message_ids": numbers}
    elif len(numbers) > 1:
        method, params = "deleteMessages", {"chat_id": chat.telegram_id, "message_ids": numbers}
    else:
        method, params = "deleteMessage", {"chat_id": chat.telegram_id, "message_id": kept.message_id}
    subject = {
        "reply": reply.id,
        "messages": [part.id for part in parts],
        "conversation": sight.conversation.id,
        "by": request.person.id,
    }
    scene.call(Call(method, params, chat.telegram_id, "reply-removed", subject))
    speech.toast(scene, request, request.texts("desk-toast-deleting"))
    cards.refresh(scene, sight.conversation.id)


def removed(scene: Scene, event: CallSettled) -> None:
    conversation, parts = event.subject["conversation"], event.subject["messages"]
    reply = kept_replies.get(scene.connection, event.subject["reply"])
    if event.outcome == "ok":
        kept = messages.get(scene.connection, parts[0])
        for message in parts:
            messages.change(scene.connection, message, deleted_at=scene.now)
        acceptance.undo(scene, reply, parts[0], event.subject["by"])
        refold(scene, conversation, brands.get(scene.connection, kept.brand))
        reopened(scene, conversation)
    else:
        _say_refused(scene, reply, "desk-not-deleted", event)
    cards.refresh(scene, conversation)


def edited(scene: Scene, desk: Chat, event: MessageEdited) -> None:
    """Somebody has changed on the desk what they had sent as an answer: offer to change it at the member's, too."""
    reply = kept_replies.written_as(scene.connection, desk.id, event.message.message_id)
    kept = _standing(scene, reply)
    if reply is None or kept is None or not event.message.text:
        return
    texts = catalogue(brands.get(scene.connection, reply.brand).language)
    skip = _head_of(scene, desk, event.message, reply)
    if skip is None:
        return
    try:
        contents = own(event.message, look(scene, locked(scene, reply.conversation)), skip)
    except Invalid as error:
        speech.say(scene, desk, texts(error.code, **error.values), reply_to=event.message.message_id)
        return
    is_as_sent = contents.html == reply.html and kept.text == plain_text(reply.html)
    if reply.method not in (contents.method, ALBUM) or is_as_sent:
        return
    draft = kept_replies.add(
        scene.connection, reply.brand, reply.conversation, reply.author, "draft", event.edited_at,
        question_id=reply.question, method=contents.method, params=contents.params, html=contents.html,
        message_id=reply.message,
    )  # fmt: skip
    rows = (((texts("desk-button-es"), f"es:{draft.id}"), (texts("desk-button-dr"), f"dr:{draft.id}")),)
    speech.say(scene, desk, texts("desk-edit-sent"), rows, reply_to=event.message.message_id)


def _head_of(scene: Scene, desk: Chat, message: Message, reply: Reply) -> int | None:
    """How many characters are the command that the answer was given by; None where they name another conversation."""
    if not message.text.startswith("/"):
        return 0
    words = message.text.partition(" ")[2].strip()
    if not is_reply_to_card(scene, desk, message):
        number, _, words = words.partition(" ")
        if number.lstrip("№#") != str(reply.conversation):
            return None
    return len(message.text.rstrip()) - len(words.strip())


def edit_sent(scene: Scene, request: Request) -> None:
    """The member's chat gets the new words in place of the old."""
    reply = _meant(scene, request, "draft")
    _require_author(request, reply)
    kept = _standing(scene, reply)
    if kept is None:
        raise Stale("stale-button")
    chat = chats.get(scene.connection, kept.chat)
    is_text = reply.method == "sendMessage"
    words = {name: value for name, value in reply.params.items() if name in (TEXT if is_text else CAPTION)}
    params = {"chat_id": chat.telegram_id, "message_id": kept.message_id} | words
    if chat.business_connection:
        params["business_connection_id"] = chat.business_connection
    method = "editMessageText" if is_text else "editMessageCaption"
    subject = {"reply": reply.id, "message": kept.id, "conversation": reply.conversation}
    scene.call(Call(method, params, chat.telegram_id, "reply-edited", subject, to_member=True))
    _done(scene, request, "desk-toast-editing")


def rewritten(scene: Scene, event: CallSettled) -> None:
    """The sent answer says something else now; no clock is touched by it."""
    reply = kept_replies.get(scene.connection, event.subject["reply"])
    kept_replies.change(scene.connection, reply.id, state="dropped", reason=event.reason)
    if event.outcome == "ok":
        words = plain_text(reply.html)
        messages.change(scene.connection, event.subject["message"], text=words, edited_at=scene.now)
    else:
        _say_refused(scene, reply, "desk-not-edited", event)
    cards.refresh(scene, event.subject["conversation"])


def _say_refused(scene: Scene, reply: Reply, words: str, event: CallSettled) -> None:
    """What Telegram would not do at the member's, so that nobody thinks it done."""
    desk = chats.desk_of(scene.connection, reply.brand)
    if desk is not None:
        texts = catalogue(brands.get(scene.connection, reply.brand).language)
        speech.say(scene, desk, safe(texts(words, reason=one_line(event.reason, REASON_LIMIT))))


def _standing(scene: Scene, reply: Reply | None) -> Kept | None:
    """What of the reply stands in the member's chat under a number that Telegram knows."""
    if reply is None or reply.message is None:
        return None
    kept = messages.get(scene.connection, reply.message)
    return kept if kept.message_id > 0 and reply.state in ("sent", "draft") else None


def _meant(scene: Scene, request: Request, state: State) -> Reply:
    """The reply whose number the button carries, if it is still what the button says."""
    assert request.brand is not None
    reply = kept_replies.find(scene.connection, request.brand, request.number(0))
    if reply is None or reply.state != state:
        raise NotFound("stale-button")
    return reply


def _require_author(request: Request, reply: Reply) -> None:
    if reply.author != request.person.id:
        raise NotAllowed("desk-not-your-words")


def _done(scene: Scene, request: Request, words: str) -> None:
    """The question that carried the buttons has been answered: it goes."""
    speech.toast(scene, request, request.texts(words))
    assert request.card is not None
    speech.remove(scene, request.chat, request.card)
