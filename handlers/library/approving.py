"""The drafts as a list to be approved: one by one, or all that were there when the list was shown.

Invariant: what Telegram would refuse stays a draft. Who may approve: leads, owners and the client.
"""

from dataclasses import replace

from faq.checks import entry_problems
from handlers import speech
from handlers.excerpts import one_line
from handlers.library import importing, viewing
from handlers.library.viewing import brand_of
from handlers.requests import Request
from handlers.scene import Scene
from inbox.errors import NotAllowed
from storage import library, library_pages

LONGEST_LINE = 90


def ask_approval(scene: Scene, request: Request, page: int = 0) -> None:
    """`/faq approve`: the drafts, one by one or all together."""
    total = library_pages.counts(scene.connection, brand_of(request)).get("draft", 0)
    if not total:
        speech.answer(scene, request, request.texts("faq-no-drafts"))
        return
    if request.role not in viewing.APPROVERS:
        raise NotAllowed("not-allowed-role")
    pages = -(-total // viewing.PAGE)
    page = min(page, pages - 1)
    offset = page * viewing.PAGE
    drafts = library_pages.page(scene.connection, brand_of(request), viewing.PAGE, offset, ("draft",))
    lines = [f"📝 {entry.id}. {speech.safe(one_line(entry.question, LONGEST_LINE))}" for entry in drafts]
    newest = library_pages.newest(scene.connection, brand_of(request))
    rows = [
        [(request.texts("faq-approve-all", n=total), f"fall:{newest}")],
        *([(f"✅ {entry.id}", f"fs:{entry.id}:approved"), (f"👁 {entry.id}", f"fe:{entry.id}")] for entry in drafts),
        viewing.turning("fap", page, pages),
    ]
    speech.answer(scene, request, "\n".join([request.texts("faq-drafts-title", n=total), *lines]), rows)


def press_approval(scene: Scene, request: Request) -> None:
    """`fap:<page>`"""
    speech.toast(scene, request)
    ask_approval(scene, request, request.number())


def approve_all(scene: Scene, request: Request) -> None:
    """`fall:<newest draft shown>`: every draft that was there when the list was shown and can be sent."""
    drafts = library.find_all(scene.connection, brand_of(request), ("draft",))
    shown = [entry for entry in drafts if int(entry.id) <= request.number()]
    sound = [entry for entry in shown if not entry_problems(entry)]
    speech.toast(scene, request)
    if len(sound) > importing.PIECE:
        importing.approve(scene, request, sound)
        return
    for entry in sound:
        after = replace(entry, state="approved")
        library.change(scene.connection, brand_of(request), after, scene.now, request.person.id, "approved")
    words = request.texts("faq-approved-all", n=len(sound))
    if len(sound) < len(shown):
        words = f"{words} {request.texts('faq-approved-not', n=len(shown) - len(sound))}"
    speech.answer(scene, request, words, [[(request.texts("faq-back"), "fl:a:0")]])
