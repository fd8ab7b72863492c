"""Approval, its opposite, and retirement: of one entry, or of all the drafts that were there when they were listed.

Invariant: a button approves only what stands as it did when it was shown; what Telegram would refuse stays a draft.
Who may approve: leads, owners and the client; who may retire: leads and owners.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from faq.checks import entry_problems
from handlers import speech
from handlers.access import require
from handlers.excerpts import one_line
from handlers.library import importing, verdicts, viewing
from handlers.library.faults import refuse_twin, told
from handlers.library.long_lists import first_numbers
from handlers.library.taking_back import undo
from handlers.library.viewing import brand_of, show_entry
from handlers.requests import LEADS, Request
from handlers.scene import Scene
from handlers.speech import Button
from inbox.entries import State
from inbox.errors import Stale
from inbox.ids import EntryId
from storage import library, library_pages
from storage.library import What

LONGEST_LINE = 90
WHAT: dict[State, What] = {"approved": "approved", "draft": "drafted", "retired": "retired"}


def ask_approval(
    scene: Scene, request: Request, page: int = 0, notice: str = "", taking_back: Sequence[Button] = ()
) -> None:
    """`/faq approve`: the drafts, one by one or all together. `notice` says what has just been done to one."""
    total = library_pages.counts(scene.connection, brand_of(request)).get("draft", 0)
    back = [(request.texts("faq-back"), "fl:a:0")]
    lines = [notice, ""] if notice else []
    if not total:
        speech.answer(scene, request, "\n".join([*lines, request.texts("faq-no-drafts")]), [taking_back, back])
        return
    require(request, viewing.APPROVERS)
    pages = viewing.pages_of(total, viewing.PAGE)
    page = min(page, pages - 1)
    offset = page * viewing.PAGE
    drafts = library_pages.page(scene.connection, brand_of(request), viewing.PAGE, offset, ("draft",))
    lines.append(request.texts("faq-drafts-title", n=total))
    lines += [f"📝 {entry.id}. {speech.safe(one_line(entry.question, LONGEST_LINE))}" for entry in drafts]
    answerless = library_pages.answerless(scene.connection, brand_of(request))
    if answerless:
        lines += ["", request.texts("faq-drafts-answerless", ids=first_numbers(answerless))]
    ready = total - len(answerless)
    newest = library.newest_change(scene.connection, brand_of(request))
    rows = [
        taking_back,
        [(request.texts("faq-approve-all", n=ready), f"fall:{newest}")] if ready else [],
        *(_choices(entry.id, newest, page, is_ready=entry.id not in answerless) for entry in drafts),
        viewing.turning("fap", page, pages),
        back,
    ]
    speech.answer(scene, request, "\n".join(lines), rows)


def _choices(number: EntryId, newest: int, page: int, *, is_ready: bool) -> list[Button]:
    approving = [(f"✅ {number}", f"fs:{number}:approved:{newest}:{page}")] if is_ready else []
    return [*approving, (f"👁 {number}", f"fe:{number}")]


def press_approval(scene: Scene, request: Request) -> None:
    """`fap:<page>`"""
    speech.toast(scene, request)
    ask_approval(scene, request, request.number())


def approve_all(scene: Scene, request: Request) -> None:
    """`fall:<newest change>`: every draft that stands as it did when the list was shown and can be sent."""
    drafts = library.find_all(scene.connection, brand_of(request), ("draft",))
    late = library.changed_since(scene.connection, brand_of(request), request.number())
    shown = [replace(entry, state="approved") for entry in drafts if entry.id not in late]
    sound = [entry for entry in shown if not entry_problems(entry)]
    left = {"not": len(shown) - len(sound), "late": len(drafts) - len(shown)}
    words = [request.texts(f"faq-approved-{why}", n=n) for why, n in left.items() if n]
    speech.toast(scene, request)
    if len(sound) > importing.PIECE:
        importing.approve(scene, request, sound)
        if words:
            speech.say(scene, request.chat, " ".join(words))
        return
    for entry in sound:
        library.change(scene.connection, brand_of(request), entry, scene.now, request.person.id, "approved")
    _tell_team(scene, request, approved=[entry.id for entry in sound])
    words = [request.texts("faq-approved-all", n=len(sound)), *words]
    speech.answer(scene, request, " ".join(words), [[(request.texts("faq-back"), "fl:a:0")]])


def _tell_team(
    scene: Scene, request: Request, approved: Sequence[EntryId] = (), refused: Sequence[EntryId] = ()
) -> None:
    """What a client decides by a button is heard like what they decide in the form."""
    if request.role == "client" and (approved or refused):
        verdicts.tell_team(scene, brand_of(request), request.person.id, verdicts.said_of(approved, refused))


def set_state(scene: Scene, request: Request) -> None:
    """`fs:<entry>:<state>`; an approval has the newest change that was shown and, in the list of drafts, its page."""
    state = next((state for state in get_args(State) if state == request.part(1)), None)
    if state is None:
        raise Stale("stale-button")
    page = request.number(3) if len(request.parts) > 3 else None
    number, is_late = request.number(), state == "approved" and _is_late(scene, request)
    speech.toast(scene, request)
    if is_late:
        show_entry(scene, request, number, request.texts("faq-one-approved-late"))
    else:
        change_state(scene, request, number, state, page)


def _is_late(scene: Scene, request: Request) -> bool:
    """The entry was changed after it was shown, though not approved by somebody else."""
    number, shown = request.number(), request.number(2)
    entry = library.get(scene.connection, brand_of(request), number)
    return entry.state != "approved" and number in library.changed_since(scene.connection, brand_of(request), shown)


def change_state(scene: Scene, request: Request, number: EntryId, state: State, page: int | None = None) -> None:
    """`page` of the list of drafts, where it is done there."""
    require(request, LEADS if state == "retired" else viewing.APPROVERS)
    entry = library.get(scene.connection, brand_of(request), number)
    after = replace(entry, state=state)
    if entry.state == state:
        show_entry(scene, request, number, request.texts(f"faq-is-{state}"))
        return
    problems = entry_problems(after) if state == "approved" else ()
    if problems:
        show_entry(scene, request, number, "\n".join([request.texts("faq-not-sound"), *told(request, problems)]))
        return
    if entry.state == "retired":
        refuse_twin(scene, request, after)
    library.change(scene.connection, brand_of(request), after, scene.now, request.person.id, WHAT[state])
    if state == "draft":
        _tell_team(scene, request, refused=[number])
    taking_back = undo(scene, request, number)
    if page is not None:
        question = speech.safe(one_line(entry.question, LONGEST_LINE))
        ask_approval(scene, request, page, request.texts("faq-one-approved", id=number, question=question), taking_back)
    else:
        show_entry(scene, request, number, request.texts(f"faq-now-{state}"), taking_back)
