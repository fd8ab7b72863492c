"""A place with messages: what stands in it, who is in it, what the bot may do there, and how a test waits for the bot.

Invariant: a message id is given once; in private chats and basic groups ids come from one box, in supergroups and
channels from each chat's own counter, as on Telegram. The bot's own messages never come back to it as updates.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from bot.standin.formatting import plain
from bot.standin.ground import Ground
from bot.standin.media import Attachment
from bot.standin.members import Standing
from bot.standin.message import Message
from bot.standin.people import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, AnonymousAdmin, Person
from bot.standin.spoken import Origin, answered, content, forwarded, worded
from bot.standin.wire import Json

Access = Literal["read", "members", "edit", "write"]
WORDS = {"text", "entities", "caption", "caption_entities"}


class Chat:
    """Any chat; its kinds differ in who sees and who may write."""

    kind = "private"
    told_as = ("message", "edited_message")

    def __init__(self, ground: Ground, chat_id: int, about: Json) -> None:
        self.ground = ground
        self.id = chat_id
        self.about = about
        self.messages: dict[int, Message] = {}
        self.sent: list[Message] = []  # by the bot, in order
        self.pinned: Message | None = None
        self.standings: dict[int, Standing] = {}
        self._answers_seen = 0

    # What a test looks at

    @property
    def raw(self) -> Json:
        """The Bot API's `Chat`."""
        return {"id": self.id, "type": self.kind} | self.about

    @property
    def transcript(self) -> list[str]:
        """What stands in the chat now, a message an item: "Alice: words", then a line of "[button]" for each row."""
        return [message.line for message in self.standing_messages]

    @property
    def standing_messages(self) -> list[Message]:
        """All that people and bots said here and that is not deleted, without service messages."""
        return [message for message in self.messages.values() if message.line.partition(": ")[2]]

    async def answer(self) -> Message:
        """Wait for the bot's next message here that no earlier call has returned."""
        return (await self.answers(1))[0]

    async def answers(self, number: int) -> list[Message]:
        """Wait for the bot's next messages here, in order."""
        start = self._answers_seen
        self._answers_seen += number
        await self.ground.bell.until(lambda: len(self.sent) >= start + number)
        return self.sent[start : start + number]

    # What people do

    def says(
        self,
        who: "Sender",
        text: str = "",
        *,
        media: Attachment | None = None,
        reply_to: Message | None = None,
        quote: str | None = None,
        topic: Message | None = None,
        forwarded_from: Origin | None = None,
        via: Person | None = None,
    ) -> Message:
        """Someone writes; with `media` the text is its caption."""
        fields = self.signed(who) | content(text, media, self.ground.files) | self.placed(topic, reply_to)
        if reply_to is not None:
            fields |= answered(reply_to, quote)
        if forwarded_from is not None:
            fields |= forwarded(forwarded_from, self.ground.moment)
        if via is not None:
            fields["via_bot"] = via.user
        return self.stand(fields)

    def shares(
        self,
        who: "Sender",
        album: Sequence[Attachment],
        text: str = "",
        *,
        reply_to: Message | None = None,
        topic: Message | None = None,
    ) -> list[Message]:
        """Someone sends an album: a message for each file, the caption on the first."""
        group = {"media_group_id": self.next_album()}
        placed = self.placed(topic, reply_to) | (answered(reply_to) if reply_to is not None else {})
        captions = [text, *[""] * (len(album) - 1)]
        return [
            self.stand(self.signed(who) | group | content(caption, media, self.ground.files) | placed)
            for media, caption in zip(album, captions, strict=True)
        ]

    def edits(self, message: Message, text: str) -> None:
        """Someone edits a message; the same text again is one of Telegram's invisible edits."""
        kept = {key: value for key, value in message.raw.items() if key not in WORDS}
        caption = "text" not in message.raw
        message.replace(kept | worded(plain(text), caption=caption) | {"edit_date": self.ground.moment})
        self.tell(message, edited=True)
        self.ground.bell.ring()

    def deletes(self, *messages: Message) -> None:
        """Someone deletes messages: bots are not told."""
        for message in messages:
            self.messages.pop(message.id, None)
        self.ground.bell.ring()

    # What Telegram keeps

    def stand(self, fields: Json, *, told: bool = True) -> Message:
        """A new message with the next id and the time of now; `told` to the bot if it sees it."""
        numbered = {"message_id": self.next_message_id(), "date": self.ground.moment, "chat": self.raw}
        message = Message(self, numbered | fields)
        self.messages[message.id] = message
        if told:
            self.tell(message)
        self.ground.bell.ring()
        return message

    def bot_stands(self, fields: Json) -> Message:
        """A message of the bot."""
        message = self.stand(self.signed(self.ground.bot) | fields, told=False)
        message.is_bots = True
        self.sent.append(message)
        return message

    def tell(self, message: Message, *, edited: bool = False) -> None:
        """The bot gets an update; the kinds with privacy ask first whether it sees the message."""
        self.ground.publish(self.told_as[edited], message.raw)

    def next_message_id(self) -> int:
        return self.ground.number("box")

    def next_album(self) -> str:
        return str(13_600_000_000_000_000 + self.ground.number("album"))

    def signed(self, who: "Sender") -> Json:
        """The fields that say who wrote."""
        if isinstance(who, Person):
            return {"from": who.user}
        if isinstance(who, AnonymousAdmin):
            title = {"author_signature": who.title} if who.title is not None else {}
            return {"from": GROUP_ANONYMOUS_BOT.user, "sender_chat": self.raw} | title
        return {"from": CHANNEL_BOT.user, "sender_chat": who.raw}

    def placed(self, topic: Message | None, reply_to: Message | None) -> Json:  # noqa: ARG002 — for the kinds with threads
        """The fields that say in which thread."""
        return {}

    def refuse_bot(self, access: Access) -> None:
        """Raise what Telegram says to a bot that may not do this here."""

    def refuse_without(self, right: str, words: str) -> None:
        """Raise `words` if the bot lacks an administrator's right."""

    def standing_of(self, who: Person) -> Standing:
        return self.standings.get(who.id, Standing(who, "left"))

    def set_standings(self, standings: Iterable[Standing]) -> None:
        self.standings |= {standing.person.id: standing for standing in standings}


Sender = Person | AnonymousAdmin | Chat
