"""Answers to members: sent once, credited to whoever gave them, and told apart by what became of them.

Invariant: a reply is on its way from the transaction that decided it; nothing here sends a second one unless a teammate
says so. What Telegram confirmed is kept as the team's message with Telegram's date; a refusal leaves the wait open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from faq.markup import plain_text
from handlers import speech
from handlers.community.answers import credit
from handlers.desk import acceptance, cards
from handlers.desk.contents import Contents, attached, with_part
from handlers.desk.recipients import address, require_way
from handlers.desk.sight import Sight, look
from handlers.scene import Scene
from inbox.calls import Call
from inbox.events import CallSettled
from inbox.ids import ChatId, ConversationId, EntryId, MessageId, TelegramId
from inbox.messages import Message, Person, Place, ReplyTo
from storage import chats, conversations, messages, outbox, people, replies
from storage.messages import Reading
from storage.replies import Reply, State


@dataclass(frozen=True, slots=True)
class Answer:
    """What a teammate wants to be sent; `desk_message` is the message of the desk that it was written as, the
    first of `album` if it came with others.
    """

    author: TelegramId
    contents: Contents
    entry: EntryId | None = None
    desk_chat: ChatId | None = None
    desk_message: int | None = None
    album: str = ""


def send(scene: Scene, sight: Sight, answer: Answer) -> None:
    """Answer the conversation. Raises `Invalid` where it cannot be done at all."""
    _go(scene, _keep(scene, sight, answer, "sending"))


def keep_draft(scene: Scene, sight: Sight, answer: Answer) -> Reply:
    """Somebody else was faster: the answer waits for its author's word."""
    return _keep(scene, sight, answer, "draft")


def join(scene: Scene, reply: Reply, part: Contents) -> bool:
    """A further part of the desk's album goes along with the first; False when that has gone already."""
    if reply.state == "sending" and not outbox.withdraw(scene.connection, _key(reply)):
        return False
    if reply.state not in ("sending", "draft"):
        return False
    method, params = with_part(reply.method, reply.params, part)
    said = reply if reply.html else part
    replies.change(scene.connection, reply.id, method=method, params=params, html=said.html, typed=said.typed)
    if reply.state == "sending":
        _call(scene, replies.get(scene.connection, reply.id))
    return True


def send_kept(scene: Scene, sight: Sight, reply: Reply) -> None:
    """Send a draft, or once more what may not have arrived: it is ordered now."""
    require_way(scene, sight)
    replies.change(scene.connection, reply.id, state="sending", reason="", created_at=_ordered_at(scene, sight))
    _go(scene, reply)


def settle(scene: Scene, event: CallSettled) -> None:
    """Telegram has said what became of a reply."""
    conversation = conversations.lock(scene.connection, ConversationId(event.subject["conversation"]))
    reply = replies.get(scene.connection, event.subject["reply"])
    if conversation is None or reply.state != "sending":
        return
    if event.outcome == "ok":
        parts = event.result if isinstance(event.result, list) else [event.result]
        sent_at = datetime.fromtimestamp(parts[0]["date"], UTC)
        arrive(scene, look(scene, conversation), reply, [part["message_id"] for part in parts], sent_at)
        return
    replies.change(scene.connection, reply.id, state=event.outcome, reason=event.reason)
    if "blocked by the user" in event.reason.lower():
        people.mark_blocked(scene.connection, conversation.member, blocked=True)
    cards.refresh(scene, conversation.id, anew=True)


def arrive(scene: Scene, sight: Sight, reply: Reply, numbers: Sequence[int], sent_at: datetime) -> None:
    """The reply stands in the member's chat: keep it, credit its author, note what was made of the suggestions.
    `numbers`: of the message, or of all parts of an album.
    """
    message = _message(scene, sight, reply, numbers[0], sent_at)
    if len(numbers) > 1:
        message = replace(message, album_id=f"reply-{reply.id}")
    kept = _record(scene, sight, message)
    for number in numbers[1:]:
        _record(scene, sight, replace(message, message_id=number, text=""), reason="album")
    replies.change(scene.connection, reply.id, state="sent", message_id=kept)
    acceptance.decide(scene, sight, reply, kept)
    credit(scene, sight.conversation, sight.brand, message, reply.created_at)
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
        _ordered_at(scene, sight),
        question_id=sight.question.id if sight.question else None,
        entry_id=answer.entry,
        method=answer.contents.method,
        params=address(sight) | answer.contents.params,
        html=answer.contents.html,
        typed=answer.contents.typed,
        desk_chat_id=answer.desk_chat,
        desk_message_id=answer.desk_message,
        album_id=answer.album,
    )


def _ordered_at(scene: Scene, sight: Sight) -> datetime:
    """It answers all that could be seen then, even where Telegram's clock is ahead of ours."""
    return max([scene.now, *(one.sent_at for one in sight.asked)])


def _go(scene: Scene, reply: Reply) -> None:
    _call(scene, reply)
    cards.refresh(scene, reply.conversation)


def _call(scene: Scene, reply: Reply) -> None:
    """An album waits a moment for its other parts, which come one by one and without an end."""
    subject = {"reply": reply.id, "conversation": reply.conversation, "entry": reply.entry, "by": reply.author}
    lane = TelegramId(reply.params["chat_id"])
    scene.call(
        Call(
            reply.method, reply.params, lane, "reply", subject, coalesce=_key(reply), to_member=True,
            not_before=scene.now + speech.ALBUM_PAUSE if reply.album else None,
        )
    )  # fmt: skip


def _key(reply: Reply) -> str:
    return f"reply:{reply.id}" if reply.album else ""


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
        reply_to=_replied_to(reply),
    )


def _replied_to(reply: Reply) -> ReplyTo | None:
    told = reply.params.get("reply_parameters")
    return ReplyTo(told["message_id"]) if told else None


def _record(scene: Scene, sight: Sight, message: Message, reason: str = "") -> MessageId:
    """A Business account tells of our own messages too, maybe before Telegram's answer to the call."""
    told = messages.find(scene.connection, sight.chat.id, message.message_id)
    if told is None:
        conversation = sight.conversation
        thread, post = conversation.thread_id, conversation.post
        reading = Reading(conversation.brand, sight.chat.id, "outgoing", thread, conversation.id, post, reason=reason)
        return messages.add(scene.connection, message, reading, scene.now)
    messages.change(
        scene.connection,
        told.id,
        sender_id=message.sender_id,
        sender_name=message.sender_name,
        conversation_id=sight.conversation.id,
        is_automatic=False,
        reason=reason,
    )
    return told.id
