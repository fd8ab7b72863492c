"""A pressed button, from the press to the bot's answer."""

from dataclasses import dataclass

from bot.standin.bell import Bell
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.wire import Json


@dataclass(slots=True, eq=False)
class Press:
    """One press; `text` and `alert` are what the person was shown for it."""

    id: str
    who: Person
    message: Message
    data: str
    bell: Bell
    is_answered: bool = False
    is_expired: bool = False
    text: str | None = None
    alert: bool = False
    url: str | None = None

    @property
    def raw(self) -> Json:
        """The Bot API's `CallbackQuery`."""
        query: Json = {"id": self.id, "from": self.who.user, "message": self.message.raw}
        return query | {"chat_instance": str(self.message.chat.id * 7919), "data": self.data}

    def expires(self) -> None:
        """Too much time passes: Telegram no longer takes an answer."""
        self.is_expired = True

    async def answered(self) -> "Press":
        """Wait for the bot's answer."""
        await self.bell.until(lambda: self.is_answered)
        return self


def find_button(message: Message, wanted: str) -> str:
    """The data of the button with this text or data."""
    buttons = [button for row in message.keyboard for button in row if "callback_data" in button]
    for button in buttons:
        if wanted in (button["text"], button["callback_data"]):
            return str(button["callback_data"])
    raise AssertionError(f"no button {wanted!r} under {message.line!r}")
