"""Invite links of a chat."""

from dataclasses import dataclass

from bot.standin.people import Person
from bot.standin.wire import Json


@dataclass(slots=True)
class InviteLink:
    """One link; the bot sees others' links only in part."""

    link: str
    creator: Person
    name: str | None = None
    is_revoked: bool = False
    creates_join_request: bool = False
    expire_date: int | None = None
    member_limit: int | None = None

    def shown(self, viewer: Person) -> Json:
        """The Bot API's `ChatInviteLink`."""
        link = self.link if viewer == self.creator else self.link[:-8] + "..."
        shown: Json = {"invite_link": link, "creator": self.creator.user, "is_primary": False}
        shown |= {"creates_join_request": self.creates_join_request, "is_revoked": self.is_revoked}
        more = {"name": self.name, "expire_date": self.expire_date, "member_limit": self.member_limit}
        return shown | {key: value for key, value in more.items() if value is not None}
