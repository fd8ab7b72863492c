"""Groups and supergroups, with or without topics: who comes and goes, threads, what the bot sees and may do.

Invariant: in a supergroup every reply belongs to a thread (`message_thread_id`), topic or not; General has no thread
id, and a message in a topic that replies to nothing shows the topic's first message as the one replied to, as on
Telegram.
"""

from bot.standin.chat import Access, Chat, Sender
from bot.standin.ground import Ground
from bot.standin.links import InviteLink
from bot.standin.members import USUALLY_WITHHELD, Standing
from bot.standin.message import Message
from bot.standin.people import AnonymousAdmin, Person
from bot.standin.refusals import bad_request, forbidden, migrated, not_found
from bot.standin.sight import sees
from bot.standin.spoken import answered
from bot.standin.wire import Json


class Membered(Chat):
    """A chat with members, where the bot stands as one of them."""

    kind = "supergroup"

    def __init__(self, ground: Ground, chat_id: int, about: Json) -> None:
        super().__init__(ground, chat_id, about)
        self.links: dict[str, InviteLink] = {}
        self.silent = 0  # members who are counted and never do anything

    # People come and go

    def joins(self, who: Person, link: InviteLink | None = None) -> None:
        """Someone joins, by a link if one is given."""
        self._change(who, Standing(who), by=who, link=link)
        self.announces(who, {"new_chat_members": [who.user]})

    def leaves(self, who: Person) -> None:
        self.announces(who, {"left_chat_member": who.user})
        self._change(who, Standing(who, "left"), by=who)

    def bans(self, who: Person, by: Person) -> None:
        self.announces(by, {"left_chat_member": who.user})
        self._change(who, Standing(who, "kicked"), by=by)

    def promotes(
        self,
        who: Person,
        by: Person,
        *,
        title: str | None = None,
        anonymous: bool = False,
        without: frozenset[str] = frozenset(),
    ) -> None:
        """Someone becomes an administrator, without the rights named."""
        standing = Standing(who, "administrator", title, anonymous, USUALLY_WITHHELD | without)
        self._change(who, standing, by=by)

    def demotes(self, who: Person, by: Person) -> None:
        self._change(who, Standing(who), by=by)

    def adds_bot(self, by: Person) -> None:
        """Someone adds the bot: as a member of a group, as an administrator of a channel."""
        bot = self.ground.bot
        self._change(bot, Standing(bot, "administrator" if self.kind == "channel" else "member"), by=by)
        self.announces(by, {"new_chat_members": [bot.user]})

    def mutes_bot(self, by: Person) -> None:
        """An administrator takes from the bot the right to write."""
        self._change(self.ground.bot, Standing(self.ground.bot, "restricted"), by=by)

    def removes_bot(self, by: Person) -> None:
        self.bans(self.ground.bot, by)

    def announces(self, who: Sender, fields: Json) -> None:
        """The service message about comings and goings; a channel shows none."""
        if self.kind != "channel":
            self.serves(who, fields)

    def serves(self, who: Sender, fields: Json) -> Message:
        """A service message: what Telegram writes when something happens in a chat."""
        return self.stand(self.signed(who) | fields)

    def _change(self, who: Person, new: Standing, *, by: Person, link: InviteLink | None = None) -> None:
        old = self.standing_of(who)
        self.set_standings([new])
        in_channel = self.kind == "channel"
        change = {"chat": self.raw, "from": by.user, "date": self.ground.moment}
        change |= {
            "old_chat_member": old.shown(in_channel=in_channel),
            "new_chat_member": new.shown(in_channel=in_channel),
        }
        if link is not None:
            change["invite_link"] = link.shown(self.ground.bot)
        if who == self.ground.bot:
            self.ground.publish("my_chat_member", change)
        elif self.bot_standing.is_admin:
            self.ground.publish("chat_member", change)

    # What the bot sees and may do

    @property
    def bot_standing(self) -> Standing:
        return self.standing_of(self.ground.bot)

    def tell(self, message: Message, *, edited: bool = False) -> None:
        if sees(self.ground.bot, self.bot_standing, reads_all=self.ground.reads_all, message=message.raw):
            super().tell(message, edited=edited)

    def refuse_bot(self, access: Access) -> None:
        standing = self.bot_standing
        may_look = access in ("read", "members") and "username" in self.about
        if standing.status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if self.ground.bot.id not in self.standings and not may_look:
            raise not_found("chat")
        if not standing.is_present and not may_look:
            raise forbidden(f"bot is not a member of the {self.kind} chat")
        if access == "write" and standing.status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")

    def refuse_without(self, right: str, words: str) -> None:
        if not self.bot_standing.may(right):
            raise bad_request(words)


