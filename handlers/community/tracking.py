"""What a community says: every message kept, the team's told from the members', waits opened and ended.

Invariant: a message changes a conversation only here and in handlers.community.corrections; the card follows in the
same transaction. A message already known (told again, or imported) changes nothing.
"""

from dataclasses import asdict
from datetime import datetime

from handlers.community.attention import reason_to_answer
from handlers.community.identity import is_team
from handlers.desk import acceptance, cards
from handlers.scene import Scene
from inbox.conversations import Happening, decide
from inbox.entries import Language
from inbox.ids import ConversationId, MessageId, PostId
from inbox.messages import Message
from storage import brands, chats, conversations, messages, people, posts, suggestions, waits
from storage.brands import Brand
from storage.chats import Chat
from storage.conversations import Conversation, Spot
from storage.messages import Kept, Reading
from storage.suggestions import Offer
from texts import language_of


def record_in(scene: Scene, chat: Chat, message: Message) -> None:
    """A message in a chat that we may be watching."""
    if chat.is_direct_messages and chat.purpose == "unbound":
        chat = _adopted(scene, chat)
    if chat.purpose == "private":
        record_direct(scene, chat, message)
    elif chat.purpose == "community" and chat.brand is not None:
        if message.is_automatic_forward:
            _tie_post(scene, chat, message)
        else:
            record(scene, chat, brands.get(scene.connection, chat.brand), message)


def record_direct(scene: Scene, chat: Chat, message: Message) -> None:
    """A direct message to the bot: of the brand in whose community the person was last seen, or of the only one."""
    assert message.person is not None
    brand = _brand_of_member(scene, message)
    if brand is not None:
        record(scene, chat, brand, message)


def record_business(scene: Scene, chat: Chat, message: Message) -> None:
    """A message in a chat of a connected Business account."""
    business = chats.find_business_connection(scene.connection, message.place.business_connection)
    if business is not None and business.brand is not None:
        record(scene, chat, brands.get(scene.connection, business.brand), message)


def record(scene: Scene, chat: Chat, brand: Brand, message: Message) -> None:
    """Keep a message of a watched chat and let it have its effects."""
    if messages.find(scene.connection, chat.id, message.message_id) is not None:
        return
    post = posts.of_thread(scene.connection, chat.id, message.thread_id) if message.thread_id else None
    if is_team(scene, chat, brand.id, message):
        _record_team(scene, chat, brand, message, post)
    elif not _joins_album(scene, chat, brand, message, post):
        _record_member(scene, chat, brand, message, post)


def thread_of(message: Message, post: PostId | None) -> int | None:
    """A topic or the comments of a post; a mere chain of replies is no thread of its own."""
    return message.thread_id if message.in_topic or post is not None else None


def happened(scene: Scene, conversation: Conversation, happening: Happening, message: Message | Kept) -> None:
    """A message moves its conversation: state, last date, waits."""
    standing = decide(conversation.standing, happening, message.sent_at)
    if standing != conversation.standing:
        conversations.keep_standing(scene.connection, conversation.id, standing)
    conversations.change(
        scene.connection,
        conversation.id,
        last_at=max(conversation.last_at, message.sent_at),
        opened_at=min(conversation.opened_at, message.sent_at),
    )


def refold(scene: Scene, conversation: ConversationId, brand: Brand) -> None:
    """Bring the waits of a conversation in line with its messages, and its card with both."""
    found = conversations.lock(scene.connection, conversation)
    assert found is not None
    waits.refold(scene.connection, found, brand.target)
    cards.refresh(scene, conversation)


def suggest(scene: Scene, brand: Brand, conversation: ConversationId, kept: MessageId, message: Message) -> None:
    """Keep what the library offers for a message; silence leaves none."""
    language = language_spoken(message, brand)
    found = (
        scene.library.suggest(scene.connection, brand.id, message.text, language)
        if message.text and scene.source == "live"
        else ()
    )
    offers = [Offer(one.entry_id, one.score, asdict(one.reason)) for one in found]
    suggestions.keep(scene.connection, brand.id, conversation, kept, offers, scene.now)


