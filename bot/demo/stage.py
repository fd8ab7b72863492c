"""Where the month takes place: the chats, who is in them, and the program with its clock beneath."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

from bot.demo.cast import NEWCOMERS
from bot.demo.clock import Clock
from bot.demo.community import Community
from bot.demo.plan import Matter
from bot.standin import BusinessAccount, Channel, Chat, DirectMessages, Group, InviteLink, Message, Person, World
from bot.standin.members import Standing
from texts import Catalogue, catalogue


@dataclass
class Stage:
    """`settled` waits until the program has nothing left to do."""

    world: World
    clock: Clock
    community: Community
    settled: Callable[[], Awaitable[None]]
    team: tuple[Person, ...]
    """The lead, then the managers."""
    owner: Person
    client: Person
    members: tuple[Person, ...]
    group: Group
    discussion: Group
    channel: Channel
    desk: Group
    topic: Message
    account: BusinessAccount | None = None
    posts: dict[int, Message] = field(default_factory=dict)
    pieces: dict[int, Message] = field(default_factory=dict)
    games: dict[int, Message] = field(default_factory=dict)
    """The announcements in the group."""
    links: dict[str, InviteLink] = field(default_factory=dict)
    """To the channel, by the words that the placement was made with."""

    @property
    def say(self) -> Catalogue:
        """What stands on the program's buttons."""
        return catalogue(self.community.language)

    @property
    def direct(self) -> DirectMessages:
        return self.world.direct_messages(self.channel)

    def rival(self, title: str, username: str) -> Channel:
        """A channel of somebody else, where the bot is not."""
        known = self.world.find(f"@{username}")
        return known if isinstance(known, Channel) else self.world.channel(title, username=username, bot="absent")

    def chat_of(self, matter: Matter) -> Chat:
        """Where the member and the team talk."""
        member = self.members[matter.member]
        match matter.where:
            case "group":
                return self.group
            case "comment":
                return self.discussion
            case "private":
                return self.world.dm(member)
            case "direct":
                return self.direct
            case "business":
                assert self.account is not None
                return self.account.chat(member)


SILENT = {"group": 412, "discussion": 268, "channel": 2174}
"""Members who only read."""


def founded(
    world: World, clock: Clock, community: Community, members: int, settled: Callable[[], Awaitable[None]]
) -> Stage:
    """People and chats, as they are before the bot comes."""
    told, people = community.brand, community.people
    owner, lead, client = (
        world.person(people[role], language=community.language) for role in ("owner", "lead", "client")
    )
    managers = [world.person(name, language=community.language) for name in people["managers"]]
    discussion = world.supergroup(told["discussion"], username="zerno_talk", owner=owner, bot="absent")
    desk = world.supergroup(told["desk"], forum=True, owner=owner, bot="absent")
    stage = Stage(
        world=world,
        clock=clock,
        community=community,
        settled=settled,
        team=(lead, *managers),
        owner=owner,
        client=client,
        members=tuple(_members(world, community, members)),
        group=world.supergroup(told["group"], username="zerno_chat", owner=owner, bot="absent"),
        discussion=discussion,
        channel=world.channel(
            told["channel"], username="zerno_coffee", discussion=discussion, owner=owner, bot="absent"
        ),
        desk=desk,
        topic=desk.opens_topic(owner, told["topic"]),
    )
    for name, number in SILENT.items():
        place: Group | Channel = getattr(stage, name)
        place.silent = number
        place.set_standings(Standing(member) for member in stage.members[: NEWCOMERS.start])
    return stage


def _members(world: World, community: Community, number: int) -> list[Person]:
    """Nobody is called like another; the foreigners come first."""
    people = community.people
    foreign = [world.person(name, language="en") for name in people["foreign"]]
    names = [f"{first} {last}" for first in people["first"] for last in people["last"]]
    Random(number).shuffle(names)  # noqa: S311 # names, no secret
    own = [world.person(name, language=community.language) for name in names[: number - len(foreign)]]
    return [*foreign, *own]
