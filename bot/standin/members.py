"""Who stands how in a chat: owner, administrator with rights, member, gone, banned.

Invariant: what is shown is a complete `ChatMember` of the Bot API, with every right stated.
"""

from dataclasses import dataclass

from bot.standin.people import Person
from bot.standin.wire import Json

RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages",
)  # fmt: skip
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
USUALLY_WITHHELD = frozenset({"can_promote_members", "can_post_stories", "can_edit_stories", "can_delete_stories"})
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip
PRESENT = {"creator", "administrator", "member", "restricted"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One account's standing; `withheld` are the rights that an administrator does not have."""

    person: Person
    status: str = "member"
    title: str | None = None
    is_anonymous: bool = False
    withheld: frozenset[str] = USUALLY_WITHHELD

    @property
    def is_present(self) -> bool:
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right not in self.withheld)

    def shown(self, *, in_channel: bool) -> Json:
        """The Bot API's `ChatMember`."""
        member: Json = {"status": self.status, "user": self.person.user}
        if self.status in ("kicked", "restricted"):
            member["until_date"] = 0
        if self.status == "restricted":
            member |= {"is_member": True} | dict.fromkeys(PERMISSIONS, False)
        if not self.is_admin:
            return member
        member["is_anonymous"] = self.is_anonymous
        if self.title is not None:
            member["custom_title"] = self.title
        if self.status == "administrator":
            rights = (*RIGHTS, *(CHANNEL_RIGHTS if in_channel else GROUP_RIGHTS))
            member |= {"can_be_edited": False} | {right: self.may(right) for right in rights}
        return member
