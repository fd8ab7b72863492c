"""Taking the last change of an entry back.

Invariant: whoever made a change may take it back; of another's change, who could have made the opposite one: words are
the team's, approval is a lead's or the client's, retirement a lead's. Nothing comes back whose question or code another
entry has by now. What a client takes back is heard like what they decided.
"""

from typing import Any

from handlers import speech
from handlers.library import verdicts
from handlers.library.faults import refuse_twin
from handlers.library.viewing import APPROVERS, brand_of, show_entry
from handlers.requests import LEADS, TEAM, Request
from handlers.scene import Scene
from handlers.speech import Button
from inbox.errors import NotAllowed
from inbox.ids import EntryId
from storage import library
from storage.library import Change


def undo(scene: Scene, request: Request, number: EntryId) -> list[Button]:
    """The button for it, where there is something that they may take back."""
    last = library.changes(scene.connection, brand_of(request), number, limit=1)
    is_open = last and last[0].what != "undone" and _may_take_back(request, last[0])
    return [(request.texts("take-back"), f"fu:{number}:{last[0].id}")] if is_open else []


def take_back(scene: Scene, request: Request) -> None:
    """`fu:<entry>:<change>`: the last change of an entry."""
    number, wanted = request.number(), request.number(1)
    last = library.changes(scene.connection, brand_of(request), number, limit=1)
    if last and last[0].id == wanted and not _may_take_back(request, last[0]):
        raise NotAllowed("not-allowed-role")
    if last and last[0].id == wanted and last[0].before is not None:
        _refuse_twin(scene, request, last[0])
    library.take_back(scene.connection, brand_of(request), number, wanted, scene.now, request.person.id)
    if request.role == "client":
        verdicts.tell_taken_back(scene, brand_of(request), request.person.id, number)
    speech.toast(scene, request)
    show_entry(scene, request, number, request.texts("faq-taken-back"))


def _refuse_twin(scene: Scene, request: Request, change: Change) -> None:
    present = library.get(scene.connection, brand_of(request), change.entry)
    restored = library.version_before(scene.connection, brand_of(request), change)
    if restored.state != "retired":
        refuse_twin(scene, request, restored, None if present.state == "retired" else present)


def _may_take_back(request: Request, change: Change) -> bool:
    if change.by == request.person.id or request.role in LEADS:
        return True
    before, after = change.before, change.after
    if before is None or after is None or before["state"] == "retired":
        return False
    if _words(before) != _words(after) and request.role not in TEAM:
        return False
    is_approval = before["state"] == "approved" and (after["state"] != "approved" or _sent(before) != _sent(after))
    return not is_approval or request.role in APPROVERS


def _words(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "state"}


def _sent(entry: dict[str, Any]) -> tuple[str, str]:
    """What a member gets."""
    return entry["answer"], entry["attachment"]
