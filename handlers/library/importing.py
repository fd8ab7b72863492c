"""A form sent to the bot: downloaded, checked beside the pipeline, told, and kept on a person's word, piece by piece.

Invariant: nothing is written before the word, nothing that has been checked against another state of the library, and
no transaction is longer than a piece. Of a client's file only the verdicts count.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from faq.files.changes import Changes
from faq.files.reading import read_library
from faq.markup import length
from faq.wording import in_words
from handlers import long_work, speech
from handlers.access import require
from handlers.desk.passing_on import pass_on
from handlers.library import telling, verdicts
from handlers.library.files import file_changes, what_of
from handlers.library.long_lists import is_told_whole
from handlers.library.viewing import APPROVERS
from handlers.long_work import Order
from handlers.requests import LEADS, TEAM, Request
from handlers.scene import Scene
from inbox.calls import Call
from inbox.entries import Entry
from inbox.errors import Invalid, LibraryInvalid, NotAllowed, Stale
from inbox.events import CallSettled
from inbox.ids import TelegramId
from inbox.messages import Message
from storage import imports, jobs, library, team
from storage.chats import Chat
from storage.imports import Import
from storage.library import What

FORMS = (".xlsx", ".csv", ".xls", ".ods")
LARGEST = 20_000_000
"""What Telegram lets a bot download."""
SHOWN = 10
PIECE = 250
"""Entries kept in one transaction: a fraction of a second."""


def is_form(message: Message) -> bool:
    """A table sent for itself, not as an answer to anything."""
    attachment = message.attachment
    return (
        attachment is not None
        and attachment.content == "document"
        and attachment.name.lower().endswith(FORMS)
        and message.reply_to is None
    )


def receive(scene: Scene, request: Request) -> None:
    assert request.message is not None
    attachment = request.message.attachment
    assert attachment is not None
    require(request, TEAM | APPROVERS)
    if request.role not in APPROVERS:
        raise NotAllowed("faq-form-not-yours", name=attachment.name, who=_who_may(scene, request))
    if attachment.size > LARGEST:
        raise Invalid("faq-file-big", name=attachment.name)
    order = {
        "brand": request.brand, "chat": request.chat.id, "language": request.texts.language,
        "file_id": attachment.file_id, "name": attachment.name, "person": request.person.id,
        "is_client": request.role == "client", "sent_as": request.message.message_id,
    }  # fmt: skip
    words = request.texts("faq-file-reading", name=speech.safe(attachment.name))
    speech.say(scene, request.chat, words, reply_to=request.message.message_id, purpose="import-begun", subject=order)


def _who_may(scene: Scene, request: Request) -> str:
    """Those who may take a form in, by name."""
    assert request.brand is not None
    people = [mate for mate in team.team(scene.connection, request.brand) if mate.role in APPROVERS]
    named = [f"{mate.name} ({request.texts(f'role-{mate.role}')})" for mate in people]
    return ", ".join(named) or request.texts("role-owner")


def fetch(scene: Scene, event: CallSettled) -> None:
    """The word stands: now the file itself."""
    message = event.result["message_id"] if event.outcome == "ok" else None
    subject = {**event.subject, "message": message}
    scene.call(Call("download", {"file_id": subject["file_id"]}, purpose="import-fetched", subject=subject))


def fetched(scene: Scene, event: CallSettled) -> None:
    if event.outcome != "ok":
        order = long_work.order_of(scene, event.subject)
        long_work.finish(scene, order, order.texts("faq-file-lost"))
        return
    content = base64.b64encode(event.result).decode()
    jobs.put(scene.connection, "import-check", {**event.subject, "content": content}, scene.now)


def check(scene: Scene, params: Mapping[str, Any]) -> None:
    """The job: what the file would change, in words, and as a plan that waits for a word."""
    order = long_work.order_of(scene, params)
    try:
        file = read_library(base64.b64decode(params["content"]), params["name"])
    except LibraryInvalid as invalid:
        words = [speech.safe(in_words(problem, order.texts.language)) for problem in invalid.problems[:SHOWN]]
        if params["is_client"]:
            words += _passed_on(scene, order, params)
        long_work.finish(scene, order, "\n".join(words))
        return
    changes = file_changes(scene.connection, order.brand, file)
    is_client, is_bad = params["is_client"], bool(file.problems or changes.problems)
    plan = verdicts.plan_of(changes) if is_client else _plan(changes)
    lists = telling.lists_of(order.texts, changes, file, is_client=is_client)
    text = telling.told(order.texts, changes, file, lists, is_client=is_client)
    if plan:
        key = "faq-verdicts-hand" if is_client else "faq-import-good" if is_bad else "faq-import-all"
        _ask(scene, order, params["person"], plan, text, order.texts(key, n=len(plan)))
    else:
        texts = order.texts
        nothing = verdicts.nothing(texts, changes) if is_client else texts("library-nothing-changes")
        long_work.finish(scene, order, f"{text}\n\n{nothing}")
    if not all(map(is_told_whole, lists)) or length(text) > speech.TEXT_LIMIT:
        every = "\n\n".join("\n".join(found) for found in lists if found)
        long_work.hand_over(scene, order, f"{file.name}.txt", every.encode(), order.texts("faq-import-every"))


def _ask(scene: Scene, order: Order, person: TelegramId, plan: Sequence[Any], text: str, yes: str) -> None:
    token, since = secrets.token_hex(8), library.newest_change(scene.connection, order.brand)
    kept = {"token": token, "brand": order.brand, "person": person, "plan": plan, "since": since}
    rows = [[(yes, f"imp:{token}")], [(order.texts("cancel"), f"imc:{token}")]]
    long_work.finish(scene, order, text, rows, purpose="import-checked", subject=kept)


def _passed_on(scene: Scene, order: Order, params: Mapping[str, Any]) -> list[str]:
    """A client's table that is no form is for the team to read."""
    name = verdicts.name_of(scene, order.texts, TelegramId(params["person"]))
    is_told = pass_on(scene, order.brand, name, order.chat, params["sent_as"])
    return [order.texts("faq-file-passed-on")] if is_told else []


