"""A message as the matcher reads it: plain, in the alphabet that was meant, misspelled words repaired.

Deliberately absent: the library; of it only the words are known here.
"""

from dataclasses import dataclass

from faq.keyboards import Typed, meant
from faq.letters import plain
from faq.repair import Spelling


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a message, as they were meant."""

    tokens: tuple[str, ...]
    typed: Typed = "as it stands"
    repaired: tuple[tuple[str, str], ...] = ()


def read(text: str, spelling: Spelling) -> Message:
    """The message in `text`, read with a library's words in mind."""
    reading = meant(plain(text), spelling.words, spelling.alphabets)
    repaired = spelling.repaired(reading.tokens)
    tokens = tuple(repaired.get(token, token) for token in reading.tokens)
    return Message(tokens, reading.typed, tuple(repaired.items()))
