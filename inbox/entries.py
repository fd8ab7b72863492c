"""What the Q&A library is made of: entries, each a standard reply with the ways people ask for it.

Invariant: values only, frozen; who may change what, and when, is not decided here.
Deliberately absent: reading and writing files, matching, history (storage keeps the versions).
"""

from dataclasses import dataclass
from typing import Literal

from inbox.ids import EntryId

Language = Literal["ru", "en"]
State = Literal["draft", "approved", "retired"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard reply in one language; `answer` is Telegram HTML."""

    id: EntryId
    question: str
    answer: str
    category: str = ""
    phrasings: tuple[str, ...] = ()
    language: Language = "ru"
    state: State = "approved"
    code: str = ""  # the short code that a teammate types instead of searching
    attachment: str = ""  # a Telegram file id or a file's name
    group: str = ""  # language variants of one answer share it
    auto_send: bool = False
    attachment_content: str = ""  # photo, document, …: empty while the attachment is only named, not uploaded

    def wordings(self) -> tuple[str, ...]:
        """All ways to ask: the question and its other phrasings, each once, in order, blanks left out."""
        return tuple(dict.fromkeys(text for text in (self.question, *self.phrasings) if text.strip()))
