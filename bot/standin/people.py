"""Who can write: people, and the three accounts behind which Telegram hides others."""

from dataclasses import dataclass

from bot.standin.wire import Json


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    @property
    def user(self) -> Json:
        """The Bot API's `User`."""
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        named = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return user | {key: value for key, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class AnonymousAdmin:
    """An administrator who writes in the name of the group, with a custom title if one is set."""

    person: Person
    title: str | None = None


TELEGRAM = Person(777000, "Telegram")  # brings a channel's posts into its discussion group
GROUP_ANONYMOUS_BOT = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = Person(136817688, "Channel", username="Channel_Bot", is_bot=True)
