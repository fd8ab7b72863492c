"""Changing the library in the chat: new entries and edits.

Invariant: nothing is kept that Telegram would refuse: an answer's faults are said with their place and remedy, and the
question stays open until it is right. What a manager writes is a draft; leads and clients approve.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from faq.checks import entry_problems
from faq.files.cells import bare, divided
from faq.formatting import html_of
from handlers import speech
from handlers.asking import ask, done
from handlers.community.language import written_in
from handlers.desk.contents import METHODS, WORDLESS
from handlers.excerpts import one_line
from handlers.library import viewing
from handlers.library.faults import complain, refuse_twin, say_problems
from handlers.library.taking_back import undo
from handlers.library.viewing import brand_of, pages_of, show_entry, sign, turning
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import Button, Rows
from inbox.entries import Entry
from inbox.errors import Invalid, Stale
from inbox.ids import EntryId
from inbox.messages import Message
from storage import library, library_pages

FIELDS = ("question", "answer", "category", "phrasings", "code")
LONGEST_CATEGORY = 60
LONGEST_LABEL = 44
LISTED = 12


def add(scene: Scene, request: Request, question: str = "") -> None:
    """`/faq add`, with or without the question."""
    if question:
        _take_question(scene, request, question)
    else:
        ask(scene, request, request.texts("faq-ask-question"), "faq", {"step": "question"}, [_cancel(request)])


def press_add(scene: Scene, request: Request) -> None:
    """`fadd`"""
    speech.toast(scene, request)
    add(scene, request)


def stop_asking(scene: Scene, request: Request) -> None:
    """`fno:<entry>`, or `fno:0` for one that is not there yet: nothing more is to be heard."""
    done(scene, request)
    speech.toast(scene, request)
    number = request.number()
    if number:
        show_entry(scene, request, number)
    else:
        viewing.show_list(scene, request)


def _cancel(request: Request, number: EntryId = 0) -> list[Button]:
    return [(request.texts("cancel"), f"fno:{number}")]


def hear(scene: Scene, request: Request, state: Mapping[str, Any]) -> None:
    """The next piece of a new entry, or the new value of an old one's field."""
    message = request.message
    assert message is not None
    has_file = state["step"] == "answer" and message.attachment is not None
    if not message.text.strip() and not has_file:
        raise Invalid("faq-words-missing")
    if "id" in state:
        _set(scene, request, library.get(scene.connection, brand_of(request), state["id"]), state["step"], message)
    elif state["step"] == "question":
        _take_question(scene, request, message.text)
    else:
        entry = _with_answer(
            Entry(0, state["question"], "", language=written_in(state["question"], "en"), state="draft"), message
        )
        if complain(scene, request, entry):
            return
        refuse_twin(scene, request, entry)
        number = library.add(scene.connection, brand_of(request), entry, scene.now, request.person.id)
        _ask_category(scene, request, number)


def press_edit(scene: Scene, request: Request) -> None:
    """`fd:<entry>` shows what may be edited, `fd:<entry>:<field>` asks for it; `fd:<entry>:phrasings:<page>`."""
    page = request.number(2) if len(request.parts) > 2 else 0
    speech.toast(scene, request)
    edit(scene, request, request.number(), *request.parts[1:2], page=page)


def edit(scene: Scene, request: Request, number: EntryId, field: str = "", *, page: int = 0) -> None:
    entry = library.get(scene.connection, brand_of(request), number)
    if field == "category":
        _ask_category(scene, request, number, _cancel(request, number))
    elif field in FIELDS:
        rows = [*_removals(request, entry, field, page), _cancel(request, number)]
        ask(scene, request, request.texts(f"faq-ask-{field}"), "faq", {"step": field, "id": number}, rows)
    else:
        fields = [[(request.texts(f"faq-field-{each}"), f"fd:{number}:{each}")] for each in FIELDS]
        question = speech.safe(entry.question)
        back = [(request.texts("faq-to-entry"), f"fe:{number}")]
        speech.answer(scene, request, request.texts("faq-edit-what", id=number, question=question), [*fields, back])


def _removals(request: Request, entry: Entry, field: str, page: int) -> Rows:
    """What can be taken away instead of being written anew; of phrasings the newest first."""
    if field == "answer" and entry.attachment:
        return [[(request.texts("faq-drop-file"), f"fnf:{entry.id}")]]
    if field == "code" and entry.code:
        return [[(request.texts("faq-drop-code"), f"fnc:{entry.id}")]]
    if field == "phrasings":
        pages = pages_of(len(entry.phrasings), LISTED)
        page = min(page, pages - 1)
        shown = entry.phrasings[::-1][page * LISTED : (page + 1) * LISTED]
        buttons = [[(f"✕ {one_line(text, LONGEST_LABEL)}", f"fnp:{entry.id}:{sign(text)}")] for text in shown]
        return [*buttons, turning(f"fd:{entry.id}:phrasings", page, pages)]
    return []


