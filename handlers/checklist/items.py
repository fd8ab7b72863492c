"""The nine items of the month's checklist in the chat: how they stand, and what people enter for them.

Invariant: what is entered can be taken back at once; a file is kept where Telegram keeps it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers import speech
from handlers.asking import ask, await_answer, done
from handlers.checklist.closing import told_if_closed
from handlers.checklist.month_reports import marks_of
from handlers.month_names import month_meant
from handlers.requests import TEAM, Request
from handlers.scene import Scene
from inbox.errors import Invalid, Stale
from inbox.links import message_link
from inbox.messages import Message
from report.checklist import ITEMS
from storage import brands, evidence
from storage.brands import Brand
from storage.evidence import Line

SIGNS = {"auto": "✅", "imported": "✅", "manual": "☑️", "no_data": "▫️"}
ENTERED = re.compile(r"(?:(\d{4}-\d{1,2})\s+)?(\d{1,2})\b[.):]?\s*(.*)", re.DOTALL)
LONGEST = 2000
FILE_DIALOGUE = "item-file"


def show(scene: Scene, request: Request) -> None:
    """`/items 2026-10`, or the running month."""
    brand = _brand(scene, request)
    _show(scene, request, brand, month_meant(scene.now, brand, request.args))


def enter(scene: Scene, request: Request) -> None:
    """`/item 3 text`, `/item 2026-09 3 text`; as the caption of a file, the file too."""
    assert request.message is not None
    brand = _brand(scene, request)
    match = ENTERED.fullmatch(request.args)
    if match is None:
        raise Invalid("item-how")
    month = month_meant(scene.now, brand, match[1] or "")
    number = _item(match[2])
    if match[3].strip() or request.message.attachment is not None:
        _keep(scene, request, request.message, month, number, match[3].strip())
    else:
        _ask(scene, request, month, number)


def press(scene: Scene, request: Request) -> None:
    """`itm:<YYYY-MM>:<item>`: a button of the list."""
    brand = _brand(scene, request)
    month, number = request.part(0), request.part(1)
    speech.toast(scene, request)
    _ask(scene, request, month_meant(scene.now, brand, month), _item(number))


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The text of an item, or a file with it."""
    assert request.message is not None
    done(scene, request)
    _keep(scene, request, request.message, date.fromisoformat(state["month"]), state["item"], request.args.strip())


def hear_file(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """A file that follows what was entered."""
    message = request.message
    assert message is not None
    assert message.attachment is not None
    assert request.brand is not None
    place = message.place
    link = message_link(place.id, place.kind, place.username, message.message_id)
    if not evidence.attach(scene.connection, request.brand, state["line"], message.attachment.file_id, link):
        raise Stale("item-gone")
    done(scene, request)
    speech.answer(scene, request, request.texts("item-file-kept"))


def take_back(scene: Scene, request: Request) -> None:
    """`itx:<line>`"""
    assert request.brand is not None
    month = evidence.take_back(scene.connection, request.brand, request.number())
    if month is None:
        raise Stale("item-gone")
    done(scene, request)
    speech.toast(scene, request)
    closed = told_if_closed(scene, request.brand, [month], request.texts)
    speech.answer(scene, request, "\n".join([request.texts("item-taken-back"), *closed]))


def _ask(scene: Scene, request: Request, month: date, number: int) -> None:
    words = request.texts("item-ask", n=number, item=request.texts(f"report-item-{number}"))
    ask(scene, request, words, "item", {"month": month.isoformat(), "item": number})


def _keep(scene: Scene, request: Request, message: Message, month: date, number: int, text: str) -> None:
    assert request.brand is not None
    if len(text) > LONGEST:
        raise Invalid("item-long", length=len(text), most=LONGEST)
    if not text and message.attachment is None:
        raise Invalid("item-how")
    place, file_id = message.place, message.attachment.file_id if message.attachment else ""
    link = message_link(place.id, place.kind, place.username, message.message_id) if file_id else ""
    line = evidence.add(
        scene.connection, request.brand, month, number, text, scene.now, request.person.id, link=link, file_id=file_id
    )
    name = request.texts(f"report-item-{number}")
    parts = [request.texts("item-kept", n=number, item=name, month=f"{month:%Y-%m}")]
    parts += told_if_closed(scene, request.brand, [month], request.texts)
    if not file_id:
        state = {"line": line}
        await_answer(scene, request, FILE_DIALOGUE, state)
        parts.append(request.texts("item-file-too"))
    speech.answer(scene, request, "\n".join(parts), [[(request.texts("take-back"), f"itx:{line}")]])


def _show(scene: Scene, request: Request, brand: Brand, month: date) -> None:
    lines = evidence.of_month(scene.connection, brand.id, month)
    marks = marks_of(scene.connection, brand.id, month, scene.now)
    filled = sum(mark != "no_data" for mark in marks.values())
    texts = request.texts
    head = texts("items-title", brand=speech.safe(brand.name), month=f"{month:%Y-%m}", done=filled, of=len(ITEMS))
    parts = [_line(request, number, marks[number], [line for line in lines if line.item == number]) for number in ITEMS]
    missing = [number for number, mark in marks.items() if mark == "no_data" and request.role in TEAM]
    if missing:
        parts.append(texts("items-missing"))
    buttons = [(f"＋ {number}", f"itm:{month:%Y-%m}:{number}") for number in missing]
    rows = [buttons[n : n + 4] for n in range(0, len(buttons), 4)]
    rows.append([
        (texts("items-report"), f"rep:report:{month:%Y-%m}"), (texts("items-export"), f"rep:export:{month:%Y-%m}")
    ])  # fmt: skip
    closed = told_if_closed(scene, brand.id, [month], texts)
    speech.answer(scene, request, "\n".join([head, *closed, "", *parts]), rows)


def _line(request: Request, number: int, mark: str, lines: Sequence[Line]) -> str:
    name, said = request.texts(f"report-item-{number}"), request.texts(f"report-mark-{mark}")
    words = f"{SIGNS[mark]} {number}. {name} — <i>{said}</i>"
    return "\n".join([words, *(f"      · {speech.safe(_short(line.text or '📎'))}" for line in lines[-3:])])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _item(said: str) -> int:
    if int(said) not in ITEMS:
        raise Invalid("item-unknown", said=said)
    return int(said)


def _brand(scene: Scene, request: Request) -> Brand:
    assert request.brand is not None
    return brands.get(scene.connection, request.brand)
