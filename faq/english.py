"""Whether a text is English: careful, for whoever writes it may be known to speak another language.

Invariant: what is Russian on another keyboard or in Latin letters (`ghbdtn`, `skolko stoit`) is not English, nor is the
name of a thing ("Apple Pay"): there has to be one of the words that hold an English sentence together.
Deliberately absent: other languages.
"""

from faq.keyboards import meant
from faq.letters import plain, tokens
from faq.words import commonness, is_cyrillic, is_known

LEAST = 2
"""Words, digits aside. One alone is a name, or Russian by chance (`net`, `da`)."""
COMMON = 5.8
"""So common (see `faq.words`) are "the", "how", "with"; "price" and "order" are not."""


def is_english(text: str) -> bool:
    line = plain(text)
    words = [word for word in tokens(line) if word.isalpha()]
    if is_cyrillic(line) or len(words) < LEAST or 2 * sum(map(is_known, words)) <= len(words):
        return False
    return any(len(word) > 1 and commonness(word) >= COMMON for word in words) and meant(line).typed == "as it stands"
