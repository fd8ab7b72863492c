"""Changing the library in the chat: new entries, edits, approval, retirement, history, undo.

Invariant: nothing is kept that Telegram would refuse: an answer's faults are said with their place and remedy, and the
question stays open until it is right. What a manager writes is a draft; leads and clients approve.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from faq.checks import entry_problems
from faq.files.cells import bare, divided
from faq.formatting import html_of
from faq.wording import in_words
from handlers import speech
from handlers.asking import ask, done
from handlers.community.language import written_in
from handlers.desk.contents import METHODS, WORDLESS
from handlers.library import viewing
from handlers.library.viewing import brand_of, show_entry
from handlers.requests import Request
from handlers.scene import Scene
from inbox.entries import Entry, State
from inbox.errors import Invalid, NotAllowed, Problem, Stale
from inbox.ids import EntryId
from inbox.messages import Message
from storage import library, library_pages, people
from storage.library import What

FIELDS = ("question", "answer", "category", "phrasings", "code")
LONGEST_CATEGORY = 60
LISTED = 12
WHAT: dict[State, What] = {"approved": "approved", "draft": "drafted", "retired": "retired"}


def add(scene: Scene, request: Request, question: str = "") -> None:
    """`/faq add`, with or without the question."""
    if question:
        _take_question(scene, request, question)
    else:
        ask(scene, request, request.texts("faq-ask-question"), "faq", {"step": "question"})


def press_add(scene: Scene, request: Request) -> None:
    """`fadd`"""
    speech.toast(scene, request)
    add(scene, request)


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The next piece of a new entry, or the new value of an old one's field."""
    message = request.message
    assert message is not None
    if "id" in state:
        _set(scene, request, library.get(scene.connection, brand_of(request), state["id"]), state["step"], message)
    elif state["step"] == "question":
        _take_question(scene, request, message.text)
    else:
        entry = _with_answer(
            Entry(0, state["question"], "", language=written_in(state["question"], "en"), state="draft"), message
        )
        if _complain(scene, request, entry):
            return
        number = library.add(scene.connection, brand_of(request), entry, scene.now, request.person.id)
        _ask_category(scene, request, number)


def press_edit(scene: Scene, request: Request) -> None:
    """`fd:<entry>` shows what may be edited, `fd:<entry>:<field>` asks for it."""
    speech.toast(scene, request)
    edit(scene, request, request.number(), *request.parts[1:2])


def edit(scene: Scene, request: Request, number: EntryId, field: str = "") -> None:
    entry = library.get(scene.connection, brand_of(request), number)
    if field == "category":
        _ask_category(scene, request, number)
    elif field in FIELDS:
        words = request.texts(f"faq-ask-{field}")
        drop = [(request.texts("faq-drop-file"), f"fnf:{number}")] if field == "answer" and entry.attachment else []
        ask(scene, request, words, "faq", {"step": field, "id": number}, [drop])
    else:
        rows = [[(request.texts(f"faq-field-{each}"), f"fd:{number}:{each}")] for each in FIELDS]
        question = speech.safe(entry.question)
        speech.answer(scene, request, request.texts("faq-edit-what", id=number, question=question), rows)


def drop_file(scene: Scene, request: Request) -> None:
    """`fnf:<entry>`: the answer goes without its file from now on."""
    entry = library.get(scene.connection, brand_of(request), request.number())
    after = replace(entry, attachment="", attachment_content="")
    speech.toast(scene, request)
    if not _complain(scene, request, after):
        _keep(scene, request, entry, after)


def press_category(scene: Scene, request: Request) -> None:
    """`fc:<entry>:<number of the category>`"""
    at = request.number(1)
    known = library_pages.categories(scene.connection, brand_of(request))
    if at >= len(known):
        raise Stale("stale-button")
    speech.toast(scene, request)
    entry = library.get(scene.connection, brand_of(request), request.number())
    _keep(scene, request, entry, replace(entry, category=known[at][0]))


def set_state(scene: Scene, request: Request) -> None:
    """`fs:<entry>:<state>`"""
    state = next((state for state in get_args(State) if state == request.part(1)), None)
    if state is None:
        raise Stale("stale-button")
    speech.toast(scene, request)
    change_state(scene, request, request.number(), state)


def change_state(scene: Scene, request: Request, number: EntryId, state: State) -> None:
    if request.role not in viewing.APPROVERS:
        raise NotAllowed("not-allowed-role")
    entry = library.get(scene.connection, brand_of(request), number)
    after = replace(entry, state=state)
    if entry.state == state:
        show_entry(scene, request, number, request.texts(f"faq-is-{state}"))
    elif state == "retired" or not _complain(scene, request, after):
        if entry.state == "retired":
            _refuse_twin(scene, request, after)
        library.change(scene.connection, brand_of(request), after, scene.now, request.person.id, WHAT[state])
        show_entry(scene, request, number, request.texts(f"faq-now-{state}"), _undo(scene, request, number))


