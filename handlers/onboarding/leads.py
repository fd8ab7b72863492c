"""A word to those who lead a brand, in private, each in their own language: for what no desk can be told."""

from collections.abc import Iterator

from handlers import speech
from handlers.access import texts_of
from handlers.requests import LEADS
from handlers.scene import Scene
from inbox.ids import BrandId, TelegramId
from storage import brands, team
from storage.chats import Chat


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
        where = speech.private_chat(scene, person)
        if where is not None:
            yield person, where
