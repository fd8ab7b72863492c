"""Which language somebody wrote in.

Invariant: Russian where there are Russian letters and English where it plainly is, whatever is known of the person.
"""

from faq.english import is_english
from faq.words import is_cyrillic
from inbox.entries import Language
from inbox.messages import Message
from storage.brands import Brand
from texts import language_of


def language_spoken(message: Message, brand: Brand) -> Language:
    """By what they wrote, else what Telegram says of the person, else the brand's."""
    told = message.person.language if message.person else ""
    return written_in(message.text, language_of(told) if told else brand.language)


def written_in(text: str, otherwise: Language) -> Language:
    if is_cyrillic(text.lower()):
        return "ru"
    return "en" if is_english(text) else otherwise
