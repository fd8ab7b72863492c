"""Each kind of update, as one table of readers.

A kind that is not in the table, or a message that tells of nothing we use, is None: there is nothing to do.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from bot.reader import wire
from bot.reader.messages import at, message, person, place
from inbox.events import (
    BusinessConnected,
    ButtonPress,
    ChatMigrated,
    Event,
    MembersCame,
    Membership,
    MembershipChange,
    MessageEdited,
    MessageReceived,
    MessagesDeleted,
    PollAnswered,
    PollChanged,
    PostEdited,
    PostPublished,
    ReactionChange,
    ReactionCounts,
)
from inbox.ids import TelegramId
from inbox.messages import Message

_decoder = msgspec.json.Decoder(wire.Update)


def read(raw: bytes) -> Event | None:
    """The event that a raw update tells of; None when there is nothing to do. Raises `Unreadable`."""
    try:
        update = _decoder.decode(raw)
        for kind, reader in READERS.items():
            told = getattr(update, kind)
            if told is not None:
                return reader(told)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise wire.Unreadable(str(error)) from error
    return None


def _message(told: wire.Message) -> Event | None:
    received = message(told)
    return MessageReceived(received) if received else _happening(told)


def _happening(told: wire.Message) -> Event | None:
    """A service message, where we use what it tells."""
    if told.new_chat_members:
        return MembersCame(place(told.chat), at(told.date), tuple(person(user) for user in told.new_chat_members))
    if told.migrate_to_chat_id is not None:
        return ChatMigrated(TelegramId(told.chat.id), TelegramId(told.migrate_to_chat_id))
    if told.migrate_from_chat_id is not None:
        return ChatMigrated(TelegramId(told.migrate_from_chat_id), TelegramId(told.chat.id))
    return None


def _edited(as_event: Callable[..., Event]) -> Callable[[wire.Message], Event | None]:
    def reader(told: wire.Message) -> Event | None:
        edited: Message | None = message(told)
        return as_event(edited, at(told.edit_date or told.date)) if edited else None

    return reader


def _post(told: wire.Message) -> Event | None:
    post = message(told)
    return PostPublished(post) if post else None


def _deleted(told: wire.DeletedBusinessMessages) -> Event:
    return MessagesDeleted(place(told.chat, told.business_connection_id), told.message_ids)


def _button(told: wire.CallbackQuery) -> Event | None:
    """None for buttons that are not ours: of a game, or under an inline result."""
    if told.message is None or not told.data:
        return None
    where = place(told.message.chat, told.message.business_connection_id)
    return ButtonPress(told.id, person(told.from_), where, told.message.message_id, told.data)


def _membership(told: wire.ChatMemberUpdated, *, is_me: bool = False) -> Event:
    after = msgspec.convert(told.new_chat_member, wire.ChatMember)
    link = told.invite_link or wire.InviteLink()
    return MembershipChange(
        place=place(told.chat),
        person=person(after.user),
        by=person(told.from_),
        at=at(told.date),
        before=_standing(told.old_chat_member),
        after=_standing(after),
        is_me=is_me,
        rights={key: value for key, value in told.new_chat_member.items() if key.startswith("can_")},
        link=link.invite_link,
        link_name=link.name,
        by_request=told.via_join_request,
    )


def _standing(member: wire.ChatMember) -> Membership:
    """Somebody restricted who is not in the chat has left it."""
    return "left" if member.status == "restricted" and not member.is_member else member.status


def _my_membership(told: wire.ChatMemberUpdated) -> Event:
    return _membership(told, is_me=True)


def _reaction(told: wire.MessageReaction) -> Event | None:
    sender = told.actor_chat or told.user
    if sender is None:
        return None
    before, after = (tuple(_emoji(one) for one in some) for some in (told.old_reaction, told.new_reaction))
    return ReactionChange(place(told.chat), told.message_id, at(told.date), TelegramId(sender.id), before, after)


def _reaction_counts(told: wire.MessageReactionCount) -> Event:
    counts = {_emoji(one.type): one.total_count for one in told.reactions}
    return ReactionCounts(place(told.chat), told.message_id, at(told.date), counts)


def _emoji(reaction: wire.Reaction) -> str:
    """The emoji itself, the number of a custom one, or `paid`."""
    return reaction.emoji or reaction.custom_emoji_id or reaction.type


def _poll(told: wire.Poll) -> Event:
    counts = tuple(option.voter_count for option in told.options)
    return PollChanged(told.id, told.is_closed, told.total_voter_count, counts)


def _poll_answer(told: wire.PollAnswer) -> Event | None:
    if told.voter_chat is not None:
        return PollAnswered(told.poll_id, TelegramId(told.voter_chat.id), told.voter_chat.title, told.option_ids)
    if told.user is not None:
        voter = person(told.user)
        return PollAnswered(told.poll_id, voter.id, voter.name, told.option_ids)
    return None


def _business(told: wire.BusinessConnection) -> Event:
    can_reply = told.rights.can_reply if told.rights else told.can_reply
    return BusinessConnected(told.id, person(told.user), at(told.date), can_reply, told.is_enabled)


READERS: dict[str, Callable[[Any], Event | None]] = {
    "message": _message,
    "callback_query": _button,
    "edited_message": _edited(MessageEdited),
    "channel_post": _post,
    "edited_channel_post": _edited(PostEdited),
    "business_message": _message,
    "edited_business_message": _edited(MessageEdited),
    "deleted_business_messages": _deleted,
    "business_connection": _business,
    "message_reaction": _reaction,
    "message_reaction_count": _reaction_counts,
    "chat_member": _membership,
    "my_chat_member": _my_membership,
    "poll": _poll,
    "poll_answer": _poll_answer,
}