def drop_phrasing(scene: Scene, request: Request) -> None:
    """`fnp:<entry>:<sign of the phrasing>`"""
    entry = library.get(scene.connection, brand_of(request), request.number())
    left = tuple(text for text in entry.phrasings if sign(text) != request.number(1))
    if left == entry.phrasings:
        raise Stale("stale-button")
    speech.toast(scene, request)
    keep(scene, request, entry, replace(entry, phrasings=left))


def drop_file(scene: Scene, request: Request) -> None:
    """`fnf:<entry>`: the answer goes without its file from now on."""
    entry = library.get(scene.connection, brand_of(request), request.number())
    after = replace(entry, attachment="", attachment_content="")
    speech.toast(scene, request)
    if not complain(scene, request, after):
        keep(scene, request, entry, after)


def press_category(scene: Scene, request: Request) -> None:
    """`fc:<entry>:<sign of the category>`; without a category is one, too."""
    known = ["", *(name for name, _ in library_pages.categories(scene.connection, brand_of(request)))]
    meant = next((name for name in known if sign(name) == request.number(1)), None)
    if meant is None:
        raise Stale("stale-button")
    speech.toast(scene, request)
    entry = library.get(scene.connection, brand_of(request), request.number())
    keep(scene, request, entry, replace(entry, category=meant))


def drop_code(scene: Scene, request: Request) -> None:
    """`fnc:<entry>`"""
    entry = library.get(scene.connection, brand_of(request), request.number())
    speech.toast(scene, request)
    keep(scene, request, entry, replace(entry, code=""))


def _take_question(scene: Scene, request: Request, words: str) -> None:
    question = " ".join(words.split())
    problems = [each for each in entry_problems(Entry(0, question, "x")) if each.column == "question"]
    if problems:
        say_problems(scene, request, problems)
        return
    refuse_twin(scene, request, Entry(0, question, "", language=written_in(question, "en")))
    words = request.texts("faq-ask-answer-to", question=speech.safe(question))
    ask(scene, request, words, "faq", {"step": "answer", "question": question}, [_cancel(request)])


def _set(scene: Scene, request: Request, entry: Entry, field: str, message: Message) -> None:
    match field:
        case "answer":
            after = _with_answer(entry, message)
        case "phrasings":
            after = replace(entry, phrasings=tuple(dict.fromkeys((*entry.phrasings, *divided(message.text)))))
        case "category":
            after = replace(entry, category=_category(message.text))
        case "question":
            after = replace(entry, question=" ".join(message.text.split()))
        case _:
            after = replace(entry, code=message.text.strip().removeprefix("/"))
    if not complain(scene, request, after):
        refuse_twin(scene, request, after, entry)
        keep(scene, request, entry, after)


def _category(said: str) -> str:
    category = " ".join(said.split())
    if len(category) > LONGEST_CATEGORY:
        raise Invalid("faq-category-long", most=LONGEST_CATEGORY)
    return category


def keep(scene: Scene, request: Request, before: Entry, after: Entry) -> None:
    """An approved answer that was changed by somebody who may not approve is a draft again, and they are told."""
    notice = request.texts("faq-kept")
    if before.state == "approved" and request.role not in viewing.APPROVERS and _said(before) != _said(after):
        after = replace(after, state="draft")
        notice = request.texts("faq-kept-draft")
    done(scene, request)
    if before == after:
        show_entry(scene, request, before.id)
        return
    library.change(scene.connection, brand_of(request), after, scene.now, request.person.id)
    notice = "\n".join([notice, *_shared(scene, request, before, after)])
    show_entry(scene, request, before.id, notice, undo(scene, request, before.id))


def _shared(scene: Scene, request: Request, before: Entry, after: Entry) -> Iterator[str]:
    """A warning for each new phrasing that another entry has: a message like it could mean either."""
    new = [text for text in after.phrasings if text not in before.phrasings]
    listed = library.find_all(scene.connection, brand_of(request)) if new else []
    others = [each for each in listed if each.id != after.id and each.language == after.language]
    owners = {bare(text): each.id for each in others for text in each.wordings()}
    for text in new:
        if bare(text) in owners:
            yield request.texts("faq-phrasing-shared", phrasing=speech.safe(text), id=owners[bare(text)])


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


def _ask_category(scene: Scene, request: Request, number: EntryId, cancel: Sequence[Button] = ()) -> None:
    known = library_pages.categories(scene.connection, brand_of(request))
    named = [(name, f"fc:{number}:{sign(name)}") for name, _ in known if name][:LISTED]
    rows = [*([each] for each in named), [(request.texts("faq-without-category"), f"fc:{number}:{sign('')}")], cancel]
    ask(scene, request, request.texts("faq-ask-category"), "faq", {"step": "category", "id": number}, rows)
