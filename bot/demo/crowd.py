"""What people of the community do: they ask, thank, correct themselves, talk, advertise, come and go, like.

Invariant: nobody here waits for the program; whatever it does about it, it does afterwards.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.demo.deeds import Enters, LeavesGroup, PostsExtra, Recaptions, Shares
from bot.demo.guests import Guests
from bot.demo.ledger import Ledger, Spot
from bot.demo.plan import (
    Asks,
    Edits,
    Happening,
    Joins,
    Leaves,
    Likes,
    Matter,
    Publishes,
    Reacts,
    Spams,
    Talks,
    Thanks,
)
from bot.demo.stage import Stage
from bot.standin import Message, photo, sticker, voice
from bot.standin.media import Attachment

MEDIA: dict[str, Callable[[], Attachment]] = {"photo": photo, "voice": voice, "sticker": lambda: sticker("☕")}


class Crowd:
    def __init__(self, stage: Stage, ledger: Ledger, guests: Guests) -> None:
        self._stage = stage
        self._ledger = ledger
        self.questions: dict[int, Message] = {}
        """The newest question of each matter."""
        self.askers: set[str] = set()
        self.recent: dict[int, Message] = {}
        """The newest question of each member who has asked since the team last looked the desk through."""
        self.spammers: set[str] = set()
        """Who advertises, as anybody can see."""
        self._talk: list[Message] = []
        self._acts: Mapping[type[Happening], Callable[[Any], object]] = {
            Asks: self._ask,
            Thanks: self._thank,
            Edits: self._edit,
            Talks: self._chat_away,
            Spams: self._advertise,
            Publishes: self._publish,
            Joins: self._join,
            Leaves: lambda leaves: stage.channel.leaves(stage.members[leaves.member]),
            Reacts: self._react,
            Likes: self._like,
            Shares: guests.share,
            Recaptions: guests.recaption,
            PostsExtra: guests.post,
            Enters: guests.enter,
            LeavesGroup: guests.leave,
        }

    def does(self, happening: Happening) -> bool:
        """Whether such a thing is done by the community."""
        return type(happening) in self._acts

    def act(self, happening: Happening) -> None:
        self._acts[type(happening)](happening)

    def spot(self, matter: Matter) -> Spot:
        post = 0 if matter.post is None else 1 + matter.post
        return self._stage.chat_of(matter).id, post, matter.member

    # --- words --------------------------------------------------------------------------------------------------------

    def _ask(self, asks: Asks) -> None:
        matter = asks.matter
        chat, member = self._stage.chat_of(matter), self._stage.members[matter.member]
        if matter.where == "private" and not chat.messages:
            self._stage.world.dm(member).starts()
        below: dict[str, Any] = {} if matter.post is None else {"reply_to": self._stage.posts[matter.post].copy}
        if asks.media == "album":
            message = chat.shares(member, [photo(), photo()], asks.text, **below)[0]
        else:
            media = MEDIA[asks.media]() if asks.media else None
            message = chat.says(member, "" if asks.media == "voice" else asks.text, media=media, **below)
        self.questions[matter.number] = self._count(message)
        self.recent[matter.member] = message
        self.askers.add(member.name)
        self._ledger.ask(self.spot(matter), sent_at(message))

    def _thank(self, thanks: Thanks) -> None:
        """A word under a post stands in the post's thread."""
        matter = thanks.matter
        reply_to = None if matter.post is None else self.questions[matter.number]
        member = self._stage.members[matter.member]
        self._count(self._stage.chat_of(matter).says(member, thanks.text, reply_to=reply_to))

    def _edit(self, edits: Edits) -> None:
        self._stage.chat_of(edits.matter).edits(self.questions[edits.matter.number], edits.text)

    def _chat_away(self, talks: Talks) -> None:
        member, group = self._stage.members[talks.member], self._stage.group
        if talks.post is not None:
            self._count(self._stage.channel.comments(member, self._stage.posts[talks.post], talks.text))
        elif talks.media == "album":
            self._count(group.shares(member, [photo(), photo(), photo()], talks.text)[0])
        else:
            media = MEDIA[talks.media]() if talks.media else None
            others = [message for message in self._talk[-5:] if message.raw["from"]["id"] != member.id]
            reply_to = others[-1] if talks.is_reply and others else None
            self._talk.append(self._count(group.says(member, talks.text, media=media, reply_to=reply_to)))

    def _advertise(self, spams: Spams) -> None:
        member = self._stage.members[spams.member]
        self.spammers.add(member.name)
        self._count(self._stage.group.says(member, spams.text))

    def _publish(self, publishes: Publishes) -> None:
        post = self._stage.community.posts[publishes.post]
        self._stage.posts[publishes.post] = self._stage.channel.posts(post.text)

    def _count(self, message: Message) -> Message:
        self._ledger.messages += 1
        return message

    # --- no words -----------------------------------------------------------------------------------------------------

    def _join(self, joins: Joins) -> None:
        self._stage.channel.joins(self._stage.members[joins.member], self._stage.links.get(joins.placement))

    def _react(self, reacts: Reacts) -> None:
        if self._talk:
            self._stage.world.reacts(self._stage.members[reacts.member], self._talk[-1], reacts.emoji)

    def _like(self, likes: Likes) -> None:
        if likes.post in self._stage.posts:
            counted = {"👍": likes.number, "🔥": likes.number // 3}
            self._stage.world.counts_reactions(self._stage.posts[likes.post], counted)


def sent_at(message: Message) -> datetime:
    return datetime.fromtimestamp(message.raw["date"], UTC)
