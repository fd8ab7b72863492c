"""`/faq`: the library in the chat, by category, page by page; one entry with what may be done about it.

Invariant: buttons carry numbers only; what they are about is looked up in the request's brand, so that no entry of
another brand can be reached.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from zlib import crc32

from handlers import speech
from handlers.desk.contents import METHODS
from handlers.library import searching
from handlers.requests import LEADS, LONGEST, TEAM, Request
from handlers.scene import Scene
from handlers.speech import Button, Rows
from inbox.calls import Call
from inbox.entries import Entry, State
from inbox.errors import NotFound, Stale
from inbox.ids import BrandId, EntryId
from inbox.messages import Content
from storage import brands, library, library_pages, library_usage
from storage.library_pages import Line
from storage.team import Role
from texts import Catalogue

PAGE, CATEGORIES = 8, 20
SIGNS = {"approved": "✅", "draft": "📝", "retired": "🗄"}
APPROVERS: frozenset[Role] = LEADS | {"client"}
ALL = "a"
DRAFTS, RETIRED = "d", "r"
SHOWN_PHRASINGS = 10


def show_list(scene: Scene, request: Request, which: str = ALL, page: int = 0) -> None:
    """`which`: all, drafts, retired ones, or the sign of a category."""
    connection, brand, texts = scene.connection, brand_of(request), request.texts
    states = library_pages.counts(connection, brand)
    chosen, total = _chosen(scene, request, which, states)
    name = speech.safe(brands.get(connection, brand).name)
    lines = [texts("faq-title", brand=name, approved=states.get("approved", 0), drafts=states.get("draft", 0))]
    if not total:
        lines.append(texts("faq-no-drafts" if which == DRAFTS and states else "faq-empty"))
    pages = pages_of(total, PAGE)
    page = min(page, pages - 1)
    shown = library_pages.page(connection, brand, PAGE, page * PAGE, *chosen)
    lines += _lines(request, shown)
    rows: list[Sequence[Button]] = []
    numbers = [(str(entry.id), f"fe:{entry.id}") for entry in shown]
    rows += [numbers[n : n + 4] for n in range(0, len(numbers), 4)]
    rows += [turning(f"fl:{which}", page, pages), *_ways(request, which, states)]
    speech.answer(scene, request, "\n".join(lines), rows)


def _ways(request: Request, which: str, states: Mapping[str, int]) -> Rows:
    """From a list to the others. Whoever may approve gets the drafts with buttons for it."""
    texts = request.texts
    drafts = "fap:0" if request.role in APPROVERS else f"fl:{DRAFTS}:0"
    lists = [(texts("faq-categories"), "fk"), (texts("faq-drafts"), drafts)] if states else []
    retired = [(texts("faq-retired", n=states["retired"]), f"fl:{RETIRED}:0")] if states.get("retired") else []
    every = [(texts("faq-all"), "fl:a:0")] if which != ALL else []
    adding = [(texts("faq-add"), "fadd")] if request.role in TEAM else []
    return [lists, [*every, *retired], [*adding, (texts("faq-export"), "fxp")]]


def press_list(scene: Scene, request: Request) -> None:
    """`fl:<which>:<page>`"""
    page = request.number(1)
    speech.toast(scene, request)
    show_list(scene, request, request.part(0), page)


def press_categories(scene: Scene, request: Request) -> None:
    """`fk`, or `fk:<page>`"""
    known = library_pages.categories(scene.connection, brand_of(request))
    pages = pages_of(len(known), CATEGORIES)
    page = min(request.number() if request.args else 0, pages - 1)
    rows: list[Sequence[Button]] = [
        [(f"{category or request.texts('faq-no-category')} · {count}", f"fl:{sign(category)}:0")]
        for category, count in known[page * CATEGORIES : (page + 1) * CATEGORIES]
    ]
    rows += [turning("fk", page, pages), [(request.texts("faq-all"), "fl:a:0")]]
    speech.toast(scene, request)
    speech.answer(scene, request, request.texts("faq-which-category"), rows)


def press_entry(scene: Scene, request: Request) -> None:
    """`fe:<entry>`"""
    speech.toast(scene, request)
    show_entry(scene, request, request.number())


def show_entry(scene: Scene, request: Request, number: EntryId, notice: str = "", undo: Sequence[Button] = ()) -> None:
    """An entry as it is kept; `notice` says what has just become of it, `undo` takes that back."""
    entry = library.get(scene.connection, brand_of(request), number)
    text = f"{notice}\n\n{entry_words(scene, request, entry)}" if notice else entry_words(scene, request, entry)
    speech.answer(scene, request, text, [undo, *_buttons(scene, request, entry)])


def search(scene: Scene, request: Request, words: str) -> None:
    """`/faq <number, code or words>`"""
    brand = brand_of(request)
    number = words.removeprefix("№").strip()
    if number.isdecimal():
        if len(number) > LONGEST:
            raise NotFound("entry-not-found")
        show_entry(scene, request, int(number))
        return
    meant = coded(scene, request, words)
    if meant is not None:
        show_entry(scene, request, meant)
        return
    found = searching.found(scene, brand, words, PAGE)
    if not found:
        raise NotFound("faq-nothing-found", said=words[:60])
    numbers = [(str(entry.id), f"fe:{entry.id}") for entry in found]
    rows = [numbers[n : n + 4] for n in range(0, len(numbers), 4)]
    lines = [request.texts("faq-found", said=speech.safe(words[:60])), *_lines(request, found)]
    speech.answer(scene, request, "\n".join(lines), rows)


def coded(scene: Scene, request: Request, code: str) -> EntryId | None:
    """The entry with that code, where there is one only."""
    found = library_pages.with_code(scene.connection, brand_of(request), code)
    return found[0] if len(found) == 1 else None


def sign(text: str) -> int:
    """Short enough for a button, and of this text wherever it stands in a list."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def brand_of(request: Request) -> BrandId:
    assert request.brand is not None
    return request.brand


