"""The first evening: the owner claims the bot, makes the brand, shows it the chats, gathers the team;
the team brings the library.

Everything is done as people do it: by the link that `otklik run` prints, by words and buttons in Telegram.
"""

import re

from bot.demo.hands import Hands, carrying
from bot.demo.stage import Stage
from bot.standin import Group, document
from bot.standin.channel import Channel
from faq.files.workbook import write_workbook
from inbox.entries import Entry

START = re.compile(r"start=([\w-]+)")
REPORT_DAY = "1 html pdf"


class Founding:
    def __init__(self, stage: Stage, hands: Hands) -> None:
        self._stage = stage
        self._hands = hands
        self._dm = stage.world.dm(stage.owner)

    async def claim(self, link: str) -> None:
        """Become the owner, name the brand, answer what is asked of a new one."""
        told = self._stage.community.brand
        self._dm.starts(_secret(link))
        await self._stage.settled()
        for setting in ("name", "zone", "language", "hours", "target"):
            await self._say(told[setting])
        for setting, words in (("keywords", told["keywords"]), ("report", REPORT_DAY)):
            await self._say("/settings")
            await self._hands.press(self._stage.owner, self._dm.sent[-1], self._stage.say(f"setting-{setting}"))
            await self._say(words)

    async def bind(self) -> None:
        """The bot comes into the chats, and is told what each is."""
        stage = self._stage
        await self._bring(stage.group, "bind-as-community")
        await self._bring(stage.discussion, "bind-as-community")
        await self._bring(stage.channel, "bind-as-channel")
        stage.desk.adds_bot(stage.owner)
        stage.desk.promotes(stage.world.bot, by=stage.owner)
        await stage.settled()
        await self._hands.says(stage.owner, f"/desk@{stage.world.bot.username}")

    async def gather(self) -> None:
        """Each by a link of their own."""
        stage = self._stage
        lead, *managers = stage.team
        for role, person in (("lead", lead), *(("manager", each) for each in managers), ("client", stage.client)):
            self._dm.says(stage.owner, f"/team invite {role}")
            await stage.settled()
            stage.world.dm(person).starts(_secret(self._dm.sent[-1].text))
            await stage.settled()
            if role != "client":
                stage.desk.joins(person)
                stage.group.joins(person)
        for place in (stage.group, stage.discussion):
            place.promotes(lead, by=stage.owner, anonymous=True)
        stage.account = stage.world.business(managers[0])
        await stage.settled()

    async def bring_library(self) -> None:
        """The lead sends the agency's form to the desk, with a slip in one row; the client approves what is good."""
        stage, told = self._stage, self._stage.community
        question, answer = told.brand["slip"]
        slip = Entry("", question, answer, language=told.language, state="draft")
        form = document(told.brand["library"], write_workbook([*told.library, slip], told.language))
        stage.desk.says(stage.team[0], media=form, topic=stage.topic)
        await stage.settled()
        [apply] = carrying(stage.desk.sent[-1], "imp")
        await self._hands.press(stage.team[0], stage.desk.sent[-1], apply)
        await self._hands.approve()

    async def _say(self, words: str) -> None:
        self._dm.says(self._stage.owner, words)
        await self._stage.settled()

    async def _bring(self, place: Group | Channel, what: str) -> None:
        stage = self._stage
        place.adds_bot(stage.owner)
        if isinstance(place, Group):
            place.promotes(stage.world.bot, by=stage.owner)
        await stage.settled()
        await self._hands.press_newest(stage.owner, self._dm, stage.say(what))


def _secret(text: str) -> str:
    found = START.search(text)
    assert found is not None, text
    return found[1]