def language_spoken(message: Message, brand: Brand) -> Language:
    """Russian where there are Russian letters, else what Telegram says of the person, else the brand's."""
    if is_russian(message.text):
        return "ru"
    return language_of(message.person.language) if message.person and message.person.language else brand.language


def is_russian(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


def open_conversation(scene: Scene, message: Kept) -> ConversationId:
    """A conversation for a message that was kept without one."""
    return conversations.open_new(
        scene.connection,
        message.brand,
        message.chat,
        message.sender,
        message.sender_name,
        message.sent_at,
        thread_id=message.thread_id,
        post=message.post,
    )


def _record_member(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> None:
    thread = thread_of(message, post)
    spot = Spot(chat.id, message.sender_id, thread)
    conversation = conversations.running_at(scene.connection, spot, message.sent_at, brand.silence)
    asks, reason = reason_to_answer(scene, chat, brand, message, conversation, post)
    if conversation is None and asks:
        conversation = _open(scene, chat, brand, message, thread, post)
    reading = Reading(
        brand.id,
        chat.id,
        "incoming",
        thread,
        conversation.id if conversation else None,
        post,
        asks,
        reason,
    )
    kept = messages.add(scene.connection, message, reading, scene.now, scene.source)
    _remember_brand(scene, chat, brand, message)
    if conversation is None:
        return
    if asks:
        _asked(scene, conversation, brand, kept, message.sent_at, message)
    else:
        happened(scene, conversation, Happening.SAID, message)
        cards.refresh(scene, conversation.id)


def _asked(
    scene: Scene, conversation: Conversation, brand: Brand, question: MessageId, asked_at: datetime, message: Message
) -> None:
    """A question of somebody who waits already is of the same wait: then there is nothing to fold."""
    happened(scene, conversation, Happening.ASKED, message)
    suggest(scene, brand, conversation.id, question, message)
    if conversation.waiting_since is not None and asked_at >= conversation.waiting_since:
        cards.refresh(scene, conversation.id)
    else:
        refold(scene, conversation.id, brand)


def _record_team(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> None:
    if _is_more_of_album(scene, chat, brand, message, post):
        return
    thread = thread_of(message, post)
    conversation = _answered(scene, chat, message, thread)
    reading = Reading(brand.id, chat.id, "outgoing", thread, conversation.id if conversation else None, post)
    kept = messages.add(scene.connection, message, reading, scene.now, scene.source)
    if conversation is not None:
        acceptance.decide_native(scene, conversation, kept, message)
        credit(scene, conversation, brand, message)


def _is_more_of_album(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> bool:
    """A further part of the team's album: kept, and no answer of its own."""
    first = messages.first_of_album(scene.connection, chat.id, message.album_id) if message.album_id else None
    if first is None:
        return False
    reading = Reading(brand.id, chat.id, "outgoing", first.thread_id, first.conversation, post, reason="album")
    messages.add(scene.connection, message, reading, scene.now, scene.source)
    if message.text and not first.text:
        messages.change(scene.connection, first.id, text=message.text)
    return True


def credit(scene: Scene, conversation: Conversation, brand: Brand, message: Message) -> None:
    """The team has answered: the wait ends at the message's date, whoever wrote it and from wherever. Suggestions that
    nobody has decided on by then were ignored.
    """
    if not message.is_automatic:
        happened(scene, conversation, Happening.ANSWERED, message)
        suggestions.decide(scene.connection, conversation.id, "ignored", scene.now, message.sender_id)
    for waiting in conversations.waiting_at(scene.connection, conversation.spot):
        refold(scene, waiting.id, brand)
    cards.refresh(scene, conversation.id)


def _answered(scene: Scene, chat: Chat, message: Message, thread: int | None) -> Conversation | None:
    """The conversation that a native answer belongs to: of the message replied to; in a chat with one member, theirs;
    else that of the waiting member who spoke last before it in the thread.
    """
    replied = message.reply_to and messages.find(scene.connection, chat.id, message.reply_to.message_id)
    if replied:  # the copy of a post, to which all comments under it reply, is no message of ours
        return _locked(scene, replied.conversation)
    if chat.kind == "private":
        return conversations.latest(scene.connection, Spot(chat.id, chat.telegram_id, None))
    before = messages.last_in_thread(scene.connection, chat.id, thread, message.sent_at, message.sender_id)
    found = _locked(scene, before.conversation if before is not None and before.direction == "incoming" else None)
    return found if found is not None and found.waiting_since is not None else None


def _locked(scene: Scene, conversation: ConversationId | None) -> Conversation | None:
    return None if conversation is None else conversations.lock(scene.connection, conversation)


def _joins_album(scene: Scene, chat: Chat, brand: Brand, message: Message, post: PostId | None) -> bool:
    """A further part of an album is kept beside the first and counts for nothing; its caption becomes the album's."""
    first = messages.first_of_album(scene.connection, chat.id, message.album_id) if message.album_id else None
    if first is None:
        return False
    reading = Reading(brand.id, chat.id, "incoming", first.thread_id, first.conversation, post, reason="album")
    messages.add(scene.connection, message, reading, scene.now, scene.source)
    if message.text and not first.text:
        messages.change(scene.connection, first.id, text=message.text)
        _reconsider(scene, chat, brand, first, message)
    return True


def _reconsider(scene: Scene, chat: Chat, brand: Brand, first: Kept, message: Message) -> None:
    """The caption came with a later part of the album: it may make a question of what was chatter."""
    asks, reason = reason_to_answer(scene, chat, brand, message, None, first.post)
    if first.needs_answer or not asks:
        return
    number = first.conversation or open_conversation(scene, first)
    messages.change(scene.connection, first.id, needs_answer=True, reason=reason, conversation_id=number)
    conversation = conversations.lock(scene.connection, number)
    assert conversation is not None
    _asked(scene, conversation, brand, first.id, first.sent_at, message)


def _open(
    scene: Scene, chat: Chat, brand: Brand, message: Message, thread: int | None, post: PostId | None
) -> Conversation:
    number = conversations.open_new(
        scene.connection,
        brand.id,
        chat.id,
        message.sender_id,
        message.sender_name,
        message.sent_at,
        thread_id=thread,
        direct_topic_id=message.direct_topic_id,
        post=post,
    )
    opened = conversations.lock(scene.connection, number)
    assert opened is not None
    return opened


def _tie_post(scene: Scene, chat: Chat, message: Message) -> None:
    """The copy of a channel post in its discussion group: comments under the post carry the copy's number."""
    origin = message.origin
    if origin is None or origin.chat is None or origin.message_id is None:
        return
    channel = chats.remember(scene.connection, origin.chat, scene.now)
    if channel.brand is None:
        chats.bind(scene.connection, channel.id, "channel", chat.brand)
    if chat.linked_id != channel.telegram_id:
        chats.change(scene.connection, chat.id, linked_id=channel.telegram_id)
    post = posts.keep(scene.connection, channel.id, chat.brand, message, origin.message_id)
    posts.tie_to_thread(scene.connection, post, chat.id, message.message_id)


def _adopted(scene: Scene, chat: Chat) -> Chat:
    """A channel's direct messages, of which nobody tells us before the first: they go with the channel, which has
    their title; where no channel is called so, or several are, they stay nobody's.
    """
    channels = [one for one in chats.channels(scene.connection) if one.title == chat.title]
    if len(channels) != 1:
        return chat
    chats.bind(scene.connection, chat.id, "community", channels[0].brand)
    chats.change(scene.connection, chat.id, linked_id=channels[0].telegram_id)
    return chats.get(scene.connection, chat.id)


def _brand_of_member(scene: Scene, message: Message) -> Brand | None:
    known = people.find(scene.connection, message.sender_id)
    if known is not None and known.brand is not None:
        return brands.get(scene.connection, known.brand)
    there_are = brands.find_all(scene.connection)
    return there_are[0] if there_are else None


def _remember_brand(scene: Scene, chat: Chat, brand: Brand, message: Message) -> None:
    """Direct messages of this person will mean the brand in whose community they write."""
    if chat.kind != "private" and message.person is not None and message.sender_chat is None:
        people.choose_brand(scene.connection, message.person.id, brand.id)
