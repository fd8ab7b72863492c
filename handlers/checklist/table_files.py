"""`/kpi`, `/competitors`: a table sent to the bot becomes evidence; unknown columns are asked about.

Invariant: nothing is guessed, and nothing of the file is kept but what it says: it stays where Telegram keeps it, and
is fetched anew after every answer.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers import long_work, speech
from handlers.asking import ask, done
from handlers.checklist import month_tables
from handlers.checklist.closing import told_if_closed
from handlers.month_names import month_meant
from handlers.requests import Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.errors import Invalid, Stale
from inbox.events import CallSettled
from inbox.ids import BrandId, ChatId, TelegramId
from inbox.messages import Attachment
from report.columns import Column, Kind, field_meant
from report.imports import Imported, template
from storage import brands, chats, columns, dialogues
from storage.chats import Chat
from texts import Catalogue, catalogue

TOLD = 10
"""So many problems are named in a message."""
FORGET_WORDS = ("forget", "забыть")
FILE_DIALOGUE = "table"
COLUMN_DIALOGUE = "column"


def kpi(scene: Scene, request: Request) -> None:
    """`/kpi 2026-10`, as the caption of a file or before it."""
    _begin(scene, request, "kpi")


def competitors(scene: Scene, request: Request) -> None:
    """`/competitors 2026-10`, as the caption of a file or before it."""
    _begin(scene, request, "competitors")


def hear_file(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The file that was asked for."""
    assert request.message is not None
    assert request.message.attachment is not None
    done(scene, request)
    fetch(scene, request, request.message.attachment, state["kind"], date.fromisoformat(state["month"]))


