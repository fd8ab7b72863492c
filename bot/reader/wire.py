"""The Bot API's objects, cut down to the fields we read, under the Bot API's own names.

Everything optional is optional here, and so are lists, which python-telegram-bot leaves out when they are empty;
unknown fields are passed over.
"""

from typing import Annotated, Any

from msgspec import Meta, Struct, field

from inbox.events import Membership
from inbox.messages import ChatKind

Id = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Unix = Annotated[int, Meta(ge=0, le=253_402_300_799)]
"""Seconds since 1970, up to the last moment of the year 9999; 0 is Telegram's "not told"."""


class Unreadable(Exception):
    """The update is not what the Bot API promises; the words say where."""


class Object(Struct, gc=False):
    pass


class User(Object):
    id: Id
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False


class Chat(Object):
    id: Id
    type: ChatKind
    title: str = ""
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    is_forum: bool = False
    is_direct_messages: bool = False


class File(Object):
    file_id: str
    file_unique_id: str = ""
    file_name: str = ""
    file_size: int = 0


class Origin(Object):
    """All four kinds of `MessageOrigin` in one."""

    type: str
    date: Unix
    sender_user: User | None = None
    sender_user_name: str = ""
    sender_chat: Chat | None = None
    chat: Chat | None = None
    message_id: Id | None = None
    author_signature: str = ""


class Replied(Object):
    message_id: Id
    date: Unix = 0
    from_: User | None = field(default=None, name="from")
    sender_chat: Chat | None = None
    forum_topic_created: Any = None


class DirectTopic(Object):
    topic_id: Id


class Message(Object):
    message_id: Id
    date: Unix
    chat: Chat
    from_: User | None = field(default=None, name="from")
    sender_chat: Chat | None = None
    author_signature: str = ""
    message_thread_id: Id | None = None
    is_topic_message: bool = False
    direct_messages_topic: DirectTopic | None = None
    business_connection_id: str = ""
    sender_business_bot: Any = None
    is_from_offline: bool = False
    via_bot: Any = None
    edit_date: Unix | None = None
    media_group_id: str = ""
    is_automatic_forward: bool = False
    reply_to_message: Replied | None = None
    external_reply: Any = None
    forward_origin: Origin | None = None
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    caption: str = ""
    caption_entities: tuple[dict[str, Any], ...] = ()
    # contents with a file
    photo: tuple[File, ...] = ()
    video: File | None = None
    document: File | None = None
    voice: File | None = None
    audio: File | None = None
    animation: File | None = None
    sticker: File | None = None
    video_note: File | None = None
    # contents without one
    poll: Any = None
    contact: Any = None
    location: Any = None
    story: Any = None
    dice: Any = None
    game: Any = None
    invoice: Any = None
    checklist: Any = None
    paid_media: Any = None
    live_photo: Any = None
    rich_message: Any = None
    giveaway: Any = None
    giveaway_winners: Any = None
    # what happened in the chat
    new_chat_members: tuple[User, ...] = ()
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None


class PressedMessage(Object):
    """What carried the button, even where Telegram no longer shows it (`InaccessibleMessage`)."""

    message_id: Id
    chat: Chat
    business_connection_id: str = ""


class CallbackQuery(Object):
    id: str
    from_: User = field(name="from")
    message: PressedMessage | None = None
    data: str = ""


class InviteLink(Object):
    invite_link: str = ""
    name: str = ""


class ChatMember(Object):
    status: Membership
    user: User
    is_member: bool = True


class ChatMemberUpdated(Object):
    chat: Chat
    from_: User = field(name="from")
    date: Unix
    old_chat_member: ChatMember
    new_chat_member: dict[str, Any]
    invite_link: InviteLink | None = None
    via_join_request: bool = False


class Reaction(Object):
    type: str
    emoji: str = ""
    custom_emoji_id: str = ""


class MessageReaction(Object):
    chat: Chat
    message_id: Id
    date: Unix
    old_reaction: tuple[Reaction, ...] = ()
    new_reaction: tuple[Reaction, ...] = ()
    user: User | None = None
    actor_chat: Chat | None = None


class CountedReaction(Object):
    type: Reaction
    total_count: int


class MessageReactionCount(Object):
    chat: Chat
    message_id: Id
    date: Unix
    reactions: tuple[CountedReaction, ...] = ()


class PollOption(Object):
    voter_count: int = 0


class Poll(Object):
    id: str
    options: tuple[PollOption, ...]
    total_voter_count: int
    is_closed: bool


class PollAnswer(Object):
    poll_id: str
    option_ids: tuple[int, ...] = ()
    user: User | None = None
    voter_chat: Chat | None = None


class BusinessRights(Object):
    can_reply: bool = False


class BusinessConnection(Object):
    id: str
    user: User
    date: Unix
    is_enabled: bool
    rights: BusinessRights | None = None
    can_reply: bool = False


class DeletedBusinessMessages(Object):
    business_connection_id: str
    chat: Chat
    message_ids: tuple[Id, ...]


class Update(Object):
    update_id: Id
    message: Message | None = None
    edited_message: Message | None = None
    channel_post: Message | None = None
    edited_channel_post: Message | None = None
    business_connection: BusinessConnection | None = None
    business_message: Message | None = None
    edited_business_message: Message | None = None
    deleted_business_messages: DeletedBusinessMessages | None = None
    message_reaction: MessageReaction | None = None
    message_reaction_count: MessageReactionCount | None = None
    callback_query: CallbackQuery | None = None
    poll: Poll | None = None
    poll_answer: PollAnswer | None = None
    my_chat_member: ChatMemberUpdated | None = None
    chat_member: ChatMemberUpdated | None = None
