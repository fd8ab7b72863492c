"""Plays a plan: people write in the community and the team acts on the desk, each at its moment.

Invariant: before anybody of the team acts, and before time passes in which the program could fall behind, the program
has done all that it had to; so what is sent carries the moment at which it was meant.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC
from typing import Any

from bot.demo.crowd import Crowd, sent_at
from bot.demo.deeds import (
    AsksAuthor,
    Decides,
    Draws,
    Forwards,
    LogsUse,
    Recaptions,
    SendsFile,
    Shares,
    StartsGame,
    Tags,
)
from bot.demo.desk import Desk
from bot.demo.editors import Editors
from bot.demo.guests import Guests
from bot.demo.hands import Hands
from bot.demo.ledger import Ledger
from bot.demo.plan import (
    Answers,
    Approves,
    Asks,
    Commands,
    Happening,
    LooksThrough,
    Mate,
    Notes,
    Places,
    Races,
    SetsHours,
    Touches,
)
from bot.demo.stage import Stage
from bot.demo.told import Event, Exchange, Watcher
from bot.standin import Message

SEEN_AT_ONCE = (Asks, Shares, Recaptions)


class Play:
    def __init__(self, stage: Stage, ledger: Ledger, watcher: Watcher) -> None:
        self._stage = stage
        self._ledger = ledger
        self._watcher = watcher
        guests, hands = Guests(stage, ledger), Hands(stage)
        self.crowd = Crowd(stage, ledger, guests)
        editors = Editors(stage, hands)
        self._desk = desk = Desk(stage, hands, ledger)
        members, team = stage.members, stage.team
        self._acts: Mapping[type[Happening], Callable[[Any], Awaitable[object]]] = {
            Answers: self._answer,
            Races: self._race,
            Touches: lambda it: desk.touch(members[it.matter.member], it.by, it.verbs),
            Notes: lambda it: desk.note(members[it.matter.member], it.by, it.text),
            LooksThrough: lambda it: self.look_through(it.by),
            Places: lambda it: desk.place(it.by, it.text),
            SetsHours: lambda it: desk.set_hours(it.text),
            Approves: lambda _: hands.approve(),
            Commands: lambda it: hands.says(team[it.by], it.text),
            SendsFile: editors.send_file,
            Tags: editors.tag,
            AsksAuthor: editors.ask_author,
            Decides: guests.decide,
            LogsUse: editors.log_use,
            StartsGame: editors.start_game,
            Draws: editors.draw,
            Forwards: editors.forward,
        }

    async def act(self, happening: Happening) -> None:
        at = happening.at.astimezone(UTC)
        if self.crowd.does(happening):
            self._stage.clock.reach(at)
            self.crowd.act(happening)
            if isinstance(happening, SEEN_AT_ONCE):
                await self._stage.settled()  # what it shows on the desk comes at once, as on any desk
        else:
            await self._stage.settled()
            self._stage.clock.reach(at)
            await self._acts[type(happening)](happening)
            self._tell(happening)

    async def look_through(self, by: Mate) -> None:
        """With an eye on who has asked anything of late."""
        await self._stage.settled()
        crowd = self.crowd
        await self._desk.look_through(by, list(crowd.recent.values()), crowd.askers, crowd.spammers)
        crowd.recent.clear()

    async def _answer(self, answers: Answers) -> None:
        question = self.crowd.questions[answers.matter.number]
        self._answered(answers, question, await self._desk.answer(answers, question))

    async def _race(self, races: Races) -> None:
        question = self.crowd.questions[races.matter.number]
        self._answered(races, question, await self._desk.race(races, question))

    def _tell(self, happening: Happening) -> None:
        match happening:
            case SendsFile(name=name):
                told = {"what": name}
            case StartsGame(game=game):
                told = {"what": game.text.partition("\n")[0]}
            case Draws(number=number):
                told = {"what": self._stage.community.script.games[number].text.partition("\n")[0]}
            case LogsUse(piece=piece):
                told = {"what": self._stage.pieces[piece].sender_name}
            case Forwards(sight=sight):
                told = {"what": sight.channel[0]}
            case _:
                return
        self._watcher.event(Event(happening.at, f"demo-told-{type(happening).__name__.lower()}", told))

    def _answered(self, deed: Answers | Races, question: Message, sent: Message) -> None:
        self._ledger.answer(self.crowd.spot(deed.matter), sent_at(sent))
        self._watcher.exchange(
            Exchange(
                asked_at=sent_at(question),
                waited=sent_at(sent) - sent_at(question),
                place=deed.matter.where,
                member=question.sender_name,
                question=question.text,
                options=self._desk.offered,
                teammate=self._stage.team[deed.by].name,
                answer=sent.text,
            )
        )
