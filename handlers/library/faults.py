"""What speaks against keeping an entry: what Telegram would refuse, and what another entry has already.

Invariant: whoever wrote it is told the place and the remedy, and may try again.
"""

from collections.abc import Sequence

from faq.checks import entry_problems
from faq.files.cells import bare
from faq.wording import in_words
from handlers import speech
from handlers.library.viewing import brand_of
from handlers.requests import Request
from handlers.scene import Scene
from inbox.entries import Entry
from inbox.errors import Invalid, Problem
from storage import library_pages

SHOWN = 10


def complain(scene: Scene, request: Request, entry: Entry) -> bool:
    """Whether the entry could not be sent; then they have been told."""
    problems = entry_problems(entry)
    if problems:
        say_problems(scene, request, problems)
    return bool(problems)


def say_problems(scene: Scene, request: Request, problems: Sequence[Problem]) -> None:
    speech.answer(scene, request, "\n".join([*told(request, problems), request.texts("faq-try-again")]))


def told(request: Request, problems: Sequence[Problem]) -> list[str]:
    """The first of them, a line each, safe in HTML."""
    words = [speech.safe(in_words(problem, request.texts.language)) for problem in problems[:SHOWN]]
    more = [request.texts("library-and-more", n=len(problems) - SHOWN)] if len(problems) > SHOWN else []
    return [*words, *more]


def refuse_twin(scene: Scene, request: Request, entry: Entry, before: Entry | None = None) -> None:
    """Raises `Invalid` when another entry has the question or the code that this one is given now."""
    known = library_pages.names(scene.connection, brand_of(request))
    others = [each for each in known if each.id != entry.id and each.language == entry.language]
    if before is None or bare(before.question) != bare(entry.question):
        for same in (each.id for each in others if bare(each.question) == bare(entry.question)):
            raise Invalid("faq-question-taken", id=same)
    if entry.code and (before is None or before.code != entry.code):
        for same in (each.id for each in others if each.code.casefold() == entry.code.casefold()):
            raise Invalid("library-code-taken", short=entry.code, other=same)