def hear_meaning(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """What a column means, typed."""
    _mean(scene, request, state, request.args)


def press_meaning(scene: Scene, request: Request) -> None:
    """`tbl:<field>`; nothing after the colon leaves the column out."""
    dialogue = dialogues.find(scene.connection, request.chat.telegram_id, request.person.id)
    if dialogue is None or dialogue.kind != COLUMN_DIALOGUE:
        raise Stale("closing-column-gone")
    speech.toast(scene, request)
    _mean(scene, request, dialogue.state, request.args)


def forget(scene: Scene, request: Request, kind: Kind) -> None:
    """What was said of the columns."""
    assert request.brand is not None
    columns.remember(scene.connection, request.brand, kind, {})
    speech.answer(scene, request, request.texts("closing-columns-forgotten"))


def take_back(scene: Scene, request: Request) -> None:
    """`tbx:<import>`: what the file had said of the month before stands again."""
    assert request.brand is not None
    brand = brands.get(scene.connection, request.brand)
    made = month_tables.take_back(scene.connection, brand, request.number())
    if made is None:
        raise Stale("closing-table-gone")
    speech.toast(scene, request)
    words = request.texts("closing-table-taken-back", name=speech.safe(made.source), month=f"{made.month:%Y-%m}")
    closed = told_if_closed(scene, brand.id, [made.month], request.texts)
    speech.answer(scene, request, "\n".join([words, *closed]))


def take(scene: Scene, event: CallSettled) -> None:
    """The file's bytes are here."""
    subject = event.subject
    chat, texts = chats.get(scene.connection, ChatId(subject["chat"])), catalogue(subject["language"])
    if event.outcome != "ok":
        speech.say(scene, chat, texts("closing-not-fetched"))
        return
    try:
        _read(scene, chat, texts, subject, event.result)
    except Invalid as error:
        speech.say(scene, chat, speech.safe(texts(error.code, **error.values)))


def _begin(scene: Scene, request: Request, kind: Kind) -> None:
    assert request.brand is not None
    assert request.message is not None
    brand = brands.get(scene.connection, request.brand)
    if request.args.casefold() in FORGET_WORDS:
        forget(scene, request, kind)
        return
    month = month_meant(scene.now, brand, request.args)
    if request.message.attachment is not None:
        fetch(scene, request, request.message.attachment, kind, month)
        return
    words = request.texts(f"closing-send-{kind}", month=f"{month:%Y-%m}")
    ask(scene, request, words, FILE_DIALOGUE, {"kind": kind, "month": month.isoformat()})
    order = long_work.Order(brand.id, request.chat, None, request.texts)
    name = request.texts(f"closing-template-{kind}")
    long_work.hand_over(scene, order, f"{name}.xlsx", template(kind, request.texts.language))


def fetch(scene: Scene, request: Request, file: Attachment, kind: Kind, month: date) -> None:
    """Get the file that came along; of a plan only the month's year counts."""
    subject = {
        "brand": request.brand, "chat": request.chat.id, "person": request.person.id, "kind": kind,
        "month": month.isoformat(), "language": request.texts.language, "file": file.file_id,
        "name": file.name or request.texts("closing-table"),
    }  # fmt: skip
    _download(scene, subject)


def _download(scene: Scene, subject: Mapping[str, Any]) -> None:
    scene.call(Call("download", {"file_id": subject["file"]}, purpose="table", subject=subject))


def _read(scene: Scene, chat: Chat, texts: Catalogue, subject: Mapping[str, Any], content: bytes) -> None:
    brand = brands.get(scene.connection, BrandId(subject["brand"]))
    month = date.fromisoformat(subject["month"])
    imported = month_tables.read_table(scene.connection, brand, subject["kind"], content, month, {})
    unknown = month_tables.asked_about(imported)
    if unknown:
        _ask(scene, chat, texts, subject, unknown[0])
        return
    by, name = TelegramId(subject["person"]), subject["name"]
    problems = _problems(imported, texts)
    if not imported.entries:
        speech.say(scene, chat, speech.safe("\n".join([texts("closing-nothing-read", name=name), *problems])))
        return
    kept = month_tables.keep_table(scene.connection, brand, imported, month, name, scene.now, by)
    lines = [texts("closing-read", name=name), month_tables.kept_in_words(imported, month, kept.lines, texts)]
    lines += told_if_closed(scene, brand.id, kept.days, texts)
    undo = [(texts("take-back"), kept.undo)] if kept.lines else []
    board = [(texts("closing-board-of", month=f"{month:%Y-%m}"), f"brd:{month:%Y-%m}")]
    rows = [undo, [] if imported.kind == "plan" else board]
    speech.say(scene, chat, speech.safe("\n".join([*lines, *problems])), rows, brand=brand.id)


def _ask(scene: Scene, chat: Chat, texts: Catalogue, subject: Mapping[str, Any], column: Column) -> None:
    state = {**subject, "column": column.name}
    person, brand = TelegramId(subject["person"]), BrandId(subject["brand"])
    dialogues.begin(scene.connection, chat.telegram_id, person, COLUMN_DIALOGUE, state, scene.now, brand)
    samples = "; ".join(column.samples) or "—"
    words = texts(
        "closing-column", file=speech.safe(subject["name"]), column=speech.safe(column.name), letter=column.letter,
        samples=speech.safe(samples),
    )  # fmt: skip
    names = month_tables.field_names(subject["kind"], texts)
    buttons = [(name, f"tbl:{field}") for field, name in names.items()]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    rows.append([(texts("closing-leave-out"), "tbl:")])
    speech.say(scene, chat, words, rows, brand=brand)


def _mean(scene: Scene, request: Request, state: Mapping[str, Any], said: str) -> None:
    kind: Kind = state["kind"]
    field = field_meant(kind, said)
    if field is None:
        raise Invalid("closing-field-unknown", said=said[:40])
    done(scene, request)
    brand = BrandId(state["brand"])
    known = columns.remembered(scene.connection, brand, kind)
    columns.remember(scene.connection, brand, kind, {**known, state["column"]: field})
    names = {**month_tables.field_names(kind, request.texts), "": request.texts("closing-leave-out")}
    words = request.texts(
        "closing-column-means", column=speech.safe(state["column"]), field=names[field], command=f"/{kind}"
    )
    speech.answer(scene, request, words)
    _download(scene, {name: value for name, value in state.items() if name != "column"})


def _problems(imported: Imported, texts: Catalogue) -> list[str]:
    lines = [month_tables.in_words(problem, texts) for problem in imported.problems]
    lines += [texts("closing-no-heading", letter=column.letter) for column in imported.unknown if not column.name]
    return lines[:TOLD] + ([texts("library-and-more", n=len(lines) - TOLD)] if len(lines) > TOLD else [])
