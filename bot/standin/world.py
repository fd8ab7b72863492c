"""The world around the bot: people, chats, channels, Business accounts, and what people do to a message in them.

Invariant: everything happens at once, in the caller's thread, and what the bot would be told is in the queue when the
verb returns. Ids are given in order, so a run repeated gives the same ids; people's are longer than 32 bits, as on
Telegram.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Literal, TypeVar

from bot.standin.bell import PATIENCE, Bell
from bot.standin.business import BusinessAccount, BusinessChat
from bot.standin.channel import Channel, DirectMessages
from bot.standin.chat import Chat
from bot.standin.ground import Ground
from bot.standin.group import Group, Membered
from bot.standin.links import InviteLink
from bot.standin.members import Standing
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.polls import vote
from bot.standin.press import Press, find_button
from bot.standin.private import Private
from bot.standin.reactions import count, emoji, react
from bot.standin.updates import UpdateQueue
from bot.standin.wire import Json

Place = TypeVar("Place", bound=Membered)
BotStatus = Literal["administrator", "member", "absent"]
FIRST_UPDATE = 100_000_001
FIRST_PERSON = 5_000_000_000
FIRST_GROUP = -4_000_000_000
FIRST_SUPERGROUP = -1_002_000_000_000


def _real_time() -> datetime:
    return datetime.now(UTC)


class World:
    """People and places, and one bot among them."""

    def __init__(
        self,
        now: Callable[[], datetime] = _real_time,
        *,
        bot_name: str = "Otklik",
        bot_username: str = "otklik_bot",
        privacy_mode: bool = False,
    ) -> None:
        bell = Bell()
        self.bot = Person(7_000_000_001, bot_name, username=bot_username, is_bot=True)
        updates = UpdateQueue(bell, FIRST_UPDATE)
        self.ground = Ground(now, self.bot, not privacy_mode, bell, updates)
        self.chats: dict[int, Chat] = {}
        self.accounts: dict[str, BusinessAccount] = {}
        self.open_presses: dict[str, Press] = {}
        self.commands: dict[str, list[Json]] = {}  # by language code

    # The cast

    def person(
        self,
        name: str,
        *,
        language: str | None = "ru",
        username: str | None = None,
        last_name: str | None = None,
        is_bot: bool = False,
    ) -> Person:
        person_id = FIRST_PERSON + self.ground.number("person")
        person = Person(person_id, name, last_name, username, language, is_bot)
        self.chats[person.id] = Private(self.ground, person)
        return person

    def dm(self, person: Person) -> Private:
        """The person's private chat with the bot."""
        chat = self.chats[person.id]
        assert isinstance(chat, Private)
        return chat

    # The places

    def group(self, title: str, *, owner: Person | None = None, bot: BotStatus = "administrator") -> Group:
        """A basic group."""
        chat_id = FIRST_GROUP - self.ground.number("group")
        return self._founded(Group(self.ground, chat_id, {"title": title}, "group"), owner, (), bot)

    def supergroup(
        self,
        title: str,
        *,
        username: str | None = None,
        forum: bool = False,
        owner: Person | None = None,
        admins: Iterable[Person] = (),
        bot: BotStatus = "administrator",
    ) -> Group:
        about = {"title": title} | _named(username) | ({"is_forum": True} if forum else {})
        return self._founded(Group(self.ground, self._next_id(), about, "supergroup"), owner, admins, bot)

    def channel(
        self,
        title: str,
        *,
        username: str | None = None,
        discussion: Group | None = None,
        owner: Person | None = None,
        admins: Iterable[Person] = (),
        bot: BotStatus = "administrator",
    ) -> Channel:
        """A channel, its posts copied to the discussion group if it has one."""
        about = {"title": title} | _named(username)
        channel = Channel(self.ground, self._next_id(), about, discussion)
        return self._founded(channel, owner, admins, bot)

    def direct_messages(self, channel: Channel) -> DirectMessages:
        """The chat where people write to the channel directly."""
        if channel.direct is None:
            channel.direct = DirectMessages(self.ground, self._next_id(), channel)
            self.chats[channel.direct.id] = channel.direct
        return channel.direct

    def business(self, owner: Person) -> BusinessAccount:
        """The owner connects the bot to their Business account."""
        connection_id = f"bizconn{self.ground.number('business'):08d}"
        account = BusinessAccount(self.ground, owner, connection_id, self.dm(owner).id)
        self.accounts[connection_id] = account
        self.ground.publish("business_connection", account.raw)
        return account

    def invite_link(self, chat: Membered, creator: Person, name: str | None = None) -> InviteLink:
        link = InviteLink(f"https://t.me/+{self.ground.number('link'):016d}", creator, name)
        chat.links[link.link] = link
        return link

    # What people do

    def migrates(self, group: Group, by: Person) -> Group:
        """The basic group becomes a supergroup, which is returned."""
        supergroup = self._founded(Group(self.ground, self._next_id(), group.about, "supergroup"), None, (), "member")
        group.becomes(supergroup, by)
        return supergroup

    def presses(self, who: Person, message: Message, button: str, *, stale: bool = False) -> Press:
        """Someone presses the button with this text or data; a stale one may have gone from the message since."""
        data = button if stale else find_button(message, button)
        press = Press(str(4_000_000_000_000_000 + self.ground.number("press")), who, message, data, self.ground.bell)
        self.open_presses[press.id] = press
        self.ground.publish("callback_query", press.raw)
        return press

    def reacts(self, who: Person, message: Message, *given: str) -> None:
        """Someone's reactions to a message become these emoji; none takes them back."""
        react(self.ground, who, message, emoji(*given))

    def counts_reactions(self, message: Message, counts: dict[str, int]) -> None:
        """Telegram tells how many anonymous reactions a message has."""
        count(self.ground, message, counts)

    def votes(self, who: Person, message: Message, *options: str) -> None:
        """Someone votes in a poll; without options the vote is withdrawn."""
        vote(self.ground, who, message, options)

    async def until(self, holds: Callable[[], object], patience: float = PATIENCE) -> None:
        """Wait until `holds()`; it is asked again whenever anything happens here."""
        await self.ground.bell.until(holds, patience)

    async def confirmed(self) -> None:
        """Wait until the bot has confirmed every update."""
        await self.until(lambda: not len(self.ground.updates))

    # What the methods ask

    def find(self, chat_id: int | str) -> Chat | None:
        """A chat by id, or by @username."""
        if isinstance(chat_id, int):
            return self.chats.get(chat_id)
        name = chat_id.removeprefix("@").lower()
        return next((chat for chat in self.chats.values() if chat.about.get("username", "").lower() == name), None)

    def business_chat(self, connection_id: str, chat_id: int | str) -> BusinessChat | None:
        account = self.accounts.get(connection_id)
        return account.chats.get(int(chat_id)) if account else None

    def _next_id(self) -> int:
        return FIRST_SUPERGROUP - self.ground.number("supergroup")

    def _founded(self, chat: Place, owner: Person | None, admins: Iterable[Person], bot: BotStatus) -> Place:
        standings = [Standing(admin, "administrator") for admin in admins]
        if owner is not None:
            standings.append(Standing(owner, "creator"))
        if bot != "absent":
            standings.append(Standing(self.bot, bot))
        chat.set_standings(standings)
        self.chats[chat.id] = chat
        return chat


def _named(username: str | None) -> dict[str, str]:
    return {} if username is None else {"username": username}