def checked(scene: Scene, event: CallSettled) -> None:
    """The question stands on the desk: from now on it can be answered."""
    imports.put(scene.connection, Import(**event.subject), scene.now)


def apply(scene: Scene, request: Request) -> None:
    """`imp:<token>`"""
    found = _found(scene, request)
    if found.done:
        raise Stale("faq-import-runs")
    if found.person != request.person.id:
        require(request, LEADS)
    if library.changed_since(scene.connection, found.brand, found.since, but_phrasings=True):
        raise Stale("faq-import-outdated")
    speech.toast(scene, request)
    assert request.card is not None
    speech.without_buttons(scene, request.chat, request.card)
    _keep_piece(scene, request.chat, found, {"token": found.token, "language": request.texts.language, "message": None})


def approve(scene: Scene, request: Request, entries: Sequence[Entry]) -> None:
    """A button's approval of more entries than one transaction should hold: `entries` as they are to be."""
    assert request.brand is not None
    plan: list[tuple[str, dict[str, Any]]] = [("approved", asdict(entry)) for entry in entries]
    if request.role == "client":
        plan.append((verdicts.SAID, verdicts.said_of([entry.id for entry in entries])))
    since = library.newest_change(scene.connection, request.brand)
    found = Import(secrets.token_hex(8), request.brand, request.person.id, plan, since)
    imports.put(scene.connection, found, scene.now)
    subject = {"token": found.token, "language": request.texts.language, "message": request.card}
    _keep_piece(scene, request.chat, found, subject)


def cancel(scene: Scene, request: Request) -> None:
    """`imc:<token>`"""
    found = _found(scene, request)
    if found.done:
        raise Stale("faq-import-runs")
    imports.drop(scene.connection, found.token)
    speech.toast(scene, request)
    speech.answer(scene, request, request.texts("faq-import-cancelled"))


def go_on(scene: Scene, event: CallSettled) -> None:
    """A piece is kept and said; the next one."""
    found = imports.find(scene.connection, event.subject["token"])
    if found is not None:
        message = event.subject["message"] or (event.result["message_id"] if event.outcome == "ok" else None)
        subject = {**event.subject, "message": message}
        order = long_work.order_of(scene, {**subject, "brand": found.brand})
        _keep_piece(scene, order.chat, found, subject)


def _keep_piece(scene: Scene, chat: Chat, found: Import, subject: Mapping[str, Any]) -> None:
    piece = found.plan[found.done : found.done + PIECE]
    done = found.done + len(piece)
    late = found.late + keep_all(scene, found, piece)
    is_last = done >= len(found.plan)
    order = long_work.order_of(scene, {**subject, "brand": found.brand, "chat": chat.id})
    if is_last:
        imports.drop(scene.connection, found.token)
        _end(scene, order, found, late)
        return
    imports.advance(scene.connection, found.token, done, late)
    entries = [what for what, _ in found.plan if what != verdicts.SAID]
    words = order.texts("faq-import-progress", done=done, of=len(entries))
    long_work.finish(scene, order, words, purpose="import-piece", subject={**subject, "chat": chat.id})


def _end(scene: Scene, order: Order, found: Import, late: int) -> None:
    """A client's word goes to the team, too."""
    what, said = found.plan[-1]
    if what == verdicts.SAID:
        stands = {entry.id for entry in library.find_all(scene.connection, found.brand, ("approved",))}
        approved = [number for number in said["approved"] if number in stands]
        verdicts.tell_team(scene, found.brand, found.person, {**said, "approved": approved})
        words = order.texts("faq-verdicts-done")
    else:
        words = order.texts("faq-import-done", n=len(found.plan) - late)
    long_work.finish(scene, order, f"{words} {order.texts('faq-import-late', n=late)}" if late else words)


def keep_all(scene: Scene, found: Import, piece: Sequence[Any]) -> int:
    """A piece of the plan: rows of what was done and the entry as it is to be. Phrasings that were learned since stay.
    Returns how many entries were left alone, because somebody has changed them since.
    """
    changed = library.changed_since(scene.connection, found.brand, found.since, but_phrasings=True)
    learned = library.learned_since(scene.connection, found.brand, found.since)
    late = 0
    for what, plain in piece:
        if what == verdicts.SAID:
            continue
        entry = Entry(**{**plain, "phrasings": tuple(plain["phrasings"])})
        if what == "added":
            library.add(scene.connection, found.brand, entry, scene.now, found.person)
        elif entry.id in changed:
            late += 1
        else:
            phrasings = tuple(dict.fromkeys((*entry.phrasings, *learned.get(entry.id, ()))))
            after = replace(entry, phrasings=phrasings)
            library.change(scene.connection, found.brand, after, scene.now, found.person, what)
    return late


def _plan(changes: Changes) -> list[tuple[What, dict[str, Any]]]:
    plan: list[tuple[What, dict[str, Any]]] = [("added", asdict(row.entry)) for row in changes.new]
    return plan + [(what_of(change), asdict(change.after)) for change in changes.changed]


def _found(scene: Scene, request: Request) -> Import:
    found = imports.find(scene.connection, request.args)
    if found is None or found.brand != request.brand:
        raise Stale("faq-import-gone")
    return found