class Group(Membered):
    """A basic group or a supergroup."""

    def __init__(self, ground: Ground, chat_id: int, about: Json, kind: str) -> None:
        super().__init__(ground, chat_id, about)
        self.kind = kind
        self.migrated_to: Group | None = None
        self.closed_topics: set[int] = set()
        self.is_discussion = False
        self._threads: set[int] = set()  # messages from which a thread grows

    # What people do

    def opens_topic(self, who: Person, name: str) -> Message:
        """Someone opens a topic; its first message is the topic, for `says(topic=…)`."""
        message = self.stand(self.topic_opened(who, name), told=False)
        message.replace(message.raw | {"message_thread_id": message.id, "is_topic_message": True})
        self.tell(message)
        return message

    def deletes_topic(self, topic: Message) -> None:
        """A topic goes with all its messages, and no bot is told."""
        self.deletes(*[message for message in self.messages.values() if message.thread == topic.id])

    def pins(self, who: Sender, message: Message) -> Message:
        self.pinned = message
        return self.serves(who, {"pinned_message": message.raw})

    def retitles(self, who: Sender, title: str) -> Message:
        self.about = self.about | {"title": title}
        return self.serves(who, {"new_chat_title": title})

    # What Telegram keeps

    def topic_opened(self, who: Sender, name: str) -> Json:
        return self.signed(who) | {"forum_topic_created": {"name": name, "icon_color": 7322096}}

    def signed(self, who: Sender) -> Json:
        """Who writes and was not yet a member is one now; under a channel's posts anybody may write."""
        is_stranger = isinstance(who, Person) and who != self.ground.bot and not self.standing_of(who).is_present
        if isinstance(who, Person) and is_stranger and not self.is_discussion:
            self.set_standings([Standing(who)])
        return super().signed(who)

    def next_message_id(self) -> int:
        return self.ground.number("box" if self.kind == "group" else f"chat {self.id}")

    def placed(self, topic: Message | None, reply_to: Message | None) -> Json:
        if self.kind == "group":
            return {}
        root = topic or reply_to
        if root is None:
            return {}
        if "is_forum" not in self.about:
            self._threads.add(root.thread or root.id)
            return {"message_thread_id": root.thread or root.id}
        if root.thread is None:
            return {}
        placed: Json = {"message_thread_id": root.thread, "is_topic_message": True}
        return placed if reply_to is not None else placed | answered(root)

    def thread(self, thread_id: int) -> Message | None:
        """The message that a thread grows from: a topic's first, a post's copy, one that was answered."""
        root = self.messages.get(thread_id)
        if root is None or self.kind == "group":
            return None
        grows = {"forum_topic_created", "is_automatic_forward"} & root.raw.keys() or thread_id in self._threads
        return root if grows else None

    def refuse_bot(self, access: Access) -> None:
        if self.migrated_to is not None and access in ("members", "write"):
            raise migrated(self.migrated_to.id)
        if self.kind == "supergroup" or access in ("edit", "write"):
            super().refuse_bot(access)

    def becomes(self, supergroup: "Group", who: Person) -> None:
        """The group is upgraded: its people move, every id changes, and both sides say so."""
        supergroup.set_standings(self.standings.values())
        self.serves(who, {"migrate_to_chat_id": supergroup.id})
        self.migrated_to = supergroup
        supergroup.serves(AnonymousAdmin(who), {"migrate_from_chat_id": self.id})
