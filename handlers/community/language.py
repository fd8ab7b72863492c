"""Which language somebody wrote in.

Invariant: Russian where there are Russian letters, whatever is known of the person; no guess is made between others.
"""

from inbox.entries import Language
from inbox.messages import Message
from storage.brands import Brand
from texts import language_of


def language_spoken(message: Message, brand: Brand) -> Language:
    """By what they wrote, else what Telegram says of the person, else the brand's."""
    told = message.person.language if message.person else ""
    return written_in(message.text, language_of(told) if told else brand.language)


def written_in(text: str, otherwise: Language) -> Language:
    return "ru" if is_russian(text) else otherwise


def is_russian(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())
