"""A message as the matcher reads it: plain, in the alphabet that was meant, misspelled words repaired, to the point.

Deliberately absent: the library; of it only the words are known here.
"""

from dataclasses import dataclass, replace

from faq.keyboards import Typed, meant
from faq.letters import plain
from faq.repair import Spelling, mended
from faq.sentences import Words, sentences, to_the_point


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a message, as they were meant; of several sentences also those that may ask for something, and the
    `text` itself.
    """

    tokens: Words
    typed: Typed = "as it stands"
    repaired: tuple[tuple[str, str], ...] = ()
    sentences: tuple[Words, ...] = ()
    text: str = ""

    def readings(self) -> tuple["Message", ...]:
        """The message as a whole, then its sentences as messages of their own."""
        whole = replace(self, sentences=())
        return (whole, *(replace(whole, tokens=words) for words in self.sentences if words != self.tokens))


def read(text: str, spelling: Spelling) -> Message:
    """The message in `text`, read with a library's words in mind."""
    line = plain(text)
    reading = meant(line, spelling.words, spelling.alphabets)
    repaired = spelling.repaired(reading.tokens)
    words = to_the_point(mended(reading.tokens, repaired))
    several = sentences(line, repaired) if reading.typed == "as it stands" else ()  # marks may be letters otherwise
    return Message(words, reading.typed, tuple(repaired.items()), several, text if several else "")
