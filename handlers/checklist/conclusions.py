"""Conclusions in the chat: each draft is accepted, put in other words or rejected by a person; advice is followed up.

Invariant: a verdict is on the very words that were shown. A closed month keeps the verdicts it was closed with; later
ones are for its next version.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import speech
from handlers.asking import ask, done
from handlers.requests import Request
from handlers.scene import Scene
from inbox.errors import Invalid, Stale
from inbox.facts import Done, Recommendation, Review, Verdict, month_before
from inbox.ids import BrandId
from storage import verdicts
from storage.verdicts import Offer

LONGEST = 1000
VERDICTS: Mapping[str, Verdict] = {"a": "accepted", "r": "rejected"}
SIGNS: Mapping[Done, str] = {"open": "▫️", "done": "✅", "not_done": "✖️"}


def show(scene: Scene, request: Request) -> None:
    """`cnl:<YYYY-MM>`: the drafts, one after another."""
    month = _first_day(request.args)
    speech.toast(scene, request)
    _show_next(scene, request, month)


def judge(scene: Scene, request: Request) -> None:
    """`cnv:<YYYY-MM>:<a or r>:<key>`"""
    named, verdict, key = request.part(0), request.part(1), request.part(2)
    month = _first_day(named)
    found = _draft(scene, request, month, key)
    judged = Review(key, VERDICTS[verdict], found.text, found.advice)
    verdicts.keep(scene.connection, _brand(request), month, judged, scene.now, request.person.id)
    speech.toast(scene, request, request.texts(f"closing-judged-{judged.verdict}"))
    _show_next(scene, request, month)


def reword(scene: Scene, request: Request) -> None:
    """`cne:<YYYY-MM>:<key>`"""
    named, key = request.part(0), request.part(1)
    month = _first_day(named)
    found = _draft(scene, request, month, key)
    speech.toast(scene, request)
    words = request.texts("closing-reword", text=speech.safe(found.text), advice=speech.safe(found.advice))
    ask(scene, request, words, "conclusion", {"month": named, "key": key}, [_back(request, month)])


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The conclusion in the person's words; after an empty line, the advice."""
    month = _first_day(state["month"])
    found = _draft(scene, request, month, state["key"])
    text, _, advice = request.args.strip().partition("\n\n")
    if not text or len(request.args) > LONGEST:
        raise Invalid("closing-reword-invalid", most=LONGEST)
    edited = Review(found.key, "edited", text.strip(), advice.strip() or found.advice)
    done(scene, request)
    verdicts.keep(scene.connection, _brand(request), month, edited, scene.now, request.person.id)
    _show_next(scene, request, month)


def take_back(scene: Scene, request: Request) -> None:
    """`cnb:<YYYY-MM>:<key>`: it waits again."""
    named, key = request.part(0), request.part(1)
    month = _first_day(named)
    verdicts.take_back(scene.connection, _brand(request), month, key)
    speech.toast(scene, request)
    _show_next(scene, request, month)


def advice(scene: Scene, request: Request) -> None:
    """`rcl:<YYYY-MM>`: what the month before recommended, and what became of it."""
    speech.toast(scene, request)
    _show_advice(scene, request, _first_day(request.args))


def follow_up(scene: Scene, request: Request) -> None:
    """`rcd:<YYYY-MM>:<key>:<done>`"""
    named, key, said = request.part(0), request.part(1), request.part(2)
    month = _first_day(named)
    became: Done = "done" if said == "done" else "not_done"
    if not verdicts.mark(scene.connection, _brand(request), month_before(month), key, became, request.person.id):
        raise Stale("closing-draft-gone")
    speech.toast(scene, request)
    _show_advice(scene, request, month)


def _show_next(scene: Scene, request: Request, month: date) -> None:
    waiting = verdicts.waiting(scene.connection, _brand(request), month)
    texts, named = request.texts, f"{month:%Y-%m}"
    judged = verdicts.of_month(scene.connection, _brand(request), month)
    if not waiting:
        lines = [texts("closing-all-judged", month=named)]
        lines += [f"{texts(f'closing-sign-{one.verdict}')} {speech.safe(one.text)}" for one in judged]
        speech.answer(scene, request, "\n".join(lines), [*_undo(request, month, judged), _back(request, month)])
        return
    draft = waiting[0]
    words = texts(
        "closing-draft", n=len(waiting), month=named, text=speech.safe(draft.text), advice=speech.safe(draft.advice)
    )
    accept, reject = (texts("closing-accept"), f"cnv:{named}:a:{draft.key}"), (
        texts("closing-reject"), f"cnv:{named}:r:{draft.key}",
    )  # fmt: skip
    edit = (texts("closing-edit"), f"cne:{named}:{draft.key}")
    rows = [[accept, edit, reject], *_undo(request, month, judged), _back(request, month)]
    speech.answer(scene, request, words, rows)


def _undo(request: Request, month: date, judged: tuple[Review, ...]) -> list[list[speech.Button]]:
    """The last verdict can be taken back."""
    return [[(request.texts("closing-undo"), f"cnb:{month:%Y-%m}:{judged[-1].key}")]] if judged else []


def _show_advice(scene: Scene, request: Request, month: date) -> None:
    found = verdicts.advised(scene.connection, _brand(request), month_before(month))
    texts = request.texts
    lines = [texts("closing-advice", month=f"{month_before(month):%Y-%m}")]
    rows: list[list[speech.Button]] = []
    for number, (key, one) in enumerate(found.items(), start=1):
        lines.append(_advised(request, number, one))
        rows.append([
            (f"{number} {texts(f'closing-{said}')}", f"rcd:{month:%Y-%m}:{key}:{said}") for said in ("done", "not_done")
        ])  # fmt: skip
    speech.answer(scene, request, "\n".join(lines), [*rows, _back(request, month)])


def _advised(request: Request, number: int, one: Recommendation) -> str:
    return f"{SIGNS[one.done]} {number}. {speech.safe(one.text)} — <i>{request.texts(f'report-done-{one.done}')}</i>"


def _draft(scene: Scene, request: Request, month: date, key: str) -> Offer:
    found = verdicts.find(scene.connection, _brand(request), month, key)
    if found is None:
        raise Stale("closing-draft-gone")
    return found


def _first_day(named: str) -> date:
    return date.fromisoformat(f"{named}-01")


def _brand(request: Request) -> BrandId:
    assert request.brand is not None
    return request.brand


def _back(request: Request, month: date) -> list[speech.Button]:
    return [(request.texts("closing-back"), f"brd:{month:%Y-%m}")]
