"""How a person uses the bot: looks for a button by its words or for the card of a member, presses, replies.

Invariant: hands see what stands in the chats and nothing else.
"""

from collections.abc import Iterator

from bot.demo.stage import Stage
from bot.standin import Chat, Message, Person
from handlers.speech import OF

LOOKED_BACK = 400
"""How far up the desk somebody scrolls for a card."""
EXCERPT = 24


class NotSeen(Exception):
    """What somebody looked for is not there: the demo's own failure, with what stands there instead."""


class Hands:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._sign = stage.say("desk-number", number="")

    async def press(self, who: Person, message: Message, button: str) -> None:
        """By its words, or by what it carries, its brand aside."""
        data = next((data for data in message.data if without_brand(data) == button), button)
        press = self._stage.world.presses(who, message, data)
        await press.answered()
        await self._stage.settled()

    async def press_newest(self, who: Person, chat: Chat, button: str) -> None:
        """The newest message with that button."""
        for message in reversed(chat.sent):
            if any(button in row for row in message.buttons):
                await self.press(who, message, button)
                return
        raise NotSeen(f"no button {button!r} in: {[message.line for message in chat.sent[-3:]]}")

    async def says(self, who: Person, text: str, reply_to: Message | None = None) -> Message:
        """On the desk."""
        stage = self._stage
        said = stage.desk.says(who, text, reply_to=reply_to, topic=None if reply_to else stage.topic)
        await stage.settled()
        return said

    async def approve(self) -> None:
        """The client approves, in private, whatever drafts there are."""
        stage = self._stage
        dm = stage.world.dm(stage.client)
        dm.says(stage.client, "/faq approve")
        await stage.settled()
        for everything in carrying(dm.sent[-1], "fall"):
            await self.press(stage.client, dm.sent[-1], everything)

    def card_of(self, member: str, question: str = "") -> Message | None:
        """The newest card that names the member and shows the question."""
        shown = (card for card in self.cards() if member in card.text.partition("\n")[0])
        return next((card for card in shown if question[:EXCERPT] in card.text), None)

    def cards(self) -> Iterator[Message]:
        """The newest first."""
        for message in list(reversed(self._stage.desk.sent))[:LOOKED_BACK]:
            if (
                self._sign in message.text.partition("\n")[0]
                and message.data
                and message.id in self._stage.desk.messages
            ):
                yield message


def without_brand(data: str) -> str:
    """What a button carries, without the brand that it is about."""
    return data.partition(OF)[0]


def carrying(message: Message, verb: str) -> list[str]:
    """What the buttons of a verb carry, in reading order, their brand aside."""
    return [data for data in map(without_brand, message.data) if data.partition(":")[0] == verb]