def entry_words(scene: Scene, request: Request, entry: Entry) -> str:
    texts = request.texts
    said = library_usage.usage(scene.connection, brand_of(request), entry.id).get(entry.id, library_usage.Usage())
    usage = texts("faq-usage", sent=said.sent, offered=said.offered, accepted=said.accepted)
    return f"{words_of(texts, entry)}\n\n{usage}"


def words_of(texts: Catalogue, entry: Entry) -> str:
    """An entry by itself, whoever uses it."""
    lines = [f"{SIGNS[entry.state]} <b>№ {entry.id}. {speech.safe(entry.question)}</b>"]
    facts = [texts(f"library-state-{entry.state}"), speech.safe(entry.category or texts("faq-no-category"))]
    if entry.code:
        facts.append(f"<code>{speech.safe(entry.code)}</code>")
    lines.append(f"<i>{' · '.join(facts)}</i>")
    if entry.phrasings:
        shown = "; ".join(entry.phrasings[:SHOWN_PHRASINGS])
        lines.append(texts("faq-phrasings", n=len(entry.phrasings), shown=speech.safe(shown[:500])))
    if entry.attachment:
        lines.append(_file_words(texts, entry))
    return "\n".join([*lines, "", entry.answer or texts("faq-only-file" if entry.attachment else "faq-no-answer")])


def hand_file(scene: Scene, request: Request) -> None:
    """`ff:<entry>`: the file that goes with an answer, for whoever is to approve it."""
    entry = library.get(scene.connection, brand_of(request), request.number())
    if not entry.attachment_content:
        raise Stale("stale-button")
    content = cast("Content", entry.attachment_content)
    params: dict[str, Any] = {"chat_id": request.chat.telegram_id, content: entry.attachment}
    if request.chat.topic_id:
        params["message_thread_id"] = request.chat.topic_id
    speech.toast(scene, request)
    scene.call(Call(METHODS[content], params, request.chat.telegram_id))


def _file_words(texts: Catalogue, entry: Entry) -> str:
    if entry.attachment_content:
        return texts(f"desk-content-{entry.attachment_content}")
    return texts("faq-file-named", file=speech.safe(entry.attachment))


def _buttons(scene: Scene, request: Request, entry: Entry) -> Rows:
    texts = request.texts
    deciding: list[Button] = []
    if request.role in APPROVERS:
        if entry.state != "approved":
            newest = library.newest_change(scene.connection, brand_of(request))
            deciding.append((texts("faq-approve"), f"fs:{entry.id}:approved:{newest}"))
        if entry.state == "approved":
            deciding.append((texts("faq-redraft"), f"fs:{entry.id}:draft"))
        if entry.state != "retired" and request.role in LEADS:
            deciding.append((texts("faq-retire"), f"fs:{entry.id}:retired"))
    editing = [(texts("faq-edit"), f"fd:{entry.id}")] if request.role in TEAM else []
    return [
        *([deciding] if deciding else []),
        [*editing, (texts("faq-history"), f"fh:{entry.id}")],
        [(texts("faq-show-file"), f"ff:{entry.id}")] if entry.attachment_content else [],
        [(texts("faq-back"), "fl:a:0")],
    ]


def _chosen(
    scene: Scene, request: Request, which: str, counts: Mapping[str, int]
) -> tuple[tuple[Sequence[State], str | None], int]:
    """The states and the category that are listed, and how many entries that makes."""
    if which == DRAFTS:
        return (("draft",), None), counts.get("draft", 0)
    if which == RETIRED:
        return (("retired",), None), counts.get("retired", 0)
    if not which.isdecimal():
        return (library_pages.LISTED, None), sum(counts.get(state, 0) for state in library_pages.LISTED)
    for category, count in library_pages.categories(scene.connection, brand_of(request)):
        if which == str(sign(category)):
            return (library_pages.LISTED, category), count
    raise Stale("stale-button")


def _lines(request: Request, entries: Sequence[Line]) -> list[str]:
    lines: list[str] = []
    category: str | None = None
    for entry in entries:
        if entry.category != category:
            category = entry.category
            lines.append(f"\n<b>{speech.safe(category or request.texts('faq-no-category'))}</b>")
        lines.append(f"{SIGNS[entry.state]} {entry.id}. {speech.safe(_short(entry.question))}")
    return lines


def pages_of(total: int, size: int) -> int:
    """How many pages of a size a list takes; an empty one takes one."""
    return max(1, -(-total // size))


def turning(verb: str, page: int, pages: int) -> list[Button]:
    """Round and round; nothing where there is one page."""
    back, on = (page - 1) % pages, (page + 1) % pages
    if pages < 2:
        return []
    return [("‹", f"{verb}:{back}"), (f"{page + 1}/{pages}", f"{verb}:{page}"), ("›", f"{verb}:{on}")]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:89]}…"
