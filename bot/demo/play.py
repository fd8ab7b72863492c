"""Plays a plan: people write in the community and the team acts on the desk, each at its moment.

Invariant: before anybody of the team acts, and before time passes in which the program could fall behind, the program
has done all that it had to; so what is sent carries the moment at which it was meant.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.demo.desk import Desk
from bot.demo.hands import Hands
from bot.demo.ledger import Ledger, Spot
from bot.demo.plan import (
    Answers,
    Asks,
    Commands,
    Edits,
    Happening,
    LooksThrough,
    Mate,
    Matter,
    Notes,
    Publishes,
    Races,
    Spams,
    Talks,
    Thanks,
    Touches,
)
from bot.demo.stage import Stage
from bot.demo.told import Exchange, Watcher
from bot.standin import Chat, Message, Person, photo, sticker, voice
from bot.standin.media import Attachment

MEDIA: dict[str, Callable[[], Attachment]] = {
    "photo": photo,
    "voice": voice,
    "sticker": lambda: sticker("☕"),
}
QUIET = (Asks, Thanks, Edits, Talks, Spams, Publishes)
"""What people of the community do: the program may take several of these together."""


class Play:
    def __init__(self, stage: Stage, ledger: Ledger, watcher: Watcher) -> None:
        self.stage = stage
        self.ledger = ledger
        self.questions: dict[int, Message] = {}
        """The newest question of each matter."""
        self.talk: list[Message] = []
        self._askers: set[str] = set()
        self._recent: dict[int, Person] = {}
        """Who has asked since the team last looked the desk through."""
        self._hands = Hands(stage)
        self.desk = Desk(stage, self._hands, ledger)
        self._watcher = watcher

    async def act(self, happening: Happening) -> None:
        if not isinstance(happening, QUIET):
            await self.stage.settled()
        self.stage.clock.reach(happening.at.astimezone(UTC))
        match happening:
            case Asks():
                self._ask(happening)
            case Thanks(matter=matter, text=text):
                self._say(matter, text)
            case Edits(matter=matter, text=text):
                self._chat(matter).edits(self.questions[matter.number], text)
            case Talks():
                self._talk(happening)
            case Spams(member=member, text=text):
                self.desk.spam.add(self.stage.members[member].name)
                self._count(self.stage.group.says(self.stage.members[member], text))
            case Publishes(post=number):
                self.stage.posts[number] = self.stage.channel.posts(self.stage.community.posts[number].text)
            case _:
                await self._team(happening)

    async def _team(self, happening: Happening) -> None:
        match happening:
            case Answers(matter=matter):
                self._answered(happening, await self.desk.answer(happening, self.questions[matter.number]))
            case Races(matter=matter):
                self._answered(happening, await self.desk.race(happening, self.questions[matter.number]))
            case Touches(matter=matter, by=by, verbs=verbs):
                await self.desk.touch(self.stage.members[matter.member], by, verbs)
            case Notes(matter=matter, by=by, text=text):
                await self.desk.note(self.stage.members[matter.member], by, text)
            case LooksThrough(by=by):
                await self.look_through(by)
            case Commands(by=by, text=text):
                await self._hands.says(self.stage.team[by], text)

    async def look_through(self, by: Mate) -> None:
        """With an eye on who has asked anything in the last day or so."""
        await self.stage.settled()
        await self.desk.look_through(by, list(self._recent.values()), self._askers)
        self._recent.clear()

    # --- the community ------------------------------------------------------------------------------------------------

    def _ask(self, asks: Asks) -> None:
        matter = asks.matter
        chat, member = self._chat(matter), self.stage.members[matter.member]
        if matter.where == "private" and not chat.messages:
            self.stage.world.dm(member).starts()
        more: dict[str, Any] = {}
        if matter.where == "comment":
            assert matter.post is not None
            more["reply_to"] = self.stage.posts[matter.post].copy
        if asks.media == "album":
            message = chat.shares(member, [photo(), photo()], asks.text, **more)[0]
        else:
            media = MEDIA[asks.media]() if asks.media else None
            message = chat.says(member, "" if asks.media == "voice" else asks.text, media=media, **more)
        self.questions[matter.number] = self._count(message)
        self._recent[matter.member] = member
        self._askers.add(member.name)
        self.ledger.ask(self._spot(matter), _date(message))

    def _say(self, matter: Matter, text: str) -> None:
        self._count(self._chat(matter).says(self.stage.members[matter.member], text, **self._below(matter)))

    def _below(self, matter: Matter) -> dict[str, Any]:
        """A word under a post stands in the post's thread."""
        return {"reply_to": self.questions[matter.number]} if matter.where == "comment" else {}

    def _talk(self, talks: Talks) -> None:
        member, group = self.stage.members[talks.member], self.stage.group
        if talks.post is not None:
            comment = self.stage.channel.comments(member, self.stage.posts[talks.post], talks.text)
            self._count(comment)
        elif talks.media == "album":
            self._count(group.shares(member, [photo(), photo(), photo()], talks.text)[0])
        else:
            media = MEDIA[talks.media]() if talks.media else None
            others = [message for message in self.talk[-5:] if message.raw["from"]["id"] != member.id]
            reply_to = others[-1] if talks.is_reply and others else None
            self.talk.append(self._count(group.says(member, talks.text, media=media, reply_to=reply_to)))

    def _count(self, message: Message) -> Message:
        self.ledger.messages += 1
        return message

    def _chat(self, matter: Matter) -> Chat:
        return self.stage.chat_of(matter)

    # --- the ledger ---------------------------------------------------------------------------------------------------

    def _answered(self, deed: Answers | Races, sent: Message) -> None:
        matter, question = deed.matter, self.questions[deed.matter.number]
        self.ledger.answer(self._spot(matter), _date(sent))
        asked_at = _date(question)
        self._watcher.exchange(
            Exchange(
                asked_at=asked_at,
                waited=_date(sent) - asked_at,
                place=matter.where,
                member=question.sender_name,
                question=question.text,
                options=self.desk.offered,
                teammate=self.stage.team[deed.by].name,
                answer=sent.text,
            )
        )

    def _spot(self, matter: Matter) -> Spot:
        post = 0 if matter.post is None else 1 + matter.post
        return self._chat(matter).id, post, matter.member


def _date(message: Message) -> datetime:
    return datetime.fromtimestamp(message.raw["date"], UTC)
