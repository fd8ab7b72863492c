"""What the team does with the cards: answers by a suggestion, an edited one, own words, a command, or in the community
itself; takes, snoozes, resolves; sorts out what is no question and what was missed.
"""

from collections.abc import Collection
from itertools import pairwise

from bot.demo.hands import Hands, NotSeen, carrying, without_brand
from bot.demo.ledger import Ledger
from bot.demo.plan import Answers, Mate, Races
from bot.demo.stage import Stage
from bot.standin import AnonymousAdmin, BusinessChat, Chat, Message, Person

LABEL = 30


class Desk:
    def __init__(self, stage: Stage, hands: Hands, ledger: Ledger) -> None:
        self._stage = stage
        self._hands = hands
        self._ledger = ledger
        self.offered = 0
        """How many standard replies the last card offered."""

    async def answer(self, answers: Answers, question: Message) -> Message:
        """Returns the message that the member got."""
        self.offered = 0
        who, chat, text = self._stage.team[answers.by], question.chat, answers.text
        match answers.how:
            case "native":
                sent = self._natively(who, chat, question, text)
            case "anonymous":
                sent = chat.says(AnonymousAdmin(self._stage.team[0]), text, reply_to=question)
            case "channel":
                sent = chat.says(self._stage.channel, text, reply_to=question)
            case _:
                before = len(chat.sent)
                await self._through_the_bot(answers, question, who)
                if len(chat.sent) == before:
                    raise NotSeen(f"no answer to {question.line!r} ({answers.how})")
                return chat.sent[before]
        await self._stage.settled()
        return sent

    async def race(self, races: Races, question: Message) -> Message:
        """Both open the preview; the second to press learns that somebody was faster, and leaves it."""
        first, second = self._stage.team[races.by], self._stage.team[races.other]
        before, card = len(question.chat.sent), await self._card(question, first)
        entry, self.offered = races.matter.topic.entry, len(carrying(card, "pv"))
        offers = [data for data in carrying(card, "pv") if entry and _offers(card, data, entry.question)]
        if not offers:
            await self._own(first, card, races.matter.topic.reply)
            return question.chat.sent[before]
        await self._hands.press(first, card, offers[0])
        [send] = carrying(card, "sd")
        await self._hands.press(first, card, send)
        press = self._stage.world.presses(second, card, send, stale=True)
        await press.answered()
        await self._stage.settled()
        for back in carrying(card, "bk"):
            await self._hands.press(second, card, back)
        return question.chat.sent[before]

    async def touch(self, member: Person, by: Mate, verbs: tuple[str, ...]) -> None:
        for verb in verbs:
            card = self._hands.card_of(member.name)
            found = carrying(card, verb) if card is not None else []
            if card is None or not found:
                return
            await self._hands.press(self._stage.team[by], card, found[0])

    async def note(self, member: Person, by: Mate, text: str) -> None:
        card = self._hands.card_of(member.name)
        if card is not None:
            await self._hands.says(self._stage.team[by], f"/note {text}", card)

    async def look_through(
        self, by: Mate, recent: Collection[Message], askers: Collection[str], spammers: Collection[str]
    ) -> None:
        """What nobody asked is dismissed, advertising is marked, and questions taken for talk are called up.

        `askers` and `spammers` are names, of all so far; `recent` are the questions of late.
        """
        who = self._stage.team[by]
        for card in list(self._hands.cards()):
            head = card.text.partition("\n")[0]
            if not carrying(card, "na") or any(name in head for name in askers):
                continue
            if any(name in head for name in spammers):
                await self._hands.press(who, card, carrying(card, "mo")[0])
                await self._hands.press(who, card, carrying(card, "sp")[0])
            else:
                self._ledger.dismissed += 1
                await self._hands.press(who, card, carrying(card, "na")[0])
        for question in recent:
            if self._hands.card_of(question.sender_name, question.text) is None:
                await self._call_up(question, who)

    async def place(self, by: Mate, text: str) -> None:
        """A link to the channel for a placement."""
        stage, who = self._stage, self._stage.team[by]
        await self._hands.says(who, f"/link new {text}")
        await self._hands.press(who, stage.desk.sent[-1], stage.channel.about["title"])
        stage.links[text] = next(link for url, link in stage.channel.links.items() if url in stage.desk.sent[-1].text)

    async def set_hours(self, text: str) -> None:
        """By the owner, in private, from tomorrow on."""
        dm = self._stage.world.dm(self._stage.owner)
        dm.says(self._stage.owner, f"/hours {text}")
        await self._stage.settled()
        await self._hands.press(self._stage.owner, dm.sent[-1], carrying(dm.sent[-1], "hk")[1])

    # --- ways to answer -----------------------------------------------------------------------------------------------

    async def _through_the_bot(self, answers: Answers, question: Message, who: Person) -> None:
        card = await self._card(question, who)
        self.offered = len(carrying(card, "pv"))
        entry = answers.matter.topic.entry
        offers = [data for data in carrying(card, "pv") if entry and _offers(card, data, entry.question)]
        if answers.how == "command":
            number = without_brand(card.data[0]).split(":")[1]
            await self._hands.says(who, f"/reply {number} {answers.text}")
        elif not offers or answers.how == "own":
            await self._own(who, card, answers.text)
        elif answers.how == "edited":
            await self._edited(who, card, offers[0], answers.text)
        else:
            await self._hands.press(who, card, offers[0])
            await self._hands.press(who, card, carrying(card, "sd")[0])
            self._ledger.suggested += 1

    async def _own(self, who: Person, card: Message, text: str) -> None:
        await self._hands.says(who, text, card)

    async def _edited(self, who: Person, card: Message, offer: str, text: str) -> None:
        await self._hands.press(who, card, offer)
        await self._hands.press(who, card, carrying(card, "ed")[0])
        prompt = self._stage.desk.sent[-1]
        await self._hands.says(who, f"{text} {self._stage.community.words['edited']}", prompt)

    def _natively(self, who: Person, chat: Chat, question: Message, text: str) -> Message:
        if isinstance(chat, BusinessChat):
            return chat.says(chat.account.owner, text)
        return chat.says(who, text, reply_to=question)

    async def _card(self, question: Message, who: Person) -> Message:
        """The card; without one the question was taken for talk, and is called up from `/missed`."""
        asked = (question.sender_name, question.text)
        if (card := self._hands.card_of(*asked)) is None:
            await self._call_up(question, who)
            card = self._hands.card_of(*asked)
        if card is None:
            raise NotSeen(f"no card of {question.line!r}")
        return card

    async def _call_up(self, question: Message, who: Person) -> None:
        """Page by page through what was taken for talk."""
        await self._hands.says(who, "/missed")
        listed, later = self._stage.desk.sent[-1], self._stage.say("desk-button-later")
        while True:
            lines = listed.text.splitlines()
            for line, words in pairwise(lines):
                number, _, rest = line.partition(". ")
                if rest.startswith(question.sender_name) and words.startswith(question.text[:LABEL]):
                    self._ledger.missed += 1
                    await self._hands.press(who, listed, number)
                    return
            if not any(later in row for row in listed.buttons):
                return
            await self._hands.press(who, listed, later)


def _offers(card: Message, data: str, question: str) -> bool:
    """Whether the button with this data stands for the standard reply to that question."""
    buttons = (button for row in card.keyboard for button in row)
    fitting = [button for button in buttons if without_brand(button.get("callback_data", "")) == data]
    return any(str(button["text"]).startswith(question[:LABEL]) for button in fitting)
