"""A word to those who lead a brand, in private, each in their own language: for what no desk can be told."""

from collections.abc import Iterator

from handlers import speech
from handlers.requests import LEADS
from handlers.scene import Scene
from inbox.ids import BrandId, TelegramId
from storage import brands, chats, people, team
from storage.chats import Chat
from texts import Catalogue, catalogue, language_of


def tell(scene: Scene, brand: BrandId, key: str, **values: object) -> None:
    """A sentence about the brand, `{brand}`; `values` are safe in HTML."""
    name = speech.safe(brands.get(scene.connection, brand).name)
    for person, where in _reached(scene, brand):
        speech.say(scene, where, texts_of(scene, person)(key, brand=name, **values))


def hand(scene: Scene, brand: BrandId, name: str, content: bytes) -> None:
    for _, where in _reached(scene, brand):
        speech.hand(scene, where, name, content)


def _reached(scene: Scene, brand: BrandId) -> Iterator[tuple[TelegramId, Chat]]:
    leads = [mate.person for mate in team.team(scene.connection, brand) if mate.role in LEADS]
    for person in dict.fromkeys([*leads, *team.owners_of_all(scene.connection)]):
        where = private_chat(scene, person)
        if where is not None:
            yield person, where


def private_chat(scene: Scene, person: TelegramId) -> Chat | None:
    """The chat in which the bot may write to the person: they have started it and not blocked it."""
    known = people.find(scene.connection, person)
    chat = chats.find(scene.connection, person)
    return chat if chat is not None and known is not None and not known.has_blocked_bot else None


def texts_of(scene: Scene, person: TelegramId) -> Catalogue:
    known = people.find(scene.connection, person)
    return catalogue(language_of(known.language if known is not None else ""))