def press_history(scene: Scene, request: Request) -> None:
    """`fh:<entry>`"""
    number = request.number()
    changes = library.changes(scene.connection, brand_of(request), number)
    names = people.find_all(scene.connection, {change.by for change in changes if change.by is not None})
    lines = [request.texts("faq-history-title", id=number)]
    for change in changes:
        who = names[change.by].name if change.by in names else request.texts("faq-somebody")
        fields = ", ".join(
            request.texts(f"faq-field-{name}").lower() for name in _differing(change.before, change.after)
        )
        what = request.texts(f"faq-did-{change.what}") + (f": {fields}" if fields else "")
        lines.append(f"{change.at:%d.%m.%Y %H:%M} UTC · {speech.safe(who)} · {what}")
    speech.toast(scene, request)
    undo = _undo(scene, request, number)
    rows = [[*undo], [(request.texts("faq-to-entry"), f"fe:{number}")]]
    speech.answer(scene, request, "\n".join(lines), [row for row in rows if row])


def take_back(scene: Scene, request: Request) -> None:
    """`fu:<entry>:<change>`: the last change of an entry."""
    number, change = request.number(), request.number(1)
    library.take_back(scene.connection, brand_of(request), number, change, scene.now, request.person.id)
    speech.toast(scene, request)
    show_entry(scene, request, number, request.texts("faq-taken-back"))


def _take_question(scene: Scene, request: Request, words: str) -> None:
    question = " ".join(words.split())
    problems = [each for each in entry_problems(Entry(0, question, "x")) if each.column == "question"]
    if problems:
        _say_problems(scene, request, problems)
        return
    _refuse_twin(scene, request, Entry(0, question, "", language=written_in(question, "en")))
    words = request.texts("faq-ask-answer-to", question=speech.safe(question))
    ask(scene, request, words, "faq", {"step": "answer", "question": question})


def _refuse_twin(scene: Scene, request: Request, entry: Entry, before: Entry | None = None) -> None:
    """Raises `Invalid` when another entry has the question or the code that this one is given now."""
    known = library_pages.names(scene.connection, brand_of(request))
    others = [each for each in known if each.id != entry.id and each.language == entry.language]
    if before is None or bare(before.question) != bare(entry.question):
        for same in (each.id for each in others if bare(each.question) == bare(entry.question)):
            raise Invalid("faq-question-taken", id=same)
    if entry.code and (before is None or before.code != entry.code):
        for same in (each.id for each in others if each.code.casefold() == entry.code.casefold()):
            raise Invalid("library-code-taken", short=entry.code, other=same)


def _set(scene: Scene, request: Request, entry: Entry, field: str, message: Message) -> None:
    match field:
        case "answer":
            after = _with_answer(entry, message)
        case "phrasings":
            after = replace(entry, phrasings=tuple(dict.fromkeys((*entry.phrasings, *divided(message.text)))))
        case "category":
            after = replace(entry, category=" ".join(message.text.split())[:LONGEST_CATEGORY])
        case "question":
            after = replace(entry, question=" ".join(message.text.split()))
        case _:
            after = replace(entry, code=message.text.strip().removeprefix("/"))
    if not _complain(scene, request, after):
        _refuse_twin(scene, request, after, entry)
        _keep(scene, request, entry, after)


def _keep(scene: Scene, request: Request, before: Entry, after: Entry) -> None:
    """An approved answer that was changed by somebody who may not approve is a draft again."""
    if before.state == "approved" and request.role not in viewing.APPROVERS and _said(before) != _said(after):
        after = replace(after, state="draft")
    done(scene, request)
    if before == after:
        show_entry(scene, request, before.id)
        return
    library.change(scene.connection, brand_of(request), after, scene.now, request.person.id)
    show_entry(scene, request, before.id, request.texts("faq-kept"), _undo(scene, request, before.id))


def _said(entry: Entry) -> tuple[str, str]:
    """What a member gets."""
    return entry.answer, entry.attachment


def _with_answer(entry: Entry, message: Message) -> Entry:
    """Formatting as it was typed; a file goes with the answer, and stays when new words come without one."""
    answer, file = html_of(message.text, message.entities), message.attachment
    if file is None:
        return replace(entry, answer=answer)
    if file.content not in METHODS or file.content in WORDLESS:
        raise Invalid("faq-file-wordless")
    return replace(entry, answer=answer, attachment=file.file_id, attachment_content=file.content)


def _ask_category(scene: Scene, request: Request, number: EntryId) -> None:
    known = library_pages.categories(scene.connection, brand_of(request))
    rows = [[(name, f"fc:{number}:{at}")] for at, (name, _) in enumerate(known) if name][:LISTED]
    rows.append([(request.texts("faq-without-category"), f"fe:{number}")])
    ask(scene, request, request.texts("faq-ask-category"), "faq", {"step": "category", "id": number}, rows)


def _complain(scene: Scene, request: Request, entry: Entry) -> bool:
    problems = entry_problems(entry)
    if problems:
        _say_problems(scene, request, problems)
    return bool(problems)


def _say_problems(scene: Scene, request: Request, problems: Sequence[Problem]) -> None:
    words = [speech.safe(in_words(problem, request.texts.language)) for problem in problems]
    speech.answer(scene, request, "\n".join([*words, request.texts("faq-try-again")]))


def _undo(scene: Scene, request: Request, number: EntryId) -> list[tuple[str, str]]:
    last = library.changes(scene.connection, brand_of(request), number, limit=1)
    return [(request.texts("take-back"), f"fu:{number}:{last[0].id}")] if last else []


def _differing(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[str]:
    if before is None or after is None:
        return []
    return [name for name in (*FIELDS, "attachment") if before.get(name) != after.get(name)]
