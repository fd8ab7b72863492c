"""Other replies than the suggested ones: the likeliest, by category, page by page, or searched for.

Who asks for them has decided that the library may have the answer; so here the matcher need not be sure, as it must be
for a suggestion.
"""

from collections.abc import Sequence

from faq.markup import plain_text
from handlers import speech
from handlers.desk import cards, prompts
from handlers.desk.answering import words_on
from handlers.desk.buttons import back
from handlers.desk.drawing import Picture, head
from handlers.desk.sight import Sight, look
from handlers.desk.subjects import pressed, replied_to
from handlers.excerpts import one_line
from handlers.library import searching
from handlers.requests import Request
from handlers.scene import Scene
from handlers.speech import Button, Rows, safe
from inbox.entries import Entry
from inbox.errors import NotFound
from storage import library, library_pages
from storage.cards import Prompt
from storage.conversations import Conversation
from storage.library_pages import Line
from texts import Catalogue

PAGE, CATEGORIES, LABEL_LIMIT, FOUND, LIKELIEST = 8, 40, 48, 5, 3
QUESTION_LIMIT, ANSWER_LIMIT = 120, 300


def browse(scene: Scene, request: Request) -> None:
    """`br:12` shows the likeliest replies and the categories, `br:12:3` the fourth of them, `br:12:3:1` its second
    page. One category is no choice.
    """
    sight = look(scene, pressed(scene, request))
    texts = words_on(request, sight)
    shelves = library_pages.categories(scene.connection, sight.brand.id, ("approved",))
    if not shelves:
        raise NotFound("desk-library-empty")
    places = [request.number(place) for place in range(1, len(request.parts))]
    is_short = len(shelves) == 1 and shelves[0][1] <= PAGE
    likeliest: Rows = () if places or is_short else _likeliest(scene, sight)
    if likeliest or (not places and len(shelves) > 1):
        rows: Rows = (*likeliest, *_categories(sight, shelves, texts))
        words = texts("desk-choose-likeliest" if likeliest else "desk-choose-category")
    else:
        shelf, page = (*places, 0, 0)[:2]
        if shelf >= len(shelves):
            raise NotFound("stale-button")
        category, total = shelves[shelf]
        entries = library_pages.page(scene.connection, sight.brand.id, PAGE, page * PAGE, ("approved",), category)
        rows = _entries(sight, shelf, page, total, entries, texts)
        words = texts("desk-choose-entry", category=safe(category) or texts("desk-no-category"))
    rows = (*rows, ((texts("desk-button-sr"), f"sr:{sight.conversation.id}"), *back(sight, texts)))
    speech.toast(scene, request)
    question = sight.question
    asked = f"\n<blockquote>{safe(one_line(question.text, QUESTION_LIMIT))}</blockquote>" if question else ""
    text = f"{head(sight, texts, scene.now)}{asked}\n{words}"
    cards.turn(scene, request, Picture(text, rows), "browse")


def ask_what(scene: Scene, request: Request) -> None:
    conversation = pressed(scene, request)
    speech.toast(scene, request)
    text = request.texts("desk-search-ask", name=safe(conversation.member_name))
    prompts.ask(scene, request, text, request.texts("desk-search-here"), Prompt(conversation.id, "search", None))


def find(scene: Scene, request: Request) -> None:
    """`/find words`: the likeliest standard replies; as a reply to a card, with buttons to send one of them."""
    if not request.args:
        raise NotFound("desk-find-nothing")
    conversation = replied_to(scene, request)
    show_found(scene, request, conversation, request.args)


def show_found(scene: Scene, request: Request, conversation: Conversation | None, words: str) -> None:
    assert request.brand is not None
    lines = searching.found(scene, request.brand, words, FOUND, ("approved",))
    found = [library.get(scene.connection, request.brand, line.id) for line in lines]
    if not found:
        speech.answer(scene, request, request.texts("desk-found-nothing", words=safe(one_line(words, LABEL_LIMIT))))
        return
    is_near = not any(searching.is_meant(entry, words) for entry in found)
    told = [request.texts("desk-found-near")] if is_near else []
    told += [
        f"<b>{place}. {safe(one_line(entry.question, QUESTION_LIMIT))}</b>\n{_answer(entry)}"
        for place, entry in enumerate(found, 1)
    ]
    rows: Rows = ()
    if conversation is not None:
        rows = tuple((_preview(conversation, entry, f"{place}. "),) for place, entry in enumerate(found, 1))
    speech.answer(scene, request, "\n\n".join(told), rows)


def _answer(entry: Entry) -> str:
    return safe(one_line(plain_text(entry.answer), ANSWER_LIMIT))


def _likeliest(scene: Scene, sight: Sight) -> Rows:
    """The replies most like the question, but for those that the card offers already."""
    if sight.question is None or not sight.question.text:
        return ()
    shown = [offer.entry for offer in sight.offers]
    text, limit = sight.question.text, LIKELIEST + len(shown)
    found = scene.library.search(scene.connection, sight.brand.id, text, limit)
    others = [entry for entry in found if entry not in shown][:LIKELIEST]
    lines = library_pages.some(scene.connection, sight.brand.id, others)
    return tuple((_preview(sight.conversation, line),) for line in lines)


def _categories(sight: Sight, shelves: Sequence[tuple[str, int]], texts: Catalogue) -> Rows:
    """Of very many, which one message cannot hold, the largest; what is in the others is found by searching."""
    largest = sorted(range(len(shelves)), key=lambda place: -shelves[place][1])[:CATEGORIES]
    found = [
        (
            f"{one_line(category, LABEL_LIMIT) or texts('desk-no-category')} · {count}",
            f"br:{sight.conversation.id}:{place}",
        )
        for place, (category, count) in enumerate(shelves)
        if place in largest
    ]
    return tuple(tuple(found[at : at + 2]) for at in range(0, len(found), 2))


def _entries(sight: Sight, shelf: int, page: int, total: int, shown: Sequence[Line], texts: Catalogue) -> Rows:
    rows = tuple((_preview(sight.conversation, entry),) for entry in shown)
    turns: list[Button] = []
    if page:
        turns.append((texts("desk-button-earlier"), f"br:{sight.conversation.id}:{shelf}:{page - 1}"))
    if (page + 1) * PAGE < total:
        turns.append((texts("desk-button-later"), f"br:{sight.conversation.id}:{shelf}:{page + 1}"))
    return (*rows, tuple(turns)) if turns else rows


def _preview(conversation: Conversation, entry: Entry | Line, prefix: str = "") -> Button:
    return prefix + one_line(entry.question, LABEL_LIMIT), f"pv:{conversation.id}:{entry.id}"
