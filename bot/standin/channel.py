"""Channels, with the discussion group where their posts are commented and the chat where people write to them directly.

Invariant: a post in a channel with a discussion group is copied there at once, as Telegram does it: from 777000, in
the channel's name, marked as an automatic forward; comments answer that copy and carry its id as their thread.
"""

from bot.standin.chat import Access, Chat, Sender
from bot.standin.ground import Ground
from bot.standin.group import Group, Membered
from bot.standin.media import Attachment
from bot.standin.message import Message
from bot.standin.people import TELEGRAM, Person
from bot.standin.refusals import NO_DIRECT_TOPIC, bad_request
from bot.standin.spoken import content, forwarded
from bot.standin.wire import Json


class Channel(Membered):
    """A channel."""

    kind = "channel"
    told_as = ("channel_post", "edited_channel_post")

    def __init__(self, ground: Ground, chat_id: int, about: Json, discussion: Group | None) -> None:
        super().__init__(ground, chat_id, about)
        self.discussion = discussion
        if discussion is not None:
            discussion.is_discussion = True
        self.direct: DirectMessages | None = None

    def posts(self, text: str = "", *, media: Attachment | None = None, author: str | None = None) -> Message:
        """A post, with its author's signature if the channel shows it; `post.copy` stands in the discussion group."""
        signature = {"author_signature": author} if author is not None else {}
        return self.copied(self.stand(self.signed(self) | content(text, media, self.ground.files) | signature))

    def copied(self, post: Message) -> Message:
        if self.discussion is not None:
            own = ("message_id", "date", "chat", "sender_chat", "author_signature", "reply_markup")
            said = {key: value for key, value in post.raw.items() if key not in own}
            sender: Json = {"from": TELEGRAM.user, "sender_chat": self.raw, "is_automatic_forward": True}
            post.copy = self.discussion.stand(sender | forwarded(post, post.raw["date"]) | said)
        return post

    def edits(self, message: Message, text: str) -> None:
        super().edits(message, text)
        if message.copy is not None:
            message.copy.chat.edits(message.copy, text)

    def comments(self, who: Sender, post: Message, text: str = "", *, media: Attachment | None = None) -> Message:
        """Someone writes under a post; an answer to a comment is said in the discussion group."""
        assert self.discussion is not None, "the channel has no discussion group"
        assert post.copy is not None, "the post has no copy in the discussion group"
        return self.discussion.says(who, text, media=media, reply_to=post.copy)

    def signed(self, who: Sender) -> Json:  # noqa: ARG002 — a channel hides who wrote
        return {"sender_chat": self.raw}

    def next_message_id(self) -> int:
        return self.ground.number(f"chat {self.id}")

    def refuse_bot(self, access: Access) -> None:
        super().refuse_bot(access)
        if access == "write" and not self.bot_standing.may("can_post_messages"):
            raise bad_request("need administrator rights in the channel chat")


class DirectMessages(Chat):
    """The chat where people write to a channel directly: a topic for each of them."""

    kind = "supergroup"

    def __init__(self, ground: Ground, chat_id: int, channel: Channel) -> None:
        super().__init__(ground, chat_id, {"title": channel.about["title"], "is_direct_messages": True})
        self.channel = channel
        self.topics: dict[int, Json] = {}

    def signed(self, who: Sender) -> Json:
        if isinstance(who, Person) and who != self.ground.bot:
            self.topics[who.id] = {"topic_id": who.id, "user": who.user}
            return super().signed(who) | {"direct_messages_topic": self.topics[who.id]}
        return {"from": self.ground.bot.user, "sender_chat": self.channel.raw}

    def in_topic(self, topic_id: int | None) -> Json:
        """The field that says to whom an answer goes."""
        if topic_id not in self.topics:
            raise bad_request(NO_DIRECT_TOPIC)
        return {"direct_messages_topic": self.topics[topic_id]}

    def next_message_id(self) -> int:
        return self.ground.number(f"chat {self.id}")
