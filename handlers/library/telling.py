"""What a form would change, in words for whoever sent it."""

from collections.abc import Sequence
from dataclasses import replace

from faq.files.changes import Changes
from faq.files.reading import LibraryFile
from faq.wording import change_in_words, changes_in_words, conflict_in_words, problems_in_words
from handlers import speech
from handlers.library import verdicts
from handlers.library.long_lists import first_lines
from texts import Catalogue


def told(
    texts: Catalogue, changes: Changes, file: LibraryFile, lists: Sequence[Sequence[str]], *, is_client: bool
) -> str:
    """How much of what, then the first lines of each list: HTML."""
    counted = verdicts.told(texts, changes, file) if is_client else changes_in_words(changes, file, texts.language)
    lines = [f"<b>{speech.safe(file.name)}</b>", *map(speech.safe, counted)]
    for found in lists:
        lines += ["", *first_lines(texts, found)] if found else []
    return "\n".join(lines)


def lists_of(texts: Catalogue, changes: Changes, file: LibraryFile, *, is_client: bool) -> list[list[str]]:
    """Plain lines: what is wrong with the file, what it changes, what the client remarked."""
    changed = [change_in_words(change, texts.language) for change in changes.changed]
    conflicts = [conflict_in_words(change, texts.language) for change in changes.outdated]
    remarked = changes.verdicts if is_client else [replace(each, wording="") for each in changes.verdicts]
    return [
        problems_in_words(file, texts.language, changes.problems),
        [] if is_client else [*conflicts, *changed],
        verdicts.remarks(texts, verdicts.said_of((), (), remarked)),
    ]
