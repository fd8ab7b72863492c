"""Past messages, imported: they go the way of live ones, but nobody is called to the desk for them.

Invariant: what is known already is left as it is, so an import may be cut off, repeated, and overlap with live data.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from faq.matcher import Suggestion
from handlers.community import tracking
from handlers.scene import Me, Scene
from inbox.errors import Invalid
from inbox.ids import EntryId
from inbox.messages import Message, Place
from storage import Connection, brands, chats, conversations, messages, people, posts, team
from storage.brands import Brand
from storage.chats import Chat


@dataclass(frozen=True, slots=True)
class Ingested:
    new: Sequence[Message]
    known: int


class Unasked:
    """Nothing is suggested for the past."""

    def suggest(self, *_: object, **__: object) -> tuple[Suggestion, ...]:
        return ()

    def search(self, *_: object, **__: object) -> tuple[EntryId, ...]:
        return ()

    def unwanted(self, *_: object, **__: object) -> tuple[EntryId, ...]:
        return ()

    def keep_up(self, connection: Connection) -> None:
        pass


def past_scene(connection: Connection, now: datetime) -> Scene:
    """The scene of an import: nobody is addressed, so it needs no bot."""
    return Scene(connection, now, Me(0, ""), Unasked(), source="history")


def claim(scene: Scene, place: Place, brand: Brand) -> Chat:
    """The chat as it is, or a new one of the brand; what a live chat says of itself is not overwritten. Raises
    `Invalid` where it is another brand's.
    """
    known = chats.find(scene.connection, place.id) or chats.remember(scene.connection, place, scene.now)
    if known.brand is not None and known.brand != brand.id:
        owner = brands.get(scene.connection, known.brand)
        raise Invalid("history-other-brand", chat=known.title, brand=owner.name)
    if known.brand is None and known.purpose in ("unbound", "private"):
        chats.bind(scene.connection, known.id, "private" if place.kind == "private" else "community", brand.id)
    return chats.get(scene.connection, known.id)


def ingest(scene: Scene, place: Place, brand: Brand, past: Sequence[Message], team_of: Collection[int]) -> Ingested:
    """Keep a batch of past messages, oldest first; `team_of`: the ids among them that speak for the brand."""
    chat = claim(scene, place, brand)
    numbers = [message.message_id for message in past]
    known = messages.known_numbers(scene.connection, chat.id, numbers)
    known |= posts.known_threads(scene.connection, chat.id, numbers)
    fresh = [message for message in past if message.message_id not in known]
    for sender in {message.sender_id: message for message in fresh}.values():
        _meet(scene, brand, sender, is_team=sender.sender_id in team_of)
    for message in fresh:
        _record(scene, chat, brand, message)
    return Ingested(fresh, len(past) - len(fresh))


def settle_past(scene: Scene, place: Place, brand: Brand) -> int:
    """Past conversations that silence has ended are closed by themselves, so that no queue fills with them; questions
    left unanswered stay so in the figures. Returns how many.
    """
    chat = claim(scene, place, brand)
    return conversations.close_silent(scene.connection, chat.id, scene.now - brand.silence, brand.silence)


def _record(scene: Scene, chat: Chat, brand: Brand, message: Message) -> None:
    if message.is_automatic_forward:
        post = posts.keep(scene.connection, chat.id, brand.id, message, message.message_id)
        posts.tie_to_thread(scene.connection, post, chat.id, message.message_id)
    else:
        tracking.record(scene, chat, brand, replace(message, thread_id=_thread(scene, chat, message)))


def _thread(scene: Scene, chat: Chat, message: Message) -> int | None:
    """Exports leave threads out: a reply belongs to the thread of what it replies to."""
    if message.reply_to is None:
        return None
    number = message.reply_to.message_id
    if posts.of_thread(scene.connection, chat.id, number) is not None:
        return number
    replied = messages.find(scene.connection, chat.id, number)
    return replied.thread_id if replied is not None else None


def _meet(scene: Scene, brand: Brand, message: Message, *, is_team: bool) -> None:
    """Whom the export names we know from now on; a name known from live updates is the truer one."""
    if message.person is not None and people.find(scene.connection, message.person.id) is None:
        people.remember(scene.connection, message.person)
    if is_team:
        team.add_identity(scene.connection, brand.id, message.sender_id, message.sender_name)
