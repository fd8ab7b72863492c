"""What a teammate's words find in the library.

Invariant: an entry that says the words is found, however unlikely the matcher thinks it.
"""

from collections.abc import Sequence

from faq.markup import plain_text
from handlers.scene import Scene
from inbox.entries import Entry, State
from inbox.ids import BrandId, EntryId
from storage import library_pages
from storage.library_pages import LISTED, Line

FEW = 3
"""So many entries that say the words are surely meant; when more do, the words tell little."""


def found(scene: Scene, brand: BrandId, words: str, limit: int, states: Sequence[State] = LISTED) -> list[Line]:
    """Entries with this short code, then the likeliest and those that say the words: first these if they are few."""
    connection = scene.connection
    coded = library_pages.with_code(connection, brand, words)
    likely = scene.library.search(connection, brand, words, limit)
    saying = _saying(scene, brand, words)
    rest = (*saying, *likely) if len(saying) <= FEW else (*likely, *saying)
    numbers = dict.fromkeys((*coded, *rest))
    lines = library_pages.some(connection, brand, list(numbers))
    return [line for line in lines if line.state in states][:limit]


def is_meant(entry: Entry, words: str) -> bool:
    """Whether it says the words or has them for its code; else it is but near to them."""
    return entry.code.casefold() == words.casefold() or _says("\n".join(entry.wordings()), entry.answer, words)


def _saying(scene: Scene, brand: BrandId, words: str) -> list[EntryId]:
    every = library_pages.contents(scene.connection, brand)
    return [number for number, question, answer in every if _says(question, answer, words)]


def _says(question: str, answer: str, words: str) -> bool:
    return words.casefold() in f"{question}\n{plain_text(answer)}".casefold()
