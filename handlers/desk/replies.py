"""Answers to members: sent once, credited to whoever gave them, and told apart by what became of them.

Invariant: a reply is on its way from the transaction that decided it; nothing here sends a second one unless a teammate
says so. What Telegram confirmed is kept as the team's message with Telegram's date; a refusal leaves the wait open.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from faq.markup import plain_text
from handlers import speech
from handlers.community.tracking import credit
from handlers.desk import acceptance, cards
from handlers.desk.contents import Contents, attached
from handlers.desk.recipients import address, require_way
from handlers.desk.sight import Sight, look
from handlers.scene import Scene
from inbox.calls import Call
from inbox.events import CallSettled
from inbox.ids import ChatId, ConversationId, EntryId, MessageId, TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from storage import chats, conversations, messages, people, replies
from storage.messages import Reading
from storage.replies import Reply, State


@dataclass(frozen=True, slots=True)
class Answer:
    """What a teammate wants to be sent; `desk_message` is the message of the desk that it was written as."""

    author: TelegramId
    contents: Contents
    entry: EntryId | None = None
    desk_chat: ChatId | None = None
    desk_message: int | None = None


def send(scene: Scene, sight: Sight, answer: Answer) -> None:
    """Answer the conversation. Raises `Invalid` where it cannot be done at all."""
    _go(scene, sight, _keep(scene, sight, answer, "sending"))


def keep_draft(scene: Scene, sight: Sight, answer: Answer) -> Reply:
    """Somebody else was faster: the answer waits for its author's word."""
    return _keep(scene, sight, answer, "draft")


def send_kept(scene: Scene, sight: Sight, reply: Reply) -> None:
    """Send a draft, or once more what may not have arrived."""
    require_way(scene, sight)
    replies.change(scene.connection, reply.id, state="sending", reason="")
    _go(scene, sight, reply)


def settle(scene: Scene, event: CallSettled) -> None:
    """Telegram has said what became of a reply."""
    conversation = conversations.lock(scene.connection, ConversationId(event.subject["conversation"]))
    reply = replies.get(scene.connection, event.subject["reply"])
    if conversation is None or reply.state != "sending":
        return
    if event.outcome == "ok":
        sent_at = datetime.fromtimestamp(event.result["date"], UTC)
        arrive(scene, look(scene, conversation), reply, event.result["message_id"], sent_at)
        return
    replies.change(scene.connection, reply.id, state=event.outcome, reason=event.reason)
    if "blocked by the user" in event.reason.lower():
        people.mark_blocked(scene.connection, conversation.member, blocked=True)
    cards.refresh(scene, conversation.id, anew=True)


def arrive(scene: Scene, sight: Sight, reply: Reply, message_id: int, sent_at: datetime) -> None:
    """The reply stands in the member's chat: keep it, credit its author, note what was made of the suggestions."""
    message = _message(scene, sight, reply, message_id, sent_at)
    kept = _record(scene, sight, message)
    replies.change(scene.connection, reply.id, state="sent", message_id=kept)
    acceptance.decide(scene, sight, reply, kept)
    credit(scene, sight.conversation, sight.brand, message)
    if reply.desk_chat is not None and reply.desk_message is not None:
        speech.nod(scene, chats.get(scene.connection, reply.desk_chat), reply.desk_message)


def _keep(scene: Scene, sight: Sight, answer: Answer, state: State) -> Reply:
    require_way(scene, sight)
    return replies.add(
        scene.connection,
        sight.brand.id,
        sight.conversation.id,
        answer.author,
        state,
        scene.now,
        question_id=sight.question.id if sight.question else None,
        entry_id=answer.entry,
        method=answer.contents.method,
        params=address(sight) | answer.contents.params,
        html=answer.contents.html,
        desk_chat_id=answer.desk_chat,
        desk_message_id=answer.desk_message,
    )


def _go(scene: Scene, sight: Sight, reply: Reply) -> None:
    subject = {"reply": reply.id, "conversation": reply.conversation, "entry": reply.entry, "by": reply.author}
    scene.call(Call(reply.method, reply.params, sight.chat.telegram_id, "reply", subject, to_member=True))
    cards.refresh(scene, reply.conversation)


def _message(scene: Scene, sight: Sight, reply: Reply, message_id: int, sent_at: datetime) -> Message:
    chat, author = sight.chat, people.find(scene.connection, reply.author)
    attachment = attached(reply.method, reply.params)
    return Message(
        Place(
            chat.telegram_id,
            chat.kind,
            chat.title,
            chat.username,
            chat.is_forum,
            chat.is_direct_messages,
            chat.business_connection,
        ),
        message_id,
        sent_at,
        Person(reply.author, author.name if author else "", author.username if author else ""),
        text=plain_text(reply.html),
        content=attachment.content if attachment else "text",
        attachment=attachment,
        reply_to=ReplyTo(sight.question.message_id) if sight.question else None,
    )


def _record(scene: Scene, sight: Sight, message: Message) -> MessageId:
    """A Business account tells of our own messages too, maybe before Telegram's answer to the call."""
    told = messages.find(scene.connection, sight.chat.id, message.message_id)
    if told is None:
        conversation = sight.conversation
        thread, post = conversation.thread_id, conversation.post
        reading = Reading(conversation.brand, sight.chat.id, "outgoing", thread, conversation.id, post)
        return messages.add(scene.connection, message, reading, scene.now)
    messages.change(
        scene.connection,
        told.id,
        sender_id=message.sender_id,
        sender_name=message.sender_name,
        conversation_id=sight.conversation.id,
        is_automatic=False,
    )
    return told.id
