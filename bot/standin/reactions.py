"""Reactions to messages: who gave which, or in channels only how many.

Invariant: an administrator bot alone is told, and never of its own reactions.
"""

from bot.standin.ground import Ground
from bot.standin.group import Membered
from bot.standin.message import Message
from bot.standin.people import Person
from bot.standin.wire import Json


def emoji(*given: str) -> list[Json]:
    return [{"type": "emoji", "emoji": one} for one in given]


def react(ground: Ground, who: Person, message: Message, given: list[Json]) -> None:
    """Someone's reactions to a message are now these."""
    old = message.reactions.get(who.id, [])
    message.reactions[who.id] = given
    change: Json = {"chat": message.chat.raw, "message_id": message.id, "user": who.user, "date": ground.moment}
    if who != ground.bot and _is_told(message):
        ground.publish("message_reaction", change | {"old_reaction": old, "new_reaction": given})


def count(ground: Ground, message: Message, counts: dict[str, int]) -> None:
    """So many anonymous reactions stand under a message now."""
    shown = [{"type": emoji(one)[0], "total_count": number} for one, number in counts.items()]
    if _is_told(message):
        change: Json = {"chat": message.chat.raw, "message_id": message.id, "date": ground.moment}
        ground.publish("message_reaction_count", change | {"reactions": shown})


def _is_told(message: Message) -> bool:
    chat = message.chat
    return not isinstance(chat, Membered) or chat.bot_standing.is_admin
