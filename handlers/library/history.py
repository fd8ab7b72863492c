"""The history of an entry: who did what and when, each version to be looked at, and to be brought back.

Invariant: bringing a version back is a change like any other: it is checked, logged, and where a manager brings back
another answer, it has to be approved anew.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from handlers import speech
from handlers.excerpts import one_line
from handlers.library.editing import FIELDS, keep
from handlers.library.faults import complain, refuse_twin
from handlers.library.taking_back import undo
from handlers.library.viewing import brand_of, pages_of, turning, words_of
from handlers.moments import moment
from handlers.requests import TEAM, Request
from handlers.scene import Scene
from inbox.entries import Entry
from storage import brands, library, people
from storage.library import Change

PAGE, ROW, PHRASING_LIMIT = 20, 5, 80


def press_history(scene: Scene, request: Request) -> None:
    """`fh:<entry>`, or `fh:<entry>:<page>`, from the newest change on."""
    number = request.number()
    pages = pages_of(library.number_of_changes(scene.connection, brand_of(request), number), PAGE)
    page = min(request.number(1) if len(request.parts) > 1 else 0, pages - 1)
    first = page * PAGE + 1
    changes = library.changes(scene.connection, brand_of(request), number, PAGE, page * PAGE)
    lines = [request.texts("faq-history-title", id=number)]
    lines += [f"{place}. {line}" for place, line in enumerate(_told(scene, request, changes), first)]
    versions = [(str(place), f"fv:{number}:{change.id}") for place, change in enumerate(changes, first)]
    rows = [versions[at : at + ROW] for at in range(0, len(versions), ROW)]
    speech.toast(scene, request)
    rows += [turning(f"fh:{number}", page, pages), undo(scene, request, number)]
    rows.append([(request.texts("faq-to-entry"), f"fe:{number}")])
    speech.answer(scene, request, "\n".join(lines), rows)


def press_version(scene: Scene, request: Request) -> None:
    """`fv:<entry>:<change>`: the entry as that change left it."""
    change, then = _version(scene, request)
    present = library.get(scene.connection, brand_of(request), then.id)
    (head,) = _told(scene, request, [change])
    text = f"<i>{head}</i>\n\n{words_of(request.texts, then)}"
    can_return = request.role in TEAM and replace(then, state=present.state) != present
    back = [(request.texts("faq-version-back"), f"fvr:{then.id}:{change.id}")] if can_return else []
    speech.toast(scene, request)
    speech.answer(scene, request, text, [back, [(request.texts("faq-to-history"), f"fh:{then.id}")]])


def bring_back(scene: Scene, request: Request) -> None:
    """`fvr:<entry>:<change>`: its words as that change left them; its state stays."""
    _, then = _version(scene, request)
    present = library.get(scene.connection, brand_of(request), then.id)
    after = replace(then, state=present.state)
    speech.toast(scene, request)
    if not complain(scene, request, after):
        refuse_twin(scene, request, after, present)
        keep(scene, request, present, after)


def _version(scene: Scene, request: Request) -> tuple[Change, Entry]:
    found = library.get_change(scene.connection, brand_of(request), request.number(), request.number(1))
    return found, library.version_of(scene.connection, brand_of(request), found)


def _told(scene: Scene, request: Request, changes: Sequence[Change]) -> list[str]:
    """A line for each: when by the brand's clock, who, what."""
    zone = ZoneInfo(brands.get(scene.connection, brand_of(request)).time_zone)
    names = people.find_all(scene.connection, {change.by for change in changes if change.by is not None})
    lines: list[str] = []
    for change in changes:
        who = names[change.by].name if change.by in names else request.texts("faq-somebody")
        when = moment(request.texts, change.at, zone, scene.now)
        lines.append(f"{when} · {speech.safe(who)} · {_what(request, change)}")
    return lines


def _what(request: Request, change: Change) -> str:
    done = request.texts(f"faq-did-{change.what}")
    if change.before is None or change.after is None:
        return done
    if change.what == "phrasing":
        new = [text for text in change.after["phrasings"] if text not in change.before["phrasings"]]
        return f"{done}: {speech.safe(request.texts('library-quoted', name=one_line(new[0], PHRASING_LIMIT)))}"
    differing = [name for name in (*FIELDS, "attachment") if change.before.get(name) != change.after.get(name)]
    fields = ", ".join(request.texts(f"faq-field-{name}").lower() for name in differing)
    return f"{done}: {fields}" if fields else done
