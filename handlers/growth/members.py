"""Who comes and goes in the brands' chats, how many there are each day, and how they react.

Invariant: only chats of a brand are looked at, and bots are no members. What Telegram does not tell a bot stays
unknown: without administrator's rights neither leaves nor reactions are told, and nothing is guessed in their place.
"""

from datetime import date
from zoneinfo import ZoneInfo

from handlers.scene import Scene
from inbox.calls import Call
from inbox.events import CallSettled, MembersCame, MembershipChange, ReactionChange, ReactionCounts
from inbox.ids import ChatId
from inbox.messages import Place
from storage import chats, memberships, people, placements, reactions
from storage.chats import Chat

GONE = ("left", "kicked")


def change(scene: Scene, event: MembershipChange) -> None:
    """Somebody joined or left; a mere change of rights is neither."""
    chat = _watched(scene, event.place)
    if chat is None or chat.brand is None or event.person.is_bot or (event.before in GONE) == (event.after in GONE):
        return
    if event.after in GONE:
        memberships.leave(scene.connection, chat.brand, chat.id, event.person.id, event.at)
        return
    people.remember(scene.connection, event.person)
    placement = placements.find_by_link(scene.connection, chat.brand, event.link)
    ours = placement.id if placement is not None else None
    other = "" if placement is not None else event.link_name
    memberships.join(scene.connection, chat.brand, chat.id, event.person.id, event.at, ours, other)


def came(scene: Scene, event: MembersCame) -> None:
    """The service message: the only word of joins where we are no administrator."""
    chat = _watched(scene, event.place)
    if chat is None or chat.brand is None:
        return
    for person in event.people:
        if not person.is_bot:
            people.remember(scene.connection, person)
            memberships.join(scene.connection, chat.brand, chat.id, person.id, event.at)


def react(scene: Scene, event: ReactionChange) -> None:
    chat = _watched(scene, event.place)
    if chat is not None and chat.brand is not None:
        told = (event.message_id, event.sender_id, len(event.after), event.at)
        reactions.keep(scene.connection, chat.brand, chat.id, *told)


def react_unnamed(scene: Scene, event: ReactionCounts) -> None:
    """In channels reactions are told as totals only."""
    chat = _watched(scene, event.place)
    if chat is not None and chat.brand is not None:
        told = (event.message_id, reactions.TOTAL, sum(event.counts.values()), event.at)
        reactions.keep(scene.connection, chat.brand, chat.id, *told)


def count_daily(scene: Scene) -> None:
    """Ask for the number of members once on each of the brand's days."""
    for chat in memberships.uncounted(scene.connection):
        today = scene.now.astimezone(ZoneInfo(chat.zone)).date()
        if chat.last_on is None or chat.last_on < today:
            memberships.begin_count(scene.connection, chat, today)
            subject = {"chat": chat.chat, "day": today.isoformat()}
            params = {"chat_id": chat.telegram_id}
            scene.call(Call("getChatMemberCount", params, purpose="member-count", subject=subject))


def keep_count(scene: Scene, event: CallSettled) -> None:
    """A number that Telegram refused stays unknown."""
    if event.outcome == "ok":
        day = date.fromisoformat(event.subject["day"])
        memberships.keep_count(scene.connection, ChatId(event.subject["chat"]), day, event.result)


def _watched(scene: Scene, place: Place) -> Chat | None:
    chat = chats.find(scene.connection, place.id, place.business_connection)
    return chat if chat is not None and chat.purpose in ("community", "channel") else None
