"""A person's private chat with the bot.

Invariant: a bot cannot write first, and not after it was blocked.
"""

from bot.standin.chat import Access, Chat
from bot.standin.ground import Ground
from bot.standin.members import Standing
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.refusals import BLOCKED, NEVER_STARTED, forbidden
from bot.standin.wire import Json


class Private(Chat):
    """One person and the bot."""

    def __init__(self, ground: Ground, person: Person) -> None:
        about = {"first_name": person.first_name, "last_name": person.last_name, "username": person.username}
        super().__init__(ground, person.id, {key: value for key, value in about.items() if value is not None})
        self.person = person
        self.is_started = False
        self.set_standings([Standing(ground.bot), Standing(person)])

    def starts(self, payload: str = "") -> Message:
        """The person presses Start, or opens a link with a payload."""
        return self.says(self.person, f"/start {payload}".strip())

    def blocks(self) -> None:
        self._let("kicked")

    def unblocks(self) -> None:
        self._let("member")

    def _let(self, status: str) -> None:
        old = self.standing_of(self.ground.bot)
        new = Standing(self.ground.bot, status)
        self.set_standings([new])
        change: Json = {"chat": self.raw, "from": self.person.user, "date": self.ground.moment}
        shown = {"old_chat_member": old.shown(in_channel=False), "new_chat_member": new.shown(in_channel=False)}
        self.ground.publish("my_chat_member", change | shown)

    def tell(self, message: Message, *, edited: bool = False) -> None:
        self.is_started = True
        super().tell(message, edited=edited)

    def refuse_bot(self, access: Access) -> None:
        if access != "write":
            return
        if not self.is_started:
            raise forbidden(NEVER_STARTED)
        if not self.standing_of(self.ground.bot).is_present:
            raise forbidden(BLOCKED)
